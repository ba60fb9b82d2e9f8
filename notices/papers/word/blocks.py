"""The blocks of a paper: headings, paragraphs, tables, figures, as `numbered` writes them out."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from notices.papers.content import Block
from notices.papers.html import numbered
from notices.papers.text import clean
from notices.papers.word.tables import table
from notices.papers.word.xml import Look, Shape, gap, paragraph, run

Draw = Callable[[dict[str, Any]], Any]


def written(blocks: tuple[Block, ...], draw: Draw, *, tail_follows: bool = False) -> Iterator[Any]:
    """The elements of the blocks; `draw` makes a figure's paragraph.

    The last one holds on to what follows where that may not stand alone on its page.
    """
    parts: list[dict[str, Any]] = [dict(part) for part in numbered(blocks)]
    was_table = False
    for place, part in enumerate(parts):
        is_last = tail_follows and place == len(parts) - 1
        is_table = part["kind"] == "table"
        if is_table and was_table:
            yield gap(20)  # or Word joins the two
        yield from table(part, with_next=is_last) if is_table else _text(part, draw, with_next=is_last)
        was_table = is_table


def _text(part: dict[str, Any], draw: Draw, *, with_next: bool) -> Iterable[Any]:
    if part["kind"] == "heading":
        look = Look(part["face"].value)
        return [paragraph(f"Heading{part['level']}", [run(clean(part["text"]), look)])]
    if part["kind"] == "figure":
        return [draw(part)]
    return list(_paragraphs(part["paragraphs"], keep=part["keep"], with_next=with_next))


def _paragraphs(texts: list[Any], *, keep: bool, with_next: bool) -> Iterator[Any]:
    for place, runs in enumerate(texts):
        stays = keep or (with_next and place == len(texts) - 1)
        written_runs = [run(clean(part.text), Look(part.face.value)) for part in runs if clean(part.text)]
        yield paragraph("BodyText", written_runs, Shape(with_next=stays))
