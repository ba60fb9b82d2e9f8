"""移送函: to the 驻人社局纪检监察组, with the facts, their proof, the answers, and what was tried before."""

from collections.abc import Iterator, Mapping

from notices.bulletin.phrases import full_day, month_words
from notices.bulletin.words import Part
from notices.outgoing.letters import phrases
from notices.outgoing.letters.annexes import annexes
from notices.outgoing.letters.case import Case, Earlier
from notices.outgoing.letters.talk import count
from notices.outgoing.types import Heading as Given
from notices.papers.content import Block, Heading, Letter, Paragraph, Slip
from notices.papers.wrapping import break_title

PARTS = (
    Part("lead", "导语", 400, "放在开头，说明移送什么。", required=True),
    Part("request", "请办事项", 800, "请驻人社局纪检监察组办什么，每行一段。", required=True),
    Part("ending", "结语", 200, "写在最后，可以留空。"),
)
MOST = 6
"""Facts that are told in the letter itself; of more it gives the number, and all are in the annex."""


def title(case: Case) -> tuple[str, ...]:
    """The unit is named, nobody of its people: titles stand in lists."""
    return ("关于移送", case.unit, "有关问题", "的函")


def proposed(case: Case) -> dict[str, str]:
    return {
        "lead": f"现将{case.unit}有关问题移送你组。",
        "request": "请你组依规依纪处理，并将处理结果函告我局，以便落实到窗口单位考核和人员管理中。",
        "ending": "专此函达。",
    }


def letter(case: Case, given: Given, words: Mapping[str, str]) -> Letter:
    """The whole letter with its annexes."""
    return Letter(
        mark=case.office.name,
        number=given.number,
        title=break_title(title(case)),
        addressee=phrases.INSPECTORS,
        blocks=(
            *phrases.lines(words["lead"]),
            Heading(1, "移送对象和问题"),
            Paragraph.of(subject(case)),
            *problems(case),
            Heading(1, "移送依据"),
            *phrases.basis(case),
            Heading(1, "申诉和此前处理情况"),
            Paragraph.of(answered(case) + tried(case)),
            Heading(1, "请办事项"),
            *phrases.lines(words["request"]),
            *phrases.lines(words["ending"]),
        ),
        signature=phrases.signed(case, given),
        attachments=annexes(case),
        note=phrases.note(case),
        slip=Slip(
            "回执",
            case.office.name,
            f"《{''.join(title(case))}》（{given.number}）及所附材料已收到。",
            ("接收人", "接收时间", "处理意见"),
        ),
    )


def subject(case: Case) -> str:
    """Who is referred: a person of the unit, or the unit."""
    who = f"{case.window or '窗口'}工作人员{case.person}" if case.person else ""
    return f"移送对象：{case.unit}{who}。"


def problems(case: Case) -> Iterator[Block]:
    """The facts, or how many there are; and what was refused or let lapse."""
    if len(case.facts) <= MOST:
        yield from phrases.found(case, "该单位", count(case, "该单位"))
    else:
        yield Paragraph.of(
            f"经查，{month_words(case.month)}，该单位有违反《{case.edition.title}》（以下简称《细则》）的情形"
            f"{len(case.facts)}项，逐项列在附件中，已在{case.published}中通报{count(case, '该单位')}。"
        )
    if case.arose_from:
        yield Paragraph.of(lapsed(case.arose_from, case.ground))


def lapsed(row: Earlier, ground: str) -> str:
    """What was demanded before, until when, and what was found."""
    whom = f"（{row.person}）" if row.person else ""
    due = f"，期限为{full_day(row.due)}" if row.due else ""
    said = phrases.plain(ground)
    return f"我局已要求该单位{row.kind}{whom}{due}。{said}{'。' if said else ''}"


def answered(case: Case) -> str:
    """Whether the unit objected, and how often with what result."""
    told = [answer.result for _, answer in case.answers]
    if not told:
        return "该单位对上述事项没有提出申诉。"
    results = "、".join(f"{result}{told.count(result)}件" for result in dict.fromkeys(told))
    return f"该单位对上述事项提出申诉{len(told)}件，复核结果：{results}。"


def tried(case: Case) -> str:
    """The follow-ups of the year so far."""
    if not case.earlier:
        return "本年度此前没有其他整改处理。"
    rungs = {row.rung for row in case.earlier if row.rung and row.rung < (case.rung or 0)}
    before = f"本年度此前已被通报批评{len(rungs)}次，" if rungs else "本年度此前"
    return f"{before}作出整改处理{len(case.earlier)}项，列在附件中。"
