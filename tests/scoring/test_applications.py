"""申报加分: a head applies for the own unit alone, with proof; the office verifies, or says why not."""

import re
import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from records.errors import Refusal
from records.models import StoredFile
from scoring.entry import ChargeData, FindingData
from scoring.models import Finding, ScoreEvent
from scoring.selectors.behaviours import SIGNED, UNSIGNED
from scoring.services.applications import apply_for_bonus, withdraw_application
from scoring.services.settling import confirm_event, dismiss_event
from tests.conftest import NOON, logged_in
from tests.records.test_files import picture
from tests.scoring.factories import closed, record
from tests.scoring.test_record_page import text_of
from units.models import Membership, Posting, StaffMember, Unit, User

NEW = "/applications/new/"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def window_head(head: User) -> Client:
    return logged_in(head)


def told(unit: Unit, /, **more: Any) -> dict[str, Any]:
    return {
        "form_key": str(uuid.uuid4()),
        "unit": unit.pk,
        "behaviour": "2.6|代办服务",
        "happened_on": "2026-10-06",
        "fact": "为卧床老人代办认证",
        "times": 1,
        "proof": "代办登记簿第3页",
    } | more


def photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("登记簿.jpg", picture())


def applied(by: User, unit: Unit, /, **more: Any) -> ScoreEvent:
    about = {"happened_on": date(2026, 10, 6), "fact": "为老人代办认证", "proof": "登记簿"} | more
    charge = {"clause": "2.6", "behaviour": "代办服务"} | about.pop("charge", {})
    finding = FindingData(unit=unit, source="窗口申报", **about)
    made = apply_for_bonus(finding=finding, charge=ChargeData(unit=unit, **charge), by=by, at=NOON)
    return made.events.get()


def test_application_is_pending_with_its_proof_and_counts_nothing_yet(
    window_head: Client, head: User, unit: Unit, person: StaffMember
) -> None:
    answer = window_head.post(NEW, told(unit, person=person.pk, uploads=photo()))

    event = ScoreEvent.objects.get()
    assert answer.headers["Location"] == f"/applications/{event.pk}/"
    assert (event.status, event.unit, event.person) == ("pending", unit, person)
    finding = event.finding
    assert (finding.source, finding.recorded_by, finding.proof) == ("窗口申报", head, "代办登记簿第3页")
    assert [file.name for file in finding.evidence.all()] == ["登记簿.jpg"]
    page = text_of(window_head.get(f"/applications/{event.pk}/"))
    assert "待核实" in page
    assert "+0.5分" in page


SOURCES = {
    "a letter": ("2.7|群众表扬信", "群众表扬"),
    "a banner": ("2.7|锦旗", "群众表扬"),
    "the media": ("2.7|省级媒体表扬", "窗口申报"),
    "noon": ("4.3|中午提前上岗", "窗口申报"),
}


@pytest.mark.parametrize(("behaviour", "source"), SOURCES.values(), ids=SOURCES)
def test_praise_of_citizens_is_told_from_what_a_unit_tells_of_itself(
    window_head: Client, unit: Unit, behaviour: str, source: str
) -> None:
    window_head.post(NEW, told(unit, behaviour=behaviour, letter_signed="yes"))
    assert Finding.objects.get().source == source


def test_double_click_applies_once(window_head: Client, unit: Unit) -> None:
    data = told(unit)
    first, second = window_head.post(NEW, data), window_head.post(NEW, data)
    assert first.headers["Location"] == second.headers["Location"]
    assert ScoreEvent.objects.count() == 1


ERRORS: dict[str, tuple[dict[str, Any], str]] = {
    "nothing": ({"behaviour": "", "fact": "", "happened_on": ""}, "请先改正以下 3 处"),
    "a deduction": ({"behaviour": "4.5|网购"}, "不在列表中"),
    "another unit": ({"unit": "other"}, "不在列表中"),
    "another unit's person": ({"person": "other"}, "不在列表中"),
    "minutes left out": ({"behaviour": "2.6|延时服务"}, "要填延时的分钟数"),
    "letter unasked": ({"behaviour": "2.7|群众表扬信"}, "请选表扬信有没有群众签字"),
    "tomorrow": ({"happened_on": "2026-10-09"}, "还没有到"),
    "before the first month": ({"happened_on": "2026-08-31"}, "从2026年9月起计分"),
    "endless times": ({"times": "9" * 400}, "件次"),
    "NUL": ({"fact": "a\x00b"}, "情况"),
}


@pytest.mark.parametrize(("change", "words"), ERRORS.values(), ids=ERRORS)
def test_error_is_said_and_what_was_typed_and_chosen_stays(
    window_head: Client,
    unit: Unit,
    other_unit: Unit,
    other_person: StaffMember,
    change: dict[str, Any],
    words: str,
) -> None:
    others = {"unit": other_unit.pk, "person": other_person.pk}
    change = {name: others[name] if value == "other" else value for name, value in change.items()}
    page = window_head.post(NEW, told(unit, uploads=photo(), **change)).content.decode()
    assert words in page
    assert "代办登记簿第3页" in page
    assert re.search(r'name="kept" value="\d+" checked', page)
    assert not ScoreEvent.objects.exists()


def test_person_is_one_posted_to_the_unit_that_day(
    window_head: Client, unit: Unit, person: StaffMember
) -> None:
    Posting.objects.filter(person=person).update(ends_on=date(2026, 10, 5))
    page = text_of(window_head.post(NEW, told(unit, person=person.pk)))
    assert "王芳在10月6日没有进驻社保中心" in page


def test_head_of_one_unit_cannot_apply_for_another_by_any_way(head: User, other_unit: Unit) -> None:
    with pytest.raises(Refusal, match="只能为本单位申报"):
        applied(head, other_unit)
    with pytest.raises(Refusal, match="只能申报加分"):
        applied(head, head.memberships.get().unit, charge={"clause": "4.5", "behaviour": "网购"})
    assert not Finding.objects.exists()


def test_head_whose_term_is_over_applies_no_more(head: User, unit: Unit) -> None:
    Membership.objects.filter(user=head).update(ends_on=date(2026, 10, 7))
    with pytest.raises(Refusal, match="只能为本单位申报"):
        applied(head, unit)


CAUTIONS: dict[str, tuple[dict[str, Any], str]] = {
    "no proof": ({"proof": ""}, "还没有证明材料"),
    "an unsigned letter": (
        {"behaviour": "2.7|群众表扬信", "letter_signed": "no"},
        "还没有证明材料（表扬信，有职工群众签字和联系方式）",
    ),
    "a closed month": ({"happened_on": "2026-09-28"}, "2026年9月已定分，核实后补记在2026年10月"),
    "too few minutes": ({"behaviour": "2.6|延时服务", "measure": 4}, "延时5分钟及以上才加分"),
    "noon in the morning": ({"behaviour": "4.3|中午提前上岗", "happened_at": "09:00"}, "请核对时间"),
    "the same again": ({"happened_on": "2026-10-05"}, "已有一项“代办服务”（待核实）：为老人代办认证"),
}


@pytest.mark.parametrize(("change", "words"), CAUTIONS.values(), ids=CAUTIONS)
def test_what_is_worth_a_second_look_is_said_once_and_then_sent(
    window_head: Client, head: User, unit: Unit, change: dict[str, Any], words: str
) -> None:
    closed(date(2026, 9, 1))
    if change == CAUTIONS["the same again"][0]:
        applied(head, unit, happened_on=date(2026, 10, 5))
    before = ScoreEvent.objects.count()
    data = told(unit, **change)
    answer = window_head.post(NEW, data)
    assert words in text_of(answer)
    assert ScoreEvent.objects.count() == before

    seen = re.search(r'name="seen" value="(\w+)"', answer.content.decode())
    assert seen
    window_head.post(NEW, data | {"seen": seen[1]})
    assert ScoreEvent.objects.count() == before + 1


def test_same_thing_told_in_other_words_is_warned_about(window_head: Client, head: User, unit: Unit) -> None:
    door = {"clause": "2.6", "behaviour": "上门服务"}
    applied(head, unit, happened_on=date(2026, 9, 20), fact="为卧床老人代办资格认证", charge=door)
    page = text_of(window_head.post(NEW, told(unit)))
    assert "一件事只加一次分，请确认不是重复申报" in page


def test_letter_is_kept_as_signed_or_not(window_head: Client, unit: Unit) -> None:
    window_head.post(NEW, told(unit, behaviour="2.7|群众表扬信", letter_signed="yes"))
    assert Finding.objects.get().proof == f"{SIGNED}；代办登记簿第3页"


def test_office_sees_the_application_and_cannot_confirm_it_without_proof(
    clerk: User, head: User, unit: Unit
) -> None:
    event = applied(head, unit, proof="")
    desk = logged_in(clerk)
    assert "代办服务" in text_of(desk.get("/ledger/", {"applied": "on", "status": "pending"}))
    desk.post(f"/events/{event.pk}/confirm/", {"form_key": str(uuid.uuid4()), "version": 1})
    event.refresh_from_db()
    assert event.status == "pending"
    assert "要有证明材料" in text_of(
        desk.post(f"/events/{event.pk}/confirm/", {"form_key": str(uuid.uuid4()), "version": 1})
    )


def test_what_the_office_enters_itself_is_no_application(
    clerk: User, window_head: Client, unit: Unit
) -> None:
    record(clerk, unit, source="窗口申报", clause="2.6", behaviour="代办服务", proof="登记簿")
    assert "还没有申报" in text_of(window_head.get("/applications/"))
    assert "没有符合条件的事项" in text_of(logged_in(clerk).get("/ledger/", {"applied": "on"}))


def test_refusal_is_read_with_its_reason(clerk: User, head: User, window_head: Client, unit: Unit) -> None:
    event = applied(head, unit)
    dismiss_event(event=event, expected_version=1, reason="登记簿上没有这一天", by=clerk, at=NOON)
    assert "不予认定 登记簿上没有这一天" in text_of(window_head.get("/applications/"))
    page = text_of(window_head.get(f"/applications/{event.pk}/"))
    assert "政策法规股没有认定：登记簿上没有这一天" in page
    assert "撤回申报" not in page
    home = text_of(window_head.get("/"))
    assert "申报的加分，未予认定 请看理由 1 件" in home


def test_confirmed_application_counts_and_says_so(
    clerk: User, head: User, window_head: Client, unit: Unit
) -> None:
    event = applied(head, unit)
    confirm_event(event=event, expected_version=1, by=clerk, at=NOON)
    assert "已核实，计入2026年10月得分" in text_of(window_head.get(f"/applications/{event.pk}/"))


def supplement(client: Client, event: ScoreEvent, /, **more: Any) -> Any:
    data = {"form_key": str(uuid.uuid4()), "version": event.finding.version} | more
    return client.post(f"/applications/{event.pk}/supplement/", data)


def test_proof_is_added_while_pending_on_record(window_head: Client, head: User, unit: Unit) -> None:
    event = applied(head, unit)
    supplement(window_head, event, proof="第5页", uploads=photo())
    finding = Finding.objects.get()
    assert finding.proof == "登记簿；第5页"
    assert finding.evidence.count() == 1
    stale = supplement(window_head, event, proof="第6页")
    assert "刚刚有变动" in text_of(stale)
    assert Finding.objects.get().proof == "登记簿；第5页"


def test_letter_signed_later_may_be_confirmed(
    clerk: User, window_head: Client, head: User, unit: Unit
) -> None:
    letter = {"clause": "2.7", "behaviour": "群众表扬信"}
    event = applied(head, unit, proof=f"{UNSIGNED}；微信", charge=letter)
    supplement(window_head, event, signed="on")
    assert Finding.objects.get().proof == f"{SIGNED}；微信"
    confirm_event(event=event, expected_version=1, by=clerk, at=NOON)


NOTHING_ADDED: dict[str, tuple[dict[str, Any], str]] = {
    "nothing": ({}, "请写明要补充的证明材料"),
    "too long": ({"proof": "长" * 199}, "合起来超过200字"),
    "a bad file": ({"uploads": SimpleUploadedFile("坏.svg", b"<svg/>")}, "不是可以保存的类型"),
    "no version": ({"version": "x"}, "version"),
}


@pytest.mark.parametrize(("change", "words"), NOTHING_ADDED.values(), ids=NOTHING_ADDED)
def test_supplement_that_does_not_fit_is_refused_in_words(
    window_head: Client, head: User, unit: Unit, change: dict[str, Any], words: str
) -> None:
    event = applied(head, unit)
    answer = supplement(window_head, event, **change)
    assert answer.status_code == 409
    assert words in answer.content.decode()
    assert Finding.objects.get().proof == "登记簿"


def test_application_is_taken_back_and_stays_on_record(
    window_head: Client, head: User, unit: Unit, clerk: User
) -> None:
    event = applied(head, unit)
    data = {"form_key": str(uuid.uuid4()), "version": 1, "reason": "重复了"}
    window_head.post(f"/applications/{event.pk}/withdraw/", data)
    event.refresh_from_db()
    assert (event.status, event.settled_reason, event.settled_by) == ("dismissed", "单位撤回：重复了", head)
    assert "已撤回" in text_of(window_head.get("/applications/"))
    assert "未予认定" not in text_of(window_head.get("/"))
    again = data | {"form_key": str(uuid.uuid4()), "version": 2}
    assert "已经“已撤回”" in text_of(window_head.post(f"/applications/{event.pk}/withdraw/", again))


def test_settled_application_is_not_taken_back(clerk: User, head: User, unit: Unit) -> None:
    event = applied(head, unit)
    confirm_event(event=event, expected_version=1, by=clerk, at=NOON)
    with pytest.raises(Refusal, match="已经“已核实”"):
        withdraw_application(event=event, expected_version=2, by=head, at=NOON)


@pytest.mark.parametrize("act", ["", "supplement/", "withdraw/"])
def test_another_units_application_is_not_there(other_head: User, head: User, unit: Unit, act: str) -> None:
    event = applied(head, unit)
    other = logged_in(other_head)
    url = f"/applications/{event.pk}/{act}"
    answer = other.post(url, {"form_key": str(uuid.uuid4()), "version": 1}) if act else other.get(url)
    assert answer.status_code == 404
    event.refresh_from_db()
    assert event.status == "pending"


def test_own_photo_on_its_way_is_seen_by_its_owner_alone(
    window_head: Client, other_head: User, clerk: User
) -> None:
    answer = window_head.post("/record/files/", {"uploads": photo()})
    assert answer.status_code == 200
    url = f"/evidence/{StoredFile.objects.get().pk}/thumbnail/"
    seen = window_head.get(url)
    b"".join(seen.streaming_content)
    assert seen.status_code == 200
    assert [logged_in(user).get(url).status_code for user in (other_head, clerk)] == [404, 404]


def test_list_is_filtered_by_state_month_and_words(
    window_head: Client, head: User, clerk: User, unit: Unit
) -> None:
    first = applied(head, unit, fact="上门认证")
    applied(head, unit, fact="帮老人填表")
    dismiss_event(event=first, expected_version=1, reason="查无此事", by=clerk, at=NOON)
    found = {
        "state=dismissed": "上门认证",
        "state=pending": "帮老人填表",
        "q=填表": "帮老人填表",
        "month=2026-10&q=上门": "上门认证",
    }
    for query, words in found.items():
        page = text_of(window_head.get(f"/applications/?{query}"))
        assert (words in page, "共 1 件" in page) == (True, True), query
    for query in ("month=2026-09", "state=withdrawn", "q=没有"):
        assert "没有符合条件的申报" in text_of(window_head.get(f"/applications/?{query}"))
    for query in ("state=x", "month=9", "unit=x", "page=0", "q=%00"):
        assert window_head.get(f"/applications/?{query}").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_list_and_form_take_the_same_queries_for_any_number(
    window_head: Client, head: User, unit: Unit, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        applied(head, unit, fact=f"第{number}件")
        worker = StaffMember.objects.create(name=f"人{number}", number=f"n{number}")
        Posting.objects.create(person=worker, unit=unit, starts_on=date(2026, 1, 1))
    with django_assert_num_queries(8):
        window_head.get("/applications/")
    with django_assert_num_queries(7):
        window_head.get(NEW)
    with django_assert_num_queries(7):
        window_head.get(f"/applications/{ScoreEvent.objects.latest('id').pk}/")


FIELDS = ("behaviour", "unit", "happened_on", "happened_at", "person", "window", "fact", "times", "measure")
MORE_FIELDS = ("letter_signed", "proof", "kept", "seen", "form_key", "version", "reason", "signed")
ODD = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.sampled_from(["", "\x00", "9" * 30, "0001-01-01", "9999-12-31", "on", "-1", "１２", "2.6|延时服务"]),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(FIELDS + MORE_FIELDS), st.lists(ODD, max_size=3), max_size=6))
def test_no_malformed_form_breaks_the_pages(
    window_head: Client, head: User, unit: Unit, odd: dict[str, list[str]]
) -> None:
    event = ScoreEvent.objects.filter(status="pending").first() or applied(head, unit)
    assert window_head.post(NEW, told(unit) | odd).status_code in (200, 302, 409)
    for act in ("supplement", "withdraw"):
        data = {"form_key": str(uuid.uuid4()), "version": 1} | odd
        assert window_head.post(f"/applications/{event.pk}/{act}/", data).status_code in (200, 302, 409)
