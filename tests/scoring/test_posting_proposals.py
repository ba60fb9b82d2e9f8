"""6.1: papers handed to the hall before, or without, a review of the office; nothing else."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from scoring.selectors.proposals import proposals_between
from scoring.selectors.proposals.postings import posting_proposals
from tests.units.leave import posted
from units.models import Posting, StaffMember, Unit, Window

pytestmark = pytest.mark.django_db
OCTOBER = date(2026, 10, 1), date(2026, 10, 31)
FIFTH = date(2026, 10, 5)
CASES = {
    "never handed in, never reviewed": (None, None, False),
    "reviewed, not handed in": (FIFTH, None, False),
    "handed in unreviewed": (None, FIFTH, True),
    "reviewed the day before": (date(2026, 10, 4), FIFTH, False),
    "reviewed that day": (FIFTH, FIFTH, False),
    "reviewed the day after": (date(2026, 10, 6), FIFTH, True),
    "handed in on the last day": (None, date(2026, 10, 31), True),
    "handed in before": (None, date(2026, 9, 30), False),
    "handed in after": (None, date(2026, 11, 1), False),
}


@pytest.mark.parametrize(("reviewed", "handed", "proposed"), CASES.values(), ids=CASES)
def test_handing_in_without_review_is_proposed_as_6_1(
    person: StaffMember, reviewed: date | None, handed: date | None, proposed: bool
) -> None:
    Posting.objects.update(reviewed_on=reviewed, handed_on=handed)

    assert [one.happened_on for one in posting_proposals(*OCTOBER)] == ([handed] if proposed else [])


def test_the_unit_bears_it_and_the_person_is_told(unit: Unit, window: Window, person: StaffMember) -> None:
    Posting.objects.update(handed_on=FIFTH, review_note="业务不熟")

    (found,) = proposals_between(*OCTOBER)

    assert (found.kind, found.unit_id, found.person_id, found.window_id) == ("进驻", unit.pk, None, window.pk)
    assert (found.clause, found.behaviour, found.source) == ("6.1", "未经审查递交进驻手续", "日常抽查")
    assert found.fact == "没有经过局政策法规股审查，10月5日直接向市民中心大厅递交王芳的进驻手续"
    assert found.basis == (
        ("人员", "王芳　001"),
        ("进驻", "社保中心　3号窗口　A岗　自2026-01-01"),
        ("递交大厅", "2026-10-05"),
        ("审查", "没有审查通过"),
        ("审查意见", "业务不熟"),
    )


def test_a_review_afterwards_is_told(person: StaffMember) -> None:
    Posting.objects.update(handed_on=FIFTH, reviewed_on=date(2026, 10, 6))

    (found,) = posting_proposals(*OCTOBER)

    assert dict(found.basis)["审查"] == "2026-10-06审查通过"


def test_proposals_cost_two_queries(
    unit: Unit, person: StaffMember, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        posted(f"人{number}", f"9{number}", unit)
    Posting.objects.update(handed_on=FIFTH)

    with django_assert_num_queries(2):
        assert len(posting_proposals(*OCTOBER)) == 4
