"""Every kind of paper but the bulletin, by what it is of."""

from collections.abc import Mapping

from notices.models import Notice
from notices.outgoing import commendation, correction, period
from notices.outgoing.letters.finders import FINDERS as LETTERS
from notices.outgoing.types import Find, Outgoing

FINDS: Mapping[str, Find] = {
    Notice.Kind.CORRECTION: correction.find,
    Notice.Kind.PERIOD: period.find,
    Notice.Kind.COMMENDATION: commendation.find,
    **LETTERS,
}


def outgoing_of(kind: str, key: str) -> Outgoing | None:
    """The paper of a kind and key; None where there is nothing of that name."""
    find = FINDS.get(kind)
    return find(key) if find else None


def name_of(kind: str, key: str) -> str:
    """What such a paper is called: 更正通报, 季度通报, 移送函."""
    if kind == Notice.Kind.PERIOD:
        return "季度通报" if "Q" in key else "年度通报"
    return str(Notice.Kind(kind).label)
