"""验证: is this PDF one of ours, and the newest? What is handed in is read and not kept."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from notices.forms.register import VerifyForm
from notices.selectors.verifying import verified
from units.access import May, requires
from units.types import SiteRequest


@requires(May.READ_BULLETINS)
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: SiteRequest) -> HttpResponse:
    """The form, and what is said of the paper handed in; nothing is written, so it may be sent again."""
    form = VerifyForm(request.POST, request.FILES) if request.method == "POST" else VerifyForm()
    found = verified(form.digest(), request.actor) if form.is_bound and form.is_valid() else None
    context = {"form": form, "found": found}
    return render(request, "notices/verify.html", context, status=422 if form.errors else 200)
