"""线索: what attendance, leave and postings suggest, confirmed or dismissed one by one or in batches."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from records.downloads import xlsx_response
from records.errors import Refusal
from records.submit import repeated, submit_once
from scoring.forms.proposals import (
    Offered,
    ProposalFilterForm,
    filter_asked,
    month_asked,
    offered_decided,
    offered_of,
    picked,
    refused_alone,
)
from scoring.models import ProposalDecision
from scoring.periods import first_of, last_of, month_key, next_month, previous_month
from scoring.selectors.just_settled import by_unit, decision_in
from scoring.selectors.proposal_page import (
    Known,
    MonthProposals,
    ProposalRow,
    decisions_of,
    known,
    month_proposals,
    with_recorded,
)
from scoring.selectors.proposals import proposals_between
from scoring.services.proposals import (
    Picked,
    Settled,
    confirm_proposals,
    dismiss_proposals,
    withdraw_dismissal,
)
from scoring.views.record_form import number_of
from scoring.workbooks.proposals import decisions_workbook, proposals_workbook
from units.access import May, requires
from units.sorting import Head, Sorting
from units.types import SiteRequest

PAGE = 50
FILTERS = ("month", "unit", "kind", "behaviour", "q")
MOST_TOLD = 20
OF_OPEN = (
    Head("人员", "person", sound=lambda row: row.pinyin or row.person),
    Head("日期", "date", sound=lambda row: row.proposal.happened_on),
    Head("条款和行为", "clause", sound=lambda row: row.behaviour),
    Head("情况和依据"),
)
OF_DECIDED = (
    Head("处理", "state", ("state",)),
    Head("日期", "date", ("happened_on",)),
    Head("单位、人员", "unit", ("unit__order", "unit_id", "person__pinyin"), empty_last=True),
    Head("条款和行为", "clause", ("clause", "behaviour")),
    Head("情况和当时的依据"),
    Head("处理人、时间", "at", ("at",)),
)


@requires(May.SETTLE_PROPOSALS)
@require_safe
def proposals(request: SiteRequest) -> HttpResponse:
    """A month's proposals: those open, or (?tab=decided) those decided."""
    return _page(request)


@requires(May.SETTLE_PROPOSALS)
@require_safe
def proposals_export(request: SiteRequest) -> HttpResponse:
    """The same rows, all pages, as a workbook."""
    asked, today, now = _filters(request.GET), timezone.localdate(), timezone.now()
    if asked["tab"] == "decided":
        found, _, decided, _ = _decided(asked, today)
        data = decisions_workbook(decided, found.month, found.suggested, at=now)
    else:
        _, found, _, rows = _open(asked, today)
        data = proposals_workbook(with_recorded(rows, found), found.month, at=now)
    return xlsx_response(data, f"线索{month_key(found.month)}")


@requires(May.SETTLE_PROPOSALS)
@require_safe
def proposals_count(request: SiteRequest) -> HttpResponse:
    """How many are open, in words, for pages that would not wait for it: of a month, or of all open ones.

    `if_any`: the line that asks goes away where there are none.
    """
    today, month = timezone.localdate(), month_asked(request.GET)
    told = known(month, today)
    first = month or told.open_from
    last = min(last_of(month), today) if month else today
    found = proposals_between(first, last) if first <= last else []
    count = sum(one.key not in told.decided for one in found)
    response = render(request, "scoring/proposals/_count.html", {"count": count})
    if not count and "if_any" in request.GET:
        response["HX-Retarget"], response["HX-Reswap"] = "this", "delete"
    return response


@requires(May.SETTLE_PROPOSALS)
@require_POST
def proposals_settle(request: SiteRequest) -> HttpResponse:
    """Confirm or dismiss what was ticked, or the one whose own button was pressed."""
    earlier = repeated(request)
    if earlier is not None:
        return earlier
    query = _filters(QueryDict(request.POST.get("query", "")[:2000]))
    back = _url(query)
    one, refused = request.POST.getlist("one"), refused_alone(request.POST)
    values = one or refused or request.POST.getlist("pick")
    wanted = [Picked(day, key) for day, key in picked(values)]
    if not wanted:
        messages.warning(request, "请先勾选要处理的线索。")
        return redirect(back)
    dismisses = bool(refused) or (request.POST.get("act") == "dismiss" and not one)
    reason = request.POST.get(f"why:{refused[0]}" if refused else "reason", "")
    try:
        return submit_once(
            request,
            lambda: _settle(request, wanted, reason if dismisses else None),
            to=lambda settled: _back(back, settled, alone=bool(one or refused)),
            done=lambda settled: _tell(request, settled, dismissed=dismisses),
        )
    except Refusal as refusal:
        ticked = set(request.POST.getlist("pick")) if refused else set(values)
        return _page(request, query=query, ticked=ticked, reason="" if refused else reason, refused=refusal)


@requires(May.SETTLE_PROPOSALS)
@require_POST
def proposal_reopen(request: SiteRequest, pk: int) -> HttpResponse:
    """Take a dismissal back."""
    decision = ProposalDecision.objects.filter(pk=pk).first()
    if decision is None:
        raise Http404
    back = _url({"month": month_key(first_of(decision.happened_on)), "tab": "decided"})
    if "query" in request.POST:
        back = _url(_filters(QueryDict(request.POST["query"][:2000])))
    return submit_once(
        request,
        lambda: withdraw_dismissal(decision=decision, by=request.user, at=timezone.now()),
        to=lambda _: back,
        done="已退回，这条线索重新待处理。",
    )


def _back(back: str, settled: Settled, *, alone: bool) -> str:
    """The list; with the one that was decided alone in its place."""
    return f"{back}&done={settled.done[0].pk}#done" if alone and settled.done else back


def _settle(request: SiteRequest, wanted: list[Picked], reason: str | None) -> Settled:
    told: dict[str, Any] = {"picked": wanted, "by": request.user, "at": timezone.now()}
    return confirm_proposals(**told) if reason is None else dismiss_proposals(reason=reason, **told)


def _tell(request: SiteRequest, settled: Settled, *, dismissed: bool) -> None:
    """What was done, and what was not and why."""
    count = len(settled.done)
    if settled.done and dismissed:
        messages.success(request, f"{count} 条不予认定，理由已记录。")
    elif settled.done:
        messages.success(request, f"已认定 {count} 条，登记为已核实的事项。")
    for text in settled.refused[:MOST_TOLD]:
        messages.warning(request, f"没有处理：{text}")
    if len(settled.refused) > MOST_TOLD:
        messages.warning(request, f"另有 {len(settled.refused) - MOST_TOLD} 条没有处理。")


def _page(
    request: SiteRequest,
    *,
    query: dict[str, str] | None = None,
    ticked: set[str] | None = None,
    reason: str = "",
    refused: Refusal | None = None,
) -> HttpResponse:
    asked = _filters(request.GET) if query is None else query
    if asked["tab"] == "decided":
        return _decided_page(request, asked)
    today = timezone.localdate()
    told, found, sorting, rows = _open(asked, today)
    page = Paginator(rows, PAGE).get_page(asked["page"])
    settled = decision_in(number_of(request.GET.get("done")))
    context = {
        **_shown(found, asked, sorting, offered_of(found)),
        **_ticked(page, found, ticked, settled, tick_clear=asked["tick"] == "clear"),
        "page": page,
        "refused": refused.message if refused else "",
        "reason": reason,
        "counts_in": told.open_from if found.month in told.closed else None,
    }
    return render(request, "scoring/proposals/open.html", context, status=422 if refused else 200)


def _decided_page(request: SiteRequest, asked: dict[str, str]) -> HttpResponse:
    today = timezone.localdate()
    found, sorting, rows, decisions = _decided(asked, today)
    page = Paginator(rows, PAGE).get_page(asked["page"])
    context = {**_shown(found, asked, sorting, offered_decided(decisions)), "page": page}
    return render(request, "scoring/proposals/decided.html", context)


def _open(asked: dict[str, str], today: date) -> tuple[Known, MonthProposals, Sorting, list[ProposalRow]]:
    """The open ones that fit, unit by unit, each unit's in the order that was asked for."""
    told = known(month_asked(asked), today)
    month = month_asked(asked) or told.open_from
    found, wanted = month_proposals(month, told.keys_of(month), today=today), filter_asked(asked)
    sorting = _sorting(OF_OPEN, asked, month)
    rows = sorting.rows([row for row in found.rows if wanted.fits(row)])
    return told, found, sorting, sorted(rows, key=lambda row: (row.unit_order, row.proposal.unit_id))


def _decided(
    asked: dict[str, str], today: date
) -> tuple[MonthProposals, Sorting, list[ProposalDecision], list[ProposalDecision]]:
    """The decided ones that fit, the latest decision first; and all of the month."""
    month = month_asked(asked) or first_of(today)
    sorting, wanted = _sorting(OF_DECIDED, asked, month), filter_asked(asked)
    decisions = list(sorting.rows(decisions_of(month).order_by("-at", "-id")))
    found = month_proposals(month, [row.key for row in decisions], today=today)
    return found, sorting, [row for row in decisions if wanted.fits_decision(row)], decisions


def _sorting(heads: Sequence[Head], asked: dict[str, str], month: date) -> Sorting:
    filters = {name: asked[name] for name in (*FILTERS, "tab")}
    return Sorting(heads, asked["sort"], {**filters, "month": month_key(month)})


def _shown(
    found: MonthProposals, asked: dict[str, str], sorting: Sorting, offered: Offered
) -> dict[str, Any]:
    """What both tabs show: the month, those beside it, the filters."""
    month, after = found.month, next_month(found.month)
    return {
        "month": month,
        "before": previous_month(month),
        "after": after if after <= timezone.localdate() else None,
        "found": found,
        "form": ProposalFilterForm({**asked, "month": month_key(month)}, offered=offered),
        "filtered": any(asked[name] for name in FILTERS if name != "month"),
        "sorting": sorting,
        "query": sorting.query,
        "open_list": f"?month={month_key(month)}",
        "whole_list": f"?{_encoded({'month': month_key(month), 'tab': asked['tab']})}",
    }


def _ticked(
    page: Any,
    found: MonthProposals,
    ticked: set[str] | None,
    settled: ProposalDecision | None,
    *,
    tick_clear: bool,
) -> dict[str, Any]:
    """The rows of a page by unit and person, and which of them are ticked."""
    rows = with_recorded(page.object_list, found)
    clear = {row.value for row in rows if row.is_clear}
    chosen = ticked if ticked is not None else clear if tick_clear else set()
    return {"units": by_unit(rows, settled), "rows": rows, "ticked": chosen, "clear": len(clear)}


def _filters(values: Any) -> dict[str, str]:
    return {name: values.get(name, "") for name in (*FILTERS, "tab", "page", "tick", "sort")}


def _encoded(values: dict[str, str]) -> str:
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in values.items() if value})
    return query.urlencode()


def _url(values: dict[str, str]) -> str:
    text = _encoded({name: value for name, value in values.items() if name != "tick"})
    return f"{reverse('scoring:proposals')}?{text}"
