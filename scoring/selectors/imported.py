"""What came from sheets before: a row is known by its content, an edited one by what stayed the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from scoring.models import Finding, ScoreEvent

NEAR = timedelta(days=31)
ALIKE = 5
WEIGHTS = {"日期": 2, "单位": 1, "发现情况": 2}


@dataclass
class Imported:
    """A finding that was imported, written as the sheet's cells."""

    finding_id: int
    event_id: int | None
    place: str
    cells: dict[str, str]
    taken: bool = False

    def likeness(self, texts: Mapping[str, str], place: str) -> int:
        """How much of a row stayed the same: day, text, unit, place in the sheet, time and window, clause."""
        points = sum(weight for name, weight in WEIGHTS.items() if self.cells[name] == texts[name])
        points += self.place == place
        points += all(self.cells[name] == texts[name] for name in ("时间", "窗口"))
        same_clause = all(self.cells[name] == texts[name] for name in ("条款", "行为"))
        return points + (same_clause and bool(texts["条款"]))

    def differences(self, texts: Mapping[str, str]) -> list[tuple[str, str, str]]:
        """(column, then, now) where they differ; the measure only where it was kept."""
        return [
            (name, then, texts.get(name, ""))
            for name, then in self.cells.items()
            if then != texts.get(name, "") and not (name == "数值" and not then)
        ]


@dataclass
class KnownFindings:
    """Findings imported before, around the days of a sheet."""

    by_digest: dict[str, Imported] = field(default_factory=dict)
    others: list[Imported] = field(default_factory=list)

    def earlier_version(self, texts: Mapping[str, str], on: date, place: str) -> Imported | None:
        """The finding that this row is an edited version of, each taken once; None for a new one."""
        texts = {**texts, "日期": on.isoformat(), "次数": texts.get("次数") or "1"}
        best = max(
            (other for other in self.others if not other.taken and _near(other, texts, place)),
            key=lambda other: other.likeness(texts, place),
            default=None,
        )
        if best is None or best.likeness(texts, place) < ALIKE:
            return None
        best.taken = True
        return best


def known_findings(digests: Sequence[str], days: Iterable[date]) -> KnownFindings:
    """Imported findings with these contents, and the others of these days' months; two queries."""
    known = KnownFindings()
    wanted, listed = set(digests), sorted(days)
    if not listed:
        return known
    for finding in _imported(listed[0] - NEAR, listed[-1] + NEAR):
        imported = _as_cells(finding)
        if finding.imported_as in wanted:
            known.by_digest[str(finding.imported_as)] = imported
        else:
            known.others.append(imported)
    return known


def _imported(first: date, last: date) -> Iterable[Finding]:
    return (
        Finding.objects.filter(imported_as__isnull=False, happened_on__gte=first, happened_on__lte=last)
        .select_related("unit", "window")
        .prefetch_related("events__person", "events__problem")
        .order_by("id")
    )


def _near(other: Imported, texts: Mapping[str, str], place: str) -> bool:
    return other.cells["日期"] == texts["日期"] or other.place == place


def _as_cells(finding: Finding) -> Imported:
    events = list(finding.events.all())
    event = events[0] if events else None
    cells = {
        "日期": finding.happened_on.isoformat(),
        "时间": f"{finding.happened_at:%H:%M}" if finding.happened_at else "",
        "单位": finding.unit.name,
        "窗口": finding.window.number if finding.window else "",
        "人员": "、".join(each.person.name for each in events if each.person),
        "来源": finding.source,
        "发现情况": finding.fact,
        "证明材料": finding.proof,
        **_charge_cells(event),
    }
    return Imported(finding.pk, event.pk if event else None, finding.import_place, cells)


def _charge_cells(event: ScoreEvent | None) -> dict[str, str]:
    if event is None:
        return {"条款": "", "行为": "", "数值": "", "同一问题": ""}
    return {
        "条款": event.clause,
        "行为": event.behaviour,
        "次数": str(event.times),
        "数值": "" if event.measure is None else str(event.measure),
        "同一问题": event.problem.title if event.problem else "",
    }
