"""Who has to do the next thing with a 整改处理, in one sentence; what the page says beside the buttons."""

from notices.handling import PAPERS, PROPOSED_FIRST, REFERRAL, REMOVAL, RESEARCH, TALK
from notices.models import FollowUp
from notices.outgoing.letters.phrases import INSPECTORS

State = FollowUp.State


def waits_for(row: FollowUp) -> str:
    """What is waited for now; empty where nothing is."""
    state = State(row.state)
    if state == State.PROPOSED and row.kind in PROPOSED_FIRST:
        return "等政策法规股负责人研究决定撤出谁。" if row.kind == RESEARCH else "等政策法规股负责人确认。"
    if state == State.OPEN:
        return _open(row.kind)
    return WORDS.get(state, "")


WORDS = {
    State.WAITING: "所据事项在申诉，等复核以后再办理。",
    State.HANDED_IN: "材料已提交，等政策法规股审核。",
    State.DONE: "已经办结。",
    State.ESCALATED: "已经提出移送纪检。",
    State.WITHDRAWN: "已经撤销，不再办理。",
}


def _open(kind: str) -> str:
    if kind in PAPERS:
        return f"等窗口单位提交{kind}。"
    others = {
        TALK: f"等{INSPECTORS}约谈后登记约谈记录。",
        REFERRAL: f"已移送，等{INSPECTORS}登记处理结果。",
        REMOVAL: "等窗口单位撤出并替换，由政策法规股登记。",
    }
    return others.get(kind, "")
