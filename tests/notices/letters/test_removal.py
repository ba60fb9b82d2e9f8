"""撤出人员通知书: who is to leave, why, until when, counted from which day."""

from dataclasses import replace
from datetime import date

import pytest

from notices.models import FollowUp, Notice
from notices.outgoing.types import Heading
from records.models import Change
from tests.conftest import NOON
from tests.notices.letters.conftest import GIVEN, a_letter, found, opened, said, text, written
from units.models import Unit, User


@pytest.fixture
def row(october: Notice, unit: Unit) -> FollowUp:
    return opened(october, unit, kind="5日内撤出并替换")


def test_letter_names_the_person_the_reason_the_basis_and_the_day(row: FollowUp) -> None:
    letter = written(row, replace(GIVEN, on=date(2026, 11, 6)))

    assert (letter.title, letter.addressee, letter.copies) == (
        ("撤出人员通知书",),
        "社保中心",
        "驻人社局纪检监察组",
    )
    assert said(letter.blocks) == text("removal")
    assert letter.slip is not None
    assert letter.slip.fields == ("签收人", "签收时间", "撤出日期", "替换人员")


@pytest.mark.parametrize(
    ("due", "words", "day"),
    [
        (date(2026, 11, 10), "于2026年11月11日前撤出王芳（5天内，自本通知次日起算），", date(2026, 11, 11)),
        (date(2026, 11, 13), "于2026年11月13日前撤出王芳，", date(2026, 11, 13)),
        (None, "于2026年11月11日前撤出王芳（5天内，自本通知次日起算），", date(2026, 11, 11)),
    ],
    ids=["the letter came a day later", "put off", "not set yet"],
)
def test_five_days_run_from_the_letter_and_are_never_shortened(
    row: FollowUp, due: date | None, words: str, day: date
) -> None:
    FollowUp.objects.filter(pk=row.pk).update(due_on=due)
    row.refresh_from_db()
    on = date(2026, 11, 6)

    assert words in said(written(row, Heading("鄢人社函〔2026〕3号", on)).blocks)[7]
    assert found(row).due(on) == day


def test_the_day_that_the_letter_gives_is_the_follow_up_s_from_then_on(row: FollowUp, chief: User) -> None:
    letter = a_letter(row, chief, date(2026, 11, 6))

    found(row).issued(letter, chief, NOON)

    row.refresh_from_db()
    [line] = Change.objects.filter(subject_type="notices.FollowUp", subject_id=str(row.pk))
    assert row.due_on == date(2026, 11, 11)
    assert (line.before, line.after) == (
        {"办理期限": "2026-11-10"},
        {"文号": "鄢人社函〔2026〕1号", "办理期限": "2026-11-11"},
    )
