"""单位得分页: one unit's month, every number with its why; one record, whether stored or computed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

from django.db.models import BigIntegerField, Count, OuterRef, Subquery

from scoring.models import Month, MonthResult, ScoreLine, UnitScore
from scoring.models.findings import Source
from scoring.periods import month_key, month_name, previous_month
from scoring.rulebook.points import show
from scoring.selectors.coming import Coming, coming_in
from scoring.selectors.details import details
from scoring.selectors.facts import scored_month
from scoring.selectors.lines import LineView, line_views
from scoring.selectors.month import Standing, standing
from scoring.selectors.outcome import ResultLine, UnitResult, unit_lines, unit_result
from scoring.selectors.results import lines_of, stored_totals, totals_of_all
from scoring.selectors.trends import Trend, trend
from scoring.selectors.wording import arithmetic, corrected_total, moment, short_category

TREND_MONTHS = 12
KEPT_OF_RESULT = ("result__edition_name", "result__closed_at", "result__revision", "result__digest")
KEPT_OF_UNIT = tuple(field.name for field in fields(UnitResult))


@dataclass(frozen=True, slots=True)
class Bar:
    """One category: its score as a bar and its arithmetic written out."""

    number: int
    name: str
    full: str
    score: str
    width: int
    """Percent of full marks, at most 100."""
    arithmetic: str
    lines: list[LineView]
    readings: tuple[str, ...] = ()
    """R1 where bonuses were cut off, R2 where it is emptied."""

    @property
    def short(self) -> str:
        return short_category(self.name)


@dataclass(frozen=True, slots=True)
class FollowUpView:
    """整改处理 that the month brings."""

    kind: str
    who: str
    basis: str
    rung: str
    handled_by: str
    causes: list[LineView]
    waits: bool
    """A cause is under objection: it is not carried out before that is decided."""


@dataclass(frozen=True, slots=True)
class NoteView:
    """A fact that no clause scores."""

    when: str
    window: str
    fact: str
    is_good: bool
    statement: str
    evidence: list[dict[str, Any]]


@dataclass(frozen=True)
class UnitPage:
    """Everything the page shows, as text."""

    month: date
    month_name: str
    key: str
    state: str
    state_label: str
    is_open: bool
    is_published: bool
    unit_id: int
    unit_name: str
    total: str
    overflow: str
    corrected: str
    """更正 of earlier months in this one's total: 98 + 2 = 100; empty without."""
    rank: str
    """Empty where it is not to be shown yet."""
    bars: list[Bar]
    follow_ups: list[FollowUpView]
    notes: list[NoteView]
    trend: Trend
    edition_name: str
    closed_at: datetime | None = None
    revision: int | None = None
    digest: str = ""
    lines: int = 0
    pending: int = 0
    before: str = ""
    """The month before, 2026-08, where there is a page for it."""
    other_lines: list[LineView] = field(default_factory=list)
    """Lines of no category: behaviours that the edition in force does not know."""
    ranked: int = 0
    """How many units are ranked beside it."""


@dataclass(frozen=True)
class _Found:
    unit: UnitResult
    lines: list[ResultLine]
    edition_name: str
    closed_at: datetime | None = None
    revision: int | None = None
    digest: str = ""
    coming: Coming | None = None
    ranked: int = 0


@dataclass(frozen=True)
class UnitWhole:
    """The page with the result and the lines that it was written from, for what is handed out."""

    page: UnitPage
    unit: UnitResult
    lines: list[ResultLine]
    coming: Coming | None
    """What is about to happen in an open month."""


def unit_page(month: date, unit_id: int, *, all_ranks: bool, shows_papers: bool) -> UnitPage | None:
    """The page of a unit; None where it is not scored in that month. At most six queries.

    `all_ranks`: ranks are shown before they are published too; `shows_papers`: files of complaints as well.
    """
    whole = unit_whole(month, unit_id, all_ranks=all_ranks, shows_papers=shows_papers)
    return whole.page if whole else None


def unit_whole(month: date, unit_id: int, *, all_ranks: bool, shows_papers: bool) -> UnitWhole | None:
    """The same with what it was written from."""
    where = standing(month)
    if where.start > month or unit_id > BigIntegerField.MAX_BIGINT:
        return None
    found = _computed(where, unit_id) if where.is_open else _stored(where, unit_id)
    if found is None:
        return None
    totals = {} if where.opening else stored_totals(unit_id, _first_shown(month), previous_month(month))
    page = _page(where, found, dict(totals), with_rank=where.is_published or all_ranks, papers=shows_papers)
    return UnitWhole(page, found.unit, found.lines, found.coming)


def stored_wholes(result: MonthResult, where: Standing, *, with_rank: bool) -> list[UnitWhole]:
    """All units of a stored result in the office's order, without complaints' files; three queries."""
    month = result.month.month
    scores = list(UnitScore.objects.filter(result=result).order_by("pk").values_list("pk", *KEPT_OF_UNIT))
    lines: dict[int, list[ResultLine]] = {}
    rows = ScoreLine.objects.filter(score__result=result).order_by("score_id", "position")
    for owner, *line in rows.values_list("score_id", *ResultLine._fields):
        lines.setdefault(owner, []).append(ResultLine._make(line))
    totals = totals_of_all(_first_shown(month), previous_month(month))
    kept = (result.edition_name, result.closed_at, result.revision, result.digest)
    wholes = []
    for key, *unit in scores:
        found = _Found(UnitResult(*unit), lines.get(key, []), *kept, ranked=len(scores))
        own = totals.get(found.unit.unit_id, {})
        page = _page(where, found, own, with_rank=with_rank, papers=False)
        wholes.append(UnitWhole(page, found.unit, found.lines, None))
    return wholes


def _computed(where: Standing, unit_id: int) -> _Found | None:
    scored = scored_month(where)
    if unit_id not in scored.units:
        return None
    words = details(where, [unit_id])
    unit = unit_result(scored, unit_id, words)
    ahead = coming_in(scored, words, unit_id)
    return _Found(
        unit, unit_lines(scored, unit_id, words), scored.edition.name, coming=ahead, ranked=len(scored.units)
    )


def _stored(where: Standing, unit_id: int) -> _Found | None:
    row = (
        UnitScore.objects.filter(unit_id=unit_id, result__month__month=where.month)
        .order_by("-result__revision")
        .values_list("pk", _ranked(), *KEPT_OF_RESULT, *KEPT_OF_UNIT)
        .first()
    )
    if row is None:
        return None
    key, ranked, name, closed_at, revision, digest, *unit = row
    return _Found(UnitResult(*unit), lines_of(key), name, closed_at, revision, digest, ranked=ranked)


def _ranked() -> Subquery:
    """How many units the result of a unit's score has."""
    beside = UnitScore.objects.filter(result=OuterRef("result")).order_by().values("result")
    return Subquery(beside.annotate(count=Count("pk")).values("count"))


def _page(
    where: Standing, found: _Found, totals: dict[date, int], *, with_rank: bool, papers: bool
) -> UnitPage:
    """`totals` are those of the months before; `papers`: the files of complaints are shown as well."""
    unit = found.unit
    shown, before = trend({**totals, where.month: unit.total_halves}), month_key(previous_month(where.month))
    views = line_views(found.lines, where.month, shows_papers=papers)
    by_category: dict[int, list[LineView]] = {}
    for line, view in zip(found.lines, views, strict=True):
        by_category.setdefault(line.category, []).append(view)
    return UnitPage(
        month=where.month,
        month_name=month_name(where.month),
        key=month_key(where.month),
        state=where.state,
        state_label=Month.State(where.state).label,
        is_open=where.is_open,
        is_published=where.is_published,
        unit_id=unit.unit_id,
        unit_name=unit.unit_name,
        total=show(unit.total_halves),
        overflow=show(unit.overflow_halves) if unit.overflow_halves else "",
        corrected=corrected_total(unit.categories, unit.corrected_halves, unit.total_halves),
        rank=str(unit.rank) if with_rank else "",
        bars=[_bar(row, by_category.pop(row["number"], [])) for row in unit.categories],
        follow_ups=[_follow_up(row, views) for row in unit.follow_ups],
        notes=[_note(row, shows_papers=papers) for row in unit.notes],
        trend=shown,
        edition_name=found.edition_name,
        closed_at=found.closed_at,
        revision=found.revision,
        digest=found.digest,
        lines=len(views),
        pending=sum(view.status == "pending" for view in views),
        before=before if len(shown.dots) > 1 or where.start < where.month else "",
        other_lines=[view for rest in by_category.values() for view in rest],
        ranked=found.ranked,
    )


def _bar(row: dict[str, Any], lines: list[LineView]) -> Bar:
    return Bar(
        number=row["number"],
        name=row["name"],
        full=show(row["full"]),
        score=show(row["score"]),
        width=min(100, 100 * row["score"] // row["full"]) if row["full"] else 0,
        arithmetic=arithmetic(row),
        lines=lines,
        readings=("R2",) if row["emptied_by"] else ("R1",) if row["overflow"] else (),
    )


def _follow_up(row: dict[str, Any], views: Sequence[LineView]) -> FollowUpView:
    causes = set(row["causes"])
    return FollowUpView(
        kind=row["kind"],
        who=row["person_name"] or "单位",
        basis=row["basis"],
        rung=f"本年第{row['rung']}次通报批评" if row["rung"] else "",
        handled_by=row["handled_by"],
        causes=[view for view in views if view.event_id in causes],
        waits=bool(row.get("waits")),
    )


def _note(row: dict[str, Any], *, shows_papers: bool) -> NoteView:
    shown = shows_papers or row["source"] != Source.COMPLAINT
    return NoteView(
        when=moment(date.fromisoformat(row["on"]), None) + (f" {row['at'][:5]}" if row["at"] else ""),
        window=row["window"],
        fact=row["fact"],
        is_good=row["is_good"],
        statement=row["statement"],
        evidence=row["evidence"] if shown else [],
    )


def _first_shown(month: date) -> date:
    """The first of up to twelve months to this one: closed ones as stored, this one as shown."""
    for _ in range(TREND_MONTHS - 1):
        month = previous_month(month)
    return month
