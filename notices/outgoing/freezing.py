"""A paper as JSON and back, the same in every part: what was issued can be read and printed again.

Every dataclass carries its name under `=`; a name that is not known here is refused, never guessed.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from notices.papers.content import (
    Align,
    Attachment,
    Column,
    Face,
    Figure,
    Heading,
    Imprint,
    Letter,
    Paper,
    Paragraph,
    Run,
    Signature,
    Slip,
    Table,
)
from scoring.charts.bars import Bar, BarChart, Part
from scoring.charts.lines import LineChart, Point
from scoring.charts.scale import Tick

TAG = "="
PARTS: tuple[type[Any], ...] = (
    *(Paper, Letter, Heading, Paragraph, Run, Table, Column, Figure, Attachment, Signature, Imprint, Slip),
    *(BarChart, Bar, Part, LineChart, Point, Tick, Face, Align),
)
KNOWN = {part.__name__: part for part in PARTS}
THE_OFFICES_OWN = frozenset({"mark", "number", "signature", "imprint", "copies", "note", "key", "fill"})
"""What speaks of the bureau itself (its name, its telephone) or is no text of anybody's."""

Text = Callable[[str], str]
Whole = TypeVar("Whole")


def to_data(value: Any) -> Any:
    """As JSON keeps it."""
    if isinstance(value, StrEnum):
        return {TAG: _name(value), "value": value.value}
    if is_dataclass(value):
        return {
            TAG: _name(value),
            **{field.name: to_data(getattr(value, field.name)) for field in fields(value)},
        }
    if isinstance(value, tuple):
        return [to_data(part) for part in value]
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    raise TypeError(f"a paper does not hold {type(value).__name__}")


def from_data(data: Any) -> Any:
    """Back from JSON. ValueError for a part that is not known."""
    if isinstance(data, list):
        return tuple(from_data(part) for part in data)
    if not isinstance(data, dict):
        return data
    part = KNOWN.get(data.get(TAG, ""))
    if part is None:
        raise ValueError(f"a paper has no part of the name {data.get(TAG)!r}")
    if issubclass(part, StrEnum):
        return part(data["value"])
    return part(**{name: from_data(value) for name, value in data.items() if name != TAG})


def with_texts(whole: Whole, said: Text) -> Whole:
    """The same with every text changed, but for what speaks of the bureau itself."""
    return _changed(whole, said)


def texts_of(whole: Any) -> list[str]:
    """Every text, in its order, but for what speaks of the bureau itself."""
    found: list[str] = []

    def note(text: str) -> str:
        found.append(text)
        return text

    with_texts(whole, note)
    return [text for text in found if text]


def _changed(value: Any, said: Text) -> Any:
    if isinstance(value, StrEnum):
        return value
    if isinstance(value, str):
        return said(value)
    if isinstance(value, tuple):
        return tuple(_changed(part, said) for part in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes = {
        field.name: _changed(getattr(value, field.name), said)
        for field in fields(value)
        if field.name not in THE_OFFICES_OWN
    }
    return replace(value, **changes)


def _name(value: Any) -> str:
    name = type(value).__name__
    if KNOWN.get(name) is not type(value):
        raise TypeError(f"a paper does not hold {name}")
    return name
