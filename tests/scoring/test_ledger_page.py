"""事项台账: who sees which rows, what filters find, several confirmed at once, the export."""

import io
import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

import openpyxl
import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from scoring.models import ScoreEvent
from scoring.models.findings import Source
from scoring.services.findings import record_finding
from scoring.services.settling import confirm_event, dismiss_event
from tests.conftest import NOON, logged_in
from tests.scoring.factories import a_charge, a_finding, record, recorded_event
from units.models import StaffMember, Unit, User

PAGE, EXPORT, CONFIRM = "/ledger/", "/ledger/export/", "/ledger/confirm/"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def facts_on(answer: Any) -> list[str]:
    """The texts of the rows on a page, in order."""
    return [row.finding.fact for row in answer.context["rows"]]


STATUS_BY_ROLE = {
    "clerk": 200,
    "chief": 200,
    "leader": 200,
    "head": 200,
    "other_head": 200,
    "discipline": 403,
    "office": 403,
    "admin": 403,
    "stranger": 403,
}


@pytest.mark.parametrize(("role", "status"), STATUS_BY_ROLE.items(), ids=STATUS_BY_ROLE)
@pytest.mark.parametrize("url", [PAGE, EXPORT])
def test_ledger_opens_for_whom_it_is_meant(cast: dict[str, User], role: str, status: int, url: str) -> None:
    assert logged_in(cast[role]).get(url).status_code == status


def test_visitor_is_sent_to_the_login(bureau: None) -> None:
    assert logged_in(None).get(PAGE).headers["Location"].startswith("/login/")


def test_unit_head_sees_own_units_rows_alone_everywhere(
    clerk: User, head: User, unit: Unit, other_unit: Unit
) -> None:
    record(clerk, unit, fact="本单位的事")
    record(clerk, other_unit, fact="别单位的事")
    for number, own in enumerate((unit, other_unit)):
        finding = a_finding(own, fact=f"记录{number}")
        record_finding(by=clerk, at=NOON, finding=finding, charges=[])
    desk = logged_in(head)
    assert sorted(facts_on(desk.get(PAGE))) == ["本单位的事", "记录0"]
    assert facts_on(desk.get(PAGE, {"q": "别单位"})) == []
    assert facts_on(desk.get(PAGE, {"unit": other_unit.pk})) == facts_on(desk.get(PAGE))
    book = openpyxl.load_workbook(io.BytesIO(desk.get(EXPORT).content))
    words = [str(cell.value) for row in book.active.iter_rows() for cell in row]  # type: ignore[union-attr]
    assert "本单位的事" in words
    assert not any("别单位" in word or "公共就业" in word for word in words)


def test_unit_head_sees_the_charge_of_a_shared_finding_but_not_the_others(
    clerk: User, other_head: User, unit: Unit, other_unit: Unit, person: StaffMember
) -> None:
    charges = [
        a_charge(unit, clause="3.6", behaviour="推诿-首次接待单位", person=person),
        a_charge(other_unit, clause="3.6", behaviour="推诿-其他单位"),
    ]
    record_finding(by=clerk, at=NOON, finding=a_finding(unit, fact="群众跑三次"), charges=charges)
    answer = logged_in(other_head).get(PAGE)
    assert [(row.unit, str(row.event)) for row in answer.context["rows"]] == [
        ("公共就业服务中心", "3.6 推诿-其他单位")
    ]
    assert "王芳" not in answer.content.decode()


def test_proof_and_statement_are_not_searched_for_a_unit_head(clerk: User, head: User, unit: Unit) -> None:
    record(clerk, unit, source=Source.COMPLAINT, proof="张三13800001111", statement="李四说")
    desk, office = logged_in(head), logged_in(clerk)
    for words in ("张三", "1380000", "李四"):
        assert facts_on(desk.get(PAGE, {"q": words})) == []
        assert facts_on(office.get(PAGE, {"q": words})) == ["低头看手机"]
    assert "证明材料" not in _headers(desk)
    assert "证明材料" in _headers(office)


def _headers(desk: Client) -> list[Any]:
    book = openpyxl.load_workbook(io.BytesIO(desk.get(EXPORT).content))
    return [cell.value for cell in book.active[3]]  # type: ignore[index, union-attr]


@pytest.fixture
def month(clerk: User, unit: Unit, other_unit: Unit, person: StaffMember) -> dict[str, ScoreEvent]:
    """Five events and a good finding, all in October but one."""
    late = recorded_event(
        clerk, unit, fact="迟到", clause="1.1", behaviour="迟到", person=person, source=Source.ATTENDANCE
    )
    empty = recorded_event(clerk, unit, fact="空岗", clause="1.1", behaviour="空岗", measure=20)
    phone = recorded_event(clerk, other_unit, fact="看手机", on=date(2026, 10, 1))
    flag = recorded_event(clerk, other_unit, fact="锦旗", clause="2.7", behaviour="锦旗")
    old = recorded_event(clerk, unit, fact="旧事", on=date(2026, 9, 3), bulletin="第3期")
    confirm_event(event=late, expected_version=1, by=clerk, at=NOON)
    dismiss_event(event=phone, expected_version=1, reason="查无此事", by=clerk, at=NOON)
    good = a_finding(unit, fact="热情周到", is_good=True)
    record_finding(by=clerk, at=NOON, finding=good, charges=[])
    return {"late": late, "empty": empty, "phone": phone, "flag": flag, "old": old}


FILTERS: dict[str, tuple[dict[str, Any], set[str]]] = {
    "nothing": ({}, {"迟到", "空岗", "看手机", "锦旗", "旧事", "热情周到"}),
    "month": ({"month": "2026-09"}, {"旧事"}),
    "clause": ({"clause": "1.1"}, {"迟到", "空岗"}),
    "category": ({"clause": "4"}, {"看手机", "旧事"}),
    "pending": ({"status": "pending"}, {"空岗", "锦旗", "旧事"}),
    "dismissed": ({"status": "dismissed"}, {"看手机"}),
    "outside every clause": ({"status": "unscored"}, {"热情周到"}),
    "source": ({"source": "考勤"}, {"迟到"}),
    "person unknown": ({"unknown": "on"}, {"空岗"}),
    "unproved": ({"unproved": "on"}, {"锦旗"}),
    "good": ({"good": "on"}, {"热情周到"}),
    "name": ({"q": "王芳"}, {"迟到"}),
    "pinyin": ({"q": "wangf"}, {"迟到"}),
    "number": ({"q": "001"}, {"迟到"}),
    "behaviour": ({"q": "空岗"}, {"空岗"}),
    "bulletin": ({"q": "第3期"}, {"旧事"}),
    "two words": ({"q": "社保 迟到"}, {"迟到"}),
    "from month to month": (
        {"month": "2026-09", "until": "2026-10"},
        {"迟到", "空岗", "看手机", "锦旗", "旧事", "热情周到"},
    ),
    "until a month": ({"until": "2026-09"}, {"旧事"}),
    "one behaviour": ({"behaviour": "迟到"}, {"迟到"}),
    "charges": ({"effect": "charge"}, {"迟到", "空岗", "看手机", "旧事"}),
    "awards": ({"effect": "award"}, {"锦旗"}),
    "two filters": ({"clause": "1", "status": "pending"}, {"空岗"}),
    "odd values": ({"month": "九月", "unit": "x", "clause": "99", "sort": "x", "page": "x"}, set("x")),
    "backwards": ({"until": "\x00", "effect": "x", "behaviour": "\x00" * 99}, set("x")),
}


@pytest.mark.parametrize(("query", "facts"), FILTERS.values(), ids=FILTERS)
def test_filter_finds_its_rows(
    clerk: User, month: dict[str, ScoreEvent], query: dict[str, Any], facts: set[str]
) -> None:
    found = facts_on(logged_in(clerk).get(PAGE, query))
    assert set(found) == (FILTERS["nothing"][1] if facts == {"x"} else facts)
    assert len(found) == len(set(found))


def test_months_the_wrong_way_round_are_said_and_looked_past(
    clerk: User, month: dict[str, ScoreEvent]
) -> None:
    answer = logged_in(clerk).get(PAGE, {"month": "2026-10", "until": "2026-09"})

    assert "止月不能早于起月，请对调。" in answer.content.decode()
    assert "旧事" not in facts_on(answer)


def test_what_a_link_narrowed_to_is_shown_kept_and_exported(
    clerk: User, month: dict[str, ScoreEvent], person: StaffMember
) -> None:
    desk = logged_in(clerk)
    query = {"person": person.pk, "behaviour": "迟到", "effect": "charge", "month": "2026-10"}
    text = desk.get(PAGE, query).content.decode()

    assert all(f'<span class="tag">{label}</span>' in text for label in ("人员 王芳", "行为 迟到", "扣分"))
    assert '<input type="hidden" name="behaviour" value="迟到">' in text
    book = openpyxl.load_workbook(io.BytesIO(desk.get(EXPORT, query).content))
    sheet = book.active
    assert sheet is not None
    assert (
        sheet["A2"].value == "计入月份2026-10；行为：迟到；性质：扣分　共1项　导出时间：2026年10月8日 12:00"
    )


def test_rows_are_sorted_as_asked(clerk: User, month: dict[str, ScoreEvent]) -> None:
    desk = logged_in(clerk)
    assert facts_on(desk.get(PAGE, {"sort": "date"}))[:2] == ["旧事", "看手机"]
    assert facts_on(desk.get(PAGE))[-1] == "旧事"
    clauses = [
        str(row.event) for row in desk.get(PAGE, {"sort": "clause", "status": "pending"}).context["rows"]
    ]
    assert clauses == sorted(clauses)


def test_finding_with_several_events_and_files_stands_once_an_event(clerk: User, unit: Unit) -> None:
    charges = [a_charge(unit), a_charge(unit, behaviour="玩游戏")]
    record_finding(by=clerk, at=NOON, finding=a_finding(unit), charges=charges)
    rows = logged_in(clerk).get(PAGE).context["rows"]
    assert [row.event.behaviour for row in rows] == ["玩游戏", "接打手机"]


def test_fifty_rows_stand_on_a_page_and_filters_stay_while_turning(clerk: User, unit: Unit) -> None:
    charges = [a_charge(unit) for _ in range(51)]
    record_finding(by=clerk, at=NOON, finding=a_finding(unit), charges=charges)
    desk = logged_in(clerk)
    page = desk.get(PAGE, {"clause": "4.5"})
    assert len(page.context["rows"]) == 50
    assert "?clause=4.5&amp;page=2" in page.content.decode()
    assert len(desk.get(PAGE, {"clause": "4.5", "page": 2}).context["rows"]) == 1


@pytest.mark.parametrize("rows", [1, 3, 100])
def test_ledger_takes_the_same_queries_for_any_number_of_rows(
    clerk: User, unit: Unit, person: StaffMember, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    charges = [a_charge(unit, person=person) for _ in range(rows)]
    record_finding(by=clerk, at=NOON, finding=a_finding(unit), charges=charges)
    desk = logged_in(clerk)
    with django_assert_num_queries(9):
        desk.get(PAGE)


def confirm(desk: Client, *events: ScoreEvent, key: str = "", **more: Any) -> Any:
    picked = [f"{event.pk}:{event.version}" for event in events]
    return desk.post(CONFIRM, {"form_key": key or str(uuid.uuid4()), "event": picked} | more)


def test_ticked_events_are_confirmed_and_the_filters_kept(clerk: User, month: dict[str, ScoreEvent]) -> None:
    answer = confirm(logged_in(clerk), month["empty"], month["old"], query="status=pending")
    assert answer.headers["Location"] == "/ledger/?status=pending"
    assert set(ScoreEvent.objects.filter(status="confirmed")) == {month["late"], month["empty"], month["old"]}


def test_events_that_cannot_be_confirmed_are_named_and_the_rest_done(
    clerk: User, month: dict[str, ScoreEvent]
) -> None:
    answer = confirm(logged_in(clerk), month["flag"], month["late"], month["empty"])
    page = logged_in(clerk)
    del page
    texts = [str(message) for message in _messages(answer)]
    assert texts[0] == "已核实1项。"
    assert any("公共就业服务中心 2.7 锦旗" in text and "要有证明材料" in text for text in texts)
    assert any("刚刚被别人修改过" in text for text in texts)


def _messages(answer: Any) -> list[Any]:
    from django.contrib.messages import get_messages  # noqa: PLC0415

    return list(get_messages(answer.wsgi_request))


def test_confirming_twice_with_one_form_does_it_once(clerk: User, month: dict[str, ScoreEvent]) -> None:
    desk, key = logged_in(clerk), str(uuid.uuid4())
    confirm(desk, month["empty"], key=key)
    confirm(desk, month["empty"], key=key)
    month["empty"].refresh_from_db()
    assert month["empty"].version == 2


@pytest.mark.parametrize("picked", [[], ["x"], ["1"], ["1:x"], ["９:１"], ["9" * 40 + ":1"]], ids=str)
def test_odd_ticks_are_passed_over(clerk: User, month: dict[str, ScoreEvent], picked: list[str]) -> None:
    answer = logged_in(clerk).post(CONFIRM, {"form_key": str(uuid.uuid4()), "event": picked})
    assert answer.status_code == 302
    assert ScoreEvent.objects.filter(status="confirmed").count() == 1


@pytest.mark.parametrize("role", ["head", "leader", "admin", "stranger"])
def test_others_cannot_confirm(cast: dict[str, User], month: dict[str, ScoreEvent], role: str) -> None:
    assert confirm(logged_in(cast[role]), month["empty"]).status_code == 403
    month["empty"].refresh_from_db()
    assert month["empty"].status == "pending"


def test_export_holds_what_is_seen_and_nothing_live(clerk: User, unit: Unit) -> None:
    record(clerk, unit, fact='=HYPERLINK("http://x")')
    record(clerk, unit, fact="＋别的", on=date(2026, 9, 3))
    book = openpyxl.load_workbook(io.BytesIO(logged_in(clerk).get(EXPORT, {"month": "2026-10"}).content))
    cells = [cell for row in book.active.iter_rows() for cell in row]  # type: ignore[union-attr]
    assert '=HYPERLINK("http://x")' in [cell.value for cell in cells]
    assert "＋别的" not in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
