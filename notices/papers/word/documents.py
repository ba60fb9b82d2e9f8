"""A paper's content in, its Word file out, laid out as its PDF is (GB/T 9704-2012)."""

from collections.abc import Iterator
from typing import Any

from notices.papers.content import Letter, Paper, Statement
from notices.papers.html import attachment_names, attachment_notes
from notices.papers.html import signature as measured
from notices.papers.text import clean
from notices.papers.word import tail
from notices.papers.word.blocks import Draw, written
from notices.papers.word.figures import drawing
from notices.papers.word.head import head, title
from notices.papers.word.imprint import copies_alone, imprint
from notices.papers.word.letters import PAGE_ONE_BOTTOM, letter_head, lower_rule, page_one_top, slip
from notices.papers.word.measures import LINE
from notices.papers.word.package import empty_document, packed
from notices.papers.word.pages import set_up, set_up_letter
from notices.papers.word.xml import Look, Shape, paragraph, run


def docx_of(paper: Paper | Letter | Statement, *, draft: bool = False) -> bytes:
    """The paper as docx; the same content gives the same bytes. `draft` marks every page 草稿."""
    office = paper.office if isinstance(paper, Statement) else paper.signature.office
    document = empty_document(clean(paper.name), clean(office))
    body: Any = document.element.body
    for element in elements(paper, drawing(document)):
        body.sectPr.addprevious(element)
    if isinstance(paper, Letter):
        set_up_letter(
            document, draft=draft, top=page_one_top(paper), bottom=PAGE_ONE_BOTTOM, foot=lower_rule()
        )
    else:
        set_up(document, draft=draft)
    return packed(document)


def elements(paper: Paper | Letter | Statement, draw: Draw) -> Iterator[Any]:
    """What the kind of paper calls for."""
    if isinstance(paper, Paper):
        return paper_body(paper, draw)
    return letter_body(paper, draw) if isinstance(paper, Letter) else statement_body(paper, draw)


def letter_body(letter: Letter, draw: Draw) -> Iterator[Any]:
    """A paper in letter form: its slip follows below, or on a page of its own where the foot is taken."""
    yield from letter_head(letter)
    yield from written(letter.blocks, draw, tail_follows=True)
    is_last = not letter.attachments
    yield from ending(letter, is_last=is_last and bool(letter.copies))
    yield from attachments(letter, draw)
    if letter.copies:
        yield copies_alone(letter.copies)
    if letter.slip:
        yield from slip(letter.slip, alone=bool(letter.copies or letter.attachments))


def statement_body(statement: Statement, draw: Draw) -> Iterator[Any]:
    """A plain sheet: title, what it is about, blocks, where it was taken from."""
    yield title(statement.title, above=0, below=0)
    yield paragraph("About", [run(clean(statement.about), Look("kai", 14))])
    yield from written(statement.blocks, draw)
    yield paragraph("Source", [run(clean(statement.foot), Look("fang", 10.5))])


def paper_body(paper: Paper, draw: Draw) -> Iterator[Any]:
    """A bulletin or another paper with red head and 版记."""
    yield from head(paper)
    yield from written(paper.blocks, draw, tail_follows=True)
    yield from ending(paper, is_last=not paper.attachments)
    yield from attachments(paper, draw)
    yield imprint(paper.imprint)


def ending(paper: Paper | Letter, *, is_last: bool) -> Iterator[Any]:
    """附件说明, signature, 附注; held to the reserve of 版记 where no attachment comes between."""
    yield from tail.annexes(attachment_notes(paper.attachments) if paper.attachments else [])
    indent = int(str(measured(paper.signature)["indent"]).removeprefix("in-")) / 2
    held = is_last or bool(paper.note)
    yield from tail.signature(paper.signature, indent, is_last=not paper.note, held=held)
    yield from tail.note(paper.note, held=is_last)


def attachments(paper: Paper | Letter, draw: Draw) -> Iterator[Any]:
    """Each on a new page, its name on line 1, its title on line 3."""
    names = attachment_names(paper.attachments)
    for name, part in zip(names, paper.attachments, strict=True):
        is_last = part is paper.attachments[-1]
        yield paragraph("AttachmentLabel", [run(name, Look("hei"))], Shape(after=LINE))
        yield paragraph("AttachmentTitle", [run(clean(part.title), Look("biaosong", 22))], Shape(after=LINE))
        yield from written(part.blocks, draw, tail_follows=is_last)
