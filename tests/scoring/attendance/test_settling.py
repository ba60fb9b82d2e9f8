"""A proposal is confirmed as a finding, or dismissed with a reason; one that is gone is refused."""

from datetime import date

import pytest

from records.errors import Refusal
from records.models import Change
from scoring.models import Finding, ProposalDecision, ScoreEvent
from scoring.selectors.proposals import open_proposals, proposals_between
from scoring.services.months import close_month
from scoring.services.proposals import (
    Picked,
    confirm_proposals,
    dismiss_proposals,
    withdraw_dismissal,
)
from tests.conftest import NOON
from tests.scoring.attendance.signs import LATE, THURSDAY, WELL, file, only, picked, sign
from tests.scoring.factories import closed
from units.models import StaffMember, Unit, User, Window

pytestmark = pytest.mark.django_db
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)


@pytest.fixture
def _late(clerk: User, person: StaffMember) -> None:
    sign(file(clerk), person, LATE)


@pytest.mark.usefixtures("_late")
def test_a_confirmed_proposal_is_a_verified_finding_with_its_rows_as_proof(
    clerk: User, unit: Unit, window: Window, person: StaffMember
) -> None:
    one = only()
    settled = confirm_proposals(picked=picked(one), by=clerk, at=NOON)

    (decision,) = settled.done
    assert settled.refused == []
    event = ScoreEvent.objects.get()
    finding = event.finding
    assert (event.clause, event.behaviour, event.person, event.unit, event.window, event.status) == (
        *("1.1", "迟到", person, unit, window),
        ScoreEvent.Status.CONFIRMED,
    )
    assert (finding.source, finding.happened_on, f"{finding.happened_at:%H:%M}") == (
        "考勤",
        THURSDAY,
        "08:42",
    )
    assert finding.fact == "上午08:42签到，迟到12分钟"
    assert finding.proof == "考勤文件“签到表.xlsx”第2行"
    assert (decision.state, decision.finding, decision.by, decision.key) == (
        "confirmed",
        finding,
        clerk,
        one.key,
    )
    assert decision.basis == [list(pair) for pair in one.basis]
    assert open_proposals(THURSDAY, THURSDAY) == []
    assert Change.objects.filter(action="认定线索").count() == 1


@pytest.mark.usefixtures("_late")
def test_a_dismissed_proposal_keeps_its_reason_and_can_be_taken_back(clerk: User) -> None:
    settled = dismiss_proposals(picked=picked(only()), reason=" 考勤机故障 ", by=clerk, at=NOON)

    (decision,) = settled.done
    assert (decision.state, decision.reason, decision.finding) == ("dismissed", "考勤机故障", None)
    assert open_proposals(THURSDAY, THURSDAY) == []
    assert not Finding.objects.exists()

    withdraw_dismissal(decision=decision, by=clerk, at=NOON)
    assert open_proposals(THURSDAY, THURSDAY) == [only()]
    assert Change.objects.filter(action="退回线索").count() == 1


@pytest.mark.usefixtures("_late")
@pytest.mark.parametrize(("reason", "message"), [("  ", "请写明"), ("多" * 301, "不超过300字")])
def test_a_dismissal_wants_a_reason_of_sensible_length(clerk: User, reason: str, message: str) -> None:
    with pytest.raises(Refusal, match=message) as refused:
        dismiss_proposals(picked=picked(only()), reason=reason, by=clerk, at=NOON)

    assert refused.value.field == "reason"
    assert not ProposalDecision.objects.exists()


@pytest.mark.usefixtures("_late")
def test_a_confirmed_one_is_not_taken_back_here(clerk: User) -> None:
    (decision,) = confirm_proposals(picked=picked(only()), by=clerk, at=NOON).done

    with pytest.raises(Refusal, match="已认定的请在事项中处理"):
        withdraw_dismissal(decision=decision, by=clerk, at=NOON)


@pytest.mark.usefixtures("_late")
def test_what_the_rows_no_longer_suggest_is_refused(clerk: User, person: StaffMember) -> None:
    wanted = picked(only())
    sign(file(clerk), person, WELL)

    for settled in (
        confirm_proposals(picked=wanted, by=clerk, at=NOON),
        dismiss_proposals(picked=wanted, reason="不成立", by=clerk, at=NOON),
    ):
        assert settled.done == []
        assert settled.refused == ["9月24日的一条线索：情况已变化，现在的记录不再提出这条线索。"]
    assert not ProposalDecision.objects.exists()


@pytest.mark.usefixtures("_late")
def test_what_was_decided_is_not_decided_again(clerk: User) -> None:
    wanted = picked(only())
    dismiss_proposals(picked=wanted, reason="考勤机故障", by=clerk, at=NOON)
    settled = confirm_proposals(picked=wanted, by=clerk, at=NOON)

    assert settled.refused == ["9月24日 社保中心 王芳 1.1 迟到：已经处理过，没有重复处理。"]
    assert not Finding.objects.exists()


def test_of_a_batch_what_can_go_through_does_and_the_rest_is_told(
    clerk: User, unit: Unit, person: StaffMember, other_person: StaffMember
) -> None:
    batch = file(clerk)
    sign(batch, person, LATE)
    sign(batch, other_person, LATE)
    first, second = proposals_between(THURSDAY, THURSDAY)
    Unit.objects.filter(pk=second.unit_id).update(in_service_to=date(2026, 9, 20))
    settled = confirm_proposals(
        picked=[*picked(first, second, first), Picked(THURSDAY, "attendance:late:am:0:2026-09-24")],
        by=clerk,
        at=NOON,
    )

    assert [decision.person for decision in settled.done] == [person]
    assert [text.partition("：")[0] for text in settled.refused] == [
        "9月24日 公共就业服务中心 孙丽 1.1 迟到",
        "9月24日的一条线索",
    ]
    assert Finding.objects.count() == ProposalDecision.objects.count() == 1


@pytest.mark.usefixtures("_late")
def test_a_proposal_of_a_closed_month_counts_in_the_first_open_one(clerk: User) -> None:
    closed(SEPTEMBER)
    confirm_proposals(picked=picked(only()), by=clerk, at=NOON)

    assert ScoreEvent.objects.get().counts_in == OCTOBER


@pytest.mark.usefixtures("_late")
def test_closing_over_open_proposals_wants_a_reason_and_keeps_their_number(clerk: User, chief: User) -> None:
    with pytest.raises(Refusal, match="未处理的线索1项") as refused:
        close_month(month=SEPTEMBER, by=chief, at=NOON)
    assert refused.value.field == "reason"

    result = close_month(month=SEPTEMBER, by=chief, at=NOON, reason="考勤表刚到")
    assert result.unsettled["proposals"] == [only().key]
    assert open_proposals(THURSDAY, THURSDAY) == [only()]


@pytest.mark.usefixtures("_late")
def test_a_month_whose_proposals_are_decided_closes_without_a_reason(clerk: User, chief: User) -> None:
    dismiss_proposals(picked=picked(only()), reason="考勤机故障", by=clerk, at=NOON)

    assert close_month(month=SEPTEMBER, by=chief, at=NOON).unsettled["proposals"] == []
