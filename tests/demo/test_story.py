"""The demo as plain data: what is told fits the paper, the roster and the calendar."""

from collections import Counter

import pytest
from chinese_calendar import is_workday

from scoring.rulebook import shipped_edition
from yanling_assess.demo.bureau import UNITS
from yanling_assess.demo.filler import ordinary
from yanling_assess.demo.plan import Happening, october, stories
from yanling_assess.demo.roster import NAMESAKES, people_by_key, roster
from yanling_assess.demo.timeline import CLOSED, ISSUED, entered_at, settled_at

TOLD = (*ordinary(), *stories(), *october())


def test_the_hall_has_twenty_units_and_two_hundred_people() -> None:
    assert len(UNITS) == 20
    assert len(roster()) == len(people_by_key()) == 200
    assert len({person.number for person in roster()}) == 200


def test_one_pair_of_people_share_a_name_in_two_units() -> None:
    shared = [name for name, count in Counter(person.name for person in roster()).items() if count > 1]

    assert shared == ["张伟"]
    assert {key for key, person in people_by_key().items() if person.name == "张伟"} == NAMESAKES


@pytest.mark.parametrize("character", ["堃", "喆", "䶮", "㛃", "·"])
def test_names_hold_rare_characters(character: str) -> None:
    assert any(character in person.name for person in roster())


def test_every_behaviour_that_is_entered_is_met_before_october() -> None:
    met = {(told.clause, told.behaviour) for told in (*ordinary(), *stories())}
    met |= {(told.clause, behaviour) for told in stories() for _, behaviour in told.others}
    entered = {
        (number, behaviour.name)
        for number, clause in shipped_edition().clauses.items()
        for behaviour in clause.behaviours
        if behaviour.entered
    }

    assert entered - met == set()
    assert met - entered == {("", "")}


@pytest.mark.parametrize("told", TOLD, ids=lambda told: f"{told.on:%m-%d} {told.fact[:12]}")
def test_people_stand_where_the_story_needs_them(told: Happening) -> None:
    for key in filter(None, (*told.people, told.substitute, told.named_later)):
        posting = people_by_key()[key].posting_on(told.on)

        assert posting is not None
        assert told.unit in ("", posting.unit)


def test_findings_of_the_floor_are_of_working_days() -> None:
    seen = [told.on for told in TOLD if told.source in ("日常抽查", "考勤", "窗口申报")]

    assert [on for on in seen if not is_workday(on)] == []


def test_everything_is_done_in_a_sensible_order() -> None:
    for told in TOLD:
        assert entered_at(told) < settled_at(told)
    for month, closed in CLOSED.items():
        assert closed < ISSUED[month]
        assert ISSUED[month].day <= 10


def test_nothing_but_the_sheet_is_told_of_september() -> None:
    assert [told for told in TOLD if told.on.month == 9] == []
