"""表彰通报 (四（一）): who was selected in a quarter, told to all: 标兵, 示范窗口 and 典型经验 to learn from.

It may go out once the quarter's last month is closed (what was weighed is final then) and every
recommendation is decided: docs/decisions/who_selects_honours.md.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from notices.bulletin.phrases import full_day
from notices.bulletin.words import Part
from notices.models import Honour, Notice
from notices.outgoing.types import Heading, Outgoing
from notices.papers import content
from notices.papers.content import Align, Block, Column, Imprint, Paper, Paragraph, Signature, Table
from notices.papers.wrapping import break_title
from notices.selectors.honours.quarters import is_commended, quarter_key, quarter_of
from notices.services.honours.selecting import commend
from records.errors import Refusal
from scoring.models import Month
from scoring.periods import Period, month_name
from scoring.rulebook import Edition
from scoring.selectors.editions import edition_for
from scoring.selectors.month import CLOSED
from units.models import Bureau
from units.selectors import bureau

Kind, State = Honour.Kind, Honour.State
SECTION, PART, AFTER = "四", "（一）", "（二）"
"""Where the paper speaks of honours: 四（一）宣传推广."""
PARTS = (
    Part("lead", "导语", 1000, "放在开头，说明依据和选树的经过。", required=True),
    Part("call", "学习号召", 3000, "写在名单之后，每行一段。", required=True),
)
HEADS = {
    Kind.PERSON: "文明优质服务标兵",
    Kind.WINDOW: "文明服务示范窗口",
    Kind.STORY: "典型经验",
}


@dataclass(frozen=True)
class Commendation:
    """What the paper of one quarter says."""

    period: Period
    honours: Sequence[Honour]
    edition: Edition
    office: Bureau

    def of(self, kind: str) -> list[Honour]:
        return [honour for honour in self.honours if honour.kind == kind]


def find(key: str) -> Outgoing | None:
    """The 表彰通报 of “2026-Q3”; None where nothing was recommended in such a quarter."""
    try:
        period = quarter_of(key)
    except ValueError:
        return None
    rows = honours_of(period) if quarter_key(period) == key else []
    if not rows:
        return None
    honours = [row for row in rows if row.state == State.SELECTED]
    told = Commendation(period, honours, edition_for(period.last), bureau())
    return Outgoing(
        kind=Notice.Kind.COMMENDATION,
        key=key,
        title="".join(title_phrases(told)),
        addressee=told.office.addressees,
        parts=PARTS,
        proposed=proposed_words(told),
        write=lambda heading, words: paper(told, heading, words),
        stands=lambda: check_stands(period),
        looks=lambda: _check(period, rows),
        office=told.office,
        back=reverse("notices:honours_quarter", args=[period]),
        names=frozenset(honour.person.name for honour in honours if honour.person),
        issued=lambda notice, by, at: _issued(notice, period, by, at),
    )


def check_stands(period: Period) -> None:
    """Refusal where it may not be issued (any more), with what to do."""
    _check(period, honours_of(period))


def honours_of(period: Period) -> list[Honour]:
    """All that was recommended in the quarter, in the order of the paper."""
    rows = Honour.objects.filter(quarter=quarter_key(period)).select_related("unit", "person", "window")
    return list(rows.order_by("kind", "unit__order", "unit_id", "person__number", "id"))


def _check(period: Period, rows: Sequence[Honour]) -> None:
    if is_commended(period):
        raise Refusal(f"{period.name}的表彰通报已经签发。")
    if not Month.objects.filter(month=period.last, state__in=CLOSED).exists():
        raise Refusal(
            f"{month_name(period.last)}还没有定分，选树所看的得分还会变；请定分以后再签发表彰通报。"
        )
    waiting = sum(row.state == State.RECOMMENDED for row in rows)
    if waiting:
        raise Refusal(f"{period.name}还有{waiting}件推荐没有决定，请先决定是否选树。")
    if not any(row.state == State.SELECTED for row in rows):
        raise Refusal(f"{period.name}没有选树任何典型，没有可以表彰的。")


def proposed_words(told: Commendation) -> dict[str, str]:
    """The words as first proposed. Basis and numbers are written by themselves, never in here."""
    quarter = told.period.name
    lead = f"经各窗口单位推荐、政策法规股择优选树，现对{quarter}窗口服务中涌现出的先进典型予以通报表彰。"
    call = (
        "希望受到表彰的个人和窗口珍惜荣誉，再接再厉，更好地发挥示范带动作用。\n"
        "全局各窗口单位和全体窗口工作人员要以先进为榜样，学习借鉴他们的做法和经验，围绕“作风我最好，服务我最优”主题，"
        "不断提升人社服务水平。"
    )
    return {"lead": lead, "call": call}


def basis_words(edition: Edition) -> str:
    """四（一）规定：“…”, of the notice (it bears no title); quotation marks inside are single ones."""
    quoted = basis(edition).replace("“", "‘").replace("”", "’")
    return f"局关于实行窗口单位考核办法的通知{SECTION}{PART}规定：“{quoted}”"


def number_words(told: Commendation) -> str:
    """How many were selected."""
    counts = "、".join(
        f"{HEADS[kind]}{len(told.of(kind))}{measure}"
        for kind, measure in ((Kind.PERSON, "名"), (Kind.WINDOW, "个"), (Kind.STORY, "项"))
        if told.of(kind)
    )
    return f"{told.period.name}共选树{counts or '典型0项'}，名单如下。"


def basis(edition: Edition) -> str:
    """四（一） in the paper's words."""
    text = next(section.text for section in edition.notice if section.number == SECTION)
    own = text.partition(PART)[2].partition(AFTER)[0]
    return own.partition("\n")[2].strip()


def paper(told: Commendation, heading: Heading, words: Mapping[str, str]) -> Paper:
    """The whole paper, everybody named."""
    office, day = told.office, full_day(heading.on.isoformat())
    return Paper(
        mark=f"{office.name}文件",
        number=heading.number,
        title=break_title(title_phrases(told)),
        addressee=office.addressees,
        blocks=tuple(_blocks(told, words)),
        signature=Signature(office.name, day, office.sealed),
        imprint=Imprint(office.copies, office.name, day),
        note=f"联系人及电话：{office.contact}" if office.contact else "",
    )


def title_phrases(told: Commendation) -> tuple[str, ...]:
    """The title in its units of meaning."""
    return (told.office.name, "关于表彰", told.period.name, *_what(told), "的通报")


def _what(told: Commendation) -> tuple[str, ...]:
    """文明优质服务标兵、文明服务示范窗口和典型经验: those that there are."""
    names = [HEADS[kind] for kind in HEADS if told.of(kind)]
    marks = ["、"] * (len(names) - 2) + ["和"] * (len(names) > 1) + [""]
    return tuple(name + mark for name, mark in zip(names, marks, strict=True)) if names else ("典型",)


def _blocks(told: Commendation, words: Mapping[str, str]) -> Iterator[Block]:
    yield Paragraph.of(basis_words(told.edition))
    yield from _paragraphs(words["lead"])
    yield Paragraph.of(number_words(told), with_next=True)
    for kind, head in HEADS.items():
        own = told.of(kind)
        if own:
            yield content.Heading(1, f"{head}{'' if kind == Kind.STORY else '名单'}")
            yield _table(kind, own)
    yield content.Heading(1, "学习借鉴")
    yield from _paragraphs(words["call"])


def _paragraphs(text: str) -> Iterator[Block]:
    for line in text.split("\n"):
        if line.strip():
            yield Paragraph.of(line.strip())


def _table(kind: str, own: Sequence[Honour]) -> Table:
    """By unit, in the office's order."""
    what, width = {Kind.PERSON: ("姓名", 44), Kind.WINDOW: ("窗口", 60), Kind.STORY: ("题目", 70)}[Kind(kind)]
    columns = (
        Column("序号", 14),
        Column("窗口单位", 156 - 14 - 28 - width, Align.LEFT),
        Column(what, width, Align.LEFT if kind == Kind.STORY else Align.CENTER),
        Column("五优", 28),
    )
    rows = [
        (str(number), honour.unit.name, _named(honour), honour.get_excellence_display())
        for number, honour in enumerate(own, start=1)
    ]
    return Table(columns, tuple(rows))


def _named(honour: Honour) -> str:
    if honour.person:
        return honour.person.name
    if honour.window:
        return f"{honour.window.number}{f'（{honour.window.name}）' if honour.window.name else ''}"
    return honour.title


def _issued(notice: Notice, period: Period, by: Any, at: datetime) -> None:
    commend(notice=notice, period=period, by=by, at=at)
