"""约谈通知书: why, on which basis, when and where, and what comes next."""

from datetime import date

import pytest

from notices.bulletin.words import number_in
from notices.models import FollowUp, Notice
from tests.notices.letters.conftest import found, opened, said, text, written
from units.models import Unit


@pytest.fixture
def row(october: Notice, unit: Unit) -> FollowUp:
    return opened(october, unit, kind="约谈")


def test_letter_tells_which_criticism_it_was_and_what_the_next_brings(row: FollowUp) -> None:
    letter = written(row, when="2026年11月9日上午9时30分", where="局机关三楼会议室。")

    assert (letter.title, letter.addressee) == (("约谈通知书",), "社保中心")
    assert letter.copies == "驻人社局纪检监察组"
    assert said(letter.blocks) == text("talk")


def test_time_and_place_have_to_be_filled_in(row: FollowUp) -> None:
    paper = found(row)

    assert {part.key for part in paper.parts if part.required and not paper.proposed[part.key]} == {
        "when",
        "where",
    }
    assert paper.due(date(2026, 11, 6)) is None


@pytest.mark.parametrize("text", ["上午9时30分", "下午3点20分", "九时三十分", "5分钟内到场"])
def test_a_time_of_day_is_no_score(text: str) -> None:
    assert number_in(text) == ""


@pytest.mark.parametrize("text", ["扣5分", "得97.5分", "扣三分", "10时得20分"])
def test_a_score_is_found_beside_a_time_of_day(text: str) -> None:
    assert number_in(text)
