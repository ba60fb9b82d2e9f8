"""Signing (1.3, 1.4): not one working half day without somebody in the place; then filed, then returned."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from records.changes import changes_of
from records.errors import EditConflict, Refusal
from tests.conftest import NOON
from tests.units.leave import MONDAY, a_cover, clock, posted, registered, signed
from units.models import LeaveSlip, Posting, StaffMember, Unit, User, Window
from units.selectors.leave_check import slip_check
from units.services.leave_signing import file_slip, refuse_slip, return_slip, sign_slip

pytestmark = pytest.mark.django_db
TUESDAY, WEDNESDAY = date(2026, 10, 13), date(2026, 10, 14)


class Place:
    """王芳's window with whoever a case puts there."""

    def __init__(self, unit: Unit, other_unit: Unit, window: Window, person: StaffMember, by: User) -> None:
        self.unit, self.other_unit, self.window, self.person, self.by = unit, other_unit, window, person, by
        self.next = Window.objects.create(unit=unit, number="4号窗口")
        self.li = posted("李强", "005", unit, self.next)

    def deputy(self, **more: Any) -> StaffMember:
        """赵敏, B岗 of the same window."""
        return posted("赵敏", "006", self.unit, self.window, "B", **more)

    def slip(self, *covers: Any, **more: Any) -> LeaveSlip:
        return registered(self.by, self.person, covers=covers, **more)


@pytest.fixture
def place(unit: Unit, other_unit: Unit, window: Window, person: StaffMember, clerk: User) -> Place:
    return Place(unit, other_unit, window, person, clerk)


def nobody(place: Place) -> LeaveSlip:
    return place.slip()


def deputy_there(place: Place) -> LeaveSlip:
    place.deputy()
    return place.slip()


def deputy_on_leave(place: Place) -> LeaveSlip:
    registered(place.by, place.deputy())
    return place.slip()


def substitute_of_another_unit(place: Place) -> LeaveSlip:
    return place.slip(a_cover(posted("孙丽", "007", place.other_unit)))


def substitute_not_posted(place: Place) -> LeaveSlip:
    gone = posted("钱七", "008", place.unit, ends_on=date(2026, 10, 9))
    return place.slip(a_cover(gone))


def substitute_on_leave(place: Place) -> LeaveSlip:
    registered(place.by, place.li, ends_half="am")
    return place.slip(a_cover(place.li))


def substitute_taken(place: Place) -> LeaveSlip:
    signed(place.by, posted("孙丽", "007", place.unit), covers=[a_cover(place.li)])
    return place.slip(a_cover(place.li))


def gap_between(place: Place) -> LeaveSlip:
    covers = (
        a_cover(place.li, ends_half="am"),
        a_cover(posted("孙丽", "007", place.unit), starts_on=TUESDAY, starts_half="pm", ends_on=TUESDAY),
    )
    return place.slip(*covers, ends_on=TUESDAY)


def gap_filled_by_the_deputy(place: Place) -> LeaveSlip:
    place.deputy()
    return gap_between(place)


def weekend_between(place: Place) -> LeaveSlip:
    """Saturday the 10th is made up for the holidays, Sunday is not worked."""
    covers = (
        a_cover(place.li, starts_on=date(2026, 10, 10), ends_on=date(2026, 10, 10)),
        a_cover(posted("孙丽", "007", place.unit)),
    )
    return place.slip(*covers, starts_on=date(2026, 10, 10))


def make_up_day_open(place: Place) -> LeaveSlip:
    return place.slip(a_cover(place.li), starts_on=date(2026, 10, 10))


def promised_to_another(place: Place) -> LeaveSlip:
    signed(place.by, place.li, covers=[a_cover(place.person)])
    return place.slip(a_cover(posted("孙丽", "007", place.unit)))


def only_days_off(place: Place) -> LeaveSlip:
    return place.slip(starts_on=date(2026, 10, 11), ends_on=date(2026, 10, 11))


NO_B = "没有安排替岗，本窗口也没有在岗的B岗人员"
CASES: dict[str, tuple[Callable[[Place], LeaveSlip], list[str]]] = {
    "nobody": (nobody, [f"10月12日全天：{NO_B}。"]),
    "the B岗 is there": (deputy_there, []),
    "the B岗 asked for leave too": (deputy_on_leave, [f"10月12日全天：{NO_B}。"]),
    "a substitute of another unit": (substitute_of_another_unit, []),
    "a substitute who has left": (substitute_not_posted, ["10月12日全天：替岗的钱七当日没有进驻。"]),
    "a substitute away in the morning": (substitute_on_leave, ["10月12日上午：替岗的李强自己请假。"]),
    "a substitute who stands in already": (
        substitute_taken,
        ["10月12日全天：替岗的李强已为他人替岗（孙丽）。"],
    ),
    "a gap at the handover": (
        gap_between,
        [
            f"10月12日下午至10月13日上午：{NO_B}。",
            "前后两段替岗之间有空档：10月12日下午至10月13日上午，没有衔接上。",
        ],
    ),
    "a gap that the B岗 fills": (gap_filled_by_the_deputy, []),
    "a day off between two covers": (weekend_between, []),
    "a made-up Saturday forgotten": (make_up_day_open, [f"10月10日全天：{NO_B}。"]),
    "the person stands in for another": (
        promised_to_another,
        ["10月12日全天：请假人已为李强替岗，请先改李强的替岗安排。"],
    ),
    "leave on a day off alone": (only_days_off, []),
}


@pytest.mark.parametrize(("make", "blocks"), CASES.values(), ids=CASES)
def test_a_slip_is_signed_only_where_every_working_half_day_is_stood_in(
    place: Place, chief: User, make: Callable[[Place], LeaveSlip], blocks: list[str]
) -> None:
    slip = make(place)

    assert slip_check(slip).blocks == blocks
    if blocks:
        with pytest.raises(Refusal) as refused:
            sign_slip(slip=slip, expected_version=1, note="", by=chief, at=NOON)
        assert refused.value.message == f"不能批准：{'；'.join(block[:-1] for block in blocks)}。"
        slip.refresh_from_db()
        assert (slip.state, slip.version) == ("registered", 1)
    else:
        saved = sign_slip(slip=slip, expected_version=1, note="同意", by=chief, at=NOON)
        assert (saved.state, saved.signed_by, saved.signed_at, saved.sign_note) == (
            "signed", chief, NOON, "同意",
        )  # fmt: skip


def test_who_is_free_is_offered_where_somebody_is_missing(place: Place) -> None:
    registered(place.by, posted("孙丽", "007", place.unit))
    posted("周全", "008", place.unit)

    assert slip_check(place.slip()).candidates == ["李强", "周全"]


def test_who_stands_in_is_told_stretch_by_stretch(place: Place) -> None:
    place.deputy()
    check = slip_check(place.slip(a_cover(place.li, ends_half="am")))

    assert [(line.words, line.who, line.is_colleague) for line in check.lines] == [
        ("10月12日上午", "李强", False),
        ("10月12日下午", "赵敏", True),
    ]


def test_a_substitute_told_on_two_waiting_slips_is_said_and_the_first_signed_has_them(
    place: Place, chief: User
) -> None:
    other = registered(place.by, posted("孙丽", "007", place.unit), covers=[a_cover(place.li)])
    slip = place.slip(a_cover(place.li))

    assert slip_check(slip).notes == ["10月12日全天：李强在孙丽待签批的请假条上也被安排替岗。"]
    sign_slip(slip=slip, expected_version=1, note="", by=chief, at=NOON)
    with pytest.raises(Refusal, match="替岗的李强已为他人替岗（王芳）"):
        sign_slip(slip=other, expected_version=1, note="", by=chief, at=NOON)


def test_a_person_who_stands_in_cannot_leave_before_it_is_arranged_otherwise(
    place: Place, chief: User
) -> None:
    place.deputy()
    signed(place.by, place.person, covers=[a_cover(place.li)])
    own = registered(place.by, place.li, covers=[a_cover(posted("孙丽", "007", place.unit))])

    with pytest.raises(Refusal, match="请假人已为王芳替岗"):
        sign_slip(slip=own, expected_version=1, note="", by=chief, at=NOON)


@pytest.mark.parametrize(
    ("handed", "special", "note"),
    [
        (clock(10, 8, 8, 30), "", None),
        (clock(10, 8, 8, 31), "", "没有写明特殊原因：将列为1.2“先休假后补假条”的线索"),
        (clock(10, 8, 8, 31), "突发疾病", "已写明特殊原因"),
    ],
    ids=["as work begins", "a minute later", "later with a special reason"],
)
def test_a_slip_handed_in_too_late_says_so_and_may_be_signed_all_the_same(
    place: Place, chief: User, handed: Any, special: str, note: str | None
) -> None:
    place.deputy()
    today = {"starts_on": date(2026, 10, 8), "ends_on": date(2026, 10, 8)}
    slip = place.slip(handed_at=handed, special_reason=special, **today)

    notes = slip_check(slip).notes
    assert [note in one for one in notes] == [True] if note else notes == []
    assert sign_slip(slip=slip, expected_version=1, note="", by=chief, at=NOON).state == "signed"


def test_refusing_asks_for_the_reason(place: Place, chief: User) -> None:
    slip = place.slip()

    with pytest.raises(Refusal, match="不批准的理由"):
        refuse_slip(slip=slip, expected_version=1, note=" ", by=chief, at=NOON)
    refused = refuse_slip(slip=slip, expected_version=1, note="没有人替岗", by=chief, at=NOON)

    change = changes_of(slip).first()
    assert (refused.state, refused.sign_note) == ("refused", "没有人替岗")
    assert change is not None
    assert (change.action, change.by, change.reason) == ("不批准", chief, "没有人替岗")


def test_a_slip_that_somebody_changed_meanwhile_is_not_signed(place: Place, chief: User) -> None:
    place.deputy()
    slip = place.slip()
    LeaveSlip.objects.update(version=2)

    with pytest.raises(EditConflict):
        sign_slip(slip=slip, expected_version=1, note="", by=chief, at=NOON)


@pytest.fixture
def away(place: Place) -> LeaveSlip:
    """Signed leave of today and tomorrow, handed in yesterday."""
    place.deputy()
    slip = place.slip(starts_on=date(2026, 10, 8), ends_on=date(2026, 10, 9), handed_at=clock(10, 7, 16))
    return sign_slip(slip=slip, expected_version=1, note="", by=place.by, at=NOON)


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (date(2026, 10, 7), ""),
        (date(2026, 10, 8), ""),
        (date(2026, 10, 6), "不能早于2026年10月7日"),
        (date(2026, 10, 9), "还没有到"),
    ],
    ids=["the day it was handed in", "today", "earlier", "tomorrow"],
)
def test_filing_is_recorded_between_handing_in_and_today(
    away: LeaveSlip, clerk: User, day: date, message: str
) -> None:
    if message:
        with pytest.raises(Refusal, match=message):
            file_slip(slip=away, expected_version=2, filed_on=day, by=clerk, at=NOON)
    else:
        assert file_slip(slip=away, expected_version=2, filed_on=day, by=clerk, at=NOON).filed_on == day


@pytest.mark.parametrize(
    ("day", "half", "message"),
    [
        (date(2026, 10, 8), "pm", ""),
        (date(2026, 10, 8), "am", "须在请假开始之后"),
        (date(2026, 10, 7), "pm", "不能早于2026年10月8日"),
        (date(2026, 10, 9), "am", "还没有到"),
    ],
    ids=["the second half day", "the first half day", "before", "tomorrow"],
)
def test_the_return_is_recorded_after_the_first_half_day(
    away: LeaveSlip, clerk: User, day: date, half: str, message: str
) -> None:
    told = {"slip": away, "expected_version": 2, "returned_on": day, "returned_half": half}
    if message:
        with pytest.raises(Refusal, match=message):
            return_slip(**told, by=clerk, at=NOON)
    else:
        saved = return_slip(**told, by=clerk, at=NOON)
        assert saved.away is not None
        assert len(saved.away) == 1


@pytest.mark.parametrize("state", ["registered", "refused", "withdrawn"])
def test_only_a_signed_slip_is_filed_or_returned(place: Place, clerk: User, state: str) -> None:
    slip = place.slip()
    LeaveSlip.objects.update(state=state)
    slip.refresh_from_db()

    for act in (
        lambda: file_slip(slip=slip, expected_version=1, filed_on=NOON.date(), by=clerk, at=NOON),
        lambda: return_slip(
            slip=slip, expected_version=1, returned_on=MONDAY, returned_half="pm", by=clerk, at=NOON
        ),
    ):
        with pytest.raises(Refusal, match="不能这样处理"):
            act()


def test_what_stands_in_the_way_costs_the_same_for_one_day_and_half_a_year(
    place: Place, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    slips = [place.slip(), place.slip(kind="maternity", starts_on=TUESDAY, ends_on=date(2027, 3, 31))]

    for slip in slips:
        with django_assert_num_queries(4):
            slip_check(slip)


def test_a_person_whose_posting_ends_needs_nobody_afterwards(place: Place) -> None:
    Posting.objects.filter(person=place.person).update(ends_on=MONDAY)

    check = slip_check(place.slip(a_cover(place.li), ends_on=WEDNESDAY))

    assert check.blocks == []
