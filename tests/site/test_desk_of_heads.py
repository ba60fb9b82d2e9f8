"""工作台 of a unit's head: the own score and rank, what is owed by its day, the unit's name once."""

from datetime import date

import pytest

from scoring.models import Month
from scoring.services.months import close_month
from tests.conftest import NOON, TODAY, actor
from tests.scoring.factories import record, shown
from tests.site.desks import lines_of, page_of
from units.models import Membership, Role, StaffMember, Unit, User
from yanling_assess.duties import desk

pytestmark = pytest.mark.django_db
SEPTEMBER = date(2026, 9, 1)


def test_a_head_of_one_unit_reads_its_name_once(
    clerk: User, head: User, unit: Unit, person: StaffMember
) -> None:
    record(clerk, unit, person=person)

    text = page_of(head)

    assert text.count(unit.name) == 1
    assert "社保中心 2026年10月得分及明细 100分，1条明细" in text
    assert "正在核实的事项 1 件" in text


def test_a_head_of_two_units_finds_a_heading_for_each(head: User, unit: Unit, other_unit: Unit) -> None:
    Membership.objects.create(user=head, role=Role.UNIT_HEAD, unit=other_unit)
    scores = ["2026年10月得分及明细", "2026年9月得分及明细"]

    found = lines_of(head)

    assert list(found) == ["要办的事", "社保中心", "公共就业服务中心"]
    assert [found[name] for name in ("社保中心", "公共就业服务中心")] == [scores, scores]


def test_a_month_to_be_checked_names_the_unit_only_where_there_are_several(
    head: User, unit: Unit, other_unit: Unit
) -> None:
    Month.objects.create(month=SEPTEMBER, state=Month.State.REVIEW, review_until=date(2026, 10, 9))
    one = lines_of(head)["要办的事"]
    Membership.objects.create(user=head, role=Role.UNIT_HEAD, unit=other_unit)

    assert one[0] == "核对2026年9月明细，有异议的提出申诉"
    assert lines_of(head)["要办的事"][:2] == [
        "核对社保中心2026年9月明细，有异议的提出申诉",
        "核对公共就业服务中心2026年9月明细，有异议的提出申诉",
    ]


def test_what_a_head_owes_is_in_order_of_its_day(head: User, unit: Unit) -> None:
    Month.objects.create(month=SEPTEMBER, state=Month.State.REVIEW, review_until=date(2026, 10, 9))

    days = [duty.due for duty in desk(actor(head), TODAY).sections[0].duties]

    assert days == sorted(days, key=lambda day: day or date.max)
    assert days[0] == date(2026, 10, 9)


def test_a_head_reads_the_total_of_the_closed_month_and_its_rank_once_it_is_published(
    clerk: User, chief: User, head: User, unit: Unit, other_unit: Unit, person: StaffMember
) -> None:
    record(clerk, unit, on=date(2026, 9, 8), person=person, verified=True)
    open_month = page_of(head)
    shown(SEPTEMBER)
    close_month(month=SEPTEMBER, by=chief, at=NOON)
    closed = page_of(head)
    Month.objects.filter(month=SEPTEMBER).update(state=Month.State.PUBLISHED)

    assert "2026年9月得分及明细 98分，1条明细 " in open_month
    assert "2026年9月得分及明细 98分 " in closed
    assert "2026年9月得分及明细 98分，第2 " in page_of(head)
    assert "第" not in (open_month + closed).replace("第三季度", "")
