"""起草: a draft is made, edited part by part, or deleted."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from records.errors import Refusal
from records.submit import repeated, submit_once
from scoring.forms.editions import part_form
from scoring.forms.editions.actions import NewDraftForm, TypedNameForm
from scoring.models import RuleEdition
from scoring.periods import first_of, next_month
from scoring.rulebook.compare import differences
from scoring.rulebook.parts import part_of, with_part
from scoring.selectors.edition_list import KeptEdition, held_in, kept_editions
from scoring.selectors.edition_pages import part_title
from scoring.services import editions as service
from scoring.views.editions import found_edition
from units.access import May, requires
from units.types import SiteRequest

METHODS = ["GET", "HEAD", "POST"]


@requires(May.EDIT_EDITIONS)
@require_http_methods(METHODS)
def new_draft(request: SiteRequest) -> HttpResponse:
    """Name, month, and the edition to start from: the one in force, unless another is chosen."""
    kept = kept_editions()
    month = next_month(first_of(timezone.localdate()))
    asked = request.GET.get("base", "")
    base = next((str(one.pk) for one in kept if str(one.pk) == asked), str(held_in(month, kept).pk))
    start = {"month": month, "base": base}
    form = NewDraftForm(request.POST or None, editions=kept, initial=start)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            return submit_once(
                request,
                lambda: service.draft_edition(
                    name=data["name"],
                    month=data["month"],
                    base=data["base"].edition,
                    by=request.user,
                    at=timezone.now(),
                ),
                to=lambda row: reverse("scoring:edition", args=[row.pk]),
                done="已起草。逐项修改后，可以比较、试算，再施行。",
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
    return render(request, "scoring/edition/new.html", {"form": form}, status=422 if form.errors else 200)


@requires(May.EDIT_EDITIONS)
@require_http_methods(METHODS)
def edit_part(request: SiteRequest, pk: int, key: str) -> HttpResponse:
    """One part of a draft. Others may save other parts meanwhile; of the same part both texts are shown."""
    earlier = repeated(request) if request.method == "POST" else None
    if earlier is not None:
        return earlier
    kept = found_edition(pk)
    row, held = _draft(request, kept), kept.edition
    if row is None:
        return redirect("scoring:edition", pk)
    try:
        part = part_of(held, key)
    except KeyError:
        raise Http404 from None
    form = part_form(request.POST if request.method == "POST" else None, part=part, edition=held)
    title = part_title(held, key)
    if request.method == "POST" and form.is_valid():
        try:
            return submit_once(
                request,
                lambda: service.edit_part(
                    draft=row,
                    key=key,
                    read=form.cleaned_data["read"],
                    part=form.part(),
                    renamed=form.renamed,
                    by=request.user,
                    at=timezone.now(),
                ),
                to=lambda saved: f"{reverse('scoring:edition', args=[saved.pk])}#{key}",
                done=f"已保存：{title}。",
            )
        except service.PartConflict as conflict:
            _show_both(form, conflict)
        except Refusal as refusal:
            form.add_refusal(refusal)
    broken = request.method == "POST"
    context = {"kept": kept, "form": form, "key": key, "title": title, "broken": broken}
    return render(request, form.template, context, status=422 if broken else 200)


@requires(May.EDIT_EDITIONS)
@require_http_methods(METHODS)
def discard(request: SiteRequest, pk: int) -> HttpResponse:
    """Delete a draft; its name is typed, since it cannot be had back."""
    earlier = repeated(request) if request.method == "POST" else None
    if earlier is not None:
        return earlier
    kept = found_edition(pk)
    row = _draft(request, kept)
    if row is None:
        return redirect("scoring:edition", pk)
    form = TypedNameForm(request.POST or None, kept=kept)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            return submit_once(
                request,
                lambda: service.discard_draft(
                    draft=row, expected_version=version, by=request.user, at=timezone.now()
                ),
                to=lambda _: reverse("scoring:editions"),
                done=f"草稿“{kept.name}”已删除。",
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
    context = {"kept": kept, "form": form}
    return render(request, "scoring/edition/discard.html", context, status=422 if form.errors else 200)


def _draft(request: SiteRequest, kept: KeptEdition) -> RuleEdition | None:
    """The draft's row; None, with a word to the user, for an edition in force."""
    if kept.is_draft:
        return kept.row
    messages.info(request, f"“{kept.name}”已经施行，不能再改；要改动的，请以它为依据起草新的版本。")
    return None


def _show_both(form: Any, conflict: service.PartConflict) -> None:
    """What the other has saved beside what was typed; saving again puts the typed in its place."""
    current = RuleEdition.objects.get(pk=conflict.current.pk)
    held = KeptEdition(current).edition
    form.take_over(conflict.part)
    typed = with_part(held, form.part(), form.renamed)
    form.conflict = [(service.label_of(each), each.before, each.after) for each in differences(held, typed)]
    form.add_error(None, conflict.message)
