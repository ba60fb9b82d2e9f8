"""得分说明: one unit's month on plain paper, every number with its why, for a person who disputes it.

The words are those of the page; clauses and readings stand once each, at the end.
"""

from collections.abc import Iterator, Sequence

from notices.bulletin.masking import hide_numbers
from notices.papers.content import Align, Block, Column, Heading, Paragraph, Statement, Table
from notices.papers.wrapping import break_title
from scoring.rulebook import Reading
from scoring.selectors.lines import LineView
from scoring.selectors.unit_pages import UnitPage

SUMS = (
    Column("类别", 44, Align.LEFT),
    Column("满分", 13),
    Column("得分", 13),
    Column("算式", 86, Align.LEFT),
)
LINES = (
    Column("日期", 22),
    Column("人员、窗口", 20),
    Column("条款和行为", 27, Align.LEFT),
    Column("情况和理由", 63, Align.LEFT),
    Column("应计", 12),
    Column("实计", 12),
)
CLAUSES = (Column("条款", 14), Column("行为", 30, Align.LEFT), Column("原文", 112, Align.LEFT))
READINGS = (Column("口径", 14), Column("标题", 34, Align.LEFT), Column("读法", 108, Align.LEFT))


def unit_statement(page: UnitPage, readings: Sequence[Reading], *, office: str, printed: str) -> Statement:
    """The sheet; `printed` is the moment of printing in words."""
    parts = (_result(page), _sums(page), _lines(page), _after(page), _clauses(page), _readings(readings))
    return Statement(
        title=break_title((page.unit_name, page.month_name, "百分考核", "得分说明")),
        about=_about(page),
        blocks=tuple(block for part in parts for block in part),
        foot=_foot(page, printed),
        office=office,
    )


def _about(page: UnitPage) -> str:
    if page.is_open:
        return f"依据细则{page.edition_name}版；本月尚未定分，分数随核实情况变化"
    return f"依据细则{page.edition_name}版，取自{page.month_name}定分结果第{page.revision}版"


def _result(page: UnitPage) -> Iterator[Block]:
    yield Heading(1, "总分")
    rank = f"，{'暂列' if page.is_open else ''}第{page.rank}名（口径R3）" if page.rank else ""
    overflow = f"；另有溢出加分{page.overflow}分（口径R1）" if page.overflow else ""
    corrected = f"{page.corrected}。" if page.corrected else "总分为下列六类得分之和。"
    yield Paragraph.of(f"{page.month_name}得{page.total}分{rank}{overflow}。{corrected}")


def _sums(page: UnitPage) -> Iterator[Block]:
    yield Heading(1, "六类得分的算式")
    rows = [
        (
            f"{bar.number} {bar.name}",
            bar.full,
            bar.score,
            bar.arithmetic + "".join(f"（口径{key}）" for key in bar.readings),
        )
        for bar in page.bars
    ]
    yield Table(SUMS, tuple(rows))


def _lines(page: UnitPage) -> Iterator[Block]:
    yield Heading(1, "逐项明细")
    if not page.lines:
        yield Paragraph.of("本月没有计分事项，各类得满分。")
        return
    for bar in page.bars:
        if bar.lines:
            yield Heading(2, f"{bar.name}（{bar.arithmetic}）")
            yield Table(LINES, tuple(_line(line) for line in bar.lines))
    if page.other_lines:
        yield Heading(2, "不属六类的")
        yield Table(LINES, tuple(_line(line) for line in page.other_lines))


def _line(line: LineView) -> tuple[str, ...]:
    when = line.when or ("以前月份" if line.correction else "累计得出")
    return (
        f"{when}（{line.late}）" if line.late else when,
        "，".join(part for part in (line.who, line.window) if part),
        f"{line.label}{f'（{line.quantity}）' if line.quantity else ''}",
        hide_numbers("。".join(part.rstrip("。") for part in _reasons(line))),
        line.points,
        line.counted,
    )


def _reasons(line: LineView) -> Iterator[str]:
    """What was seen, why it counts as it does, what proves it."""
    if line.fact:
        yield f"{line.fact}{f'（{line.source}）' if line.source else ''}"
    if line.status in ("pending", "waived"):
        yield line.status_label
    if line.why:
        yield line.why
    for told in line.objections:
        decision = f"复核：{told.decision}" if told.decision else "尚未复核，照常计分"
        yield f"{told.filed}单位申诉：{told.text}。{told.label}，{decision}"
    if line.readings:
        yield "依据" + "、".join(f"口径{key}" for key in line.readings)
    if line.evidence:
        yield "证明文件：" + "、".join(file["name"] for file in line.evidence)


def _after(page: UnitPage) -> Iterator[Block]:
    if page.follow_ups:
        yield Heading(1, "整改处理")
        for row in page.follow_ups:
            causes = "、".join(line.label for line in row.causes)
            rung = f"，{row.rung}" if row.rung else ""
            because = f"；因{causes}" if causes else ""
            because += "；申诉复核以前暂缓" if row.waits else ""
            text = f"（{row.who}）：{row.handled_by}办理，依据{row.basis}{rung}{because}。"
            yield Paragraph.of(f"{row.kind}{text}")
    if page.notes:
        yield Heading(1, "细则未列、不计分的情况")
        for note in page.notes:
            place = "，".join(part for part in (note.when, note.window) if part)
            good = "（好的做法）" if note.is_good else ""
            files = "、".join(file["name"] for file in note.evidence)
            proof = f"（证明文件：{files}）" if files else ""
            yield Paragraph.of(hide_numbers(f"{place}：{note.fact}{good}{proof}"))


def _clauses(page: UnitPage) -> Iterator[Block]:
    """Each clause that a line stands under, once, in the paper's words."""
    words: dict[str, str] = {}
    behaviours: dict[str, dict[str, None]] = {}
    for line in (line for bar in page.bars for line in bar.lines if line.clause_text):
        number, _, behaviour = line.label.partition(" ")
        words[number] = line.clause_text
        behaviours.setdefault(number, {})[behaviour] = None
    if words:
        yield Heading(1, "所用条款原文")
        rows = [(number, "、".join(behaviours[number]), words[number]) for number in sorted(words)]
        yield Table(CLAUSES, tuple(rows))


def _readings(readings: Sequence[Reading]) -> Iterator[Block]:
    if readings:
        yield Heading(1, "所用口径")
        yield Table(READINGS, tuple((reading.key, reading.title, reading.text) for reading in readings))


def _foot(page: UnitPage, printed: str) -> str:
    source = f"定分结果摘要（SHA-256）{page.digest}。" if page.digest else "按打印时的登记情况计算。"
    return f"{source}{printed}打印。"
