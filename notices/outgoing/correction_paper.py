"""The text of a 更正通报: each corrected line, totals before and after, follow-ups that come and go."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from notices.bulletin.phrases import basis_words, full_day, said
from notices.outgoing.types import Heading as Numbered
from notices.papers.content import (
    Align,
    Block,
    Column,
    Heading,
    Imprint,
    Paper,
    Paragraph,
    Signature,
    Table,
)
from notices.papers.text import formal
from notices.papers.wrapping import break_title
from notices.selectors.corrections import Untold
from scoring.models import Correction
from scoring.periods import day_name, month_name
from scoring.rulebook.points import show
from scoring.selectors.wording import signed
from units.models import Bureau

TOTALS = (
    Column("窗口单位", 46, Align.LEFT),
    Column("更正内容", 38, Align.LEFT),
    Column("原总分", 16),
    Column("更正后", 16),
    Column("差额", 14),
    Column("计入月份", 26),
)


def correction_paper(untold: Untold, office: Bureau, heading: Numbered, words: Mapping[str, str]) -> Paper:
    """The whole paper, everybody named."""
    day = full_day(heading.on.isoformat())
    return Paper(
        mark=f"{office.name}文件",
        number=heading.number,
        title=break_title(title_phrases(untold, office)),
        addressee=office.addressees,
        blocks=tuple(_body(untold, words)),
        signature=Signature(office.name, day, office.sealed),
        imprint=Imprint(office.copies, office.name, day),
        note=f"联系人及电话：{office.contact}" if office.contact else "",
    )


def title_phrases(untold: Untold, office: Bureau) -> tuple[str, ...]:
    """The title in its units of meaning."""
    return (office.name, "关于更正", month_name(untold.month), "窗口单位", "百分考核", "情况的", "通报")


def _body(untold: Untold, words: Mapping[str, str]) -> Iterator[Block]:
    bulletin = untold.bulletin
    yield Paragraph.of(
        f"{full_day(bulletin.issued_on.isoformat())}，我局印发了《{bulletin.title}》（{bulletin.number}）。"
    )
    yield from _said(words, "lead")
    yield Heading(1, "更正事项")
    for unit, rows in groupby(untold.corrections, key=lambda row: row.unit):
        yield Heading(2, unit.name)
        for row in rows:
            yield told(row)
    yield Heading(1, "得分变化")
    yield Paragraph.of(
        f"{month_name(untold.month)}已通报的得分和排名不变，更正的差额在下列月份的总分中单列计入：",
        with_next=True,
    )
    yield Table(TOTALS, tuple(_totals(row) for row in untold.corrections))
    yield from _handlings(untold)
    yield from _said(words, "closing")


def _said(words: Mapping[str, str], key: str) -> Iterator[Block]:
    for line in words.get(key, "").splitlines():
        if line.strip():
            yield Paragraph.of(formal(line))


def told(row: Correction) -> Heading:
    """One correction: the line as it was, as it should be, why, and how the objection was decided."""
    event = row.event
    about = "，".join(
        part for part in (f"细则{event.clause}", day_name(event.finding.happened_on), _person(row)) if part
    )
    line = f"{event.behaviour}（{about}）："
    if row.state == Correction.State.WITHDRAWN:
        text = (
            f"此前通报的更正“{said(row.statement)}”撤回，仍按原通报计分。理由：{said(row.withdrawn_reason)}。"
        )
        return Heading(3, line, formal(text))
    decided = f"申诉复核决定：{said(row.objection.decision)}。" if row.objection else ""
    text = f"{said(row.statement)}。更正理由：{said(row.reason)}。{decided}{''.join(_counted(row))}"
    return Heading(3, line, formal(text))


def _counted(row: Correction) -> Iterator[str]:
    """What each line counted and what it should have counted."""
    for line in row.effects.get("lines", []):
        who = f"（{line['who']}）" if line["who"] and line["who"] != _person(row) else ""
        yield f"“{line['label']}”{who}原为{_worth(line['before'])}，应为{_worth(line['after'])}。"


def _worth(counted: str) -> str:
    """扣2分, 加2分, 不计分, 不列; what empties its category as it is put elsewhere."""
    if not counted:
        return "不列"
    if counted[0] in "-−－":
        return f"扣{counted[1:]}分"
    if counted[0] in "+＋":
        return f"加{counted[1:]}分"
    return "不计分" if counted == "0" else counted


def _person(row: Correction) -> str:
    return row.event.person.name if row.event.person else ""


def _totals(row: Correction) -> tuple[str, ...]:
    if row.state == Correction.State.WITHDRAWN:
        return (
            row.unit.name,
            f"撤回：{row.statement}",
            show(row.after_halves),
            show(row.before_halves),
            signed(row.before_halves - row.after_halves),
            "不再计入",
        )
    difference = signed(row.difference_halves)
    return (
        row.unit.name,
        row.statement,
        show(row.before_halves),
        show(row.after_halves),
        difference,
        month_name(row.counts_in),
    )


def _handlings(untold: Untold) -> Iterator[Block]:
    """整改处理 that the corrected month has and the stored one had not, and the other way round."""
    lines = [line for row in untold.corrections for line in _changed(row)]
    if lines:
        yield Heading(1, "整改处理的变化")
        yield from (Paragraph.of(line) for line in lines)


def _changed(row: Correction) -> Iterator[str]:
    added, dropped = "增加", "撤销"
    if row.state == Correction.State.WITHDRAWN:
        added, dropped = "撤销", "恢复"
    for word, key in ((added, "follow_ups_added"), (dropped, "follow_ups_dropped")):
        for one in row.effects.get(key, []):
            who = f"（{one['person_name']}）" if one["person_name"] else ""
            yield f"{row.unit.name}：{word}{one['kind']}{who}，依据{basis_words(one['basis'])}。"
