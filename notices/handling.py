"""The kinds of 整改处理 (RULEBOOK §5), and what each of them is settled by. Words of the paper, no points."""

from django.db import models

SELF_CRITICISM = "书面检查"
OPINION = "处理意见"
MEND_OPINION = "书面整改意见"
MEND = "限期整改"
TALK = "约谈"
REFERRAL = "移送纪检"
REMOVAL = "5日内撤出并替换"
RESEARCH = "研究撤出人员"

KINDS = (SELF_CRITICISM, OPINION, MEND_OPINION, MEND, TALK, REMOVAL, RESEARCH, REFERRAL)
PAPERS = (SELF_CRITICISM, OPINION, MEND_OPINION, MEND)
"""Settled by a paper that the unit hands in and the office passes."""
PROPOSED_FIRST = (REMOVAL, REFERRAL, RESEARCH)
"""Nobody is withdrawn or referred before a person has confirmed it (RULEBOOK §6)."""
MAY_LAPSE = (*PAPERS, REMOVAL)
"""Those with a period: refused, or not done within it, they may be referred (拒绝撤出、未限期整改)."""
OF_DISCIPLINE = (TALK, REFERRAL)
"""What the 驻人社局纪检监察组 sees and settles."""

WITH_LETTERS = {MEND: "mend", TALK: "talk", REMOVAL: "removal", REFERRAL: "referral"}
"""Those that a letter goes out for, with the kind of the paper (Notice.Kind)."""


class Ground(models.TextChoices):
    """Why a follow-up is referred."""

    REFUSED = "refused", "拒绝办理"
    LAPSED = "lapsed", "逾期未办"
