"""统计: what is counted, the same open and closed, where every row leads, who sees it."""

import re
from collections.abc import Iterator
from datetime import date, time
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from scoring.selectors.counted import AWARD, CHARGE, Counted
from scoring.selectors.statistics import Statistics, Wanted, gathered, repeat_persons, statistics
from tests.conftest import LOGGED, NOON, TODAY, logged_in
from tests.scoring.factories import record
from tests.scoring.quarters import AUGUST, JULY, SEPTEMBER, close_all, third_quarter
from units.models import StaffMember, Unit, User

pytestmark = pytest.mark.django_db
PAGE, PERSONS, EXPORT = "/statistics/", "/statistics/persons/", "/statistics/export/"
OPEN = {"open": "on"}


@pytest.fixture(autouse=True)
def _october() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def people(clerk: User, unit: Unit, other_unit: Unit) -> dict[str, StaffMember]:
    """The third quarter, with a time on one event, three latenesses (6.3) and a bonus besides."""
    people = third_quarter(clerk, unit, other_unit)
    about: dict[str, Any] = {"verified": True, "on": date(2026, 8, 10), "person": people["王芳"]}
    record(
        clerk, unit, **about, clause="1.1", behaviour="迟到", times=3, happened_at=time(8, 41), source="考勤"
    )
    record(clerk, unit, on=date(2026, 8, 12), clause="4.3", behaviour="中午提前上岗", verified=True)
    return people


def wanted(**more: Any) -> Wanted:
    return Wanted(JULY, date(2026, 10, 1), **({"with_open": True} | more))


def plain(found: Counted) -> dict[str, Any]:
    """All sums as plain values."""
    return {
        name: {
            key: (one.lines, one.halves, one.cleared, one.entered)
            for key, one in getattr(found, name).items()
        }
        for name in ("by_unit", "by_behaviour", "by_source", "by_hour")
    } | {"totals": found.totals}


def sums(kind: str = CHARGE, **more: Any) -> Statistics:
    return statistics(gathered(wanted(kind=kind, **more), TODAY))


@pytest.mark.parametrize("kind", [CHARGE, AWARD])
def test_a_closed_month_counts_what_it_counted_while_open(
    kind: str, people: dict[str, StaffMember], chief: User
) -> None:
    opened = plain(sums(kind).sums)
    close_all(chief)
    closed = plain(sums(kind).sums)

    assert closed == opened


def test_charges_are_counted_from_every_side(people: dict[str, StaffMember], chief: User, unit: Unit) -> None:
    close_all(chief)
    found = sums().sums
    other = Unit.objects.exclude(pk=unit.pk).get().pk

    assert plain(found)["by_unit"] == {
        (JULY, unit.pk, 4): (1, 4, 0, 1),
        (JULY, other, 1): (1, 10, 0, 1),
        (JULY, other, 2): (1, 0, 1, 1),
        (AUGUST, unit.pk, 1): (1, 12, 0, 1),
        (AUGUST, unit.pk, 2): (1, 4, 0, 1),
        (AUGUST, unit.pk, 4): (2, 5, 0, 2),
        (AUGUST, unit.pk, 6): (1, 6, 0, 0),
    }
    assert plain(found)["by_hour"] == {
        (0, None): (1, 4, 0, 1),
        (0, 8): (1, 12, 0, 1),
        (1, None): (2, 14, 0, 2),
        (2, None): (2, 1, 1, 2),
        (3, None): (1, 4, 0, 1),
    }
    assert plain(found)["by_source"][AUGUST, "考勤"] == (1, 12, 0, 1)
    assert plain(found)["by_source"][AUGUST, ""] == (1, 6, 0, 0)
    assert found.totals[JULY] == (336, 2)


def test_awards_are_counted_alike(people: dict[str, StaffMember], chief: User, unit: Unit) -> None:
    close_all(chief)

    assert plain(sums(AWARD).sums)["by_behaviour"] == {(AUGUST, "4.3", "中午提前上岗"): (1, 1, 0, 1)}


def test_one_unit_alone_and_without_open_months(
    people: dict[str, StaffMember], chief: User, unit: Unit
) -> None:
    close_all(chief, months=(JULY,))
    other = Unit.objects.exclude(pk=unit.pk).get().pk
    found = sums(unit_id=other, with_open=False)

    assert set(found.sums.by_unit) == {(JULY, other, 1), (JULY, other, 2)}
    assert found.sums.totals == {JULY: (140, 1)}
    assert found.gathered.left_out == (AUGUST, SEPTEMBER, date(2026, 10, 1))


def test_persons_with_several_are_found_across_closed_and_open_months(
    people: dict[str, StaffMember], chief: User, unit: Unit
) -> None:
    close_all(chief, months=(JULY,))
    found = repeat_persons(gathered(wanted(), TODAY))

    ((person, row),) = found
    assert person == people["王芳"].pk
    assert (row.total.lines, row.total.halves) == (4, 26)
    assert {label: one.lines for label, one in row.behaviours.items()} == {
        "4.5 接打手机": 2,
        "1.1 迟到": 1,
        "6.3 首次超限": 1,
    }
    assert repeat_persons(gathered(wanted(with_open=False), TODAY)) == []


def test_the_page_leads_to_the_ledger_with_as_many_rows(
    people: dict[str, StaffMember], chief: User, clerk: User
) -> None:
    close_all(chief)
    desk = logged_in(clerk)
    context = desk.get(PAGE).context
    rows = [row for one in (context["units"], *context["breakdowns"]) for row in one.rows if row.query]
    rows += [context["total"], *(row for row in context["months"] if row.lines)]

    assert len(rows) > 15
    for row in rows:
        counted = row.lines - (1 if row.lines and "6.3" in str(getattr(row, "label", "")) else 0)
        shown = desk.get(f"/ledger/?{row.query}").context["page"].paginator.count
        assert shown >= 1
        assert shown <= counted, row
    behaviours = {
        row.label: row for one in context["breakdowns"] for row in one.rows if one.key == "behaviours"
    }
    assert behaviours["6.3 首次超限"].query == ""
    for label, row in behaviours.items():
        if row.query:
            assert desk.get(f"/ledger/?{row.query}").context["page"].paginator.count == row.lines, label


def test_the_persons_page_leads_to_the_person_and_to_the_events(
    people: dict[str, StaffMember], chief: User
) -> None:
    close_all(chief)
    desk = logged_in(chief)
    answer = desk.get(PERSONS)

    (row,) = answer.context["rows"]
    assert (row.name, row.lines, row.points) == ("王芳", 4, "13")
    assert row.behaviours == "4.5 接打手机 2件、1.1 迟到 1件、6.3 首次超限 1件"
    assert f"/staff/{people['王芳'].pk}/" in answer.content.decode()
    assert desk.get(f"/ledger/?{row.query}").context["page"].paginator.count == 3
    assert "只看" in desk.get(f"/ledger/?{row.query}").content.decode()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"since": "2026-13"}, "月份请写成 2026-09 的样子。"),
        ({"since": "2026-09", "until": "2026-07"}, "止月不能早于起月，请对调。"),
        ({"until": "九月"}, "月份请写成 2026-09 的样子。"),
        ({"until": "\x00"}, "扣分统计"),
        ({"since": "2999-01", "until": "2999-02", "unit": "9" * 40, "kind": "x"}, "扣分统计"),
        ({"since": "2000-01"}, "扣分统计"),
    ],
    ids=["no month", "backwards", "words", "NUL", "far away", "long ago"],
)
def test_what_does_not_fit_is_said_and_the_rest_is_shown(
    query: dict[str, str], said: str, people: dict[str, StaffMember], chief: User
) -> None:
    for url in (PAGE, PERSONS, EXPORT):
        answer = logged_in(chief).get(url, query)
        assert answer.status_code == 200
        if url != EXPORT:
            assert said.replace("扣分统计", "扣分") in answer.content.decode()


def test_before_anything_is_closed_the_page_says_what_to_do(
    people: dict[str, StaffMember], chief: User
) -> None:
    desk = logged_in(chief)

    assert "还没有定分的月份；勾选" in desk.get(PAGE).content.decode()
    assert "含未定分的2026年7月、2026年8月" in desk.get(PAGE, OPEN).content.decode()


@pytest.mark.parametrize("query", [{}, OPEN, OPEN | {"kind": "award"}], ids=["closed", "open", "awards"])
@pytest.mark.parametrize("url", [PAGE, PERSONS, EXPORT, "/statistics/coming/"])
def test_the_pages_ask_the_same_number_of_queries_for_few_and_for_many(
    url: str, query: dict[str, str], people: dict[str, StaffMember], chief: User, clerk: User, unit: Unit
) -> None:
    def queries() -> int:
        desk = logged_in(chief)
        with CaptureQueriesContext(connection) as found:
            assert desk.get(url, query).status_code == 200
        return len(found)

    close_all(chief, months=(JULY, AUGUST))
    before = queries()
    for number in range(4):
        person = StaffMember.objects.create(name=f"人{number}", pinyin="", number=f"9{number}")
        for day in (2, 3):
            record(clerk, unit, on=date(2026, 9, day), person=person, verified=True)
    close_all(chief, months=(SEPTEMBER,))
    assert (queries(), before <= (14 + LOGGED if url == EXPORT else 12)) == (before, True)


def test_the_workbook_holds_the_tables_with_their_sums(people: dict[str, StaffMember], chief: User) -> None:
    close_all(chief)
    data = logged_in(chief).get(EXPORT).content
    book, values = load_workbook(BytesIO(data)), load_workbook(BytesIO(data), data_only=True)

    assert book.sheetnames == [
        *("逐月", "按单位", "各单位逐月", "按类别", "按行为", "按来源", "星期和时段", "多次的人员"),
    ]
    months = [[cell.value for cell in row] for row in book["逐月"].iter_rows()]
    assert months[0][0] == "窗口单位百分考核扣分统计：逐月"
    assert "不含未定分的2026年10月" in months[1][0]
    assert months[3] == ["2026年7月", 84, 3, 7, 1, None]
    assert months[-1][:5] == ["合计", None, "=SUM(C4:C6)", "=SUM(D4:D6)", "=SUM(E4:E6)"]
    assert [cell.value for cell in values["逐月"][7]][:5] == ["合计", None, 8, 20.5, 1]
    assert [cell.value for cell in book["多次的人员"][4]][:5] == ["王芳", "001", "社保中心", 4, 13]


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("page", [PAGE, PERSONS])
def test_months_are_written_as_people_say_them(clerk: User, page: str) -> None:
    text = logged_in(clerk).get(page, {"since": "2026-07", "until": "2026-09"}).content.decode()
    read = re.sub(r"<[^>]*>", "", text)

    assert "2026年7月至2026年9月" in read
    assert re.findall(r"\d{4}-\d{2}", read) == []


@pytest.mark.usefixtures("people")
def test_one_month_is_named_once(clerk: User) -> None:
    text = logged_in(clerk).get(PAGE, {"since": "2026-08", "until": "2026-08"}).content.decode()

    assert "<small>2026年8月</small>" in text


@pytest.mark.usefixtures("people")
def test_heads_of_categories_are_short_and_say_once_what_they_count(clerk: User) -> None:
    text = logged_in(clerk).get(PAGE, OPEN).content.decode()
    units = text.partition('<section class="panel stat-section" id="units">')[2].partition("</section>")[0]
    head = units.partition("<thead>")[2].partition("</thead>")[0]

    assert 'class="num long-head" title="窗口人员上岗要求及请销假">上岗要求及请销假</th>' in head
    assert "（分）" not in head
    assert "各类是分数" in units


@pytest.mark.usefixtures("people")
def test_every_chart_is_told_in_words_and_has_its_table_below(clerk: User) -> None:
    text = logged_in(clerk).get(PAGE, OPEN).content.decode()
    sections = [
        part.partition("</section>")[0] for part in text.split('<section class="panel stat-section"')[1:]
    ]
    charts = [part for part in sections if 'role="img"' in part]

    assert len(charts) == 5
    assert all(part.index('role="img" aria-label="') < part.index("<table") for part in charts)


@pytest.mark.usefixtures("people")
def test_weekdays_and_hours_are_one_table_that_is_darker_where_there_is_more(clerk: User) -> None:
    text = logged_in(clerk).get(PAGE, OPEN).content.decode()
    hours = text.partition('id="hours"')[2].partition("</section>")[0]

    assert "heat-5" in hours
    assert hours.count("<table") == 1
    assert "颜色越深越多" in hours
