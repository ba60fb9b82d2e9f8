"""Reading a month: in which month an event counts, its facts in one pass, few queries whatever the size."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from records.errors import Refusal
from scoring.engine import Fact
from scoring.models import Finding, Month, RuleEdition, ScoreEvent
from scoring.periods import months_between, next_month, previous_month
from scoring.rulebook import shipped_edition
from scoring.selectors.editions import edition_for
from scoring.selectors.facts import history_before, month_facts, month_score, scored_months
from scoring.selectors.month import counting_month, standing
from scoring.services.months import close_month, ensure_month
from scoring.services.settling import dismiss_event, waive_event
from tests.conftest import NOON
from tests.scoring.factories import record, recorded_event
from tests.scoring.worlds import in_force
from units.models import StaffMember, Unit, User, Window

pytestmark = pytest.mark.django_db
SEPTEMBER, OCTOBER, NOVEMBER = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)


def queries(read: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as found:
        read()
    return len(found)


@pytest.mark.parametrize(
    ("month", "before", "after"),
    [
        (date(2026, 1, 1), date(2025, 12, 1), date(2026, 2, 1)),
        (date(2026, 12, 1), date(2026, 11, 1), date(2027, 1, 1)),
        (date(2028, 2, 1), date(2028, 1, 1), date(2028, 3, 1)),
    ],
    ids=["January", "December", "leap February"],
)
def test_months_follow_each_other_over_the_years_end(month: date, before: date, after: date) -> None:
    assert (previous_month(month), next_month(month)) == (before, after)


def test_an_event_counts_in_its_own_month_while_that_is_open(unit: Unit) -> None:
    assert [counting_month(date(2026, 9, 30)), counting_month(date(2026, 10, 1))] == [SEPTEMBER, OCTOBER]


def test_an_event_of_a_closed_month_counts_in_the_earliest_open_one(unit: Unit, chief: User) -> None:
    close_month(month=SEPTEMBER, by=chief, at=NOON)

    assert counting_month(date(2026, 9, 30)) == OCTOBER
    assert counting_month(date(2026, 11, 2)) == NOVEMBER


def test_an_event_before_the_first_month_is_refused(unit: Unit) -> None:
    with pytest.raises(Refusal, match="从2026年9月起计分"):
        counting_month(date(2026, 8, 31))


def test_a_month_before_the_first_is_never_made(unit: Unit) -> None:
    with pytest.raises(Refusal, match="没有2026年8月"):
        ensure_month(date(2026, 8, 1))
    assert not Month.objects.exists()


def test_facts_come_in_the_engines_order(
    clerk: User, unit: Unit, person: StaffMember, window: Window
) -> None:
    event = recorded_event(
        clerk,
        unit,
        on=date(2026, 9, 3),
        happened_at=time(8, 41),
        person=person,
        window=window,
        clause="1.1",
        behaviour="空岗",
        measure=12,
        times=2,
        problem_title="空岗",
        bulletin="第3期",
        criticised=True,
        verified=True,
    )

    (row,) = month_facts(SEPTEMBER)

    assert Fact._make(row) == Fact(
        id=event.pk,
        unit=unit.pk,
        person=person.pk,
        window=window.pk,
        substitute=None,
        on="2026-09-03T08:41:00",
        clause="1.1",
        behaviour="空岗",
        times=2,
        measure=12,
        problem=event.problem_id,
        bulletin="第3期",
        criticised=True,
        accountable=False,
        serious=False,
        verified=True,
        waived=None,
        month="2026-09",
    )


def test_pending_is_unverified_waived_and_exempt_carry_the_reason_dismissed_is_left_out(
    clerk: User, chief: User, unit: Unit
) -> None:
    pending, waived, dismissed, exempt = (recorded_event(clerk, unit) for _ in range(4))
    waive_event(event=waived, expected_version=1, reason="特殊原因", by=chief, at=NOON)
    dismiss_event(event=dismissed, expected_version=1, reason="不属实", by=clerk, at=NOON)
    ScoreEvent.objects.filter(pk=exempt.pk).update(exempt_reason="工装申领中", status="confirmed")

    rows = {row[0]: Fact._make(row) for row in month_facts(OCTOBER)}

    assert {key: (bool(row.verified), row.waived) for key, row in rows.items()} == {
        pending.pk: (False, None),
        waived.pk: (True, "特殊原因"),
        exempt.pk: (True, "工装申领中"),
    }


def test_facts_of_some_units_alone(clerk: User, unit: Unit, other_unit: Unit) -> None:
    own, _ = recorded_event(clerk, unit), recorded_event(clerk, other_unit)

    assert [row[0] for row in month_facts(OCTOBER, [unit.pk])] == [own.pk]
    assert month_facts(OCTOBER, []) == []


def test_an_open_month_stands_on_the_open_ones_before_it(
    clerk: User, unit: Unit, person: StaffMember
) -> None:
    """首次超限 in September, so that October's is 再次超限, though neither has been closed."""
    for on in (date(2026, 9, 2), date(2026, 10, 2)):
        record(clerk, unit, on=on, person=person, clause="1.2", behaviour="未履行请假手续", verified=True)

    lines = month_score(OCTOBER).lines(unit.pk)

    assert [line.behaviour for line in lines] == ["未履行请假手续", "再次超限"]
    assert history_before(OCTOBER).over_limit == {unit.pk: ("2026-09",)}


def test_an_opening_balance_is_the_first_months_history(clerk: User, unit: Unit, person: StaffMember) -> None:
    row = ensure_month(SEPTEMBER)
    Month.objects.filter(pk=row.pk).update(
        opening={"over_limit": [[unit.pk, ["2026-03"]]], "criticisms": [[unit.pk, 2]]}
    )
    day = date(2026, 9, 2)
    record(clerk, unit, on=day, person=person, clause="1.2", behaviour="未履行请假手续", verified=True)
    record(clerk, unit, on=day, person=person, clause="1.5", behaviour="因考勤被大厅通报", verified=True)

    score = month_score(SEPTEMBER)

    assert [line.behaviour for line in score.lines(unit.pk)][-1] == "再次超限"
    assert [(row.kind, row.rung) for row in score.follow_ups(unit.pk)] == [
        ("5日内撤出并替换", None),
        ("书面检查", None),
        ("处理意见", None),
        ("移送纪检", 3),
    ]


def test_a_unit_out_of_service_the_whole_month_is_not_scored(unit: Unit, other_unit: Unit) -> None:
    Unit.objects.filter(pk=other_unit.pk).update(in_service_to=date(2026, 10, 1))

    assert list(month_score(OCTOBER).units) == [unit.pk, other_unit.pk]
    assert list(month_score(NOVEMBER).units) == [unit.pk]


def test_without_an_edition_in_force_the_shipped_one_holds(bureau: Any) -> None:
    assert edition_for(OCTOBER) is shipped_edition()


def test_the_newest_edition_in_force_holds_from_its_month(bureau: Any) -> None:
    row = in_force({"bonus_above_cap": "allow"}, OCTOBER)
    RuleEdition.objects.create(
        name="草稿", text="", sha256="0", effective_from=OCTOBER, created_at=timezone.now()
    )

    assert edition_for(SEPTEMBER) is shipped_edition()
    assert (edition_for(OCTOBER).sha256, edition_for(OCTOBER).options.bonus_above_cap) == (
        row.sha256,
        "allow",
    )


def test_an_edition_whose_text_was_tampered_with_is_refused(bureau: Any, unguarded: None) -> None:
    row = in_force({"missing_items": "item"}, OCTOBER)
    QuerySet(RuleEdition).filter(pk=row.pk).update(sha256="f" * 64)

    with pytest.raises(Refusal, match="与登记的摘要不符"):
        edition_for(OCTOBER)


def many(clerk: User, unit: Unit, days: list[date]) -> None:
    """So many events, written in two statements."""
    found = Finding.objects.bulk_create(
        Finding(happened_on=day, unit=unit, fact="低头看手机", recorded_by=clerk, recorded_at=NOON)
        for day in days
    )
    ScoreEvent.objects.bulk_create(
        ScoreEvent(
            finding=row,
            unit=unit,
            clause="4.5",
            behaviour="接打手机",
            status="confirmed",
            counts_in=row.happened_on.replace(day=1),
        )
        for row in found
    )


@pytest.mark.parametrize("size", [1, 500])
def test_a_month_takes_at_most_six_queries(size: int, clerk: User, unit: Unit) -> None:
    many(clerk, unit, [OCTOBER + timedelta(days=n % 28) for n in range(size)])

    assert queries(lambda: month_score(OCTOBER)) <= 6


def test_a_month_takes_at_most_six_queries_with_an_edition_met_for_the_first_time(
    clerk: User, chief: User, unit: Unit
) -> None:
    close_month(month=SEPTEMBER, by=chief, at=NOON)
    in_force({"criticism_scope": "month", "over_limit_lookback": "ever"}, OCTOBER)

    assert queries(lambda: month_score(OCTOBER)) <= 6


@pytest.mark.parametrize("size", [1, 50])
def test_a_year_in_one_pass_takes_at_most_six_queries(size: int, clerk: User, unit: Unit) -> None:
    year = list(months_between(SEPTEMBER, date(2027, 8, 1)))
    many(clerk, unit, [month + timedelta(days=n % 28) for month in year for n in range(size)])
    scored: list[Any] = []

    assert queries(lambda: scored.extend(scored_months(standing(year[-1])))) <= 6
    assert [len(month.facts) for month in scored] == [size] * 12


def test_a_servers_clock_in_utc_closes_by_the_local_day(unit: Unit, chief: User) -> None:
    """15:59 UTC on 30 September is 23:59 here, 16:01 is October."""
    utc = timezone.get_fixed_timezone(0)
    with pytest.raises(Refusal, match="10月1日起才能定分"):
        close_month(month=SEPTEMBER, by=chief, at=datetime(2026, 9, 30, 15, 59, tzinfo=utc))
    assert close_month(month=SEPTEMBER, by=chief, at=datetime(2026, 9, 30, 16, 1, tzinfo=utc)).revision == 1
