"""约谈通知书 (四（二）): the unit's head is called to a talk with the 驻人社局纪检监察组."""

from collections.abc import Iterator, Mapping

from notices.bulletin.words import Part
from notices.handling import REFERRAL
from notices.outgoing.letters import phrases
from notices.outgoing.letters.case import Case
from notices.outgoing.letters.to_unit import letter_to_unit
from notices.outgoing.types import Heading as Given
from notices.papers.content import Block, Heading, Letter, Paragraph
from notices.papers.text import formal

TITLE = "约谈通知书"
PARTS = (
    Part("lead", "导语", 400, "放在开头，说明为什么发这份通知书。", required=True),
    Part("when", "约谈时间", 60, "先与驻人社局纪检监察组商定，如“2026年10月16日上午9时”。", required=True),
    Part("where", "约谈地点", 100, "如“局机关三楼会议室”。", required=True),
    Part("demands", "有关要求", 1500, "每行一段，说明来时要带什么。", required=True),
    Part("ending", "结语", 200, "写在最后，可以留空。"),
)


def proposed(case: Case) -> dict[str, str]:  # noqa: ARG001 - every letter proposes from its case
    return {
        "lead": "为压实管理责任，改进工作作风，现就约谈你单位负责人有关事项通知如下。",
        "when": "",
        "where": "",
        "demands": (
            "请你单位负责人准时参加，不得委托他人；确因公务不能参加的，请提前向驻人社局纪检监察组说明，另行商定时间。\n"
            "请带书面汇报材料，写明存在的问题、产生的原因、已经采取和准备采取的整改措施。"
        ),
        "ending": "特此通知。",
    }


def letter(case: Case, given: Given, words: Mapping[str, str]) -> Letter:
    """The whole letter."""
    blocks = (
        *phrases.lines(words["lead"]),
        Heading(1, "约谈事由"),
        *phrases.found(case, "你单位", count(case, "你单位")),
        Heading(1, "约谈依据"),
        *phrases.basis(case),
        Heading(1, "约谈安排"),
        *arrangements(case, words),
        Heading(1, "有关要求"),
        *phrases.lines(words["demands"]),
        *warning(case),
        *phrases.lines(words["ending"]),
    )
    return letter_to_unit(
        case,
        given,
        TITLE,
        blocks,
        promise="，我单位负责人将按时参加约谈",
        fields=("签收人", "签收时间", "参加约谈人"),
    )


def arrangements(case: Case, words: Mapping[str, str]) -> Iterator[Block]:
    """Who, by whom, when, where."""
    yield Heading(3, "约谈对象：", f"{case.unit}负责人。")
    yield Heading(3, "约谈人：", f"{case.edition.follow_ups[case.kind].handled_by}。")
    yield Heading(3, "约谈时间：", f"{formal(words['when']).rstrip('。') or '　　　　　　　　'}。")
    yield Heading(3, "约谈地点：", f"{formal(words['where']).rstrip('。') or '　　　　　　　　'}。")


def count(case: Case, whose: str) -> str:
    """，为你单位2026年第2次被通报批评"""
    if not case.rung:
        return ""
    year, _, month = case.scope.partition("-")
    span = f"{year}年{f'{int(month)}月' if month else ''}" if year else ""
    return f"，为{whose}{span}第{case.rung}次被通报批评"


def warning(case: Case) -> Iterator[Block]:
    """What the next rung brings, where it is the discipline inspectors."""
    if case.rung and REFERRAL in case.edition.rung(case.rung + 1).follow_ups:
        yield Paragraph.of(f"此后你单位工作人员再被通报批评的，按照上述规定，{phrases.referral(case)}。")
