"""A bulletin as a paper in document form: title, body, attachments, signature, 版记."""

from notices.bulletin.content import Bulletin, Item
from notices.bulletin.phrases import day_words, full_day, month_words, said
from notices.bulletin.sections import body
from notices.papers.content import Align, Attachment, Column, Imprint, Paper, Signature, Table
from notices.papers.wrapping import break_title
from scoring.rulebook.points import show
from scoring.selectors.wording import short_category

DETAILS = (
    Column("序号", 12),
    Column("日期", 20),
    Column("单位", 28, Align.LEFT),
    Column("人员", 16),
    Column("条款", 12),
    Column("事实及说明", 44, Align.LEFT),
    Column("应扣", 12),
    Column("实扣", 12),
)


def bulletin_paper(bulletin: Bulletin) -> Paper:
    """The paper of one reading (mask the bulletin first)."""
    head = bulletin.head
    return Paper(
        mark=f"{head.office}文件",
        number=head.number,
        title=break_title(title_phrases(bulletin)),
        addressee=head.addressees,
        blocks=body(bulletin),
        signature=Signature(head.office, full_day(head.date), head.sealed),
        imprint=Imprint(head.copies, head.office, full_day(head.date)),
        attachments=attachments(bulletin),
        note=f"联系人及电话：{head.contact}" if head.contact else "",
    )


def title_phrases(bulletin: Bulletin) -> tuple[str, ...]:
    """The title in its units of meaning."""
    month = month_words(bulletin.month)
    return (bulletin.head.office, "关于", month, "窗口单位", "百分考核", "情况的", "督查通报")


def bulletin_title(bulletin: Bulletin) -> str:
    return "".join(title_phrases(bulletin))


def attachments(bulletin: Bulletin) -> tuple[Attachment, ...]:
    """附件1: the score table of all units. 附件2: every deduction with its clause, where there is one."""
    month = month_words(bulletin.month)
    scores = Attachment(f"{month}各窗口单位得分表", (score_table(bulletin),))
    lines = [item for item in bulletin.items if not item.is_correction]
    charges = [item for item in lines if item.points is None or item.points <= 0]
    if not charges:
        return (scores,)
    return scores, Attachment(f"{month}扣分明细", (detail_table(bulletin, charges),))


def score_table(bulletin: Bulletin) -> Table:
    """Units × six categories, total, rank; overflow bonus and corrections where any unit has them."""
    has_overflow = any(row.overflow for row in bulletin.standings)
    has_corrected = any(row.corrected for row in bulletin.standings)
    spare = 13 * (2 - has_overflow - has_corrected) - 13
    columns = [Column("名次", 12), Column("窗口单位", 46 + spare, Align.LEFT)]
    columns += [
        Column(f"{name}（{show(full)}分）", 12)
        for name, full in zip(short_names(bulletin.categories), bulletin.marks, strict=True)
    ]
    columns += [Column("溢出加分", 13)] if has_overflow else []
    columns += [Column("更正", 13)] if has_corrected else []
    columns.append(Column("总分", 13))
    rows = []
    for row in bulletin.standings:
        extra = [show(row.overflow)] if has_overflow else []
        extra += [show(row.corrected)] if has_corrected else []
        rows.append((str(row.rank), row.name, *map(show, row.scores), *extra, show(row.total)))
    return Table(tuple(columns), tuple(rows))


def short_names(categories: tuple[str, ...]) -> list[str]:
    """The categories' names as they fit into a narrow head."""
    return [short_category(name) for name in categories]


def detail_table(bulletin: Bulletin, charges: list[Item]) -> Table:
    """Every line that could cost something, counted or not, and why not."""
    order = {row.unit: place for place, row in enumerate(bulletin.standings)}
    lines = sorted(charges, key=lambda item: (order.get(item.unit, 0), item.category, item.on, item.clause))
    return Table(DETAILS, tuple(detail_row(bulletin, number, item) for number, item in enumerate(lines, 1)))


def detail_row(bulletin: Bulletin, number: int, item: Item) -> tuple[str, ...]:
    """One deduction: what the clause takes, what was taken."""
    fact = "。".join(part for part in (said(item.fact), said(item.why), item.answer) if part)
    due = "清零" if item.points is None else show(-item.points)
    taken = "清零" if item.zeroes and item.counted is None else show(-(item.counted or 0))
    return (
        str(number),
        day_words(item.on) or "全月",
        bulletin.name(item.unit),
        item.person or ("" if not item.on else "—"),
        item.clause,
        fact or item.behaviour,
        due,
        taken,
    )
