"""Writing an edition down: `load_edition(dump(edition))` gives the same edition. Comments are not kept."""

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal

from scoring.rulebook.edition import Edition
from scoring.rulebook.points import to_decimal
from scoring.rulebook.types import (
    Behaviour,
    Category,
    Clause,
    FollowUpKind,
    Measure,
    Reading,
    Rival,
    Rung,
    Section,
)

Value = str | bool | int | Decimal | tuple[str, ...]
FLAGS = (
    *("needs_person", "needs_verification", "criticism", "unless_already_deducted"),
    "party_members_only",
)
TEXTS = ("proof", "tally", "derived", "warning")
LISTS = ("follow_ups", "exempt", "words")


def dump(edition: Edition) -> str:
    """The whole edition as TOML."""
    parts: Iterable[Iterable[str]] = (
        _rows(name=edition.name, title=edition.title, effective_from=edition.effective_from),
        _rows(lead_in=edition.lead_in),
        _table("options", **vars(edition.options)),
        _table("thresholds", **vars(edition.thresholds)),
        _table("limits", **vars(edition.limits)),
        *(_follow_up(kind) for kind in edition.follow_ups.values()),
        *(_rung(rung) for rung in edition.rungs),
        _table("flags", **vars(edition.flags)),
        *(_section(section) for section in edition.notice),
        *(_category(category) for category in edition.categories),
        *(_clause(clause) for category in edition.categories for clause in category.clauses),
        *(_reading(reading) for reading in edition.readings),
        *(_rival(rival) for rival in edition.rivals),
    )
    return "\n".join(line for part in parts for line in part) + "\n"


def _follow_up(kind: FollowUpKind) -> Iterator[str]:
    return _item("follow_up", kind=kind.kind, to=kind.to, handled_by=kind.handled_by, text=kind.text)


def _rung(rung: Rung) -> Iterator[str]:
    return _item("rung", number=rung.number, follow_ups=rung.follow_ups, text=rung.text)


def _section(section: Section) -> Iterator[str]:
    yield from _item("notice", number=section.number, title=section.title, text=section.text)
    yield from _rows(**_said(amended_by=section.amended_by))


def _category(category: Category) -> Iterator[str]:
    marks = {name: to_decimal(getattr(category, name)) for name in ("full", "floor")}
    return _item("category", number=category.number, name=category.name, **marks)


def _clause(clause: Clause) -> Iterator[str]:
    yield from _item("clause", number=clause.number, basis=clause.basis, text=clause.text)
    yield from _rows(**_said(amended_by=clause.amended_by))
    for behaviour in clause.behaviours:
        yield "[[clause.behaviour]]"
        yield from _behaviour(behaviour, clause.basis)


def _behaviour(behaviour: Behaviour, basis: str) -> Iterator[str]:
    yield from _rows(name=behaviour.name, effect=behaviour.effect)
    if behaviour.halves is not None:
        yield from _rows(points=to_decimal(behaviour.halves))
    if behaviour.basis != basis:
        yield from _rows(basis=behaviour.basis)
    if behaviour.measure:
        yield f"measure = {_measure(behaviour.measure)}"
    said = {name: getattr(behaviour, name) for name in (*FLAGS, *TEXTS, *LISTS)}
    yield from _rows(**_said(**said))


def _measure(measure: Measure) -> str:
    return "{ " + ", ".join(_rows(**vars(measure))) + " }"


def _reading(reading: Reading) -> Iterator[str]:
    yield from _item(
        "reading", key=reading.key, title=reading.title, clauses=reading.clauses, text=reading.text
    )
    if reading.option:
        yield from _rows(option=reading.option)
        yield "[reading.values]"
        yield from _rows(**reading.values)


def _rival(rival: Rival) -> Iterator[str]:
    return _item("rival", **vars(rival))


def _said(**values: Value | None) -> dict[str, Value]:
    """What need not be written is left out."""
    return {name: value for name, value in values.items() if value}


def _table(name: str, **values: Value) -> Iterator[str]:
    yield f"\n[{name}]"
    yield from _rows(**values)


def _item(table: str, /, **values: Value) -> Iterator[str]:
    yield f"\n[[{table}]]"
    yield from _rows(**values)


def _rows(**values: Value) -> Iterator[str]:
    for name, value in values.items():
        yield f"{name} = {_value(value)}"


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(_text(each) for each in value) + "]"
    return str(value) if isinstance(value, int) else format(value, "f")


def _text(text: str) -> str:
    """Several lines are written as such where they need no escapes; the rest in one line."""
    if "\n" in text and "'''" not in text and not text.startswith("\n") and _is_plain(text):
        return f"'''{text}'''"
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _is_plain(text: str) -> bool:
    """No control character but the line's end, and no quote that would run into the closing ones."""
    return not text.endswith("'") and all(sign == "\n" or (sign >= " " and sign != "\x7f") for sign in text)
