"""The home page by role."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from units.access import May, requires
from units.types import SiteRequest
from yanling_assess.duties import desk


@requires(May.ANYONE)
@require_safe
def home(request: SiteRequest) -> HttpResponse:
    """工作台: what is to be done today, by role."""
    today = timezone.localdate()
    return render(request, "home/home.html", {"today": today, "desk": desk(request.actor, today)})
