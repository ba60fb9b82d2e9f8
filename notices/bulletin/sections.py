"""The sections of a bulletin's body, from the lead-in to the demands, in their order."""

from collections.abc import Iterator
from itertools import groupby

from notices.bulletin.content import Bulletin, Item
from notices.bulletin.phrases import award, charge, correction, mean, month_words, order, remark
from notices.papers.content import Align, Block, Column, Heading, Paragraph, Table
from notices.papers.text import formal
from scoring.rulebook.points import show

RANKING = (
    Column("排名", 16),
    Column("窗口单位", 72, Align.LEFT),
    Column("得分", 22),
    Column("扣分", 23),
    Column("加分", 23),
)


def body(bulletin: Bulletin) -> tuple[Block, ...]:
    """All of it, from the lead-in to the demands."""
    parts = (overall, good, problems, corrections, handlings, demands)
    return (*words(bulletin, "lead"), *(block for part in parts for block in part(bulletin)))


def words(bulletin: Bulletin, key: str) -> Iterator[Block]:
    """An edited part of the words: each line a paragraph."""
    for line in bulletin.words.get(key, "").splitlines():
        if line.strip():
            yield Paragraph.of(formal(line))


def overall(bulletin: Bulletin) -> Iterator[Block]:
    """总体情况: how many, the mean, who is first and last, the ranking table."""
    yield Heading(1, "总体情况")
    yield Paragraph.of(summary(bulletin))
    if bulletin.standings:
        yield Paragraph.of("各窗口单位得分及排名如下：", with_next=True)
        yield Table(RANKING, tuple(ranking_row(bulletin, place) for place in range(len(bulletin.standings))))
    yield from words(bulletin, "overall")


def summary(bulletin: Bulletin) -> str:
    """The month in figures, all of them from the stored result."""
    rows = bulletin.standings
    charges = [item for item in bulletin.items if item.is_charge]
    awards = [item for item in bulletin.items if item.is_award]
    if not rows:
        return f"{month_words(bulletin.month)}没有参加考核的窗口单位。"
    first = [row.name for row in rows if row.rank == 1]
    last = [row.name for row in rows if row.total == rows[-1].total and row.total != rows[0].total]
    text = (
        f"{month_words(bulletin.month)}，{len(rows)}个窗口单位参加考核，"
        f"平均得分{mean([row.total for row in rows])}分。"
        f"全月记录扣分事项{len(charges)}件，加分事项{len(awards)}件，另有细则以外的情况{len(bulletin.notes)}件。"
        f"得分最高的是{'、'.join(first)}，得{show(rows[0].total)}分"
    )
    return text + (f"；得分最低的是{'、'.join(last)}，得{show(rows[-1].total)}分。" if last else "。")


def ranking_row(bulletin: Bulletin, place: int) -> tuple[str, ...]:
    """Rank, unit, total, what was deducted and added before caps and floors."""
    row = bulletin.standings[place]
    own = [item for item in bulletin.items if item.unit == row.unit]
    lost = -sum(item.counted or 0 for item in own if item.is_charge)
    won = sum(item.counted or 0 for item in own if item.is_award)
    emptied = any(item.zeroes and item.is_charge for item in own)
    return str(row.rank), row.name, show(row.total), show(lost) + ("＋清零" if emptied else ""), show(won)


def good(bulletin: Bulletin) -> Iterator[Block]:
    """好的做法: good facts and awards, unit by unit; left out where there are none."""
    by_unit: dict[int, list[str]] = {}
    for note in bulletin.notes:
        if note.is_good:
            by_unit.setdefault(note.unit, []).append(remark(note))
    for item in bulletin.items:
        if item.is_award:
            by_unit.setdefault(item.unit, []).append(award(item))
    if by_unit:
        yield Heading(1, "好的做法")
        yield from words(bulletin, "good")
        yield from unit_paragraphs(bulletin, by_unit)


def problems(bulletin: Bulletin) -> Iterator[Block]:
    """存在问题: by category, then by unit, with time and fact; facts outside every clause at the end."""
    yield Heading(1, "存在问题")
    charges = sorted((item for item in bulletin.items if item.is_charge), key=lambda item: item.category)
    others = [note for note in bulletin.notes if not note.is_good]
    if not charges and not others:
        yield Paragraph.of("本月没有发现需要通报的问题。")
        return
    yield from words(bulletin, "problems")
    for number, group in groupby(charges, key=lambda item: item.category):
        yield Heading(2, bulletin.categories[number - 1])
        yield from unit_paragraphs(bulletin, charges_by_unit(group))
    if others:
        yield Heading(2, "其他情况（细则未列，不计分）")
        by_unit: dict[int, list[str]] = {}
        for note in others:
            by_unit.setdefault(note.unit, []).append(remark(note))
        yield from unit_paragraphs(bulletin, by_unit)


def charges_by_unit(items: Iterator[Item]) -> dict[int, list[str]]:
    """The sentences of each unit, by day."""
    by_unit: dict[int, list[str]] = {}
    for item in sorted(items, key=lambda item: (item.on or "9999", item.at)):
        by_unit.setdefault(item.unit, []).append(charge(item))
    return by_unit


def corrections(bulletin: Bulletin) -> Iterator[Block]:
    """以前月份的更正: each difference with what it corrects; left out where there are none."""
    by_unit: dict[int, list[str]] = {}
    for item in bulletin.items:
        if item.is_correction:
            by_unit.setdefault(item.unit, []).append(correction(item))
    if by_unit:
        yield Heading(1, "以前月份的更正")
        yield from unit_paragraphs(bulletin, by_unit)


def handlings(bulletin: Bulletin) -> Iterator[Block]:
    """处理情况: every follow-up with its clauses and the day it is due."""
    yield Heading(1, "处理情况")
    if not bulletin.handlings:
        yield Paragraph.of("本月没有需要整改处理的事项。")
        return
    yield from words(bulletin, "handling")
    by_unit: dict[int, list[str]] = {}
    for row in bulletin.handlings:
        by_unit.setdefault(row.unit, []).append(order(row))
    yield from unit_paragraphs(bulletin, by_unit)


def unit_paragraphs(bulletin: Bulletin, by_unit: dict[int, list[str]]) -> Iterator[Block]:
    """One numbered paragraph a unit, in the order of the ranking."""
    for row in bulletin.standings:
        if row.unit in by_unit:
            yield Heading(3, f"{row.name}：", "".join(by_unit[row.unit]))


def demands(bulletin: Bulletin) -> Iterator[Block]:
    """工作要求: the office's words."""
    yield Heading(1, "工作要求")
    yield from words(bulletin, "demands")
