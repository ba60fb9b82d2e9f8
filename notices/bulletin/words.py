"""The words of a bulletin: proposed, then edited by the office. Scores and ranks are never among them."""

import re
from dataclasses import dataclass

from notices.bulletin.content import Bulletin
from scoring.rulebook import Edition


@dataclass(frozen=True, slots=True)
class Part:
    """One editable part: its key, its label, how long it may be, what it is for."""

    key: str
    label: str
    longest: int
    help: str
    required: bool = False


PARTS = (
    Part("lead", "导语", 1000, "放在开头，说明依据和督查的范围。", required=True),
    Part("overall", "总体评价", 1000, "写在得分和排名之后，可以留空。"),
    Part("good", "好的做法（引语）", 600, "写在各单位好的做法之前，可以留空。"),
    Part("problems", "存在问题（引语）", 600, "写在各类问题之前，可以留空。"),
    Part("handling", "处理情况（引语）", 600, "写在各项处理之前，可以留空。"),
    Part("demands", "工作要求", 3000, "每行一段。", required=True),
)
NUMBERS = re.compile(
    r"(?<![\d.时点])\d+(?:\.\d+)?\s*分(?!钟)|第\s*\d+\s*名"
    r"|(?<![一二三四五六七八九十时点])[一二三四五六七八九十]+分(?![钟之])|得分\D{0,3}\d"
)
"""9时30分 is a time of day, no score."""


def proposed_words(bulletin: Bulletin, edition: Edition) -> dict[str, str]:
    """The words as first proposed: the paper's own sentences from the month's edition, the month's name."""
    year, month = bulletin.month.split("-")
    last = edition.notice[-1].text
    lead = (
        f"根据《{bulletin.rules}》，政策法规股通过日常抽查、考勤核对、受理群众反映等方式，对{year}年{int(month)}月"
        "局各窗口单位的上岗和请销假、文明廉洁服务、办件质量、办公秩序、着装和进驻管理情况进行了督查考核。"
        "现将有关情况通报如下。"
    )
    return {
        "lead": lead,
        "overall": "",
        "good": "各窗口单位主动服务群众，下列做法值得学习借鉴。",
        "problems": "督查发现，部分窗口单位在落实制度、遵守纪律方面仍有差距。",
        "handling": "按照《通知》“整改处理”和计分细则的规定，作如下处理，请有关单位和人员按期办结。",
        "demands": "\n".join(part.strip() for part in last.split("\n") if part.strip()),
    }


def number_in(text: str) -> str:
    """A score or rank that somebody wrote into the words, or nothing."""
    found = NUMBERS.search(text)
    return found.group() if found else ""
