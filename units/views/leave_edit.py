"""Registering a slip, correcting it before it is signed, changing who stands in afterwards."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from records.submit import submit_form
from units.access import May, requires
from units.forms.covers import cover_initial
from units.forms.leave import CoversForm, SlipEditForm, SlipForm
from units.models import LeaveCover, LeaveSlip, StaffMember
from units.selectors.people import people_options
from units.services.leave import change_covers, edit_slip, register_slip
from units.services.leave_preview import preview_slip
from units.types import SiteRequest
from units.views.leave import visible_slip

FORM_METHODS = ["GET", "HEAD", "POST"]
LONGEST_KEY = 17
State = LeaveSlip.State


@requires(May.KEEP_SLIPS)
@require_http_methods(FORM_METHODS)
def slip_new(request: SiteRequest) -> HttpResponse:
    """A slip that was handed in."""
    today = timezone.localdate()
    initial = {"starts_on": today, "ends_on": today, "handed_at": timezone.localtime()}
    form = SlipForm(
        request.POST or None, people=people_options(today), initial=initial | _asked_person(request)
    )

    def save() -> LeaveSlip:
        return register_slip(slip=form.slip(), covers=form.told_covers(), by=request.user, at=timezone.now())

    done = "已登记。请附上请假条扫描件，再送政策法规股负责同志签批。"
    answer = submit_form(request, form, save, to=_url, done=done)
    return answer or _page(request, form, "登记请假条", reverse("units:leave"))


@requires(May.KEEP_SLIPS)
@require_POST
def slip_check(request: SiteRequest) -> HttpResponse:
    """How long the leave is and what stands in its way, beside the form while it is being filled in."""
    key = request.POST.get("slip", "")
    own = visible_slip(request, int(key)) if _is_key(key) else None
    form = SlipForm(request.POST, people=people_options(own.starts_on if own else timezone.localdate()))
    form.full_clean()
    slip, preview = form.so_far(), None
    if slip is not None and not form.mistakes():
        covers = form.covers(slip)
        preview = preview_slip(slip, covers, at=timezone.now(), but=own.pk if own else 0)
    context = {"mistakes": form.mistakes(), "preview": preview}
    return render(request, "units/leave/_preview.html", context)


@requires(May.KEEP_SLIPS)
@require_http_methods(FORM_METHODS)
def slip_edit(request: SiteRequest, pk: int) -> HttpResponse:
    """Put right what was written down wrong; a refused slip goes before the chief again."""
    row = visible_slip(request, pk)
    if (away := _turned_away(request, row, State.REGISTERED, State.REFUSED)) is not None:
        return away
    form = SlipEditForm(
        request.POST or None,
        people=people_options(row.starts_on),
        initial=SlipEditForm.initial_of(row, _covers(row)),
    )

    def save() -> LeaveSlip:
        return edit_slip(
            slip=row,
            expected_version=form.cleaned_data["version"],
            data=form.slip(),
            covers=form.told_covers(),
            by=request.user,
            at=timezone.now(),
        )

    title = f"修改{row.person.name}的请假条"
    answer = submit_form(request, form, save, to=_url, done="已保存。", on_conflict=form.add_conflict)
    return answer or _page(request, form, title, _url(row), slip=row)


@requires(May.KEEP_SLIPS)
@require_http_methods(FORM_METHODS)
def slip_covers(request: SiteRequest, pk: int) -> HttpResponse:
    """Who really stands in, after signing."""
    row = visible_slip(request, pk)
    if (away := _turned_away(request, row, State.SIGNED)) is not None:
        return away
    form = CoversForm(
        request.POST or None,
        people=people_options(row.starts_on),
        initial={"version": row.version, **cover_initial(_covers(row))},
    )

    def save() -> LeaveSlip:
        return change_covers(
            slip=row,
            expected_version=form.cleaned_data["version"],
            covers=form.covers(row),
            reason=form.cleaned_data["change_reason"],
            by=request.user,
            at=timezone.now(),
        )

    answer = submit_form(request, form, save, to=_url, done="已变更替岗。", on_conflict=form.add_conflict)
    context = {"form": form, "slip": row, "back": _url(row)}
    return answer or render(request, "units/leave/covers.html", context)


def _turned_away(request: SiteRequest, row: LeaveSlip, *states: str) -> HttpResponse | None:
    """No form is shown that could not be saved; what was sent is answered by the service."""
    if request.method == "POST" or row.state in states:
        return None
    messages.info(request, f"这张请假条现在是“{row.get_state_display()}”，不能这样修改。")
    return redirect(_url(row))


def _page(request: SiteRequest, form: Any, title: str, back: str, **more: Any) -> HttpResponse:
    context = {"form": form, "title": title, "back": back, **more}
    return render(request, "units/leave/form.html", context, status=422 if form.errors else 200)


def _asked_person(request: SiteRequest) -> dict[str, StaffMember]:
    """The person that a link brings along."""
    key = request.GET.get("person", "")
    if not _is_key(key):
        return {}
    person = StaffMember.objects.filter(pk=int(key)).first()
    return {"person": person} if person else {}


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY


def _covers(row: LeaveSlip) -> list[LeaveCover]:
    return list(row.covers.select_related("substitute"))


def _url(row: LeaveSlip) -> str:
    return reverse("units:slip", args=[row.pk])
