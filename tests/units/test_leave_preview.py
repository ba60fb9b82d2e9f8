"""登记请假条: what stands in the way is told while the form is being filled in; nothing is written."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from records.models import Change
from tests.conftest import NOON, logged_in
from tests.units.leave import a_cover, posted, registered, signed
from tests.units.test_leave_pages import text_of, typed
from units.models import LeaveSlip, StaffMember, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def told(user: User, **fields: Any) -> str:
    answer = logged_in(user).post("/leave/check/", typed(**fields))
    assert answer.status_code == 200
    return text_of(answer)


def test_days_and_the_missing_b_post_are_told_before_anything_is_written(
    clerk: User, person: StaffMember, mate: StaffMember
) -> None:
    text = told(clerk, reason="", kind="", ends_on="2026-10-18")

    assert "请假7天（工作日5天）" in text
    assert "没有安排替岗，本窗口也没有在岗的B岗人员" in text
    assert "本单位这些时间有空的：李强" in text
    assert "可以先保存" in text
    assert not LeaveSlip.objects.exists()
    assert not Change.objects.filter(action="登记").exists()


def test_a_substitute_who_is_free_is_told_as_standing_in(
    clerk: User, person: StaffMember, mate: StaffMember
) -> None:
    text = told(clerk, cover_0_substitute="李强 005")

    assert "李强替岗" in text
    assert "可以批准" in text


def test_a_substitute_on_leave_is_told(
    clerk: User, chief: User, person: StaffMember, mate: StaffMember
) -> None:
    boss = posted("周全", "006", mate.postings.get().unit, mate.postings.get().window, "B")
    signed(chief, mate, covers=[a_cover(boss)])

    assert "替岗的李强自己请假" in told(clerk, cover_0_substitute="李强 005")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"person": ""}, "填好请假人和起止时间后"),
        ({"person": "无此人"}, "没有找到“无此人”"),
        ({"ends_on": "2026-10-11"}, "请假的结束不能早于开始"),
        ({"cover_0_substitute": "王芳 001"}, "替岗人员不能是请假人自己"),
        ({"starts_on": "2020-01-06", "ends_on": "2020-01-06"}, "没有进驻窗口的记录"),
    ],
    ids=["nobody yet", "unknown", "backwards", "by oneself", "not posted"],
)
def test_what_saving_would_refuse_is_told_in_the_same_words(
    clerk: User, person: StaffMember, fields: dict[str, Any], words: str
) -> None:
    assert words in told(clerk, **fields)


def test_a_slip_that_overlaps_is_told_but_not_the_one_that_is_corrected(
    clerk: User, person: StaffMember
) -> None:
    slip = registered(clerk, person)

    assert "时间重叠" in told(clerk)
    assert "时间重叠" not in told(clerk, slip=str(slip.pk))


def test_the_check_costs_few_queries(
    clerk: User,
    person: StaffMember,
    mate: StaffMember,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    browser = logged_in(clerk)

    with django_assert_max_num_queries(12):
        browser.post("/leave/check/", typed(cover_0_substitute="李强 005"))
