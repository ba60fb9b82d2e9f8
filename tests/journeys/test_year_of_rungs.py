"""A unit's year through all rungs of 四（二）, with an upheld objection in the middle."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from notices.models import FollowUp
from notices.selectors.follow_ups.basis import basis_of
from notices.services.follow_ups.confirming import confirm_follow_up
from notices.services.follow_ups.escalation import settle_referral
from notices.services.follow_ups.handing_in import hand_in
from notices.services.follow_ups.reviewing import accept_follow_up
from notices.services.follow_ups.talks import record_talk
from notices.services.follow_ups.withdrawing import withdraw_follow_up
from notices.services.issuing import issue_notice
from scoring.entry import ChargeData, FindingData
from scoring.models import ScoreEvent
from scoring.selectors.coming import open_months, rungs_coming
from scoring.services.findings import record_finding
from scoring.services.months import close_month
from scoring.services.objections import decide_objection, file_objection
from scoring.services.review import open_review
from scoring.services.settling import confirm_event
from tests.conftest import make_user
from units.models import Bureau, Role, StaffMember, Unit, User

HERE = ZoneInfo("Asia/Shanghai")
State = FollowUp.State


def moment(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=HERE)


class Office:
    """The policy office, and what it does month by month."""

    def __init__(self, clerk: User, chief: User, unit: Unit, person: StaffMember) -> None:
        self.clerk, self.chief, self.unit, self.person = clerk, chief, unit, person

    def criticises(self, month: int, day: int, bulletin: str) -> ScoreEvent:
        """The hall's bulletin arrives, is entered, and verified the next day."""
        charge = ChargeData(
            unit=self.unit,
            person=self.person,
            clause="2.8",
            behaviour="大厅督查通报",
            bulletin=bulletin,
        )
        found = record_finding(
            by=self.clerk,
            at=moment(month, day, 16),
            finding=FindingData(happened_on=date(2026, month, day), unit=self.unit, fact="大厅督查通报"),
            charges=[charge],
        )
        event = found.events.get()
        return confirm_event(
            event=event, expected_version=event.version, by=self.clerk, at=moment(month, day, 17)
        )

    def tells(self, month: int) -> None:
        """The month is shown to the units, closed and told in the first days of the next."""
        first, after = date(2026, month, 1), month + 1
        open_review(month=first, until=date(2026, after, 4), by=self.clerk, at=moment(after, 1))
        result = close_month(month=first, by=self.chief, at=moment(after, 6))
        issue_notice(result=result, by=self.chief, at=moment(after, 8), on=date(2026, after, 8))


def by(user: User, service: Any, kind: str, month: int, at: datetime, **told: Any) -> FollowUp:
    """What somebody does with the follow-up of this kind and month that is not settled."""
    row = FollowUp.objects.filter(kind=kind, month__month=date(2026, month, 1))
    row = row.exclude(state__in=(State.DONE, State.WITHDRAWN)).get()
    service(follow_up=row, expected_version=row.version, by=user, at=at, **told)
    row.refresh_from_db()
    return row


def opened(month: int) -> set[tuple[str, int | None, str]]:
    """Kind, rung and state of a month's follow-ups."""
    rows = FollowUp.objects.filter(month__month=date(2026, month, 1))
    return {(row.kind, row.rung, row.get_state_display()) for row in rows}


@pytest.mark.slow
def test_a_unit_climbs_all_rungs_and_a_cancelled_criticism_takes_its_own_along(
    clerk: User, chief: User, head: User, unit: Unit, person: StaffMember
) -> None:
    Bureau.objects.update(first_month=date(2026, 1, 1))
    discipline = make_user("discipline", "纪检己", Role.DISCIPLINE)
    office = Office(clerk, chief, unit, person)

    # The first criticism: the person writes, the unit says how it mends.
    office.criticises(1, 14, "第1期")
    office.tells(1)
    assert opened(1) == {("书面检查", 1, "待办理"), ("书面整改意见", 1, "待办理")}
    for kind in ("书面检查", "书面整改意见"):
        by(head, hand_in, kind, 1, moment(2, 10), text="认真整改")
        by(clerk, accept_follow_up, kind, 1, moment(2, 11))
    (coming,) = rungs_coming(open_months(date(2026, 2, 12)))
    assert (coming.unit_name, coming.rungs, coming.follow_ups) == ("社保中心", 1, ("约谈",))

    # The second one: a talk. The unit objects after the month was closed, and is right.
    second = office.criticises(2, 11, "第3期")
    office.tells(2)
    assert opened(2) == {("约谈", 2, "待办理")}
    objection = file_objection(event=second, text="所通报的不是本单位窗口", by=head, at=moment(3, 10))
    decide_objection(
        objection=objection,
        expected_version=1,
        state="cancelled",
        decision="经核实，通报所指为相邻单位",
        by=chief,
        at=moment(3, 12),
    )
    talk = FollowUp.objects.get(kind="约谈")
    assert basis_of([talk]).gone == {talk.pk}
    withdrawn = by(chief, withdraw_follow_up, "约谈", 2, moment(3, 12))
    assert "申诉撤销" in withdrawn.decision
    assert opened(1) == {("书面检查", 1, "已办结"), ("书面整改意见", 1, "已办结")}

    # So the next one is the second; two notes of one bulletin are one criticism.
    for day in (18, 19):
        office.criticises(3, day, "第6期")
    office.tells(3)
    assert opened(3) == {("约谈", 2, "待办理")}
    data = {
        "held_at": moment(4, 10),
        "place": "局会议室",
        "person": "李主任",
        "led_by": "韩明远",
        "noted_by": "周敏",
        "points": "两次被通报批评",
        "answer": "立即整改",
        "demands": "报送整改情况",
    }
    by(discipline, record_talk, "约谈", 3, moment(4, 10, 15), data=data)

    # The third: referred, once the chief has confirmed it.
    office.criticises(4, 15, "第8期")
    office.tells(4)
    assert opened(4) == {("移送纪检", 3, "待确认")}
    by(chief, confirm_follow_up, "移送纪检", 4, moment(5, 9))
    settled = by(discipline, settle_referral, "移送纪检", 4, moment(5, 20), outcome="对单位负责人诫勉")

    assert settled.state == State.DONE
    assert opened(2) == {("约谈", 2, "已撤销")}
    assert opened(3) == {("约谈", 2, "已办结")}
