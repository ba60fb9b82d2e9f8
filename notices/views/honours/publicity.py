"""宣传: where honours were made known; a mistaken entry is taken back with a reason."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from notices.forms.honours import PublicityForm, RemovalForm
from notices.models import Publicity
from notices.selectors.honours.exchanges import showable
from notices.services.honours.publicising import record_publicity, remove_publicity
from records.submit import submit_form
from units.access import May, requires
from units.types import SiteRequest


@requires(May.RECORD_PUBLICITY)
@require_http_methods(["GET", "HEAD", "POST"])
def publicity_new(request: SiteRequest) -> HttpResponse:
    """Record several honours made known at one place; a link may tick one (?honour=7)."""
    form = PublicityForm(
        request.POST if request.method == "POST" else None,
        honours=showable(),
        initial={"honours": request.GET.getlist("honour"), "on": timezone.localdate()},
    )
    answer = submit_form(
        request,
        form,
        lambda: record_publicity(**form.cleaned_data, by=request.user, at=timezone.now()),
        to=lambda rows: (
            reverse("notices:honour", args=[rows[0].honour_id])
            if len(rows) == 1
            else reverse("notices:honours")
        ),
        done="已登记宣传。",
    )
    status = 422 if form.errors else 200
    return answer or render(request, "honours/publicity.html", {"form": form}, status=status)


@requires(May.RECORD_PUBLICITY)
@require_http_methods(["GET", "HEAD", "POST"])
def publicity_remove(request: SiteRequest, pk: int) -> HttpResponse:
    """Take a mistaken entry back, with the reason."""
    row = get_object_or_404(Publicity.objects.select_related("honour__unit", "by"), pk=pk)
    form = RemovalForm(request.POST if request.method == "POST" else None)
    answer = submit_form(
        request,
        form,
        lambda: remove_publicity(
            publicity=row, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
        ),
        to=lambda saved: reverse("notices:honour", args=[saved.honour_id]),
        done="已撤去，记录保留。",
    )
    status = 422 if form.errors else 200
    return answer or render(
        request, "honours/publicity_remove.html", {"form": form, "row": row}, status=status
    )
