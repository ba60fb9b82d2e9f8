"""按登记簿取号: a number of the office's own register, and how the count goes on after it."""

from datetime import date

import pytest

from notices.models import Notice, NumberSeries
from notices.selectors.numbers import Number, hand_number, next_number
from notices.services.issuing import issue_notice
from records.errors import Refusal
from records.models import Change
from scoring.models import MonthResult
from scoring.services.months import close_month
from tests.conftest import NOON
from tests.notices.test_numbers import LATER
from units.models import Bureau, User

ON = date(2026, 10, 8)
Kind = Notice.Kind


def test_a_number_above_the_last_moves_the_count_and_is_on_record(
    september: MonthResult, chief: User
) -> None:
    notice = issue_notice(result=september, by=chief, at=NOON, on=ON, sequence=12)

    assert (notice.number, notice.by_hand) == ("鄢人社通报〔2026〕12号", True)
    assert str(next_number(ON)) == "鄢人社通报〔2026〕13号"
    change = Change.objects.get(action="签发")
    assert change.after["按登记簿取号"] == "鄢人社通报〔2026〕12号"


def test_an_unused_number_below_the_last_may_be_taken_and_leaves_the_count(
    september: MonthResult, chief: User
) -> None:
    issue_notice(result=september, by=chief, at=NOON, on=ON, sequence=12)
    october = close_month(month=date(2026, 10, 1), by=chief, at=LATER, reason="测试")

    second = issue_notice(result=october, by=chief, at=LATER, on=LATER.date(), sequence=3)

    assert second.sequence == 3
    assert NumberSeries.objects.get().last == 12
    assert next_number(ON).sequence == 13


@pytest.mark.parametrize("sequence", [0, -1, 10000], ids=str)
def test_a_number_that_no_register_gives_is_refused(
    september: MonthResult, chief: User, sequence: int
) -> None:
    with pytest.raises(Refusal, match="1至9999") as refused:
        issue_notice(result=september, by=chief, at=NOON, on=ON, sequence=sequence)
    assert refused.value.field == "sequence"
    assert not Notice.objects.exists()


def test_a_used_number_is_refused_however_it_was_written(september: MonthResult, chief: User) -> None:
    Bureau.objects.update(numbering=Bureau.Numbering.ISSUE)
    issue_notice(result=september, by=chief, at=NOON, on=ON, sequence=5)
    Bureau.objects.update(numbering=Bureau.Numbering.DOCUMENT)

    with pytest.raises(Refusal, match="〔2026〕第5期已经用于"):
        hand_number(ON, Kind.CORRECTION, 5)


def test_letters_are_counted_by_themselves_unless_their_code_is_the_same(
    september: MonthResult, chief: User, bureau: Bureau
) -> None:
    issue_notice(result=september, by=chief, at=NOON, on=ON)

    assert next_number(ON, Kind.TALK) == Number("鄢人社函", 2026, 1, "鄢人社函")
    assert next_number(ON, Kind.PERIOD).sequence == 2
    Bureau.objects.update(letter_code="鄢人社通报")
    assert str(next_number(ON, Kind.TALK)) == "鄢人社通报〔2026〕2号"
    Bureau.objects.update(numbering=Bureau.Numbering.ISSUE)
    assert str(next_number(ON, Kind.TALK)) == "鄢人社通报〔2026〕2号", "a letter has no issue number"


def test_a_code_left_and_taken_up_again_gives_no_number_twice(september: MonthResult, chief: User) -> None:
    issue_notice(result=september, by=chief, at=NOON, on=ON)
    NumberSeries.objects.all().delete()

    assert next_number(ON).sequence == 2
