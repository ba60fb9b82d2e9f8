"""Replay: a closed month computed again from what was frozen with it, held against what is stored.

Nothing of today's rows, units, names or editions takes part; `drift` reports separately where today's rows
have moved away from the frozen facts.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time
from typing import Any

from scoring.engine import Fact, History, score_month
from scoring.models import MonthResult
from scoring.periods import month_key
from scoring.rulebook import Edition
from scoring.selectors.corrections import Corrected, by_unit
from scoring.selectors.details import Details, EventDetail, Evidence, FindingDetail
from scoring.selectors.editions import edition_of, loaded
from scoring.selectors.facts import ScoredMonth, month_facts
from scoring.selectors.frozen import Outcome, digest_of, frozen_fact, outcome_of
from scoring.selectors.month import Standing
from scoring.selectors.outcome import ResultLine, UnitResult
from scoring.selectors.results import stored_lines, stored_unit
from units.models import Unit

INPUTS = ("edition_sha256", "units", "facts", "names", "narratives", "history_before", "corrections")


def replayed(result: MonthResult) -> list[str]:
    """Where the month, computed again, differs from what is stored; empty when it agrees in everything."""
    scored, words = frozen_month(result), frozen_words(result)
    outcome = outcome_of(scored, words)
    after = scored.score.history.to_data()
    inputs = {name: getattr(result, name) for name in INPUTS}
    stored = [(stored_unit(score), stored_lines(score)) for score in result.scores.order_by("unit")]
    differences = list(_compared(outcome, stored))
    if after != result.history_after:
        differences.append("此后累计与存档不符")
    if digest_of(month_key(result.month.month), inputs, outcome, after) != result.digest:
        differences.append("摘要与存档不符")
    return differences


def drift(result: MonthResult) -> list[str]:
    """Where today's rows differ from the frozen facts. It changes nothing of the closed month."""
    frozen = {row[0]: list(row) for row in result.facts}
    today = {row[0]: frozen_fact(row) for row in month_facts(result.month.month)}
    told = [f"事项{key}：存档中有，现在已不计入该月" for key in frozen.keys() - today.keys()]
    told += [f"事项{key}：存档中没有，现在计入该月" for key in today.keys() - frozen.keys()]
    told += [
        f"事项{key}：{_changed(frozen[key], today[key])}"
        for key in frozen.keys() & today.keys()
        if frozen[key] != today[key]
    ]
    return sorted(told)


def frozen_month(result: MonthResult) -> ScoredMonth:
    """The month scored from its frozen facts, edition and history."""
    month = result.month.month
    edition = _edition(result)
    units = {row["id"]: Unit(pk=row["id"], name=row["name"]) for row in result.units}
    facts = [Fact._make(row) for row in result.facts]
    before = History.from_data(result.history_before)
    corrections = [Corrected(**row) for row in result.corrections]
    score = score_month(edition, month_key(month), units, facts, before, by_unit(corrections))
    where = Standing(month, result.month.state, month, result.history_before, False, None)
    return ScoredMonth(where, units, edition, before, facts, score, corrections)


def _edition(result: MonthResult) -> Edition:
    """The frozen text's edition; a text left unread is one that this process has met."""
    unread = "edition_text" in result.get_deferred_fields()
    known = loaded(result.edition_sha256) if unread else None
    return known or edition_of(result.edition_text, result.edition_sha256, result.edition_name)


def frozen_words(result: MonthResult) -> Details:
    """The words and names as they were frozen."""
    facts = {row[0]: Fact._make(row) for row in result.facts}
    words = Details(
        persons={int(key): name for key, name in result.names["persons"].items()},
        windows={int(key): name for key, name in result.names["windows"].items()},
    )
    for row in result.narratives:
        found = _finding(row)
        words.findings[found.id] = found
        for event in row["events"]:
            words.events[event["id"]] = _event(facts[event["id"]], event, found, words)
    return words


def _finding(row: Mapping[str, Any]) -> FindingDetail:
    return FindingDetail(
        id=row["finding"],
        on=date.fromisoformat(row["on"]),
        at=time.fromisoformat(row["at"]) if row["at"] else None,
        unit_id=row["unit"],
        window_name=row["window"],
        source=row["source"],
        fact=row["fact"],
        is_good=row["is_good"],
        statement=row["statement"],
        proof=row["proof"],
        evidence={file["id"]: Evidence(**file) for file in row["evidence"]},
        events=[event["id"] for event in row["events"]],
    )


def _event(fact: Fact, row: Mapping[str, Any], found: FindingDetail, words: Details) -> EventDetail:
    return EventDetail(
        finding=found,
        person_name=words.person(fact.person),
        substitute_name=words.person(fact.substitute),
        window_name=words.window(fact.window),
        status=row["status"],
        measure=fact.measure,  # type: ignore[arg-type]
        objections=row["objections"],
    )


def _compared(outcome: Outcome, stored: Outcome) -> Iterator[str]:
    kept = {unit.unit_id: (unit, lines) for unit, lines in stored}
    for unit, lines in outcome:
        if unit.unit_id not in kept:
            yield f"{unit.unit_name}：存档中没有这个单位"
            continue
        old, old_lines = kept.pop(unit.unit_id)
        yield from _unit_differences(unit, old)
        yield from _line_differences(unit.unit_name, lines, old_lines)
    yield from (f"{unit.unit_name}：重算中没有这个单位" for unit, _ in kept.values())


def _unit_differences(unit: UnitResult, old: UnitResult) -> Iterator[str]:
    labels = {
        "total_halves": "总分",
        "overflow_halves": "溢出加分",
        "corrected_halves": "更正",
        "rank": "名次",
        "categories": "各类得分",
        "follow_ups": "整改处理",
        "notes": "不计分的情况",
        "unit_name": "单位名称",
    }
    for name, label in labels.items():
        if getattr(unit, name) != getattr(old, name):
            yield f"{unit.unit_name}：{label}与存档不符"


def _line_differences(unit: str, lines: Iterable[ResultLine], old: list[ResultLine]) -> Iterator[str]:
    lines = list(lines)
    if len(lines) != len(old):
        yield f"{unit}：重算{len(lines)}条明细，存档{len(old)}条"
    for line, kept in zip(lines, old, strict=False):
        if line != kept:
            yield f"{unit}：第{kept.position}条明细（{kept.clause} {kept.behaviour}）与存档不符"


def _changed(frozen: list[Any], today: list[Any]) -> str:
    names = [name for name, a, b in zip(Fact._fields, frozen, today, strict=True) if a != b]
    return "现在的" + "、".join(FIELD_NAMES.get(name, name) for name in names) + "与存档不同"


FIELD_NAMES = {
    "unit": "单位",
    "person": "人员",
    "window": "窗口",
    "substitute": "替岗人员",
    "on": "时间",
    "clause": "条款",
    "behaviour": "行为",
    "times": "次数",
    "measure": "数值",
    "problem": "同一问题",
    "bulletin": "所在通报",
    "criticised": "通报批评",
    "accountable": "被问责",
    "serious": "情节特别严重",
    "verified": "是否核实",
    "waived": "免予扣分的理由",
    "month": "计入月份",
}
