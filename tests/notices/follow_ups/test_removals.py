"""撤出登记 (6.3): the posting ends, the replacement begins, or it is said why there is none."""

from datetime import date
from typing import Any

import pytest

from notices.models import Notice, Removal
from notices.services.follow_ups.removals import record_removal
from records.errors import Refusal
from tests.conftest import NOON
from tests.notices.follow_ups.making import a_follow_up
from units.models import Posting, StaffMember, Unit, User


def test_a_removal_ends_the_posting_and_the_replacement_begins(
    notice: Notice, unit: Unit, person: StaffMember, clerk: User
) -> None:
    row = a_follow_up(notice, unit, "5日内撤出并替换", person=person)
    newcomer = StaffMember.objects.create(name="赵敏", number="009")

    record_removal(
        follow_up=row,
        expected_version=1,
        left_on=date(2026, 10, 8),
        replacement=newcomer,
        starts_on=None,
        by=clerk,
        at=NOON,
    )

    removal = Removal.objects.get()
    assert (removal.posting.ends_on, removal.starts_on) == (date(2026, 10, 8), date(2026, 10, 9))
    assert Posting.objects.get(person=newcomer).window == removal.posting.window
    row.refresh_from_db()
    assert row.decision == "王芳已于2026-10-08撤出，由赵敏自2026-10-09起替换"


def test_who_left_before_is_recorded_with_the_day_that_stands(
    notice: Notice, unit: Unit, person: StaffMember, clerk: User
) -> None:
    Posting.objects.update(ends_on=date(2026, 10, 6))
    row = a_follow_up(notice, unit, "5日内撤出并替换", person=person)
    told = {"replacement": None, "starts_on": None, "without": "另行安排", "by": clerk, "at": NOON}

    with pytest.raises(Refusal, match="已于2026年10月06日离开"):
        record_removal(follow_up=row, expected_version=1, left_on=date(2026, 10, 5), **told)
    record_removal(follow_up=row, expected_version=1, left_on=date(2026, 10, 6), **told)

    assert Removal.objects.get().left_on == date(2026, 10, 6)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"left_on": date(2026, 10, 9)}, "还没有到"),
        ({"without": " "}, "请填写替换人员"),
        ({"left_on": date(2025, 10, 9)}, "没有在社保中心进驻"),
    ],
    ids=["to come", "nobody", "not there"],
)
def test_a_removal_that_cannot_be_is_refused(
    change: dict[str, Any], told: str, notice: Notice, unit: Unit, person: StaffMember, clerk: User
) -> None:
    row = a_follow_up(notice, unit, "5日内撤出并替换", person=person)
    data = {"left_on": date(2026, 10, 8), "replacement": None, "starts_on": None, "without": "冻结"}

    with pytest.raises(Refusal, match=told):
        record_removal(follow_up=row, expected_version=1, **(data | change), by=clerk, at=NOON)
