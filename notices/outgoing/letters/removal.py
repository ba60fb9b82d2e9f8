"""撤出人员通知书 (6.3, 2.9): one for a person who is to leave the hall and be replaced."""

from collections.abc import Mapping
from datetime import date, timedelta

from notices.bulletin.words import Part
from notices.outgoing.letters import phrases
from notices.outgoing.letters.case import Case
from notices.outgoing.letters.to_unit import letter_to_unit
from notices.outgoing.types import Heading as Given
from notices.papers.content import Heading, Letter, Paragraph

TITLE = "撤出人员通知书"
PARTS = (
    Part("lead", "导语", 400, "放在开头，说明为什么发这份通知书。", required=True),
    Part("demands", "撤出和替换要求", 1500, "写在期限之后，每行一段，说明怎样交接和替换。", required=True),
    Part("ending", "结语", 200, "写在最后，可以留空。"),
)


def proposed(case: Case) -> dict[str, str]:  # noqa: ARG001 - every letter proposes from its case
    return {
        "lead": "为加强窗口工作人员进驻管理，现就撤出有关人员事项通知如下。",
        "demands": (
            "请你单位提前安排熟悉业务、认真负责的人员替换，做好工作交接，不得影响群众办事。\n"
            "替换人员须经局政策法规股审查，审查通过后，方可向市民中心大厅提交进驻手续。"
        ),
        "ending": "特此通知。",
    }


def letter(case: Case, given: Given, words: Mapping[str, str]) -> Letter:
    """The whole letter."""
    blocks = (
        *phrases.lines(words["lead"]),
        Heading(1, "撤出人员和事由"),
        Paragraph.of(whom(case)),
        *phrases.found(case, "你单位"),
        Heading(1, "处理依据"),
        *phrases.basis(case),
        Heading(1, "撤出和替换要求"),
        Paragraph.of(
            f"现要求你单位{phrases.before(case)}撤出{case.person}{period(case, given.on)}，"
            "同时做好人员替换工作，并将撤出日期和替换人员书面报局政策法规股。"
            f"拒绝撤出该人员的，按照上述规定，{phrases.referral(case)}。"
        ),
        *phrases.lines(words["demands"]),
        *phrases.lines(words["ending"]),
    )
    return letter_to_unit(
        case, given, TITLE, blocks, promise="", fields=("签收人", "签收时间", "撤出日期", "替换人员")
    )


def whom(case: Case) -> str:
    """Who is to leave; where the office chose them among several, that it did (研究撤出人员)."""
    window = f"（{case.window}）" if case.window else ""
    chosen = f"{phrases.plain(case.ground)}。" if case.ground else ""
    return f"撤出人员：{case.person}{window}。{chosen}"


def period(case: Case, on: date) -> str:
    """（5天内，自本通知次日起算）: the paper's days, where they run from this letter (R11)."""
    days = case.edition.limits.withdrawal_days
    return f"（{days}天内，自本通知次日起算）" if case.due == on + timedelta(days=days) else ""
