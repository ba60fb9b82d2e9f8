"""What ends a paper: 附件说明, signature with room for the seal, 附注; held together on one page."""

from collections.abc import Iterator
from typing import Any

from notices.papers.content import Signature
from notices.papers.text import clean
from notices.papers.word.measures import CELL, LINE, WIDTH, cells_wide
from notices.papers.word.xml import Shape, gap, paragraph, run
from notices.papers.wrapping import cells

HELD = 5  # cells that a line of 附件说明 stands in, below its first line's 附件：


def annexes(notes: list[str]) -> Iterator[Any]:
    """附件：1. … below a blank line."""
    for place, note in enumerate(notes):
        first = Shape(before=LINE, first=-cells_wide(3), with_next=True)
        text = note if place else f"附件：{note}"
        yield paragraph("Annex", [run(text)], Shape(first=0, with_next=True) if place else first)


def signature(signed: Signature, indent: float, *, is_last: bool, held: bool) -> Iterator[Any]:
    """Authority and date; `indent` is how many cells the date stands in from the right under a seal."""
    shapes = _sealed(signed, indent) if signed.sealed else _unsealed(signed)
    texts = (clean(signed.office), clean(signed.date))
    below = signed.sealed and is_last
    for place, (text, shape) in enumerate(zip(texts, shapes, strict=True)):
        above = 0 if place else LINE * (2 if signed.sealed else 1)
        ended = Shape(
            before=above,
            left=shape.left,
            right=shape.right,
            first=0,
            align=shape.align,
            with_next=held or not place or below,
        )
        yield paragraph("Signature", [run(text)], ended)
    if below:
        yield gap(LINE, with_next=held)  # the seal reaches below the date


def _sealed(signed: Signature, indent: float) -> tuple[Shape, Shape]:
    """Both centred on one axis, which lies half the date's width inside the date's right edge."""
    axis = WIDTH - indent * CELL - width(signed.date) / 2
    margin = 2 * axis - WIDTH
    sides = (max(round(margin), 0), max(round(-margin), 0))
    shape = Shape(left=sides[0], right=sides[1], align="center")
    return shape, shape


def _unsealed(signed: Signature) -> tuple[Shape, Shape]:
    """The authority two characters in from the right, the date two characters right of its beginning."""
    left = WIDTH - 2 * CELL - max(width(signed.office), width(signed.date))
    office, date = (Shape(left=max(round(left + more), 0), align="left") for more in (0, 2 * CELL))
    return office, date


def width(text: str) -> float:
    """Of a text in the body's size, in twips; digits are half as wide as characters."""
    return sum(CELL if cells(char) == 1 else CELL / 2 for char in clean(text))


def note(text: str, *, held: bool) -> Iterator[Any]:
    """附注 in brackets."""
    if text:
        yield paragraph("BodyText", [run(f"（{clean(text)}）")], Shape(with_next=held))
