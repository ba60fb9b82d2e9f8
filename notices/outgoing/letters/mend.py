"""限期整改通知书 (6.3): one for a unit and month, whoever of its people was over the limit."""

from collections.abc import Mapping

from notices.bulletin.words import Part
from notices.outgoing.letters import phrases
from notices.outgoing.letters.case import Case
from notices.outgoing.letters.to_unit import letter_to_unit
from notices.outgoing.types import Heading as Given
from notices.papers.content import Heading, Letter, Paragraph

TITLE = "限期整改通知书"
PARTS = (
    Part("lead", "导语", 400, "放在开头，说明为什么发这份通知书。", required=True),
    Part("demands", "整改要求", 1500, "写在期限之后，每行一段，说明怎样整改。", required=True),
    Part("ending", "结语", 200, "写在最后，可以留空。"),
)


def proposed(case: Case) -> dict[str, str]:  # noqa: ARG001 - every letter proposes from its case
    return {
        "lead": "为严肃工作纪律，改进窗口服务，现就你单位限期整改有关事项通知如下。",
        "demands": (
            "请你单位组织有关人员对照查明的问题查找原因，逐项落实整改措施，加强日常教育管理，防止同类问题再次发生。\n"
            "书面整改意见应写明存在的问题、产生的原因、整改措施、完成时限和责任人，由单位负责人签字并加盖单位印章。"
        ),
        "ending": "特此通知。",
    }


def letter(case: Case, given: Given, words: Mapping[str, str]) -> Letter:
    """The whole letter."""
    blocks = (
        *phrases.lines(words["lead"]),
        Heading(1, "查明的问题"),
        *phrases.found(case, "你单位"),
        Heading(1, "处理依据"),
        *phrases.basis(case),
        Heading(1, "整改要求"),
        Paragraph.of(
            f"现要求你单位限期整改，{phrases.before(case)}向局政策法规股提交书面整改意见。"
            f"没有限期整改的，按照上述规定，{phrases.referral(case)}。"
        ),
        *phrases.lines(words["demands"]),
        *phrases.lines(words["ending"]),
    )
    return letter_to_unit(
        case,
        given,
        TITLE,
        blocks,
        promise="，我单位将按要求整改，按期提交书面整改意见",
        fields=("签收人", "签收时间"),
    )
