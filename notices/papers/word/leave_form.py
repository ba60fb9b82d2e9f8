"""《窗口工作人员请假条》 as a Word file: one A4 page in the boxes of its PDF, blank or filled."""

from typing import Any

from notices.papers.leave_form import Box, parts
from notices.papers.text import clean
from notices.papers.word.boxes import Cell, blank, label, row, said, table
from notices.papers.word.package import empty_document, packed
from notices.papers.word.pages import Margins, set_up_form
from notices.papers.word.xml import Look, Shape, paragraph, run
from units.selectors.leave_form import LeaveForm

TITLE = "窗口工作人员请假条"
WIDTHS = (27.0, 58.0, 27.0, 58.0)
MARGINS = Margins(16, 19, 14, 21)
LARGE, SMALL = Look("song", 11), Look("song", 9)
LINES = {"large": Shape(line=297), "small": Shape(line=243)}
LOW, REASON, COVERS, OPINION = 11.5, 41.0, 28.0, 25.0  # mm, as those of the printed form
TIGHT_LOW, TIGHT_REASON, TIGHT_OPINION = 10.0, 24.0, 19.0
SPAN = "　　年　　月　　日上/下午　至　　年　　月　　日上/下午，共　　天"
BACK = "　　年　　月　　日上/下午"
SIGNED = "签名：　　　　　　　　　　年　　月　　日"
PROXY = "代办人：　　　　　　　　　特殊原因："
OPINIONS = ("窗口单位\n意见", "政策法规股\n负责同志签字", "县行政服务\n中心督查室\n留档意见")


def leave_form_docx(form: LeaveForm, clause: str) -> bytes:
    """The form; `clause` is the paper's own text of 1.4. The same form gives the same bytes."""
    who = f"（{form.name}）" if form.name else ""
    document = empty_document(clean(f"{TITLE}{who}"), clean(form.unit))
    found = parts(form, clause)
    body: Any = document.element.body
    for element in (_title(), table(WIDTHS, _rows(form, found)), _note(found["clause"])):
        body.sectPr.addprevious(element)
    set_up_form(document, MARGINS)
    return packed(document)


def _title() -> Any:
    look = Look("biaosong", 22)
    spread = Look("biaosong", 22, spacing=40)
    return paragraph("BoxLabel", [run(TITLE[:-1], spread), run(TITLE[-1:], look)], Shape(line=600, after=283))


def _note(clause: str) -> Any:
    return paragraph("BoxText", [run(f"注：{clause}", Look("song", 9.5))], Shape(line=275, before=170))


def _rows(form: LeaveForm, found: dict[str, Any]) -> list[Any]:
    tight = bool(found["tight"])
    low = TIGHT_LOW if tight else LOW
    opinion = TIGHT_OPINION if tight else OPINION
    pairs = (("单位", "unit", "窗口号", "window"), ("姓名", "name", "岗位", "post"))
    return [
        *(
            row(WIDTHS, low, label(one), _box(found[first]), label(two), _box(found[second]))
            for one, first, two, second in pairs
        ),
        row(WIDTHS, low, label("请假类别"), _kinds(found["kinds"])),
        row(
            WIDTHS,
            TIGHT_REASON if tight else REASON,
            label("请假事由", "（本人手写）"),
            said("", LARGE, span=3),
        ),
        row(WIDTHS, low, label("起止时间"), _span(form)),
        row(WIDTHS, COVERS, label("替岗人员\n及交接"), _box(found["covers"], span=3, stands="top")),
        row(WIDTHS, low, label("他人代办", "（限特殊原因）"), _proxy(form, found["proxy"])),
        row(WIDTHS, low, label("联系电话"), said("", LARGE), label("本人签名"), _day()),
        *(row(WIDTHS, opinion, label(name), _signed()) for name in OPINIONS),
        row(WIDTHS, low, label("销假时间"), _back(form), label("销假经办人"), said("", LARGE)),
    ]


def _box(box: Box, **how: Any) -> Cell:
    return said(box.text, SMALL if box.size == "small" else LARGE, LINES[box.size], **how)


def _kinds(kinds: list[tuple[str, bool]]) -> Cell:
    """Every kind behind a square to tick."""
    runs = []
    for kind, chosen in kinds:
        runs.append(run("√" if chosen else "　", Look("song", 9, framed=True)))
        runs.append(run(f" {kind}" if kind == kinds[-1][0] else f" {kind}　", Look("song", 10)))
    return Cell([paragraph("BoxText", runs, LINES["large"])], span=3)


def _span(form: LeaveForm) -> Cell:
    if not form.begins:
        return blank(SPAN, LARGE, LINES["large"], span=3)
    outing = f"\n临时外出：{form.outing}" if form.outing else ""
    told = f"{form.begins}　至　{form.ends}，共{form.length}{outing}"
    return said(told, LARGE, LINES["large"], span=3)


def _proxy(form: LeaveForm, box: Box) -> Cell:
    if box.text:
        return _box(box, span=3)
    return blank(PROXY if form.is_blank else "—", LARGE, LINES["large"], span=3)


def _day() -> Cell:
    return blank("　　　年　　月　　日", LARGE, Shape(line=297, align="right", after=45), stands="bottom")


def _signed() -> Cell:
    shape = Shape(line=297, align="right", after=45)
    return blank(SIGNED, LARGE, shape, span=3, stands="bottom", padding=(1.5, 6))


def _back(form: LeaveForm) -> Cell:
    if form.returned:
        return said(form.returned, LARGE, LINES["large"])
    return blank(BACK, LARGE, LINES["large"])
