"""Reading the clauses and behaviours of an edition."""

from typing import cast

from scoring.rulebook.tables import Table, refuse_twins
from scoring.rulebook.types import DERIVED, EFFECTS, TALLIES, Behaviour, Clause, Effect, Measure


def read_clause(table: Table, _position: int) -> Clause:
    """One [[clause]] with its behaviours."""
    number = table.text("number")
    table.place = f"条款{number}"
    category, _, item = number.partition(".")
    if not (number.isascii() and category.isdecimal() and item.isdecimal()):
        table.refuse("number", "应为“类别.序号”，如 1.1")
    basis = table.text("basis", "")
    text = table.text("text")
    amended_by = table.text("amended_by", "")
    behaviours = table.tables("behaviour", lambda row, _: read_behaviour(row, number, int(category), basis))
    refuse_twins(table, "behaviour", tuple(behaviour.name for behaviour in behaviours))
    return Clause(number, int(category), text, basis, behaviours, amended_by)


def read_behaviour(table: Table, clause: str, category: int, basis: str) -> Behaviour:
    """One [[clause.behaviour]]."""
    name = table.text("name")
    table.place = f"条款{clause} {name}"
    effect = cast("Effect", table.choice("effect", EFFECTS))
    derived = table.choice("derived", DERIVED) if effect == "derived" else None
    return Behaviour(
        clause=clause,
        category=category,
        name=name,
        effect=effect,
        halves=_halves(table, effect, derived),
        basis=table.text("basis", basis),
        measure=_measure(table) if table.has("measure") else None,
        needs_person=table.flag("needs_person"),
        proof=table.text("proof", ""),
        needs_verification=table.flag("needs_verification"),
        criticism=table.flag("criticism"),
        unless_already_deducted=table.flag("unless_already_deducted"),
        tally=table.choice("tally", TALLIES, "") or None,
        derived=derived,
        follow_ups=table.texts("follow_ups"),
        exempt=table.texts("exempt"),
        party_members_only=table.flag("party_members_only"),
        warning=table.text("warning", ""),
        words=table.texts("words"),
    )


def _halves(table: Table, effect: Effect, derived: str | None) -> int | None:
    if effect in ("empty", "note") or derived == "complaints":
        return None
    halves = table.halves("points")
    if effect == "award" and halves <= 0:
        table.refuse("points", "加分应大于0")
    if effect != "award" and halves >= 0:
        table.refuse("points", "扣分应小于0")
    return halves


def _measure(table: Table) -> Measure:
    row = table.table("measure")
    measure = Measure(
        row.text("name"), row.text("unit"), row.whole("limit"), row.flag("inclusive"), row.flag("per_item")
    )
    row.finish()
    return measure
