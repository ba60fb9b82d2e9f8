"""Letter form (信函格式, GB/T 9704 10.1): mark between two red double rules, 抄送 alone at the foot, 回执."""

from collections.abc import Iterator
from typing import Any

from notices.papers.content import Letter, Slip
from notices.papers.text import clean
from notices.papers.word.head import INK_TOP, mark, mark_look, title
from notices.papers.word.measures import LEFT, LINE, MM, RIGHT, WIDTH, cells_wide
from notices.papers.word.xml import RED, Look, Shape, marked, paragraph, run
from notices.papers.wrapping import cells

LARGEST = 34
SPREAD = {
    2: 4, 3: 2.2, 4: 1.6, 5: 1.2, 6: 1, 7: 0.75, 8: 0.6, 9: 0.42, 10: 0.28, 11: 0.17, 12: 0.08,
}  # fmt: skip
INK = 0.93  # of its size: how high the mark's characters are drawn
SIDE = round(20 * MM)  # from the paper's edges to the rules, which are 170 mm long
THICK = 16  # eighths of a point: 0.7 mm; with the thin one and the gap 1.2 mm
PAGE_ONE_BOTTOM = 1352  # 23.85 mm: seven eighths of a character above the lower rule
LONG_LABEL = 14  # characters; a longer one has a line of its own above the line to write on
SPARE = 20  # twips that keep 19 lines from the title on upon page one


def letter_look(letter: Letter) -> Look:
    return mark_look(clean(letter.mark), LARGEST, SPREAD)


def page_one_top(letter: Letter) -> int:
    """The top margin that puts the ink of the mark's first line 30 mm below the paper's top."""
    return round(30 * MM - (1 - INK_TOP) * letter_look(letter).size * 20)


def letter_head(letter: Letter) -> Iterator[Any]:
    """Mark and double rule 4 mm below it; the number on the right; title and addressee."""
    look = letter_look(letter)
    space = round(4 * 72 / 25.4 - (1.25 - (1 - INK_TOP) - INK) * look.size)
    rule = Shape(
        line=round(look.size * 25),
        left=SIDE - LEFT,
        right=SIDE - RIGHT,
        rule_below=(THICK, space, RED),
        rule_kind="thickThinSmallGap",
    )
    yield mark(clean(letter.mark), look, rule)
    yield paragraph("Number", [run(clean(letter.number))], Shape(before=90, align="right"))
    below = 1 + ((LARGEST - look.size) * INK * 20 - 0.9 * MM) / LINE
    yield title(letter.title, above=2 + (60 - SPARE) / LINE, below=below)
    yield paragraph("Addressee", [run(f"{clean(letter.addressee)}：")])


def lower_rule() -> Any:
    """The foot of page one: the double rule 20 mm above the paper's edge."""
    shape = Shape(
        line=20,
        left=SIDE - LEFT,
        right=SIDE - RIGHT,
        after=round(20 * MM) - 800,
        rule_below=(THICK, 0, RED),
        rule_kind="thinThickSmallGap",
    )
    return marked(paragraph("Footer", (), shape), Look("song", 1))


def slip(part: Slip, *, alone: bool) -> Iterator[Any]:
    """回执, never broken: the line to cut along, whom it goes to, what is confirmed, fields to write in."""
    cut = Shape(rule_below=(8, 0, "000000"), rule_kind="dashed", with_next=True, new_page=alone)
    yield marked(paragraph("Addressee", (), cut), Look())
    name = Shape(before=LINE // 2, after=LINE - LINE // 2, line=LINE, with_next=True)
    yield paragraph("Title", [run(clean(part.title), Look("biaosong", 22))], name)
    yield paragraph("Addressee", [run(f"{clean(part.to)}：")])
    for text in filter(None, clean(part.text).split("\n")):
        yield paragraph("BodyText", [run(text)], Shape(with_next=True))
    for label in part.fields:
        yield from _field(clean(label))
    stamp = Shape(align="right", right=cells_wide(2), first=0, with_next=True, before=2 * LINE)
    yield paragraph("BodyText", [run("（盖章）")], stamp)
    day = Shape(align="right", right=cells_wide(2), first=0)
    yield paragraph("BodyText", [run("　　　　年　　月　　日")], day)


def _field(label: str) -> Iterator[Any]:
    """A label with a line to write on beside it, or below where the label is long."""
    line = Shape(with_next=True, write_to=WIDTH, align="left")
    if cells(label) > LONG_LABEL:
        yield paragraph("BodyText", [run(f"{label}：")], Shape(with_next=True))
        yield paragraph("BodyText", [run("\t")], line)
    else:
        yield paragraph("BodyText", [run(f"{label}：\t")], line)
