"""得分单 gathered from the unit's page, or all of a month from its stored result, and due days as issued."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from notices.bulletin.masking import hide_numbers
from notices.models import Notice
from notices.papers.score_sheet_parts import ScoreSheet, SheetBar, SheetLine
from scoring.models import MonthResult
from scoring.periods import day_name
from scoring.selectors.lines import LineView
from scoring.selectors.month import standing
from scoring.selectors.outcome import ResultLine
from scoring.selectors.unit_pages import FollowUpView, UnitPage, UnitWhole, stored_wholes

Due = Mapping[tuple[int, str, str], str]
"""By unit, kind and person's name (empty: the unit): until when, as the issued bulletin says."""
NOT_SCORED = ("pending", "waived")


def score_sheet(whole: UnitWhole, *, office: str, today: date) -> ScoreSheet:
    """The sheet of one unit; a closed month's is dated as it was closed. One query for the due days."""
    page = whole.page
    return _sheet(whole, issued_due(page.month, page.revision), office, today)


def month_sheets(result: MonthResult, *, office: str, with_rank: bool) -> list[ScoreSheet]:
    """All sheets of a stored result in the office's order; six queries, however many units."""
    month = result.month.month
    due, wholes = (
        issued_due(month, result.revision),
        stored_wholes(result, standing(month), with_rank=with_rank),
    )
    closed_on = timezone.localtime(result.closed_at).date()
    return [_sheet(whole, due, office, closed_on) for whole in wholes]


def issued_due(month: date, revision: int | None) -> Due:
    """The due days in the newest bulletin of a result; none before it is issued, or for an open month."""
    if revision is None:
        return {}
    issued = Notice.objects.filter(
        kind=Notice.Kind.BULLETIN, result__month__month=month, result__revision=revision
    )
    content: dict[str, Any] = issued.values_list("content", flat=True).first() or {}
    return {
        (row["unit"], row["kind"], row["person"]): row["due"]
        for row in content.get("handlings", ())
        if row["due"]
    }


def _sheet(whole: UnitWhole, due: Due, office: str, today: date) -> ScoreSheet:
    page = whole.page
    dated = timezone.localtime(page.closed_at).date() if page.closed_at else today
    return ScoreSheet(
        unit_id=page.unit_id,
        office=office,
        unit=page.unit_name,
        month=page.month_name,
        total=page.total,
        facts=tuple(_facts(page)),
        corrected=page.corrected,
        bars=tuple(
            SheetBar(f"{bar.number} {bar.name}", bar.full, bar.score, bar.width, bar.arithmetic)
            for bar in page.bars
        ),
        lines=tuple(_lines(whole)),
        follow_ups=tuple(_follow_up(row, page, due) for row in page.follow_ups),
        notes=tuple(
            hide_numbers(
                f"{'，'.join(part for part in (note.when, note.window) if part)}：{note.fact}"
                f"{'（好的做法）' if note.is_good else ''}"
            )
            for note in page.notes
        ),
        trend=page.trend,
        answer=_answer(page),
        dated=_day(dated),
        source=_source(page),
        is_open=page.is_open,
    )


def _facts(page: UnitPage) -> Iterator[str]:
    if page.rank:
        yield f"{'暂列' if page.is_open else '名次：'}第{page.rank}名（共{page.ranked}个单位）"
    else:
        yield "名次：通报印发后公布"
    if page.overflow:
        yield f"溢出加分：{page.overflow}分"
    yield f"依据：计分细则{page.edition_name}版"
    if page.closed_at:
        yield f"定分：{_day(timezone.localtime(page.closed_at).date())}，第{page.revision}版"
    elif page.pending:
        yield f"正在核实：{page.pending}项"


def _lines(whole: UnitWhole) -> Iterator[SheetLine]:
    """The page's lines by category, each beside the row that it was written from; other ones last."""
    known = {bar.number for bar in whole.page.bars}
    groups = [
        (bar.lines, [row for row in whole.lines if row.category == bar.number]) for bar in whole.page.bars
    ]
    groups.append((whole.page.other_lines, [row for row in whole.lines if row.category not in known]))
    for views, rows in groups:
        for view, row in zip(views, rows, strict=True):
            yield _line(view, row)


def _line(view: LineView, row: ResultLine) -> SheetLine:
    on = row.happened_on
    quantity = f"（{view.quantity}）" if view.quantity else ""
    return SheetLine(
        when=f"{on.month}月{on.day}日" if on else "以前月份" if view.correction else "累计",
        who="，".join(part for part in (view.who, view.window) if part),
        what=f"{view.label}{quantity}",
        text=hide_numbers(f"{f'（{view.late}）' if view.late else ''}{view.fact}"),
        why=hide_numbers("；".join(_why(view))),
        points=view.points,
        counted=view.counted,
        halves=None if row.zeroes and row.counted_halves is None else row.counted_halves or 0,
    )


def _why(view: LineView) -> Iterator[str]:
    """Why it counts as it does, and what became of an objection."""
    if view.status in NOT_SCORED:
        yield view.status_label
    if view.why:
        yield view.why.rstrip("。")
    for told in view.objections:
        yield f"申诉：{told.label}"


def _follow_up(row: FollowUpView, page: UnitPage, due: Due) -> str:
    """限期整改（单位）：10月22日前，依据六（二）；因1.1 迟到."""
    day = due.get((page.unit_id, row.kind, "" if row.who == "单位" else row.who), "")
    parts = [f"{_day(date.fromisoformat(day))}前办结" if day else "", f"由{row.handled_by}办理", row.rung]
    causes = "、".join(dict.fromkeys(line.label for line in row.causes))
    told = "，".join(part for part in parts if part)
    because = f"；因{causes}" if causes else ""
    waits = "；申诉复核以前暂缓" if row.waits else ""
    return f"{row.kind}（{row.who}）：{told}，依据{row.basis}{because}{waits}。"


def _day(day: date) -> str:
    return f"{day.year}年{day_name(day)}"


def _answer(page: UnitPage) -> str:
    """How to object, and what an upheld objection then does."""
    how = "对本单有异议的，由窗口单位负责人在系统中打开该事项，提出申诉并写明理由；"
    if page.is_open:
        return f"{how}申诉复核以前照常计分，由它引起的整改处理暂缓。"
    return f"{how}申诉成立的，差额作为更正计入未定分的月份，本月结果不变。"


def _source(page: UnitPage) -> str:
    if page.digest:
        return f"取自{page.month_name}定分结果第{page.revision}版，摘要（SHA-256）{page.digest}"
    return f"{page.month_name}尚未定分，按打印时的登记情况计算，不作为依据。"
