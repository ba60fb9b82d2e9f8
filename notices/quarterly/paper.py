"""季度通报 as a paper in document form: head, body, the score table as an attachment, signature, 版记."""

from collections.abc import Mapping
from datetime import date

from notices.bulletin.phrases import full_day
from notices.papers.content import Attachment, Imprint, Paper, Signature
from notices.papers.wrapping import break_title
from notices.quarterly.sections import body, score_table
from notices.quarterly.words import proposed_words
from scoring.periods import Period
from scoring.rulebook import Edition
from scoring.selectors.period_table import PeriodTable
from units.models import Bureau


def period_paper(
    table: PeriodTable,
    edition: Edition,
    office: Bureau,
    *,
    on: date,
    number: str = "",
    words: Mapping[str, str] | None = None,
) -> Paper:
    """The paper as it would go out on a day, its words as proposed where none are given."""
    day = full_day(on.isoformat())
    name = table.period.name
    return Paper(
        mark=f"{office.name}文件",
        number=number or f"{office.code}〔{on.year}〕　号",
        title=break_title(title_phrases(table.period, office)),
        addressee=office.addressees,
        blocks=body(table, words if words is not None else proposed_words(table, edition)),
        signature=Signature(office.name, day, office.sealed),
        imprint=Imprint(office.copies, office.name, day),
        attachments=(Attachment(f"{name}各窗口单位各类平均得分表", (score_table(table),)),),
        note=f"联系人及电话：{office.contact}" if office.contact else "",
    )


def title_phrases(period: Period, office: Bureau) -> tuple[str, ...]:
    """The title in its units of meaning."""
    return (office.name, "关于", period.name, "窗口单位", "百分考核", "情况的", "通报")
