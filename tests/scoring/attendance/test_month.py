"""A month of 200 people with its oddities: what is proposed is what a person worked out by hand."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from scoring.models import ProposalDecision, ScoreEvent
from scoring.selectors.proposals import Proposed, open_proposals, proposals_between
from scoring.selectors.proposals.attendance import attendance_proposals
from tests.conftest import make_user
from tests.scoring.attendance.month import (
    FIRST,
    LAST,
    answers,
    import_sheet,
    people_of_the_hall,
    sign_sheet,
    slips_of_the_month,
)
from units.models import AttendanceDay, Bureau, Role, StaffMember

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("_month")]


@pytest.fixture(scope="module")
def _month(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The month imported once for this module, and taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        Bureau.objects.create(id=1, first_month=FIRST)
        clerk = make_user("clerk", "经办甲", Role.CLERK)
        people_of_the_hall()
        slips_of_the_month(clerk)
        import_sheet(clerk, sign_sheet())
        yield
        transaction.set_rollback(True)


def label(one: Proposed) -> str:
    """“上午 1.1 迟到”, as the answers have it."""
    return f"{one.fact[:2]} {one.clause} {one.behaviour}"


def test_the_proposals_of_a_month_are_those_worked_out_by_hand() -> None:
    numbers = dict(StaffMember.objects.values_list("pk", "number"))
    found = Counter(
        (numbers[one.person_id or 0], one.happened_on, label(one), bool(one.doubt))
        for one in attendance_proposals(FIRST, LAST)
    )
    expected = Counter(
        (answer.number, answer.day, told, answer.doubted) for answer in answers() for told in answer.expected
    )

    assert len(answers()) >= 30
    assert 4350 < AttendanceDay.objects.count() < 4420
    assert found == expected


def test_a_part_of_the_month_suggests_what_the_month_does() -> None:
    whole = proposals_between(FIRST, LAST)

    for day in sorted({one.happened_on for one in whole}):
        assert proposals_between(day, day) == [one for one in whole if one.happened_on == day]


def test_nothing_counts_before_it_is_confirmed() -> None:
    assert len({one.key for one in open_proposals(FIRST, LAST)}) == len(open_proposals(FIRST, LAST))
    assert not ScoreEvent.objects.exists()
    assert not ProposalDecision.objects.exists()


def test_a_proposal_shows_the_rows_it_stands_on() -> None:
    late = next(one for one in proposals_between(FIRST, LAST) if one.behaviour == "迟到")

    assert late.key == f"attendance:late:am:{late.person_id}:2026-09-01"
    assert late.fact == "上午08:42签到，迟到12分钟"
    assert late.basis == (
        ("上午签到", "08:42"),
        ("上午签退", "12:03"),
        ("下午签到", "14:22"),
        ("下午签退", "17:35"),
        ("作息时间", "08:30—12:00，14:30—17:30"),
        ("考勤文件", "9月签到表.xlsx 工作表“签到”第47行"),
    )
    assert late.proof == "考勤文件“9月签到表.xlsx”工作表“签到”第47行"
