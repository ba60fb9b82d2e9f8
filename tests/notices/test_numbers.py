"""文号 or 期号: the bureau's setting says how a bulletin's number reads, and never how it counts."""

import uuid
from datetime import date, datetime

import pytest
from django.utils import timezone

from notices.models import Notice, NumberSeries, Reading
from notices.selectors.numbers import next_number
from notices.services.handing_out import paper_of
from notices.services.issuing import NumberTakenError, issue_notice, keep_notice, prepare_issue
from scoring.models import MonthResult
from scoring.services.months import close_month
from tests.conftest import NOON, logged_in
from tests.papers.measure import text
from units.models import Bureau, Unit, User

ON = date(2026, 10, 8)
LATER = datetime(2026, 11, 6, 12, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def october(september: MonthResult, chief: User) -> MonthResult:
    return close_month(month=date(2026, 10, 1), by=chief, at=LATER, reason="测试")


def write_issues(bureau: Bureau) -> None:
    Bureau.objects.update(numbering=Bureau.Numbering.ISSUE)


def test_a_bulletin_carries_the_year_s_issue_where_the_bureau_numbers_so(
    september: MonthResult, bureau: Bureau, chief: User, unit: Unit
) -> None:
    write_issues(bureau)
    notice = issue_notice(result=september, by=chief, at=NOON, on=ON)
    assert (notice.number, notice.code) == ("〔2026〕第1期", "")
    assert notice.content["head"]["number"] == "〔2026〕第1期"
    for reading, whose in ((Reading.NAMED, None), (Reading.PUBLIC, None), (Reading.UNIT, unit)):
        words = text(bytes(paper_of(notice, reading, whose).pdf))
        assert "〔2026〕第1期" in words
        assert "鄢人社通报〔2026〕" not in words


def test_the_setting_changes_the_words_and_goes_on_counting(
    september: MonthResult, october: MonthResult, bureau: Bureau, chief: User
) -> None:
    issue_notice(result=september, by=chief, at=LATER, on=ON)
    write_issues(bureau)
    issue_notice(result=october, by=chief, at=LATER, on=LATER.date())
    assert [notice.number for notice in Notice.objects.order_by("sequence")] == [
        "鄢人社通报〔2026〕1号",
        "〔2026〕第2期",
    ]
    assert (str(next_number(ON)), str(next_number(date(2027, 2, 3)))) == ("〔2026〕第3期", "〔2027〕第1期")
    Bureau.objects.update(numbering=Bureau.Numbering.DOCUMENT)
    assert str(next_number(ON)) == "鄢人社通报〔2026〕3号"
    assert NumberSeries.objects.get().last == 2


@pytest.mark.parametrize("change", [{"numbering": "issue"}, {"code": "鄢人社督"}], ids=str)
def test_a_setting_changed_while_it_printed_prints_it_again(
    september: MonthResult, bureau: Bureau, chief: User, change: dict[str, str]
) -> None:
    prepared = prepare_issue(result=september, on=ON)
    Bureau.objects.update(**change)
    with pytest.raises(NumberTakenError):
        keep_notice(prepared=prepared, by=chief, at=NOON)
    assert not Notice.objects.exists()


def test_the_chief_chooses_it_in_the_settings(september: MonthResult, chief: User) -> None:
    page = logged_in(chief).get("/bureau/")
    fields = {name: value for name, value in page.context["form"].initial.items() if value is not None}
    fields |= {"numbering": "issue", "form_key": str(uuid.uuid4())}
    assert logged_in(chief).post("/bureau/", fields).status_code == 302
    shown = logged_in(chief).get("/notices/compose/2026-09/issue/").content.decode()
    assert "期号</dt>" in shown
    assert "〔2026〕第1期" in shown


def test_a_form_without_the_choice_leaves_it(chief: User, bureau: Bureau) -> None:
    write_issues(bureau)
    page = logged_in(chief).get("/bureau/")
    fields = {name: value for name, value in page.context["form"].initial.items() if value is not None}
    del fields["numbering"]
    answer = logged_in(chief).post("/bureau/", fields | {"contact": "王", "form_key": str(uuid.uuid4())})
    assert answer.status_code == 302
    bureau.refresh_from_db()
    assert (bureau.numbering, bureau.contact) == ("issue", "王")
