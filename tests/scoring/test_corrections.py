"""更正 (RULEBOOK §6): a closed month stays; the difference and the corrected fact count forward only."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from records.errors import Refusal
from scoring.models import Correction, ScoreEvent
from scoring.selectors.facts import month_score, scored_month
from scoring.selectors.month import standing
from scoring.selectors.replay import replayed
from scoring.selectors.unit_pages import unit_page
from scoring.services.corrections import correct_event, withdraw_correction
from scoring.services.months import close_month
from scoring.services.reopening import reopen_month
from tests.conftest import NOON, logged_in
from tests.scoring.factories import recorded_event, shown
from units.models import StaffMember, Unit, User

SEPTEMBER, OCTOBER, NOVEMBER = (date(2026, month, 1) for month in (9, 10, 11))
LATER = NOON.replace(month=11, day=5)


def late(clerk: User, unit: Unit, person: StaffMember | None, day: int, month: int = 9) -> ScoreEvent:
    on = date(2026, month, day)
    return recorded_event(clerk, unit, on=on, person=person, clause="1.1", behaviour="迟到", verified=True)


def close(month: date, chief: User, at: datetime = NOON) -> Any:
    shown(month)
    return close_month(month=month, by=chief, at=at)


def corrected(
    event: ScoreEvent, chief: User, changes: dict[str, Any] | None = None, **more: Any
) -> Correction:
    wanted = {"statement": "该项撤销", "reason": "大厅来函更正", "by": chief, "at": NOON}
    return correct_event(event=event, changes=changes or {}, **wanted | more)


def totals(unit: Unit, *months: date) -> list[str]:
    pages = [unit_page(month, unit.pk, all_ranks=True, shows_papers=True) for month in months]
    return [page.total if page else "" for page in pages]


def test_the_difference_is_a_line_of_its_own_in_the_open_month(
    clerk: User, chief: User, unit: Unit, person: StaffMember
) -> None:
    event = late(clerk, unit, person, 3)
    late(clerk, unit, person, 6, month=10)
    close(SEPTEMBER, chief)

    correction = corrected(event, chief)

    page = unit_page(OCTOBER, unit.pk, all_ranks=True, shows_papers=True)
    assert page is not None
    (line,) = page.other_lines
    assert (line.label, line.fact, line.counted, line.correction) == (
        "更正 2026年9月更正",
        "该项撤销",
        "+2",
        correction.pk,
    )
    assert page.corrected == "六类合计98，更正+2，得100"
    assert totals(unit, SEPTEMBER, OCTOBER) == ["98", "100"]


@pytest.mark.parametrize(
    ("changes", "difference"),
    [
        ({}, 4),
        ({"times": 2}, -4),
        ({"clause": "4.7", "behaviour": "上班后打扫卫生"}, 2),
        ({"waived": "特殊原因"}, 4),
    ],
    ids=["cancelled", "more times", "another clause", "waived"],
)
def test_the_closed_month_is_computed_again_from_its_frozen_facts(
    changes: dict[str, Any], difference: int, clerk: User, chief: User, unit: Unit, person: StaffMember
) -> None:
    event = late(clerk, unit, person, 3)
    close(SEPTEMBER, chief)

    assert corrected(event, chief, changes).difference_halves == difference


def test_a_cancelled_third_lateness_takes_the_over_limit_line_and_its_follow_up_along(
    clerk: User, chief: User, unit: Unit, person: StaffMember
) -> None:
    events = [late(clerk, unit, person, day) for day in (3, 4, 7)]
    close(SEPTEMBER, chief)

    correction = corrected(events[2], chief)

    assert (correction.before_halves, correction.after_halves) == (182, 192)
    assert [row["kind"] for row in correction.effects["follow_ups_dropped"]] == ["限期整改"]


def test_open_months_see_the_corrected_fact_in_their_tallies(
    clerk: User, chief: User, unit: Unit, person: StaffMember
) -> None:
    """Over the limit in September while three lates stood; one corrected away, October's is the first."""
    events = [late(clerk, unit, person, day) for day in (3, 4, 7)]
    for day in (5, 6, 8):
        late(clerk, unit, person, day, month=10)
    close(SEPTEMBER, chief)
    derived = [line.behaviour for line in month_score(OCTOBER).lines(unit.pk) if line.event is None]
    assert derived == ["再次超限"]

    corrected(events[0], chief)

    derived = [line.behaviour for line in month_score(OCTOBER).lines(unit.pk) if line.event is None]
    assert derived == ["首次超限"]


def test_a_correction_taken_back_is_as_if_it_had_not_been(
    clerk: User, chief: User, unit: Unit, person: StaffMember
) -> None:
    events = [late(clerk, unit, person, day) for day in (3, 4, 7)]
    late(clerk, unit, person, 5, month=10)
    close(SEPTEMBER, chief)
    before = scored_month(standing(OCTOBER)).before

    correction = corrected(events[0], chief)
    assert scored_month(standing(OCTOBER)).before != before
    withdraw_correction(correction=correction, expected_version=1, reason="更正有误", by=chief, at=NOON)

    assert scored_month(standing(OCTOBER)).before == before
    assert totals(unit, OCTOBER) == ["98"]


def test_naming_somebody_after_closing_counts_only_forward(
    clerk: User, chief: User, unit: Unit, person: StaffMember
) -> None:
    late(clerk, unit, person, 3)
    late(clerk, unit, person, 4)
    nobody = late(clerk, unit, None, 7)
    shown(SEPTEMBER)
    close_month(month=SEPTEMBER, by=chief, at=NOON, reason="一人待查")

    correction = correct_event(
        event=nobody,
        changes={"person": person.pk},
        statement=f"人员待查，查明为{person.name}",
        reason="监控查明",
        by=chief,
        at=NOON,
    )

    nobody.refresh_from_db()
    assert nobody.person is None
    assert correction.kind == Correction.Kind.NAMED
    assert (correction.before_halves, correction.after_halves) == (188, 182)
    assert [row["kind"] for row in correction.effects["follow_ups_added"]] == ["限期整改"]
    page = unit_page(OCTOBER, unit.pk, all_ranks=True, shows_papers=True)
    assert page is not None
    assert (page.total, [row.kind for row in page.follow_ups]) == ("97", ["限期整改"])


def test_the_open_month_stays_within_0_and_100(
    clerk: User, chief: User, unit: Unit, person: StaffMember
) -> None:
    event = late(clerk, unit, person, 3)
    close(SEPTEMBER, chief)

    corrected(event, chief)

    assert totals(unit, OCTOBER) == ["100"]


def test_a_month_closed_with_a_correction_keeps_it_and_replays(
    clerk: User, chief: User, unit: Unit, person: StaffMember
) -> None:
    event = late(clerk, unit, person, 3)
    late(clerk, unit, person, 6, month=10)
    close(SEPTEMBER, chief)
    corrected(event, chief)

    result = close(OCTOBER, chief, at=LATER)

    assert [(row["unit"], row["halves"]) for row in result.corrections] == [(unit.pk, 4)]
    assert replayed(result) == []
    assert totals(unit, OCTOBER, NOVEMBER) == ["100", "100"]
    with pytest.raises(Refusal, match="已定分，不能撤回"):
        withdraw_correction(
            correction=Correction.objects.get(), expected_version=1, reason="x", by=chief, at=LATER
        )


def test_a_correction_of_a_correction_is_refused_until_the_first_is_taken_back(
    clerk: User, chief: User, unit: Unit, person: StaffMember
) -> None:
    event = late(clerk, unit, person, 3)
    close(SEPTEMBER, chief)
    corrected(event, chief)

    with pytest.raises(Refusal, match="已有一件更正"):
        corrected(event, chief, {"times": 2})


@pytest.mark.parametrize(
    ("changes", "more", "told"),
    [
        ({"times": 1}, {}, "与定分时一样"),
        ({}, {"reason": " "}, "请写明理由"),
        ({}, {"statement": ""}, "请写明更正的内容"),
    ],
    ids=["nothing changes", "no reason", "no statement"],
)
def test_what_corrects_nothing_or_says_nothing_is_refused(
    changes: dict[str, Any],
    more: dict[str, Any],
    told: str,
    clerk: User,
    chief: User,
    unit: Unit,
    person: StaffMember,
) -> None:
    event = late(clerk, unit, person, 3)
    close(SEPTEMBER, chief)

    with pytest.raises(Refusal, match=told):
        corrected(event, chief, changes, **more)
    assert not Correction.objects.exists()


def test_an_open_month_is_edited_not_corrected(clerk: User, chief: User, unit: Unit) -> None:
    event = late(clerk, unit, None, 3)

    with pytest.raises(Refusal, match="还没有定分，请直接修改"):
        corrected(event, chief)


def test_a_corrected_month_is_not_reopened_besides(
    clerk: User, chief: User, unit: Unit, person: StaffMember
) -> None:
    event = late(clerk, unit, person, 3)
    close(SEPTEMBER, chief)
    corrected(event, chief)

    with pytest.raises(Refusal, match="差额已计入2026年10月"):
        reopen_month(month=SEPTEMBER, by=chief, at=NOON, reason="另有遗漏")


def test_the_chief_sees_what_a_correction_does_before_confirming(
    clerk: User, chief: User, unit: Unit, person: StaffMember
) -> None:
    event = late(clerk, unit, person, 3)
    close(SEPTEMBER, chief)
    browser, url = logged_in(chief), f"/events/{event.pk}/correct/"
    sent = {
        "way": "cancel",
        "behaviour": "1.1|迟到",
        "person": str(person.pk),
        "times": "1",
        "statement": "9月3日迟到撤销",
        "reason": "公务外出",
        "form_key": "7f1b1d52-9d0a-4d7b-9f0e-1f3f6f0c1a03",
    }
    with time_machine.travel(NOON + timedelta(minutes=5), tick=False):
        checked = browser.post(url, sent | {"step": "check"})
        before = Correction.objects.count()
        done = browser.post(url, sent | {"step": "save"})

    text = checked.content.decode()
    assert "<span>98</span>" in text
    assert "差额 <strong>+2</strong> 分" in text
    assert (before, Correction.objects.count()) == (0, 1)
    assert done.url == f"/corrections/{Correction.objects.get().pk}/"
