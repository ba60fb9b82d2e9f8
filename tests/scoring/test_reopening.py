"""重新开放: the old revision stays beside the new; later closed months stay, and are named if they differ."""

from datetime import date, datetime
from typing import Any

import pytest
import time_machine

from records.errors import Refusal
from scoring.models import LeftAsIs, Month, MonthResult, ReplayCheck, ScoreEvent
from scoring.selectors.later_months import later_months
from scoring.selectors.month import counting_month, open_from, standing
from scoring.selectors.revisions import revision_table
from scoring.selectors.unit_pages import unit_page
from scoring.services.data import FindingData
from scoring.services.findings import record_finding
from scoring.services.months import close_month, publish_month
from scoring.services.reopening import reopen_month
from scoring.services.settling import dismiss_event
from tests.conftest import NOON, logged_in
from tests.scoring.factories import recorded_event, shown
from units.models import Bureau, StaffMember, Unit, User

AUGUST, SEPTEMBER, OCTOBER = (date(2026, month, 1) for month in (8, 9, 10))
KEYS = [f"7f1b1d52-9d0a-4d7b-9f0e-1f3f6f0c1b{number:02}" for number in range(20)]


@pytest.fixture(autouse=True)
def august(bureau: Bureau) -> None:
    Bureau.objects.update(first_month=AUGUST)


def late(clerk: User, unit: Unit, person: StaffMember, on: date) -> ScoreEvent:
    return recorded_event(clerk, unit, on=on, person=person, clause="1.1", behaviour="迟到", verified=True)


def close(month: date, chief: User, at: datetime = NOON) -> MonthResult:
    shown(month)
    return close_month(month=month, by=chief, at=at)


@pytest.fixture
def events(clerk: User, chief: User, unit: Unit, person: StaffMember) -> list[ScoreEvent]:
    """Three lates in August, three in September; both closed: 首次 91, 再次 89."""
    found = [late(clerk, unit, person, date(2026, month, day)) for month in (8, 9) for day in (3, 4, 7)]
    close(AUGUST, chief)
    close(SEPTEMBER, chief)
    return found


def total(unit: Unit, month: date) -> str:
    page = unit_page(month, unit.pk, all_ranks=True, shows_papers=True)
    assert page is not None
    return page.total


def reopened(chief: User, month: date = AUGUST) -> None:
    reopen_month(month=month, by=chief, at=NOON, reason="漏记一项公假")


def dismissed(event: ScoreEvent, clerk: User) -> None:
    event.refresh_from_db()
    dismiss_event(event=event, expected_version=event.version, reason="当日公假", by=clerk, at=NOON)


def test_a_reopened_month_closes_as_the_next_revision_and_the_old_one_stays(
    events: list[ScoreEvent], clerk: User, chief: User, unit: Unit
) -> None:
    reopened(chief)
    dismissed(events[0], clerk)
    result = close(AUGUST, chief)

    assert (result.revision, total(unit, AUGUST)) == (2, "96")
    table = revision_table(AUGUST, 1)
    assert table is not None
    assert [(row.total, row.total_now, row.changes) for row in table.rows] == [("91", "96", True)]


def test_later_closed_months_stay_and_are_named_where_they_would_differ(
    events: list[ScoreEvent], clerk: User, chief: User, unit: Unit
) -> None:
    before = total(unit, SEPTEMBER)
    reopened(chief)
    dismissed(events[0], clerk)
    close(AUGUST, chief)

    (month,) = later_months(AUGUST)
    (shift,) = month.shifts
    assert total(unit, SEPTEMBER) == before == "89"
    assert (month.result.month.month, shift.before, shift.after) == (SEPTEMBER, "89", "91")
    assert (shift.added, shift.dropped) == (["限期整改"], ["5日内撤出并替换"])


def test_the_chief_reopens_the_later_month_or_says_why_not(
    events: list[ScoreEvent], clerk: User, chief: User
) -> None:
    reopened(chief)
    dismissed(events[0], clerk)
    close(AUGUST, chief)
    url = "/months/2026-08/left/2026-09/"
    with time_machine.travel(NOON, tick=False):
        browser = logged_in(chief)
        asked = browser.get("/months/2026-08/").content.decode()
        missing = browser.post(url, {"reason": "", "form_key": KEYS[0]})
        browser.post(url, {"reason": "人员已按通报撤出", "form_key": KEYS[1]})
        told = browser.get("/months/2026-08/").content.decode()

    assert "重新开放2026年9月" in asked
    assert missing.status_code == 422
    assert LeftAsIs.objects.get().reason == "人员已按通报撤出"
    assert "决定不重新开放：人员已按通报撤出" in told


def test_a_reopened_month_takes_nothing_of_other_months(
    events: list[ScoreEvent], clerk: User, chief: User, unit: Unit, person: StaffMember
) -> None:
    reopened(chief, SEPTEMBER)

    assert [counting_month(date(2026, month, 20)) for month in (8, 9, 10)] == [OCTOBER, SEPTEMBER, OCTOBER]
    assert open_from() == OCTOBER


def test_a_fact_of_another_month_stays_out_of_a_reopened_one(
    events: list[ScoreEvent], clerk: User, chief: User, unit: Unit
) -> None:
    reopened(chief, SEPTEMBER)
    fact = FindingData(happened_on=date(2026, 8, 20), unit=unit, fact="标识牌缺失")
    record_finding(by=clerk, at=NOON.replace(hour=15), finding=fact, charges=[])

    notes = [unit_page(month, unit.pk, all_ranks=True, shows_papers=True) for month in (SEPTEMBER, OCTOBER)]
    assert [len(page.notes) if page else None for page in notes] == [0, 0]
    close(SEPTEMBER, chief)
    page = unit_page(OCTOBER, unit.pk, all_ranks=True, shows_papers=True)
    assert page is not None
    assert [note.fact for note in page.notes] == ["标识牌缺失"]


def test_months_are_closed_in_order_also_when_reopened(
    events: list[ScoreEvent], chief: User, clerk: User
) -> None:
    reopened(chief, SEPTEMBER)
    reopened(chief, AUGUST)

    with pytest.raises(Refusal, match="请先为2026年8月定分"):
        close(SEPTEMBER, chief)

    close(AUGUST, chief)
    assert close(SEPTEMBER, chief).revision == 2


def test_a_published_month_reopened_is_waiting_for_a_new_bulletin(
    events: list[ScoreEvent], chief: User, clerk: User
) -> None:
    publish_month(month=Month.objects.get(month=AUGUST), by=chief, at=NOON)

    reopened(chief)
    close(AUGUST, chief)

    assert standing(AUGUST).state == Month.State.CLOSED


@pytest.mark.parametrize(
    ("month", "reason", "told"),
    [(OCTOBER, "有误", "没有定分"), (AUGUST, "  ", "请写明理由")],
    ids=["not closed", "no reason"],
)
def test_what_cannot_be_reopened_is_refused(
    month: date, reason: str, told: str, events: list[ScoreEvent], chief: User
) -> None:
    with pytest.raises(Refusal, match=told):
        reopen_month(month=month, by=chief, at=NOON, reason=reason)


def test_reopening_in_the_browser_wants_the_month_typed(events: list[ScoreEvent], chief: User) -> None:
    sent: dict[str, Any] = {"reason": "漏记一项公假", "typed": "2026-09", "form_key": KEYS[2]}
    with time_machine.travel(NOON, tick=False):
        browser = logged_in(chief)
        wrong = browser.post("/months/2026-08/reopen/", sent)
        right = browser.post("/months/2026-08/reopen/", sent | {"typed": "2026-08"})

    assert wrong.status_code == 422
    assert "漏记一项公假" in wrong.content.decode()
    assert right.url == "/months/2026-08/"
    assert standing(AUGUST).state == Month.State.REOPENED


def test_the_unit_is_told_that_its_month_came_out_differently(
    events: list[ScoreEvent], clerk: User, chief: User, head: User
) -> None:
    reopened(chief)
    dismissed(events[0], clerk)
    close(AUGUST, chief)

    with time_machine.travel(NOON, tick=False):
        text = logged_in(head).get("/").content.decode()

    assert ">2026年8月重新定分，结果有变化" in text
    assert "91 → 96分" in text


def test_the_month_says_when_it_was_last_proven(events: list[ScoreEvent], clerk: User) -> None:
    with time_machine.travel(NOON, tick=False):
        browser = logged_in(clerk)
        before = browser.get("/months/2026-08/").content.decode()
        browser.post("/months/2026-08/replay/", {"form_key": KEYS[3]})
        after = browser.get("/months/2026-08/").content.decode()

    assert "还没有验证过" in before
    assert ReplayCheck.objects.get().agrees
    assert '2026年10月8日 12:00 <span class="tag tag-confirmed">相符</span>' in after
