"""申报加分: a unit's head applies, looks at what became of it, hands in more proof, takes it back."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from records.downloads import check_size, xlsx_response
from records.errors import Refusal
from records.models import StoredFile
from records.submit import repeated, submit_form, submit_once
from scoring.forms.applications import ApplicationFilterForm, ApplicationForm, SupplementForm, WithdrawForm
from scoring.forms.fields import DayField
from scoring.models import ScoreEvent
from scoring.periods import first_of
from scoring.selectors.applications import (
    application_list,
    application_page,
    application_rows,
    bonuses,
    own_applications,
)
from scoring.selectors.editions import edition_for
from scoring.selectors.entry_choices import behaviour_choices, people_on
from scoring.services.application_warnings import application_cautions
from scoring.services.applications import apply_for_bonus, supplement_application, withdraw_application
from scoring.services.entry_rivals import Caution
from scoring.views.ledger import MOST_EXPORTED
from scoring.views.record_form import carried_files, keep_uploads
from scoring.workbooks.applications import applications_workbook
from units.access import May, requires
from units.listed import listed
from units.models import Unit, Window
from units.sorting import Head, Sorting
from units.types import SiteRequest

WITH = ("finding__recorded_by", "person", "window", "unit", "settled_by")
HEADS = (
    Head("日期", "date", ("finding__happened_on",)),
    Head("单位", "unit", ("unit__order", "unit_id")),
    Head("申报事项", "clause", ("clause", "behaviour")),
    Head("经办人员", "person", ("person__pinyin",), empty_last=True),
    Head("情况"),
    Head("分值", is_number=True),
    Head("状态", "status", ("status",)),
    Head("处理意见"),
)


@requires(May.APPLY)
@require_safe
def applications(request: SiteRequest) -> HttpResponse:
    """The own unit's applications, fifty a page, with what became of each."""
    form, sorting, found = _sought(request)
    context = listed(request, form, sorting, found)
    edition = edition_for(first_of(timezone.localdate()))
    context["rows"] = application_rows(context["page"].object_list, edition)
    context["several"] = "unit" in form.fields
    return render(request, "scoring/application/list.html", context)


@requires(May.APPLY)
@require_safe
def applications_export(request: SiteRequest) -> HttpResponse:
    """The same rows, all pages, as a workbook."""
    _, _, found = _sought(request)
    check_size(found.count(), MOST_EXPORTED, "件", by="月份")
    today = timezone.localdate()
    data = applications_workbook(application_rows(found, edition_for(first_of(today))), at=timezone.now())
    return xlsx_response(data, f"申报加分{today:%Y%m%d}")


def _sought(request: SiteRequest) -> tuple[ApplicationFilterForm, Sorting, Any]:
    """What is looked for, in which order, and the own applications that fit; one unit needs no column."""
    form = ApplicationFilterForm(request.GET, units=_units(request))
    heads = [head for head in HEADS if head.key != "unit" or "unit" in form.fields]
    sorting = Sorting.asked(heads, request.GET)
    found = application_list(form.wanted(), request.actor).select_related(*WITH)
    return form, sorting, sorting.rows(found)


@requires(May.APPLY)
@require_http_methods(["GET", "HEAD", "POST"])
def application_new(request: SiteRequest) -> HttpResponse:
    """Apply: files are stored first; what is worth a second look is shown once before it is sent."""
    if request.method != "POST":
        initial = {"happened_on": timezone.localdate(), "times": 1}
        return _form(request, ApplicationForm(initial=initial, **_offers(request, None, [])))
    earlier = repeated(request)
    if earlier is not None:
        return earlier
    files, data, refusals = _files(request)
    form = ApplicationForm(data, **_offers(request, data.get("happened_on"), files))
    cautions: list[Caution] = []
    if form.is_valid() and not refusals:
        try:
            cautions = application_cautions(
                finding=form.finding(),
                charge=form.charge(),
                has_files=bool(form.cleaned_data["kept"]),
                at=timezone.now(),
            )
            if not cautions or request.POST.get("seen") == _digest(cautions):
                return _apply(request, form)
        except Refusal as refusal:
            form.add_refusal(refusal)
    for refused in refusals:
        form.add_error("uploads", refused.message)
    return _form(request, form, cautions=cautions, seen=_digest(cautions))


@requires(May.APPLY)
@require_safe
def application(request: SiteRequest, pk: int) -> HttpResponse:
    """One application: what was handed in, how it stands, why it was not recognised."""
    return _page(request, _own(request, pk))


@requires(May.APPLY)
@require_POST
def supplement(request: SiteRequest, pk: int) -> HttpResponse:
    """Hand in more proof."""
    row = _own(request, pk)
    earlier = repeated(request)
    if earlier is not None:
        return earlier
    files, data, refusals = _files(request)
    form = SupplementForm(data, own_files=files)
    for refused in refusals:
        form.add_error("uploads", refused.message)

    def hand_in() -> Any:
        given = form.cleaned_data
        return supplement_application(
            event=row,
            expected_version=given["version"],
            proof=given["proof"],
            signed=given["signed"],
            evidence=given["kept"],
            by=request.user,
            at=timezone.now(),
        )

    return _done(request, row, form, hand_in, "已补充证明材料。", "supplement")


@requires(May.APPLY)
@require_POST
def withdraw(request: SiteRequest, pk: int) -> HttpResponse:
    """Take it back."""
    row, form = _own(request, pk), WithdrawForm(request.POST)

    def take_back() -> Any:
        given = form.cleaned_data
        return withdraw_application(
            event=row,
            expected_version=given["version"],
            reason=given["reason"],
            by=request.user,
            at=timezone.now(),
        )

    return _done(request, row, form, take_back, "已撤回，记录保留。", "withdraw")


def _apply(request: SiteRequest, form: ApplicationForm) -> HttpResponse:
    return submit_once(
        request,
        lambda: apply_for_bonus(
            finding=form.finding(),
            charge=form.charge(),
            evidence=form.cleaned_data["kept"],
            by=request.user,
            at=timezone.now(),
        ),
        to=lambda finding: _address(finding.events.get()),
        done="已申报，等待政策法规股核实。",
    )


def _done(
    request: SiteRequest, row: ScoreEvent, form: Any, act: Callable[[], Any], done: str, kind: str
) -> HttpResponse:
    answer = submit_form(
        request,
        form,
        act,
        to=lambda _: _address(row),
        done=done,
        on_conflict=lambda _: form.add_error(None, "这项申报刚刚有变动，下面是最新情况；请看过后再处理。"),
    )
    return answer or _page(request, _own(request, row.pk), refused=form, refused_kind=kind)


def _own(request: SiteRequest, pk: int) -> ScoreEvent:
    row = own_applications(request.actor).select_related(*WITH).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _address(event: ScoreEvent) -> str:
    return reverse("scoring:application", args=[event.pk])


def _units(request: SiteRequest) -> list[Unit]:
    return list(Unit.objects.filter(pk__in=request.actor.unit_ids))


def _files(request: SiteRequest) -> tuple[list[StoredFile], Any, list[Refusal]]:
    kept, refusals = keep_uploads(request)
    data = request.POST.copy()
    return carried_files(request, data, kept), data, refusals


def _offers(request: SiteRequest, day: str | None, files: list[StoredFile]) -> dict[str, Any]:
    try:
        on = DayField().clean(day)
    except ValidationError:
        on = timezone.localdate()
    ids = request.actor.unit_ids
    edition = edition_for(first_of(timezone.localdate()))
    return {
        "units": _units(request),
        "windows": list(Window.objects.filter(unit__in=ids).select_related("unit")),
        "people": people_on(on, unit_ids=ids),
        "offers": behaviour_choices(edition, bonuses(edition)),
        "own_files": files,
    }


def _digest(cautions: list[Caution]) -> str:
    """Of what was warned about: the same warnings are shown once, new ones again."""
    text = "\n".join(caution.text for caution in cautions)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32] if text else ""


def _form(request: SiteRequest, form: ApplicationForm, **more: Any) -> HttpResponse:
    return render(request, "scoring/application/form.html", {"form": form, "kept": form.own_files, **more})


def _page(request: SiteRequest, row: ScoreEvent, **more: Any) -> HttpResponse:
    page = application_page(row, edition_for(row.counts_in))
    form = more.get("refused")
    more_proof = form if isinstance(form, SupplementForm) else SupplementForm(own_files=[])
    context = {
        "page": page,
        "event": row,
        "supplement_form": more_proof,
        "kept": more_proof.own_files,
        **more,
    }
    return render(request, "scoring/application/application.html", context, status=409 if more else 200)
