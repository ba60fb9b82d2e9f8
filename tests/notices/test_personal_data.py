"""Before a paper is issued: whom each reading names is said, and no complainant leaves the house."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from notices.models import Notice, NumberSeries
from notices.services.issuing import issue_notice
from notices.services.words import save_words
from records.errors import Refusal
from scoring.models import Complainant, MonthResult
from tests.conftest import NOON, logged_in
from tests.scoring.complaints import a_complaint
from units.models import StaffMember, Unit, User

ISSUE = "/notices/compose/2026-09/issue/"
WORDS = {"lead": "现将有关情况通报如下。", "demands": "一是提高认识。"}


@pytest.fixture(autouse=True)
def _october() -> Iterator[None]:
    with time_machine.travel(NOON):
        yield


@pytest.fixture
def complainant(clerk: User, unit: Unit) -> Complainant:
    complaint = a_complaint(clerk, unit)
    Complainant.objects.filter(complaint=complaint).delete()
    return Complainant.objects.create(complaint=complaint, name="夜莺子规", contact="0374-7100223")


def worded(result: MonthResult, by: User, overall: str) -> None:
    save_words(result=result, words={**WORDS, "overall": overall}, expected_version=0, by=by, at=NOON)


def test_the_issue_page_says_whom_each_reading_names(september: MonthResult, chief: User) -> None:
    page = logged_in(chief).get(ISSUE).content.decode()

    assert (
        "实名本：载有2名工作人员姓名（孙丽、王芳）；文字中有1个电话或身份证号，印发时已隐去中间各位。" in page
    )
    assert "公开本：没有工作人员姓名；" in page


def test_a_member_of_staff_named_in_the_words_is_masked_in_the_public_reading(
    september: MonthResult, chief: User
) -> None:
    StaffMember.objects.create(name="郑好", pinyin="", number="009")
    worded(september, chief, "郑好同志表现突出。")

    preview = "/notices/compose/2026-09/preview/?reading="
    assert "郑好同志" in logged_in(chief).get(f"{preview}named").content.decode()
    assert "郑某同志" in logged_in(chief).get(f"{preview}public").content.decode()
    assert "（孙丽、王芳、郑好）" in logged_in(chief).get(ISSUE).content.decode()


@pytest.mark.parametrize(
    "said", ["感谢夜莺子规的反映。", "可拨打 0374 7100223 核实。"], ids=["name", "number"]
)
def test_a_complainant_in_the_words_stops_the_issue_and_takes_no_number(
    september: MonthResult, complainant: Complainant, chief: User, said: str
) -> None:
    worded(september, chief, said)

    with pytest.raises(Refusal, match="投诉人的姓名或联系方式，不能签发") as refused:
        issue_notice(result=september, by=chief, at=NOON, on=date(2026, 10, 8))
    assert said in refused.value.message
    assert not Notice.objects.exists()
    assert not NumberSeries.objects.exists()


def test_a_member_of_staff_who_complained_may_be_named_for_other_things(
    september: MonthResult, complainant: Complainant, chief: User
) -> None:
    Complainant.objects.filter(pk=complainant.pk).update(name="王芳")

    assert issue_notice(result=september, by=chief, at=NOON, on=date(2026, 10, 8)).sequence == 1
