"""The top of a paper: the red mark, the number and the red rule on eight lines; title and addressee."""

from collections.abc import Iterator, Mapping
from math import floor
from typing import Any

from notices.papers.content import Paper
from notices.papers.text import clean
from notices.papers.word.measures import LINE, MM
from notices.papers.word.xml import RED, Look, Shape, paragraph, run

LARGEST, NARROWEST = 54, 0.683
SPREAD = {2: 1.6, 3: 0.9, 4: 0.55, 5: 0.4, 6: 0.2}
WIDEST = 439.8  # pt, a little less than the text's width
BASE = 0.8  # of an exact line's height its text stands on
INK_TOP = 0.765  # of its size the ink of 小标宋 reaches above the baseline
RULE, RULE_SPACE = 10, 7  # eighths of a point; points below the number's line
TITLE_LINE = 720


def head(paper: Paper) -> Iterator[Any]:
    """The red head and what stands below it down to the text."""
    look = mark_look(clean(paper.mark))
    above, line = mark_place(look, 35 * MM)
    yield mark(clean(paper.mark), look, Shape(before=above, line=line))
    rest = 8 * LINE - above - line - LINE - RULE_SPACE * 20 - RULE * 20 // 8
    number = Shape(before=rest, line=LINE, rule_below=(RULE, RULE_SPACE, RED))
    yield paragraph("Number", [run(clean(paper.number))], number)
    yield title(paper.title, above=2)
    yield paragraph("Addressee", [run(f"{clean(paper.addressee)}：")])


def mark_look(text: str, largest: float = LARGEST, spread: Mapping[int, float] = SPREAD) -> Look:
    """As large as the width allows; a long one narrower, then smaller; a short one spread by so many ems."""
    count = max(len(text), 1)
    size = min(largest, floor(WIDEST / (count * NARROWEST) * 2) / 2)
    scale = min(100, floor(WIDEST / (count * size) * 100))
    return Look("biaosong", size, RED, round(spread.get(count, 0) * size * 20), scale)


def mark_place(look: Look, top: float) -> tuple[int, int]:
    """The space above the mark's line and its height, for ink that begins `top` twips below what is above."""
    size = look.size * 20
    return round(top - (1 - INK_TOP) * size), round(size / BASE)


def mark(text: str, look: Look, shape: Shape) -> Any:
    """The mark; after its last character there is no spacing, or it would not stand in the middle."""
    last = Look(look.face, look.size, look.colour, 0, look.scale)
    return paragraph("Mark", [run(text[:-1], look), run(text[-1:], last)], shape)


def title(lines: tuple[str, ...], *, above: float, below: float = 1) -> Any:
    """The title, its lines broken by meaning, in a block of whole lines with a blank one below."""
    spare = ((len(lines) + 1) * LINE - len(lines) * TITLE_LINE) / 2
    shape = Shape(before=round(above * LINE + spare), after=round(below * LINE + spare))
    return paragraph("Title", [run("\n".join(map(clean, lines)), Look("biaosong", 22))], shape)
