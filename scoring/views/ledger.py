"""事项台账: find, sort, confirm several at once, export what is seen."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from records.downloads import check_size, xlsx_response
from records.errors import EditConflict, Refusal
from records.submit import submit_once
from scoring.forms.ledger import EFFECTS, LedgerForm
from scoring.models import ScoreEvent
from scoring.periods import first_of
from scoring.selectors.editions import edition_for
from scoring.selectors.ledger import LedgerRow, ledger_pairs, ledger_rows
from scoring.services.settling import confirm_events, dismiss_event, reopen_event
from scoring.views.record_form import number_of
from scoring.workbooks.ledger import ledger_workbook
from units.access import May, requires
from units.listed import listed
from units.models import Unit
from units.sorting import Head, Sorting
from units.types import SiteRequest

MOST_EXPORTED = 20_000
UNDOABLE = (ScoreEvent.Status.CONFIRMED, ScoreEvent.Status.DISMISSED)
HEADS = (
    Head("日期", "date", ("happened_on", "happened_at")),
    Head("单位、窗口", "unit", ("unit__order", "unit_id")),
    Head("人员", "person", ("events__person__pinyin",)),
    Head("条款和行为", "clause", ("events__clause", "events__behaviour")),
    Head("分值", is_number=True),
    Head("发现情况"),
    Head("来源", "source", ("source",)),
    Head("状态", "status", ("events__status",)),
)


@requires(May.SEE_LEDGER)
@require_safe
def ledger(request: SiteRequest) -> HttpResponse:
    """The rows that fit, fifty a page."""
    form, pairs, edition, may_enter = _sought(request)
    sorting = Sorting.asked(HEADS, request.GET)
    shown = listed(request, form, sorting, sorting.rows(pairs))
    rows = ledger_rows(shown["page"].object_list, edition, may_enter=may_enter)
    context = {
        **shown,
        "rows": rows,
        "narrowed": _narrowed(form, rows),
        "undoable": UNDOABLE,
        "may_enter": may_enter,
        "pending": may_enter and any(row.event and row.event.status == "pending" for row in rows),
        **_just_done(request, rows, may_enter=may_enter),
    }
    return render(request, "scoring/ledger/ledger.html", context)


@requires(May.SEE_LEDGER)
@require_safe
def ledger_export(request: SiteRequest) -> HttpResponse:
    """The same rows, all pages, as a workbook."""
    form, pairs, edition, may_enter = _sought(request)
    check_size(pairs.count(), MOST_EXPORTED, "项", by="月份或单位")
    rows = ledger_rows(Sorting.asked(HEADS, request.GET).rows(pairs), edition, may_enter=may_enter)
    data = ledger_workbook(rows, may_enter=may_enter, at=timezone.now(), about=form.in_words())
    return xlsx_response(data, f"事项台账{timezone.localdate():%Y%m%d}")


@requires(May.ENTER_FINDINGS)
@require_POST
def ledger_confirm(request: SiteRequest) -> HttpResponse:
    """Confirm the rows ticked, each as it was seen, or the one whose button was pressed; those that cannot
    be are named. Or dismiss one, or take back what was done to it.
    """
    one, refused, undone = (picked_events(request.POST.getlist(name)) for name in ("one", "not", "undo"))
    if undone:
        return _take_back(request, *undone[0])
    if refused:
        return _dismiss(request, *refused[0])
    picked = dict(one or picked_events(request.POST.getlist("event")))
    back = _back(request, done=one[0][0] if one else None)
    if not picked:
        messages.warning(request, "请先勾选要核实的事项。")
        return redirect(back)
    events = list(ScoreEvent.objects.filter(pk__in=picked).select_related("finding", "unit"))

    def confirm() -> list[str]:
        seen = [(event, picked[event.pk]) for event in events]
        return confirm_events(events=seen, by=request.user, at=timezone.now())

    def tell(refused: list[str]) -> None:
        if len(events) > len(refused):
            messages.success(request, f"已核实{len(events) - len(refused)}项。")
        for text in refused[:20]:
            messages.warning(request, text)

    return submit_once(request, confirm, to=lambda _: back, done=tell)


def _dismiss(request: SiteRequest, pk: int, version: int) -> HttpResponse:
    """不予认定 in its row, with the reason written there."""
    reason = request.POST.get(f"why:{pk}", "").strip()
    event = ScoreEvent.objects.filter(pk=pk).first()
    if event is None or not reason:
        messages.warning(request, "没有记为不予认定：请写明理由。" if event else "这一项已经不在了。")
        return redirect(f"{_back(request)}#e{pk}")
    try:
        return submit_once(
            request,
            lambda: dismiss_event(
                event=event, expected_version=version, reason=reason, by=request.user, at=timezone.now()
            ),
            to=lambda _: _back(request, done=pk),
            done="已记为不予认定。",
        )
    except EditConflict:
        why = "这一项刚刚被别人处理过，下面是最新情况。"
    except Refusal as refusal:
        why = refusal.message
    messages.warning(request, f"没有记为不予认定：{why}您写的理由：{reason}")
    return redirect(f"{_back(request)}#e{pk}")


def _take_back(request: SiteRequest, pk: int, version: int) -> HttpResponse:
    """The quiet undo of what was settled in the list."""
    event = ScoreEvent.objects.filter(pk=pk, status__in=UNDOABLE).first()
    if event is None:
        raise Refusal("这一项已不是“已核实”或“不予认定”，不用撤销；请刷新页面看最新情况。")
    return submit_once(
        request,
        lambda: reopen_event(event=event, expected_version=version, by=request.user, at=timezone.now()),
        to=lambda _: f"{_back(request)}#e{pk}",
        done="已撤销，退回待核实。",
    )


def _back(request: SiteRequest, done: int | None = None) -> str:
    """The list as it was seen, and which row is done."""
    query = QueryDict(request.POST.get("query", "")[:2000], mutable=True)
    query.pop("done", None)
    if done is not None:
        query["done"] = str(done)
    return f"{reverse('scoring:ledger')}?{query.urlencode()}{f'#e{done}' if done is not None else ''}"


def _just_done(request: SiteRequest, rows: list[LedgerRow], *, may_enter: bool) -> dict[str, Any]:
    """The row that was settled in the list, to be taken back there; also where it no longer fits."""
    done = number_of(request.GET.get("done")) if may_enter else None
    if done is None or any(row.event and row.event.pk == done for row in rows):
        return {"done": done, "elsewhere": None}
    events = ScoreEvent.objects.select_related("finding", "unit").filter(pk=done)
    return {"done": done, "elsewhere": events.filter(status__in=UNDOABLE).first()}


def _narrowed(form: LedgerForm, rows: list[LedgerRow]) -> list[tuple[str, str, str]]:
    """What a link narrowed the list to beside the fields shown: (name, value, words)."""
    wanted = form.wanted()
    found = []
    if wanted.person_id:
        people = {row.event.person.name for row in rows if row.event and row.event.person}
        found.append(("person", str(wanted.person_id), f"人员 {'、'.join(people) or '所选的一名'}"))
    if wanted.behaviour:
        found.append(("behaviour", wanted.behaviour, f"行为 {wanted.behaviour}"))
    if wanted.effect:
        found.append(("effect", wanted.effect, dict(EFFECTS)[wanted.effect]))
    return found


def _sought(request: SiteRequest) -> Any:
    edition = edition_for(first_of(timezone.localdate()))
    may_enter = request.actor.may(May.ENTER_FINDINGS)
    units = Unit.objects.all()
    if not request.actor.sees_all_units:
        units = units.filter(pk__in=request.actor.unit_ids)
    form = LedgerForm(request.GET, units=list(units), edition=edition, may_enter=may_enter)
    return form, ledger_pairs(form.wanted(), request.actor, edition, may_enter=may_enter), edition, may_enter


def picked_events(values: list[str]) -> list[tuple[int, int]]:
    """“7:2” → event 7, seen in version 2; what is nothing of the kind is passed over."""
    found = []
    for value in values[:500]:
        key, _, version = value.partition(":")
        if all(part.isascii() and part.isdecimal() and len(part) < 18 for part in (key, version)):
            found.append((int(key), int(version)))
    return found
