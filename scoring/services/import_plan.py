"""What an import of findings would do, row by row, before anything is written."""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from records.errors import Refusal
from records.tables import Table
from scoring.entry import ChargeData, FindingData
from scoring.periods import first_of, month_name
from scoring.rulebook import Edition
from scoring.selectors.behaviours import missing_proof
from scoring.selectors.editions import editions_for
from scoring.selectors.entry_choices import points_text
from scoring.selectors.imported import Imported, KnownFindings, known_findings
from scoring.selectors.month import counting_months
from scoring.services.entry_rules import check_charge, check_finding, check_good
from scoring.services.false_praise import check_praise
from scoring.services.import_columns import BEHAVIOUR, FIELD_COLUMNS, ReadRow, read_row
from scoring.services.import_places import Places, is_unsaved
from units.models import StaffMember, Unit, Window

NEW, KNOWN, EDITED, BAD = "新增", "已导入", "有改动", "有错误"


@dataclass(frozen=True)
class ImportOptions:
    """What the person importing chose.

    `verified`: what is imported counts as 已核实. `create`: units and windows not known are created.
    `anew`: lines that look like edited ones, to be added all the same. `good`: lines that are 好的做法.
    """

    verified: bool = True
    create: bool = False
    anew: frozenset[int] = frozenset()
    good: frozenset[int] = frozenset()


@dataclass
class RowPlan:
    """One row: what becomes of it. `errors` are (column, message)."""

    read: ReadRow
    status: str = NEW
    errors: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    finding: FindingData | None = None
    charges: list[ChargeData] = field(default_factory=list)
    points: str = ""
    month: date | None = None
    earlier: Imported | None = None
    differences: list[tuple[str, str, str]] = field(default_factory=list)
    """(column, as imported before, now)"""

    @property
    def verified(self) -> bool:
        return bool(self.charges) and all(charge.verified for charge in self.charges)

    @property
    def line(self) -> int:
        return self.read.line


@dataclass
class ImportPlan:
    """All rows, and the units and windows that would be created."""

    name: str
    rows: list[RowPlan] = field(default_factory=list)
    new_units: list[Unit] = field(default_factory=list)
    new_windows: list[Window] = field(default_factory=list)

    def of(self, status: str) -> list[RowPlan]:
        return [row for row in self.rows if row.status == status]

    @property
    def new(self) -> list[RowPlan]:
        return self.of(NEW)

    @property
    def known(self) -> list[RowPlan]:
        return self.of(KNOWN)

    @property
    def edited(self) -> list[RowPlan]:
        return self.of(EDITED)

    @property
    def bad(self) -> list[RowPlan]:
        return self.of(BAD)

    @property
    def digest(self) -> str:
        """What the plan would do, as one text: the confirmation must be of the plan that was shown."""
        shown = [(row.line, row.status, row.verified, row.month, row.read.digest) for row in self.rows]
        made = [unit.name for unit in self.new_units], [window.number for window in self.new_windows]
        return hashlib.sha256(repr((shown, made)).encode()).hexdigest()


def plan_findings(table: Table, options: ImportOptions, *, at: datetime) -> ImportPlan:
    """Read every row, find whom and what it speaks of, and say what it becomes; nothing is written."""
    plan = ImportPlan(table.source)
    reads = [read_row(table, row) for row in table.rows]
    places = Places(create=options.create)
    planner = _Planner(table.source, places, options, at)
    known = known_findings(
        [read.digest for read in reads], [read.day for read in reads if read.day is not None]
    )
    first_seen: dict[str, int] = {}
    for read in reads:
        row = planner.row(read)
        twin = first_seen.setdefault(read.digest, read.line)
        if twin != read.line:
            row.errors.append(
                ("", f"与第{twin}行完全相同；确是两件事的，请在“发现情况”写明区别或合并填次数。")
            )
        _compare(row, known, f"{table.source} 第{read.line}行", options.anew)
        plan.rows.append(row)
    needed = [row.finding for row in plan.new if row.finding]
    plan.new_units = list({data.unit.name: data.unit for data in needed if is_unsaved(data.unit)}.values())
    windows = [data.window for data in needed if data.window is not None and is_unsaved(data.window)]
    plan.new_windows = list({id(window): window for window in windows}.values())
    return plan


class _Planner:
    """Turns rows into findings and charges by the rules of entry."""

    def __init__(self, source: str, places: Places, options: ImportOptions, at: datetime) -> None:
        self.source, self.places, self.options, self.at = source, places, options, at
        self.counting = counting_months()
        self.editions: dict[date, Edition] = {}

    def row(self, read: ReadRow) -> RowPlan:
        row = RowPlan(read, errors=list(read.errors))
        unit = self._try(row, self.places.unit, read.unit) if read.unit else None
        if unit is None or read.day is None:
            return row
        window = self._try(row, self.places.window, unit, read.window)
        data = FindingData(
            happened_on=read.day,
            happened_at=read.at,
            unit=unit,
            window=window,
            source=read.source,
            fact=read.fact,
            proof=read.proof,
            is_good=read.is_good or (not read.clause and read.line in self.options.good),
            imported_as=read.digest,
            import_place=f"{self.source} 第{read.line}行"[-160:],
        )
        if read.fact:
            self._try(row, check_finding, data, at=self.at)
        row.month = self._try(row, self.counting, data.happened_on)
        row.finding = data
        if read.clause and read.behaviour and row.month:
            self._charge(row, data, row.month)
        return row

    def _charge(self, row: RowPlan, data: FindingData, month: date) -> None:
        read, edition = row.read, self._edition(month)
        people = [self._try(row, self._person, name, data) for name in read.persons]
        charge: dict[str, Any] = {
            "unit": data.unit,
            "window": data.window,
            "clause": read.clause,
            "behaviour": read.behaviour,
            "times": read.times,
            "measure": read.measure,
            "problem_title": read.problem,
        }
        charges = [ChargeData(person=person, **charge) for person in people or [None]]
        behaviour = self._try(row, check_charge, charges[0], edition)
        if behaviour is None:
            return
        for other in charges[1:]:
            self._try(row, check_charge, other, edition)
        self._try(row, check_praise, behaviour, None, data.unit)
        self._try(row, check_good, data, [behaviour])
        row.points = points_text(behaviour)
        needed = missing_proof(behaviour, data.source, proof=data.proof, has_files=False)
        verified = self.options.verified and not needed
        if self.options.verified and not verified:
            row.notes.append(f"缺证明材料（{needed}），按待核实导入")
        if behaviour.needs_person and not read.persons:
            row.notes.append("人员待查")
        if month != first_of(data.happened_on):
            row.notes.append(f"补记，计入{month_name(month)}")
        row.charges = [ChargeData(person=each.person, verified=verified, **charge) for each in charges]

    def _person(self, name: str, data: FindingData) -> StaffMember:
        return self.places.person(name, data.unit, data.happened_on)

    def _edition(self, month: date) -> Edition:
        if month not in self.editions:
            self.editions |= editions_for([month])
        return self.editions[month]

    def _try(self, row: RowPlan, act: Callable[..., Any], *args: Any, **more: Any) -> Any:
        try:
            return act(*args, **more)
        except Refusal as refusal:
            row.errors.append((FIELD_COLUMNS.get(refusal.field, BEHAVIOUR), refusal.message))
            return None


def _compare(row: RowPlan, known: KnownFindings, place: str, anew: Collection[int]) -> None:
    """Whether the row was imported before, as it is or as it was."""
    same = known.by_digest.get(row.read.digest)
    if same is not None:
        row.status, row.earlier, row.errors = KNOWN, same, []
    elif row.errors:
        row.status = BAD
    elif row.finding is not None and row.line not in anew:
        earlier = known.earlier_version(row.read.texts, row.finding.happened_on, place)
        if earlier is not None:
            row.status, row.earlier = EDITED, earlier
            row.differences = earlier.differences(row.read.texts)
