"""约谈记录 as a Word file, in the boxes of its PDF, for those who take the record at the keyboard."""

from collections.abc import Iterator, Sequence
from typing import Any

from notices.papers.talk_record import SIGNERS, TalkRecord, boxes
from notices.papers.text import clean
from notices.papers.word.boxes import Cell, blank, label, row, said, table
from notices.papers.word.package import empty_document, packed
from notices.papers.word.pages import Margins, set_up_form
from notices.papers.word.xml import Look, Shape, gap, paragraph, run

WIDTHS = (27.0, 58.0, 27.0, 58.0)
MARGINS = Margins(20, 19, 22, 21)
WORDS = Look("fang", 12)
THIN = 6  # eighths of a point: the line to write on
SHORT = 12.0  # mm of a row with a name or a place
WRITTEN = {"basis": 18.0, "points": 24.0, "answer": 20.0, "demands": 20.0}
EMPTY = {"basis": 18.0, "points": 50.0, "answer": 32.0, "demands": 32.0}
WHEN, DAY = "　　　年　　月　　日　　时", "　　　年　　月　　日"
INSIDE = 166.0  # mm of the box of signatures, less its padding
APART = 4.0
LABEL_LINE = 320


def talk_record_docx(record: TalkRecord) -> bytes:
    """The form, blank or filled; the same record gives the same bytes."""
    unit = f"（{record.unit}）" if record.unit else ""
    document = empty_document(clean(f"约谈记录{unit}"), clean(record.bureau))
    body: Any = document.element.body
    for element in (table(WIDTHS, [_head(record), *_known(record), *_said(record), _signatures()]), gap(20)):
        body.sectPr.addprevious(element)
    set_up_form(document, MARGINS, numbered=True)
    return packed(document)


def _head(record: TalkRecord) -> Any:
    """Bureau and name, on every page."""
    lines = [
        paragraph(
            "BoxLabel", [run(clean(record.bureau), Look("biaosong", 16))], Shape(line=520, with_next=True)
        ),
        paragraph(
            "BoxLabel",
            [run("约谈记", Look("biaosong", 22, spacing=80)), run("录", Look("biaosong", 22))],
            Shape(line=680, after=180, with_next=True),
        ),
    ]
    cell = Cell(lines, span=4, padding=(0, 0), rules=dict.fromkeys(("top", "left", "right"), 0))
    return row(WIDTHS, 20, cell, is_head=True)


def _known(record: TalkRecord) -> list[Any]:
    """Who, when, where."""
    held = said(record.held_at, WORDS) if record.held_at else blank(WHEN, Look("fang", 10.5))
    pairs = (
        ("被约谈单位", said(record.unit, WORDS), "约谈通知书", said(record.number, WORDS)),
        ("被约谈人\n及职务", said(record.person, WORDS), "约谈时间", held),
        ("主谈人", said(record.led_by, WORDS), "约谈地点", said(record.place, WORDS)),
    )
    rows = [
        row(WIDTHS, SHORT, label(one, line=LABEL_LINE), first, label(two, line=LABEL_LINE), second)
        for one, first, two, second in pairs
    ]
    noted = said(record.noted_by, WORDS, span=3)
    return [*rows, row(WIDTHS, SHORT, label("记录人", line=LABEL_LINE), noted)]


def _said(record: TalkRecord) -> list[Any]:
    """The boxes that grow with what was said, over several pages where they must."""
    rows = []
    for box in boxes(record):
        texts = box.paragraphs or [""]
        content = [
            paragraph(
                "BoxText", [run(text, WORDS)], Shape(first=480, align="both", before=0 if place else 85)
            )
            for place, text in enumerate(texts)
        ]
        cell = Cell(content, span=3, stands="top", padding=(2, 2))
        heights = WRITTEN if box.paragraphs else EMPTY
        rows.append(row(WIDTHS, heights[box.name], label(box.label, line=LABEL_LINE), cell, may_break=True))
    return rows


def _signatures() -> Any:
    """Declared true, signed by three; never broken."""
    declared = paragraph(
        "BoxText",
        [run("以上记录已经本人核对，与约谈情况相符。", WORDS)],
        Shape(before=85, after=113, with_next=True),
    )
    return row(WIDTHS, 38, Cell([declared, _lines(), gap(20)], span=4, stands="top", padding=(2, 2)))


def _lines() -> Any:
    """Side by side: whose signature, the line to write on, the day."""
    widths = (INSIDE / 3 - APART, APART) * 3
    near, stays = (0.0, 0.0), Shape(with_next=True)
    day = Shape(align="right", before=85)
    rows = (
        (6.7, [said(f"{who}（签名）：", WORDS, stays, padding=near) for who in SIGNERS]),
        (9.0, [said("", WORDS, stays, padding=near, rules={"bottom": THIN}) for _ in SIGNERS]),
        (7.2, [blank(DAY, WORDS, day, padding=near) for _ in SIGNERS]),
    )
    drawn = [row(widths, height, *_apart(cells)) for height, cells in rows]
    return table(widths, drawn, rule=0, air=0)


def _apart(cells: Sequence[Cell]) -> Iterator[Cell]:
    """Each with an empty one after it."""
    for cell in cells:
        yield cell
        yield said("", WORDS, padding=(0.0, 0.0))
