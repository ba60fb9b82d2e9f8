"""The words of a quarter's or year's bulletin: proposed, then edited. Scores and ranks never are."""

from notices.bulletin.words import Part
from scoring.rulebook import Edition
from scoring.selectors.period_table import PeriodTable

PARTS = (
    Part("lead", "导语", 1000, "放在开头，说明依据和督查的范围。", required=True),
    Part("overall", "总体评价", 1000, "写在得分和排名之后，可以留空。"),
    Part("problems", "主要问题（评述）", 1000, "写在扣分较多的问题之后，可以留空。"),
    Part("demands", "工作要求", 3000, "每行一段。", required=True),
)


def proposed_words(table: PeriodTable, edition: Edition) -> dict[str, str]:
    """The words as first proposed: the paper's own sentences from the edition in force, the period's name."""
    lead = (
        f"根据《{edition.title}》，政策法规股对{table.period.name}局各窗口单位的上岗和请销假、文明廉洁服务、办件质量、"
        "办公秩序、着装和进驻管理情况逐月进行了督查考核。现将有关情况通报如下。"
    )
    demands = "\n".join(line.strip() for line in edition.notice[-1].text.split("\n") if line.strip())
    return {"lead": lead, "overall": "", "problems": "", "demands": demands}
