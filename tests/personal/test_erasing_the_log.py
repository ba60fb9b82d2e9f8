"""Words of the log past their time are gone for good, and the chain still proves who did what and when."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection

from records.audit.chain import START, link_of
from records.audit.checking import ERASED, chain_faults
from records.audit.erasing import BLANK, erase_words, expired_words, runs
from records.audit.writing import chained, words_of
from records.changes import record_act, record_change
from records.keys import key_for
from records.models import Change
from scoring.models import Complaint
from tests.conftest import NOON
from tests.scoring.complaints import a_complaint
from units.models import Unit, User

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=366)


def written() -> list[Change]:
    return list(Change.objects.order_by("number"))


def faults(rows: list[Change] | None = None) -> list[str]:
    """What is wrong with the log: links broken, numbers missing, words altered or gone without a line."""
    found, link, erased = [], START, told_erased()
    for number, row in enumerate(rows or written(), start=1):
        link = link_of(key_for("audit"), link, chained(row))
        if (row.number, row.link) != (number, link):
            found.append(f"{row.number}: link")
        if row.number in erased:
            if {name: getattr(row, name) for name in BLANK} != BLANK:
                found.append(f"{row.number}: not blank")
        elif words_of(row) != row.words:
            found.append(f"{row.number}: words")
    return found


def told_erased() -> set[int]:
    """The numbers of which a later line says that their words were erased."""
    told: set[int] = set()
    for line in Change.objects.filter(action=ERASED, subject_type="records.Change"):
        first, last = map(int, line.subject_id.split("-"))
        assert first <= last < line.number
        told |= set(range(first, last + 1))
    return told


def act(at: datetime, action: str, by: User, subject: Unit) -> None:
    """A line as it was written at that time: a change of a unit, or an act that changed nothing."""
    with time_machine.travel(at, tick=False):
        if action == "修改":
            record_change(
                by=by, at=at, action=action, subject=subject, after={"负责人": "王芳"}, reason="换人"
            )
        else:
            record_act(action=action, by=by, subject_type="units.User", subject_id="1", label="经办甲")


@pytest.fixture
def log(clerk: User, unit: Unit) -> None:
    """Lines 1–6: eleven years, eleven years, eleven years, two years, two years, a day ago."""
    for years, action in (
        (11, "修改"),
        (11, "登录"),
        (11, "修改"),
        (2, "查看投诉人"),
        (2, "修改"),
        (0, "登录"),
    ):
        act(NOON - years * YEAR - timedelta(days=1), action, clerk, unit)


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def test_words_past_their_time_are_blanked_with_a_line_for_each_run(log: None, clerk: User) -> None:
    before = list(Change.objects.order_by("number").values_list("number", "link", "words", "at", "by"))

    count = erase_words(before=NOON - 10 * YEAR, by=clerk, at=NOON)

    assert count == 3
    told = Change.objects.get(action=ERASED)
    assert (told.subject_type, told.subject_id, told.by, told.at) == ("records.Change", "1-3", clerk, NOON)
    after = Change.objects.exclude(pk=told.pk).order_by("number")
    assert list(after.values_list("number", "link", "words", "at", "by")) == before
    assert (faults(), list(chain_faults())) == ([], [])
    assert list(Change.objects.filter(salt="").values_list("number", flat=True)) == [3, 2, 1]


def test_no_word_stays_in_the_table(log: None, clerk: User) -> None:
    erase_words(before=NOON - 10 * YEAR, by=clerk, at=NOON)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM records_change WHERE number <= 3")
        stored = str(cursor.fetchall())
    assert [word for word in ("王芳", "换人", "经办甲", "社保中心") if word in stored] == []


def test_acts_that_changed_nothing_lose_their_words_earlier(log: None, clerk: User) -> None:
    assert erase_words(before=NOON - YEAR, by=clerk, at=NOON, passing=True) == 2
    assert erase_words(before=NOON - 10 * YEAR, by=clerk, at=NOON, passing=False) == 2

    told = Change.objects.filter(action=ERASED).order_by("number").values_list("subject_id", flat=True)
    assert list(told) == ["2-2", "4-4", "1-1", "3-3"]
    assert faults() == []
    looks = Change.objects.get(action="查看投诉人")
    assert (looks.by, looks.salt) == (clerk, "")


def test_erasing_again_finds_nothing(log: None, clerk: User) -> None:
    erase_words(before=NOON, by=clerk, at=NOON)
    count = Change.objects.count()

    assert erase_words(before=NOON, by=clerk, at=NOON) == 0
    assert Change.objects.count() == count
    assert faults() == []


def test_disputed_records_keep_their_words(log: None, clerk: User, unit: Unit) -> None:
    spared = [("units.Unit", [str(unit.pk)])]

    erase_words(before=NOON, by=clerk, at=NOON, spared=spared)

    kept = Change.objects.exclude(salt="").exclude(action=ERASED)
    assert set(kept.values_list("subject_type", flat=True)) == {"units.Unit"}
    assert not expired_words(NOON, spared=spared).exists()
    assert faults() == []


def test_the_command_erases_both_kinds_and_the_chain_stands(log: None, clerk: User, unit: Unit) -> None:
    a_complaint(clerk, unit)
    with time_machine.travel(NOON + 11 * YEAR, tick=False):
        call_command("erase_expired", "--apply")

    assert Complaint.objects.get().state == Complaint.State.OPEN
    kept = Change.objects.exclude(salt="").values_list("action", flat=True)
    assert set(kept) == {"登记投诉", ERASED, "按期清除"}
    assert faults() == []


@pytest.mark.parametrize(
    "tamper",
    [
        {"subject_label": "别人"},
        {"reason": ""},
        {"after": {}},
        {"action": "删除"},
        {"by_id": None},
        dict(BLANK),
    ],
    ids="、".join,
)
def test_what_was_not_erased_in_time_is_found_out(tamper: dict[str, Any], log: None, clerk: User) -> None:
    erase_words(before=NOON - 10 * YEAR, by=clerk, at=NOON)

    rows = written()
    for name, value in tamper.items():
        setattr(rows[4], name, value)

    assert "5: " in " ".join(faults(rows))


def test_runs_are_numbers_without_a_gap() -> None:
    assert runs([1, 2, 3, 7, 9, 10]) == [(1, 3), (7, 7), (9, 10)]
    assert runs([]) == []
