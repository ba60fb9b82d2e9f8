"""/help/: the handbook, the reader's own chapters first."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from units.access import May, requires
from units.models import Role
from units.types import SiteRequest
from yanling_assess.handbook.pages import handbook


@requires(May.ANYONE)
@require_safe
def handbook_page(request: SiteRequest) -> HttpResponse:
    """使用手册, whole; a reader of several roles finds all of theirs first."""
    own = [Role(role).label for role in sorted(request.actor.roles)]
    return render(request, "help/handbook.html", {"chapters": handbook(own), "own": own})
