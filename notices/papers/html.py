"""A paper's content written out as HTML: numbered, measured in grid lines, escaped by the template."""

import math
from collections.abc import Iterator

from django.template.loader import render_to_string

from notices.papers.content import (
    Attachment,
    Block,
    Face,
    Figure,
    Heading,
    Letter,
    Paper,
    Paragraph,
    Run,
    Signature,
    Slip,
    Statement,
)
from notices.papers.tables import head_height, rows
from notices.papers.text import clean, numeral
from notices.papers.wrapping import cells, wrap

HEADING_FACES = {1: Face.HEI, 2: Face.KAI, 3: Face.FANG, 4: Face.FANG}
COPIES_PER_LINE = (442.2 - 5 * 14) / 14
MARK_WIDEST = 30
LONG_LABEL = 14  # characters; a longer one has a line of its own above the line to write on
TEXT_WIDTH_MM, LINE_HEIGHT_MM = 156, 225 / 22
MM_PER_PIXEL = 25.4 / 96


def paper_html(paper: Paper | Letter, *, draft: bool = False, anchor: str = "") -> str:
    """The whole paper as one HTML document; `draft` marks every page 草稿, `anchor` is a keyword."""
    return render_to_string("papers/paper.html", {**paper_context(paper), "draft": draft, "anchor": anchor})


def statement_html(statement: Statement, *, draft: bool = False) -> str:
    """A plain sheet as one HTML document."""
    context = {"statement": statement, "blocks": list(numbered(statement.blocks)), "draft": draft}
    return render_to_string("papers/statement.html", context)


def paper_context(paper: Paper | Letter) -> dict[str, object]:
    """What the templates of a paper need; the page that previews it shares them.

    `body` is the template that draws it: document form or letter form.
    """
    return {
        "paper": paper,
        "blocks": list(numbered(paper.blocks)),
        "notes": attachment_notes(paper.attachments),
        "attachments": [
            {"name": name, "title": part.title, "blocks": list(numbered(part.blocks))}
            for name, part in zip(attachment_names(paper.attachments), paper.attachments, strict=True)
        ],
        "signature": signature(paper.signature),
        **(letter_form(paper) if isinstance(paper, Letter) else document_form(paper)),
    }


def document_form(paper: Paper) -> dict[str, object]:
    """What document form alone needs: its red head, the room of 版记 with its printing office."""
    return {
        "form": "document-form",
        "body": "papers/body.html",
        "mark": f"mark-{mark_length(paper.mark)}",
        "reserve": f"reserve-{copies_lines(paper.imprint.copies) + 1}",
    }


def letter_form(letter: Letter) -> dict[str, object]:
    """What letter form alone needs: the mark between its rules, room for 抄送 where there is one, the slip.

    The foot of the last page is kept for 抄送, and attachments follow the signature: with either, the slip
    has a page of its own.
    """
    lines = copies_lines(letter.copies)
    return {
        "form": "letter-form",
        "body": "papers/letter_body.html",
        "mark": f"name-{mark_length(letter.mark)}",
        "reserve": f"reserve-{lines}" if lines else "",
        "slip": slip(letter.slip, alone=bool(lines or letter.attachments)) if letter.slip else None,
    }


def mark_length(mark: str) -> int:
    """The characters of a mark, by which its size is chosen."""
    return min(len(clean(mark)), MARK_WIDEST)


def slip(part: Slip, *, alone: bool) -> dict[str, object]:
    """回执 for the template; `alone` puts it on a page of its own."""
    return {
        "title": part.title,
        "to": part.to,
        "paragraphs": [text for text in clean(part.text).split("\n") if text],
        "fields": [(label, cells(clean(label)) > LONG_LABEL) for label in part.fields],
        "alone": alone,
    }


def numbered(blocks: tuple[Block, ...]) -> Iterator[dict[str, object]]:
    """The blocks for the template, headings carrying their numbers."""
    counts = [0, 0, 0, 0]
    for block in blocks:
        if isinstance(block, Heading):
            counts[block.level - 1] += 1
            counts[block.level :] = [0] * (4 - block.level)
            yield heading(block, heading_number(block.level, counts[block.level - 1]))
        elif isinstance(block, Paragraph):
            yield from paragraphs(block)
        elif isinstance(block, Figure):
            yield figure(block)
        else:
            yield {
                "kind": "table",
                "columns": block.columns,
                "head": head_height(block),
                "rows": list(rows(block)),
            }


def figure(block: Figure) -> dict[str, object]:
    """A chart as wide as the text at most, on as many whole lines as it is then high."""
    chart = block.chart
    width = min(TEXT_WIDTH_MM, chart.width * MM_PER_PIXEL)
    lines = math.ceil(chart.height * width / chart.width / LINE_HEIGHT_MM)
    return {"kind": "figure", "template": block.template, "chart": chart, "lines": min(lines, 22)}


def heading_number(level: int, number: int) -> str:
    """一、 （一） 1. （1）"""
    return {1: f"{numeral(number)}、", 2: f"（{numeral(number)}）", 3: f"{number}.", 4: f"（{number}）"}[
        level
    ]


def heading(block: Heading, number: str) -> dict[str, object]:
    """A heading; with a body it opens a paragraph, and is closed by a full stop when it has none."""
    text = number + clean(block.text)
    if not block.body:
        return {"kind": "heading", "level": block.level, "face": HEADING_FACES[block.level], "text": text}
    stop = "" if text[-1] in "。：！？；，" else "。"
    first, *rest = clean(block.body).split("\n")
    runs = (Run(text + stop, HEADING_FACES[block.level]), Run(first))
    return {
        "kind": "paragraphs",
        "paragraphs": [runs, *((Run(part),) for part in rest if part)],
        "keep": False,
    }


def paragraphs(block: Paragraph) -> Iterator[dict[str, object]]:
    """A paragraph; each line break in its runs begins another."""
    parts: list[list[Run]] = [[]]
    for run in block.runs:
        first, *rest = clean(run.text).split("\n")
        parts[-1].append(Run(first, run.face))
        parts += [[Run(text, run.face)] for text in rest]
    yield {
        "kind": "paragraphs",
        "paragraphs": [p for p in parts if any(r.text for r in p)],
        "keep": block.with_next,
    }


def attachment_names(attachments: tuple[Attachment, ...]) -> list[str]:
    """附件 for a single one, 附件1, 附件2, … for several."""
    if len(attachments) == 1:
        return ["附件"]
    return [f"附件{number}" for number in range(1, len(attachments) + 1)]


def attachment_notes(attachments: tuple[Attachment, ...]) -> list[str]:
    """The lines of 附件说明."""
    if len(attachments) == 1:
        return [clean(attachments[0].title)]
    return [f"{number}. {clean(part.title)}" for number, part in enumerate(attachments, 1)]


def signature(signed: Signature) -> dict[str, object]:
    """Authority and date. Under a seal the date stands four cells in, the authority is centred on it.

    An authority too long for that moves both left, so that it never leaves the text area.
    """
    overhang = (cells(clean(signed.office)) - cells(clean(signed.date))) / 2
    indent = max(8, -(-int(overhang * 20) // 10))
    return {
        "office": signed.office,
        "date": signed.date,
        "sealed": signed.sealed,
        "indent": f"in-{min(indent, 28)}",
    }


def copies_lines(copies: str) -> int:
    """The grid lines that 抄送 takes; none where nobody gets a copy."""
    return min(len(wrap(clean(copies), COPIES_PER_LINE)), 8) if clean(copies) else 0
