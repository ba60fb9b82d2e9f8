"""施行 and 撤回: the chief checks what will hold, and confirms by typing the edition's name."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from records.errors import EditConflict, Refusal
from records.submit import submit_once
from scoring.forms.editions.actions import TypedNameForm, WithdrawForm
from scoring.periods import month_name
from scoring.selectors.edition_list import held_before, kept_editions
from scoring.selectors.edition_pages import diff
from scoring.selectors.enforcing import enforcing_obstacles, remarks, withdrawing_obstacles
from scoring.services.enforcing import bring_into_force
from scoring.services.enforcing import withdraw as withdraw_edition
from scoring.views.editions import found_edition
from units.access import May, requires
from units.signing_in.again import asks_again
from units.types import SiteRequest

METHODS = ["GET", "HEAD", "POST"]
CHANGED = "这份草稿刚刚被修改过；请对照下面的改动重新核对，再输入名称确认。"


@requires(May.EDIT_EDITIONS)
@asks_again()
@require_http_methods(METHODS)
def enforce(request: SiteRequest, pk: int) -> HttpResponse:
    """Check answers, then bring into force."""
    kept, others = found_edition(pk), kept_editions()
    row = kept.row
    if row is None or not kept.is_draft:
        messages.info(request, f"“{kept.name}”已经施行，没有重复处理。")
        return redirect("scoring:edition", pk)
    form = TypedNameForm(request.POST or None, kept=kept)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            return submit_once(
                request,
                lambda: bring_into_force(
                    draft=row, expected_version=version, by=request.user, at=timezone.now()
                ),
                to=lambda saved: reverse("scoring:edition", args=[saved.pk]),
                done=f"“{kept.name}”自{month_name(kept.effective_from)}起施行。",
            )
        except EditConflict:
            form = TypedNameForm(kept=kept)
            messages.error(request, CHANGED)
        except Refusal as refusal:
            form.add_refusal(refusal)
    base = held_before(kept, others)
    context = {
        "kept": kept,
        "base": base,
        "form": form,
        "parts": diff(base.edition, kept.edition),
        "obstacles": enforcing_obstacles(kept, others, base.edition),
        "remarks": remarks(kept, base.edition),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "scoring/edition/enforce.html", context, status=status)


@requires(May.EDIT_EDITIONS)
@asks_again()
@require_http_methods(METHODS)
def withdraw(request: SiteRequest, pk: int) -> HttpResponse:
    """Take an edition out of force while no month has been closed under it."""
    kept, others = found_edition(pk), kept_editions()
    row = kept.row
    if row is None or kept.is_draft:
        messages.info(
            request, f"“{kept.name}”不能撤回。" if row is None else f"“{kept.name}”没有施行，不用撤回。"
        )
        return redirect("scoring:edition", pk)
    form = WithdrawForm(request.POST or None, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            return submit_once(
                request,
                lambda: withdraw_edition(
                    edition=row,
                    expected_version=data["version"],
                    reason=data["reason"],
                    by=request.user,
                    at=timezone.now(),
                ),
                to=lambda saved: reverse("scoring:edition", args=[saved.pk]),
                done=f"“{kept.name}”已撤回，现在是草稿。",
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
    before = held_before(kept, others)
    context = {
        "kept": kept,
        "base": before,
        "form": form,
        "obstacles": withdrawing_obstacles(kept, before.edition),
    }
    return render(request, "scoring/edition/withdraw.html", context, status=422 if form.errors else 200)
