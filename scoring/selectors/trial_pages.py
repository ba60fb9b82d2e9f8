"""What the pages of a trial show, as text."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from scoring.engine import FollowUp
from scoring.periods import month_key, month_name
from scoring.rulebook.points import show
from scoring.selectors.trial_words import LineView, line_view, trial_words
from scoring.selectors.what_if import MonthTrial, Trial, UnitTrial
from scoring.selectors.wording import mean_of, signed

SAME = "·"


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit in one month, before and after."""

    unit_id: int
    name: str
    before: str
    after: str
    gain: str
    effect: str
    """plus, minus or none."""
    rank_before: int
    rank_after: int
    lines: int
    brought: str
    dropped: str

    @property
    def moves(self) -> bool:
        return self.rank_before != self.rank_after


@dataclass(frozen=True)
class MonthView:
    """One month: the units that come out differently, and how many do not."""

    month: date
    key: str
    name: str
    source: str
    rows: list[UnitRow]
    same: int
    drift: list[str]
    unknown: list[tuple[str, int]]


@dataclass(frozen=True)
class UnitView:
    """One unit over all months: by how much each total changes, and the mean before and after."""

    unit_id: int
    name: str
    cells: list[tuple[str, str]]
    """Text and effect by month."""
    before: str
    after: str
    gain: int


@dataclass(frozen=True)
class TrialView:
    """All of it."""

    months: list[MonthView]
    units: list[UnitView]
    rescored: int
    moving: int
    lines: int
    brought: str
    dropped: str
    largest: str
    drifts: bool

    @property
    def is_same(self) -> bool:
        return not any(month.rows for month in self.months)


@dataclass(frozen=True)
class UnitMonth:
    """One unit's month with the lines that change."""

    name: str
    key: str
    row: UnitRow
    lines: list[LineView]
    is_same: bool


def trial_view(trial: Trial) -> TrialView:
    """The trial as its page shows it."""
    return TrialView(
        months=[_month(month) for month in trial.months],
        units=_units(trial),
        rescored=len(trial.rescored),
        moving=len(trial.moving),
        lines=sum(len(unit.lines) for unit in trial.units),
        brought=kinds(row for unit in trial.units for row in unit.brought),
        dropped=kinds(row for unit in trial.units for row in unit.dropped),
        largest=_largest(trial),
        drifts=any(month.tried.drift for month in trial.months),
    )


def unit_months(trial: Trial, unit_id: int) -> list[UnitMonth]:
    """One unit's months, each with the lines that change and why; empty where it was scored in none."""
    own = [(month, unit) for month in trial.months for unit in month.units if unit.unit_id == unit_id]
    words = trial_words(change for _, unit in own for change in unit.lines)
    return [
        UnitMonth(
            month_name(month.month),
            month_key(month.month),
            unit_row(unit),
            [line_view(change, words, *month.editions) for change in unit.lines],
            unit.is_same,
        )
        for month, unit in own
    ]


def unit_row(unit: UnitTrial) -> UnitRow:
    """One unit of a month."""
    return UnitRow(
        unit_id=unit.unit_id,
        name=unit.name,
        before=show(unit.before.total),
        after=show(unit.after.total),
        gain=signed(unit.gain),
        effect=effect_of(unit.gain),
        rank_before=unit.before.rank,
        rank_after=unit.after.rank,
        lines=len(unit.lines),
        brought=kinds(unit.brought),
        dropped=kinds(unit.dropped),
    )


def kinds(rows: Iterable[FollowUp]) -> str:
    """“书面检查2项、约谈1项”; empty for none."""
    return "、".join(f"{kind}{count}项" for kind, count in sorted(Counter(row.kind for row in rows).items()))


def effect_of(gain: int) -> str:
    """How a change is coloured."""
    return "plus" if gain > 0 else "minus" if gain < 0 else "none"


def _month(month: MonthTrial) -> MonthView:
    tried = month.tried
    stored = "定分结果" if tried.result else "未定分"
    return MonthView(
        month=month.month,
        key=month_key(month.month),
        name=month_name(month.month),
        source=f"{stored}，依据{tried.scored.edition.name}版",
        rows=[unit_row(unit) for unit in sorted(month.changed, key=lambda unit: unit.after.rank)],
        same=len(month.units) - len(month.changed),
        drift=tried.drift,
        unknown=sorted(month.unknown.items()),
    )


def _units(trial: Trial) -> list[UnitView]:
    """Those whose total changes anywhere, the largest change of the mean first."""
    names = {unit.unit_id: unit.name for unit in trial.units}
    by_month = [{unit.unit_id: unit for unit in month.units} for month in trial.months]
    views = [_unit(key, name, [found.get(key) for found in by_month]) for key, name in names.items()]
    return sorted(
        (view for view in views if any(text not in (SAME, "") for text, _ in view.cells)),
        key=lambda view: -abs(view.gain),
    )


def _unit(key: int, name: str, months: list[UnitTrial | None]) -> UnitView:
    scored = [unit for unit in months if unit is not None]
    before, after = sum(unit.before.total for unit in scored), sum(unit.after.total for unit in scored)
    return UnitView(
        key,
        name,
        [_cell(unit) for unit in months],
        mean_of(before, len(scored)),
        mean_of(after, len(scored)),
        after - before,
    )


def _cell(unit: UnitTrial | None) -> tuple[str, str]:
    if unit is None:
        return "", "none"
    return (signed(unit.gain) if unit.gain else SAME), effect_of(unit.gain)


def _largest(trial: Trial) -> str:
    if trial.largest is None:
        return ""
    month, unit = trial.largest
    before, after = show(unit.before.total), show(unit.after.total)
    return f"{unit.name}{month_name(month.month)} {before} → {after}（{signed(unit.gain)}）"
