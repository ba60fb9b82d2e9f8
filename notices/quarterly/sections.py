"""The sections of a quarter's or year's bulletin: nobody is named in it, units are."""

from collections.abc import Iterator, Mapping

from notices.bulletin.paper import short_names
from notices.papers.content import Align, Block, Column, Figure, Heading, Paragraph, Table
from notices.papers.text import formal
from scoring.charts import BarChart, bar_chart
from scoring.periods import Period
from scoring.selectors.period_table import PeriodTable
from scoring.selectors.standings import Standing
from scoring.selectors.wording import mean_of

WIDTH = 156


def body(table: PeriodTable, words: Mapping[str, str]) -> tuple[Block, ...]:
    """All of it, from the lead-in to the demands."""
    return (
        *_said(words, "lead"),
        *_overall(table),
        *_said(words, "overall"),
        *_categories(table),
        *_charges(table),
        *_said(words, "problems"),
        *_handled(table),
        Heading(1, "工作要求"),
        *_said(words, "demands"),
    )


def _said(words: Mapping[str, str], key: str) -> Iterator[Block]:
    """An edited part of the words: each line a paragraph."""
    for line in words.get(key, "").splitlines():
        if line.strip():
            yield Paragraph.of(formal(line))


def _overall(table: PeriodTable) -> Iterator[Block]:
    yield Heading(1, "总体情况")
    yield Paragraph.of(summary(table))
    yield Paragraph.of("各窗口单位平均得分及排名如下：", with_next=True)
    yield ranking(table)


def summary(table: PeriodTable) -> str:
    """The period in figures."""
    first = [row.unit_name for row in table.rows if row.rank == 1]
    last_rank = table.rows[-1].rank
    last = [row.unit_name for row in table.rows if row.rank == last_rank] if last_rank > 1 else []
    months = "、".join(head.name for head in table.closed)
    text = (
        f"{table.period.name}，{len(table.rows)}个窗口单位参加考核，按已定分的{months}共{len(table.closed)}个月计算，"
        f"平均得分{table.mean}分。得分最高的是{'、'.join(first)}，平均{table.rows[0].mean}分"
    )
    text += f"；得分最低的是{'、'.join(last)}，平均{table.rows[-1].mean}分。" if last else "。"
    clean = [row.unit_name for row in table.clean_units]
    text += f"没有扣分的单位{len(clean)}个：{'、'.join(clean)}。" if clean else "各单位均有扣分。"
    return text + f"一直在岗的工作人员{len(table.stationed)}人，其中没有扣分的{len(table.clean_people)}人。"


def ranking(table: PeriodTable) -> Table:
    """Ranks with the months of a quarter, or the quarters of a year."""
    heads = [head.name for head in table.closed]
    if table.period.is_year:
        heads = [period.name.removeprefix(f"{period.year}年") for period in quarters(table)]
    each = 15 if table.period.is_year else 16
    spare = WIDTH - 14 - 18 - 22 - each * len(heads)
    columns = (
        Column("排名", 14),
        Column("窗口单位", spare, Align.LEFT),
        *(Column(head, each) for head in heads),
        Column("平均分", 18),
        Column("比上年" if table.period.is_year else "比上季度", 22),
    )
    rows = [(str(row.rank), row.unit_name, *_scores(table, row), row.mean, _moved(row)) for row in table.rows]
    return Table(columns, tuple(rows))


def _moved(row: Standing) -> str:
    """升2位, 降1位, 持平; — where there is nothing to compare with."""
    return row.movement.lstrip("▲▼ ") or "—"


def quarters(table: PeriodTable) -> list[Period]:
    """The quarters with a closed month."""
    return sorted({Period.quarter_of(head.month) for head in table.closed})


def _scores(table: PeriodTable, row: Standing) -> list[str]:
    if not table.period.is_year:
        return [cell.total if cell else "—" for cell in row.cells]
    found = []
    for quarter in quarters(table):
        own = [
            cell.halves
            for head, cell in zip(table.closed, row.cells, strict=True)
            if cell and Period.quarter_of(head.month) == quarter
        ]
        found.append(mean_of(sum(own), len(own)) if own else "—")
    return found


def _categories(table: PeriodTable) -> Iterator[Block]:
    yield Heading(1, "各类情况")
    rates = "，".join(f"{one.name}{one.rate}" for one in table.categories)
    text = f"各类得分率为：{rates}。"
    if table.best and table.weakest:
        text += f"得分率最高的是{table.best.name}，最低的是{table.weakest.name}。"
    yield Paragraph.of(text)
    if any(one.full > one.halves for one in table.categories):
        yield Paragraph.of("各类平均失分如下图：", with_next=True)
        yield Figure(lost_chart(table))


def lost_chart(table: PeriodTable) -> BarChart:
    """What each category lost on the average of all units and months."""
    rows = []
    for one, name in zip(table.categories, short_names(tuple(c.name for c in table.categories)), strict=True):
        lost = max(one.full - one.halves, 0)
        rows.append((name, [lost / one.count / 2], f"{mean_of(lost, one.count)}分"))
    return bar_chart("lost", f"{table.period.name}各类平均失分", rows)


def _charges(table: PeriodTable) -> Iterator[Block]:
    yield Heading(1, "扣分较多的问题")
    if not table.worst:
        yield Paragraph.of(f"{table.period.word}没有扣分。")
        return
    told = "；".join(f"{one.behaviour}（细则{one.clause}）{one.lines}件，{one.cost}" for one in table.worst)
    yield Paragraph.of(f"扣分较多的依次是：{told}。")


def _handled(table: PeriodTable) -> Iterator[Block]:
    yield Heading(1, "整改处理")
    if not table.kinds:
        yield Paragraph.of(f"{table.period.word}没有需要整改处理的事项。")
        return
    told = "、".join(f"{kind}{count}项" for kind, count in table.kinds)
    yield Paragraph.of(f"各月共产生整改处理{table.follow_ups}项：{told}。")


def score_table(table: PeriodTable) -> Table:
    """Units × categories, means."""
    names = short_names(tuple(one.name for one in table.categories))
    columns = [Column("名次", 12), Column("窗口单位", 43, Align.LEFT)]
    columns += [
        Column(f"{name}（{one.full_marks}分）", 14) for name, one in zip(names, table.categories, strict=True)
    ]
    columns.append(Column("平均分", 17))
    rows = [(str(row.rank), row.unit_name, *row.category_means, row.mean) for row in table.rows]
    return Table(tuple(columns), tuple(rows))
