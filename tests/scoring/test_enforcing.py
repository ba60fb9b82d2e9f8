"""An edition comes into force for open months only; until a month is closed under it, it can be withdrawn."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine

from records.errors import EditConflict, Refusal
from records.models import Change
from scoring.models import RuleEdition
from scoring.rulebook import shipped_edition
from scoring.selectors.editions import edition_for
from scoring.selectors.facts import month_score
from scoring.services.enforcing import bring_into_force, withdraw
from scoring.services.months import close_month
from tests.conftest import NOON, logged_in
from tests.scoring.editions import a_draft, change, priced, without
from tests.scoring.factories import closed, record, recorded_event
from units.models import Unit, User

pytestmark = pytest.mark.django_db
SEPTEMBER, OCTOBER, NOVEMBER = (date(2026, month, 1) for month in (9, 10, 11))
SHIPPED = shipped_edition()


def in_force(row: RuleEdition, by: User) -> RuleEdition:
    version = RuleEdition.objects.get(pk=row.pk).version
    return bring_into_force(draft=row, expected_version=version, by=by, at=NOON)


def lighter(by: User, month: date = OCTOBER, name: str = "新版") -> RuleEdition:
    """接打手机 costs one point."""
    return change(a_draft(by, name, month), "clause-4.5", by, **priced(SHIPPED.clause("4.5"), "接打手机", -2))


def total(month: date, unit: Unit) -> float:
    return month_score(month).units[unit.pk].total / 2


def test_open_months_are_scored_by_it_at_once_and_earlier_ones_are_not(
    chief: User, clerk: User, unit: Unit
) -> None:
    record(clerk, unit, on=date(2026, 9, 7), verified=True)
    record(clerk, unit, verified=True)
    row = lighter(chief)
    assert (total(SEPTEMBER, unit), total(OCTOBER, unit)) == (98, 98)

    in_force(row, chief)

    assert (total(SEPTEMBER, unit), total(OCTOBER, unit)) == (98, 99)
    assert [edition_for(month).name for month in (SEPTEMBER, OCTOBER, NOVEMBER)] == ["2022", "新版", "新版"]
    logged = Change.objects.get(action="施行")
    assert logged.before == {"状态": "草稿"}
    assert logged.after == {
        "状态": "施行",
        "施行月份": "2026年10月",
        "代替": "2022",
        "SHA-256": RuleEdition.objects.get().sha256,
    }


def test_a_later_edition_takes_its_place_from_its_own_month(chief: User, unit: Unit) -> None:
    in_force(lighter(chief, NOVEMBER), chief)
    in_force(lighter(chief, OCTOBER, "十月起"), chief)

    assert [edition_for(month).name for month in (SEPTEMBER, OCTOBER, NOVEMBER)] == ["2022", "十月起", "新版"]


@pytest.mark.parametrize(
    ("month", "message"),
    [
        (SEPTEMBER, "施行月份2026年9月已经定分，或者早于启用月份；请改为2026年10月或以后。"),
        (date(2026, 8, 1), "施行月份2026年8月已经定分，或者早于启用月份；请改为2026年10月或以后。"),
        (NOVEMBER, "2026年11月已有施行的版本“占用”；请先撤回它，或者改施行月份。"),
    ],
    ids=["closed", "before the first month", "taken"],
)
def test_a_month_that_cannot_be_is_refused(chief: User, month: date, message: str) -> None:
    closed(SEPTEMBER)
    in_force(lighter(chief, NOVEMBER, "占用"), chief)
    row = lighter(chief, month)

    with pytest.raises(Refusal) as caught:
        in_force(row, chief)

    assert caught.value.message == message
    assert RuleEdition.objects.get(pk=row.pk).state == "draft"


def test_events_that_would_lose_their_behaviour_are_named(chief: User, clerk: User, unit: Unit) -> None:
    row = change(
        a_draft(chief, month=NOVEMBER), "clause-4.5", chief, **without(SHIPPED.clause("4.5"), "接打手机")
    )
    recorded_event(clerk, unit)
    row = change(row, "head", chief, effective_from="2026-10")

    with pytest.raises(Refusal, match=r"^2026年10月有1项登记在“4\.5 接打手机”下，新版没有这一行为。"):
        in_force(row, chief)


def test_a_draft_changed_since_it_was_looked_at_does_not_come_into_force(chief: User) -> None:
    row = lighter(chief)
    change(row, "options", chief, missing_items="item")

    with pytest.raises(EditConflict):
        bring_into_force(draft=row, expected_version=row.version, by=chief, at=NOON)

    assert edition_for(OCTOBER) is SHIPPED


def test_what_is_in_force_does_not_come_into_force_again(chief: User) -> None:
    row = in_force(lighter(chief), chief)

    with pytest.raises(Refusal, match="“新版”已经施行"):
        in_force(row, chief)


def test_it_is_withdrawn_with_a_reason_and_the_scores_are_as_before(
    chief: User, clerk: User, unit: Unit
) -> None:
    record(clerk, unit, verified=True)
    row = in_force(lighter(chief), chief)

    saved = withdraw(edition=row, expected_version=row.version, reason=" 文件未印发 ", by=chief, at=NOON)

    assert (saved.state, total(OCTOBER, unit)) == ("draft", 98)
    assert Change.objects.get(action="撤回").reason == "文件未印发"
    assert change(saved, "options", chief, missing_items="item").version == saved.version + 1


@pytest.mark.parametrize(
    ("reason", "message"), [("  ", "请写明撤回的理由。"), ("长" * 501, "理由请不超过500字（现在501字）。")]
)
def test_without_a_proper_reason_it_stays(chief: User, reason: str, message: str) -> None:
    row = in_force(lighter(chief), chief)

    with pytest.raises(Refusal) as caught:
        withdraw(edition=row, expected_version=row.version, reason=reason, by=chief, at=NOON)

    assert (caught.value.message, caught.value.field) == (message, "reason")


def test_once_a_month_is_closed_under_it_it_stays(chief: User, unit: Unit) -> None:
    row = in_force(lighter(chief, SEPTEMBER), chief)
    close_month(month=SEPTEMBER, by=chief, at=NOON, reason="未设申诉期")

    with pytest.raises(Refusal, match=r"^2026年9月已按这一版定分，不能撤回"):
        withdraw(edition=row, expected_version=row.version, reason="有误", by=chief, at=NOON)

    assert edition_for(SEPTEMBER).name == "新版"


def test_it_stays_while_events_stand_under_what_it_alone_has(chief: User, clerk: User, unit: Unit) -> None:
    clause = SHIPPED.clause("4.5")
    new = replace(clause.behaviours[0], name="刷朋友圈")
    row = change(a_draft(chief, month=OCTOBER), "clause-4.5", chief, behaviours=(*clause.behaviours, new))
    row = in_force(row, chief)
    recorded_event(clerk, unit, behaviour="刷朋友圈")

    with pytest.raises(Refusal, match=r"^2026年10月有1项登记在“4\.5 刷朋友圈”下，恢复适用的版本没有"):
        withdraw(edition=row, expected_version=row.version, reason="有误", by=chief, at=NOON)


def test_a_draft_is_not_withdrawn(chief: User) -> None:
    row = lighter(chief)

    with pytest.raises(Refusal, match="“新版”没有施行"):
        withdraw(edition=row, expected_version=row.version, reason="有误", by=chief, at=NOON)


@pytest.mark.parametrize(
    ("day", "offered"),
    [("2026-10-06", True), ("2026-09-28", False), ("", True), ("x", True)],
    ids=["of its months", "of an earlier month", "no day", "no day at all"],
)
def test_entry_offers_what_the_edition_of_the_day_has(
    chief: User, clerk: User, unit: Unit, day: str, offered: bool
) -> None:
    clause = SHIPPED.clause("4.5")
    new = replace(clause.behaviours[0], name="刷朋友圈")
    row = change(a_draft(chief, month=OCTOBER), "clause-4.5", chief, behaviours=(*clause.behaviours, new))
    in_force(row, chief)

    with time_machine.travel(NOON, tick=False):
        pages = [
            logged_in(clerk).get(url, {"happened_on": day, "words": "刷朋友圈"}).content.decode()
            for url in ("/record/", "/record/behaviours/")
        ]

    assert ['value="4.5|刷朋友圈"' in page for page in pages] == [offered, offered]
