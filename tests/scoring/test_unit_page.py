"""单位得分页: every number with its why, the same open and closed, to the unit's own head and no other's."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from records.files import store_file
from scoring.models import Month, ScoreEvent
from scoring.selectors.unit_pages import UnitPage, unit_page
from scoring.services.findings import record_finding
from scoring.services.months import close_month, publish_month
from scoring.services.settling import waive_event
from tests.conftest import NOON, logged_in
from tests.scoring.factories import a_charge, a_finding, record, recorded_event, shown
from units.models import StaffMember, Unit, User, Window

pytestmark = pytest.mark.django_db
SEPTEMBER = date(2026, 9, 1)
ON = date(2026, 9, 10)
LATER = datetime(2026, 11, 6, 9, 0, tzinfo=NOON.tzinfo)


@pytest.fixture(autouse=True)
def _october() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def url(unit: Unit, month: str = "2026-09") -> str:
    return f"/months/{month}/units/{unit.pk}/"


def page_of(unit: Unit, month: date = SEPTEMBER) -> UnitPage:
    page = unit_page(month, unit.pk, all_ranks=True, shows_papers=True)
    assert page is not None
    return page


def close(chief: User, *, published: bool = False) -> None:
    close_month(month=SEPTEMBER, by=chief, at=NOON, reason="按期定分")
    if published:
        publish_month(month=Month.objects.get(month=SEPTEMBER), by=chief, at=NOON)


def test_the_page_opens_to_those_who_may_see_the_unit(cast: dict[str, User], unit: Unit) -> None:
    statuses = {name: logged_in(user).get(url(unit)).status_code for name, user in cast.items()}

    assert statuses == {
        "clerk": 200,
        "chief": 200,
        "leader": 200,
        "head": 200,
        "other_head": 404,
        "discipline": 403,
        "office": 403,
        "admin": 403,
        "stranger": 403,
    }
    assert logged_in(None).get(url(unit)).status_code == 302


@pytest.mark.parametrize("month", ["2026-08", "2026-11", "2026-13", "0000-01"])
def test_there_is_no_page_outside_the_sites_months(month: str, unit: Unit, clerk: User) -> None:
    assert logged_in(clerk).get(url(unit, month)).status_code == 404


def test_there_is_no_page_of_a_unit_that_is_not_scored(unit: Unit, clerk: User) -> None:
    Unit.objects.filter(pk=unit.pk).update(in_service_to=date(2026, 8, 31))
    assert logged_in(clerk).get(url(unit)).status_code == 404


@pytest.mark.parametrize("is_closed", [False, True], ids=["open", "closed"])
@pytest.mark.parametrize("number", [0, 9999999, 10**25])
def test_there_is_no_page_of_a_unit_that_does_not_exist(
    number: int, is_closed: bool, unit: Unit, clerk: User, chief: User
) -> None:
    if is_closed:
        close(chief)
    assert logged_in(clerk).get(f"/months/2026-09/units/{number}/").status_code == 404


def full_september(clerk: User, chief: User, unit: Unit, person: StaffMember, window: Window) -> None:
    """A cover, three latenesses with their derived line, a waiver, a bonus, a fact outside every clause."""
    about = {"on": ON, "person": person, "window": window, "verified": True}
    record(clerk, unit, **about, happened_at=time(9, 5), problem_title="玩手机", fact="低头看手机")
    bulletin = {"clause": "2.8", "behaviour": "大厅督查通报", "problem_title": "玩手机"}
    record(clerk, unit, **(about | {"on": date(2026, 9, 20)}), **bulletin)
    record(clerk, unit, **about, clause="1.1", behaviour="迟到", times=3)
    waived = recorded_event(clerk, unit, **about, clause="2.2", behaviour="打瞌睡")
    waive_event(event=waived, expected_version=waived.version, reason="身体不适", by=chief, at=NOON)
    record(
        clerk,
        unit,
        on=ON,
        clause="2.6",
        behaviour="延时服务",
        measure=12,
        times=2,
        proof="登记簿",
        verified=True,
    )
    record_finding(by=clerk, at=NOON, finding=a_finding(unit, happened_on=ON, fact="标识牌缺失"), charges=[])


def test_every_number_is_written_out_with_its_why(
    clerk: User, chief: User, unit: Unit, person: StaffMember, window: Window
) -> None:
    full_september(clerk, chief, unit, person, window)
    page = page_of(unit)

    assert (page.total, page.rank, page.lines) == ("89", "1", 6)
    assert [(bar.score, bar.arithmetic) for bar in page.bars] == [
        ("19", "25 − 6 = 19"),
        ("25", "25 + 1 = 26；按满分计25（溢出加分1）"),
        ("20", "20（没有加减分）"),
        ("8", "10 − 2 = 8"),
        ("10", "10（没有加减分）"),
        ("7", "10 − 3 = 7"),
    ]
    phone = page.bars[3].lines[0]
    assert (phone.when, phone.who, phone.window, phone.label) == (
        "9月10日（周四） 09:05",
        "王芳",
        "3号窗口",
        "4.5 接打手机",
    )
    covered = page.bars[1].lines[0]
    assert (covered.points, covered.counted, covered.covered_by, covered.covered_here) == (
        "−5",
        "0",
        phone.event_id,
        True,
    )
    assert "不再重复扣分" in covered.why
    assert [(line.label, line.counted, line.effect) for line in page.bars[5].lines] == [
        ("6.3 首次超限", "−3", "minus")
    ]
    assert page.bars[1].lines[2].quantity == "×2，12分钟"
    assert next((row.kind, row.who) for row in page.follow_ups) == ("书面整改意见", "单位")
    assert [note.fact for note in page.notes] == ["标识牌缺失"]


@pytest.mark.usefixtures("unguarded")
def test_a_closed_month_shows_what_the_open_one_showed(
    clerk: User, chief: User, unit: Unit, other_unit: Unit, person: StaffMember, window: Window
) -> None:
    full_september(clerk, chief, unit, person, window)
    opened = page_of(unit)
    close(chief)
    ScoreEvent.objects.filter(clause="4.5").update(times=9)

    closed = page_of(unit)

    assert (closed.is_open, closed.revision, len(closed.digest)) == (False, 1, 64)
    same = replace(
        closed, is_open=True, state="open", state_label="录入", closed_at=None, revision=None, digest=""
    )
    assert same == opened


def test_the_rendered_page_reads_the_same_open_and_closed(
    clerk: User, chief: User, unit: Unit, person: StaffMember, window: Window
) -> None:
    full_september(clerk, chief, unit, person, window)

    def lines() -> str:
        text = logged_in(clerk).get(url(unit)).content.decode()
        return text[text.index("<h2>明细</h2>") : text.index("<h2>近期总分</h2>")]

    opened = lines()
    close(chief)
    assert lines() == opened
    assert opened.count("<tr id=") == 6


@pytest.mark.parametrize(("state", "rank"), [("open", ""), ("closed", ""), ("published", "1")])
def test_a_unit_head_sees_the_rank_once_published(
    state: str, rank: str, unit: Unit, other_unit: Unit, head: User, chief: User
) -> None:
    if state != "open":
        close(chief, published=state == "published")

    assert logged_in(head).get(url(unit)).context["page"].rank == rank
    assert logged_in(chief).get(url(unit)).context["page"].rank == "1"


def test_a_unit_head_sees_what_is_being_verified(clerk: User, unit: Unit, head: User) -> None:
    record(clerk, unit, on=ON, verified=False)

    text = logged_in(head).get(url(unit)).content.decode()

    assert "待核实" in text
    assert "未经查证属实，不计扣分" in text
    assert "正在核实" in text


@pytest.mark.parametrize("is_closed", [False, True], ids=["open", "closed"])
def test_papers_of_a_complaint_are_for_the_policy_office_alone(
    is_closed: bool, clerk: User, chief: User, unit: Unit, head: User
) -> None:
    def with_file(name: str, **charge: Any) -> None:
        upload = SimpleUploadedFile(name, b"%PDF-1.4\n%%EOF\n", content_type="application/pdf")
        stored = store_file(upload=upload, by=clerk, at=NOON)
        record_finding(
            by=clerk,
            at=NOON,
            finding=a_finding(unit, happened_on=ON),
            charges=[a_charge(unit, verified=True, **charge)],
            evidence=[stored],
        )

    with_file("投诉登记.pdf", clause="2.9", behaviour="投诉属实")
    with_file("现场.pdf")
    if is_closed:
        close(chief)

    seen_by_head = logged_in(head).get(url(unit)).content.decode()
    seen_by_clerk = logged_in(clerk).get(url(unit)).content.decode()

    assert ("投诉登记.pdf" in seen_by_head, "现场.pdf" in seen_by_head) == (False, True)
    assert ("投诉登记.pdf" in seen_by_clerk, "现场.pdf" in seen_by_clerk) == (True, True)


def test_a_late_entry_says_of_which_month_it_is(clerk: User, chief: User, unit: Unit) -> None:
    close(chief)
    record(clerk, unit, on=ON, verified=True)

    (line,) = page_of(unit, date(2026, 10, 1)).bars[3].lines

    assert (line.when, line.late) == ("9月10日（周四）", "补记2026年9月")


def test_the_trend_shows_the_months_so_far(clerk: User, chief: User, unit: Unit) -> None:
    record(clerk, unit, on=ON, verified=True)
    close(chief)

    page = page_of(unit, date(2026, 10, 1))

    assert [(dot.month, dot.total) for dot in page.trend.dots] == [("2026年9月", "98"), ("2026年10月", "100")]
    assert (page.before, page_of(unit).before) == ("2026-09", "")


@pytest.mark.parametrize("is_closed", [False, True], ids=["open", "closed"])
def test_the_page_takes_fewer_than_ten_queries_for_one_line_and_for_many(
    is_closed: bool, clerk: User, chief: User, unit: Unit
) -> None:
    close(chief)
    client = logged_in(clerk)

    def queries(month: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(url(unit, month)).status_code == 200
        return len(found)

    month, day = ("2026-10", date(2026, 10, 6))
    record(clerk, unit, on=day, verified=True)
    with time_machine.travel(LATER, tick=False):
        client = logged_in(clerk)
        before = queries(month)
        for _ in range(5):
            record(clerk, unit, on=day, verified=True)
        if is_closed:
            shown(date(2026, 10, 1))
            close_month(month=date(2026, 10, 1), by=chief, at=LATER)
            assert queries(month) < before
        else:
            assert queries(month) == before
    assert before < 10


def test_my_units_leads_a_head_to_the_units_current_month(
    head: User, clerk: User, unit: Unit, other_unit: Unit
) -> None:
    assert logged_in(head).get("/my-units/").headers["Location"] == url(unit, "2026-10")
    assert logged_in(clerk).get("/my-units/").headers["Location"] == "/months/"

    head.memberships.create(role="unit_head", unit=other_unit)
    text = logged_in(head).get("/my-units/").content.decode()
    assert url(unit, "2026-10") in text
    assert url(other_unit, "2026-10") in text


def test_text_from_people_is_shown_as_text(clerk: User, unit: Unit) -> None:
    record(clerk, unit, on=ON, fact='<script>alert("x")</script>', verified=True)

    text = logged_in(clerk).get(url(unit)).content.decode()

    assert "&lt;script&gt;alert" in text
    assert "<script>alert" not in text
