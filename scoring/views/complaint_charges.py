"""属实以后登记计分事项: tick the proposal, look at what it does, record it once."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods

from records.errors import EditConflict, Refusal
from records.submit import repeated, submit_once
from scoring.forms.complaint_charges import PointChargesForm
from scoring.models import Complaint
from scoring.selectors.entry_choices import entry_choices
from scoring.services.complaint_charges import record_point_charges, refuse_repetition
from scoring.services.complaint_weighing import Case, Weighed, case_of, weigh_charges
from scoring.views.complaint_entry import address
from scoring.views.complaint_points import found_point
from units.access import May, requires
from units.types import SiteRequest

SAVE = "save"


@requires(May.KEEP_COMPLAINTS)
@gzip_page
@require_http_methods(["GET", "HEAD", "POST"])
def charges(request: SiteRequest, pk: int, point: int) -> HttpResponse:
    """The checklist of a true point; a POST looks at what it would do, or records it."""
    row, one = found_point(request, pk, point)
    saves = request.method == "POST" and request.POST.get("step") == SAVE
    earlier = repeated(request) if saves else None
    if earlier is not None:
        return earlier
    if row.state != Complaint.State.OPEN:
        return _back(request, row, "这件投诉已查结；要登记计分事项，请先“重新办理”。")
    case = case_of(one)
    try:
        refuse_repetition(case)
    except Refusal as refusal:
        return _back(request, row, refusal.message)
    form = _form(request, case)
    weighed = _weighed(form, case)
    if saves and weighed is not None and _was_seen(request, form, weighed):
        saved = _record(request, form, case)
        if saved is not None:
            return saved
    template = "scoring/complaint/_check.html" if request.htmx else "scoring/complaint/charges.html"
    context = {"form": form, "complaint": row, "point": one, "weighed": weighed}
    return render(request, template, context)


def _back(request: SiteRequest, row: Complaint, why: str) -> HttpResponse:
    messages.info(request, why)
    return redirect(address(row))


def _form(request: SiteRequest, case: Case) -> PointChargesForm:
    return PointChargesForm(
        request.POST if request.method == "POST" else None,
        point=case.point,
        offered=case.offered,
        edition=case.edition,
        choices=entry_choices(case.point.complaint.happened_on),
        papers=list(case.point.complaint.files.all()),
    )


def _weighed(form: PointChargesForm, case: Case) -> Weighed | None:
    """What was ticked, weighed; None while nothing was sent or it does not fit."""
    if not form.is_valid():
        return None
    try:
        return weigh_charges(case=case, data=form.charges(), choices=form.choices, at=timezone.now())
    except Refusal as refusal:
        form.add_refusal(refusal)
        return None


def _was_seen(request: SiteRequest, form: PointChargesForm, weighed: Weighed) -> bool:
    """Whether this is what was looked at, with everything settled; else the page says what is missing."""
    if weighed.reasons and not form.cleaned_data["choice_reason"]:
        form.add_error("choice_reason", "与建议不一致的，请写明理由。")
    if weighed.unsettled:
        form.add_error("settled", "请先说明已登记的事项与这件投诉是什么关系。")
    return not form.errors and request.POST.get("checked") == weighed.digest


def _record(request: SiteRequest, form: PointChargesForm, case: Case) -> HttpResponse | None:
    def act() -> Any:
        return record_point_charges(
            point=case.point,
            expected_version=form.cleaned_data["version"],
            data=form.charges(),
            choices=form.choices,
            by=request.user,
            at=timezone.now(),
        )

    done = f"第{case.point.position}项的计分事项已登记并核实，计入得分。"
    try:
        return submit_once(request, act, to=lambda _: address(case.point.complaint), done=done)
    except EditConflict:
        form.add_error(None, "这一项刚刚被别人处理过；请返回投诉页看最新情况。")
    except Refusal as refusal:
        form.add_refusal(refusal)
    return None
