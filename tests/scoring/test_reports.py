"""来文: kept with its originals, its items registered on the entry form, each linked to the document."""

import re
import uuid
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from records.models import Change, StoredFile
from scoring.models import Finding, Month, Report, ScoreEvent
from scoring.rulebook import shipped_edition
from scoring.selectors.behaviours import SIGNED, UNSIGNED
from scoring.selectors.report_kinds import OFFERS
from tests.conftest import NOON, logged_in
from tests.records.test_files import picture
from tests.scoring.factories import closed, record
from tests.scoring.test_record_page import PAGE, checked, text_of, typed
from units.models import StaffMember, Unit, User

OCTOBER_6 = date(2026, 10, 6)
Kind = Report.Kind


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def desk(clerk: User) -> Client:
    return logged_in(clerk)


def told(**more: Any) -> dict[str, Any]:
    return {
        "form_key": str(uuid.uuid4()),
        "kind": "hall",
        "title": "督查通报",
        "number": "第19期",
        "issued_by": "县行政服务中心",
        "issued_on": "2026-10-06",
        "received_on": "2026-10-07",
        "summary": "点名两处",
    } | more


def a_report(by: User, /, **more: Any) -> Report:
    given = {"kind": Kind.HALL, "title": "督查通报", "issued_on": OCTOBER_6, "received_on": OCTOBER_6} | more
    return Report.objects.create(**given, recorded_by=by, recorded_at=NOON)


def photo(name: str = "通报.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture())


def with_original(by: User, desk: Client, **more: Any) -> Report:
    desk.post("/reports/new/", told(uploads=photo(), **more))
    return Report.objects.latest("id")


def test_report_is_registered_with_its_original_and_opened(desk: Client, clerk: User) -> None:
    answer = desk.post("/reports/new/", told(uploads=photo()))

    report = Report.objects.get()
    assert answer.headers["Location"] == f"/reports/{report.pk}/"
    assert (report.title, report.number, report.recorded_by) == ("督查通报", "第19期", clerk)
    assert [file.name for file in report.files.all()] == ["通报.jpg"]
    assert Change.objects.get(subject_type="scoring.Report").after["原件"] == ["通报.jpg"]
    page = text_of(desk.get(f"/reports/{report.pk}/"))
    assert "还没有登记" in page
    assert "点名两处" in page


def test_double_click_registers_once(desk: Client) -> None:
    data = told()
    first, second = desk.post("/reports/new/", data), desk.post("/reports/new/", data)
    assert first.headers["Location"] == second.headers["Location"]
    assert Report.objects.count() == 1


ERRORS: dict[str, tuple[dict[str, Any], str]] = {
    "nothing": ({"title": "", "kind": "", "issued_on": ""}, "请先改正以下 3 处"),
    "no such kind": ({"kind": "rumour"}, "种类"),
    "received before it was written": ({"received_on": "2026-10-05"}, "收到日期早于成文日期"),
    "received tomorrow": ({"received_on": "2026-10-09"}, "收到日期还没有到"),
    "long ago": ({"issued_on": "0001-01-01"}, "太早了"),
    "odd day": ({"issued_on": "2026-13-45"}, "日期请写成 2026-09-03 的样子"),
    "NUL": ({"title": "a\x00b"}, "标题"),
    "long title": ({"title": "长" * 101}, "标题"),
}


@pytest.mark.parametrize(("change", "words"), ERRORS.values(), ids=ERRORS)
def test_error_is_said_and_what_was_typed_and_chosen_stays(
    desk: Client, change: dict[str, Any], words: str
) -> None:
    page = desk.post("/reports/new/", told(uploads=photo(), **change)).content.decode()
    assert words in page
    assert "点名两处" in page
    assert re.search(r'name="kept" value="\d+" checked', page)
    assert not Report.objects.exists()


def test_file_of_another_person_is_not_taken(desk: Client, chief: User) -> None:
    logged_in(chief).post("/record/files/", {"uploads": photo("别人的.jpg")})
    theirs = StoredFile.objects.get()
    desk.post("/reports/new/", told(kept=[theirs.pk, "99999", "x", "9" * 400]))
    assert Report.objects.get().files.count() == 0


def test_same_document_is_not_registered_twice(desk: Client) -> None:
    desk.post("/reports/new/", told())
    page = text_of(desk.post("/reports/new/", told(number="另一号")))
    assert "已登记过，请在原来那份上继续登记" in page
    assert Report.objects.count() == 1


def test_second_editor_sees_both_texts(desk: Client, clerk: User) -> None:
    report = a_report(clerk)
    url = f"/reports/{report.pk}/edit/"
    desk.post(url, told(version=1, title="督查通报（更正）"))
    page = text_of(desk.post(url, told(version=1, title="别的标题")))
    assert "别人已保存" in page
    assert "督查通报（更正）" in page
    report.refresh_from_db()
    assert (report.title, report.version) == ("督查通报（更正）", 2)


def test_original_added_later_becomes_evidence_of_its_items(
    desk: Client, clerk: User, unit: Unit, person: StaffMember
) -> None:
    report = a_report(clerk)
    desk.post(PAGE, checked(desk, typed(unit, behaviour="2.8|大厅督查通报", report=report.pk)))
    desk.post(f"/reports/{report.pk}/edit/", told(version=1, uploads=photo("补.jpg")))
    assert [file.name for file in Finding.objects.get().evidence.all()] == ["补.jpg"]


def test_corrected_number_is_carried_to_the_items_of_open_months(
    desk: Client, clerk: User, unit: Unit, other_unit: Unit
) -> None:
    report = a_report(clerk, number="第18期")
    for charged in (unit, other_unit):
        data = typed(charged, behaviour="2.8|大厅督查通报", report=report.pk, bulletin="督查通报 第18期")
        desk.post(PAGE, checked(desk, data))
    desk.post(f"/reports/{report.pk}/edit/", told(version=1))
    assert set(ScoreEvent.objects.values_list("bulletin", flat=True)) == {"督查通报 第19期"}

    Month.objects.update_or_create(month=date(2026, 10, 1), defaults={"state": "closed"})
    desk.post(f"/reports/{report.pk}/edit/", told(version=2, number="第20期"))
    assert set(ScoreEvent.objects.values_list("bulletin", flat=True)) == {"督查通报 第19期"}
    page = desk.get(PAGE, {"report": report.pk}).content.decode()
    assert 'value="督查通报 第19期"' in page


OFFERED = {
    "hall": ("大厅通报", "2.8|大厅督查通报", "督查通报 9号", "2026-10-06"),
    "hall_attendance": ("大厅通报", "1.5|因考勤被大厅通报", "督查通报 9号", "2026-10-06"),
    "monitor": ("电子监察", "2.8|大厅电子监察通报", "督查通报 9号", "2026-10-06"),
    "visit": ("上级明查暗访", "2.8|上级明查暗访", "督查通报 9号", ""),
    "exposure": ("新闻媒体", "2.8|新闻媒体曝光", "督查通报 9号", "2026-10-06"),
    "media_praise": ("新闻媒体", "", "", "2026-10-06"),
    "letter": ("群众表扬", "2.7|群众表扬信", "", ""),
    "banner": ("群众表扬", "2.7|锦旗", "", "2026-10-06"),
    "hall_praise": ("大厅通报", "2.7|大厅活动通报表扬", "", "2026-10-06"),
}


@pytest.mark.parametrize("kind", OFFERED)
def test_item_form_comes_filled_with_what_the_kind_leads_to(desk: Client, clerk: User, kind: str) -> None:
    report = a_report(clerk, kind=kind, number="9号")
    page = desk.get(PAGE, {"report": report.pk}).content.decode()
    source, behaviour, bulletin, day = OFFERED[kind]
    assert f'<option value="{source}" selected>' in page
    chosen = re.findall(r'name="behaviour" value="([^"]*)"[^>]* checked', page)
    assert chosen == [behaviour]
    assert re.search(rf'name="bulletin"[^>]*value="{bulletin}"', page) or not bulletin
    assert re.search(rf'name="happened_on"[^>]*value="{day}"', page) or not day
    assert OFFERS[kind].note in page


def test_every_kind_leads_to_clauses_of_the_paper() -> None:
    edition = shipped_edition()
    assert set(OFFERS) == set(Kind.values)
    assert all(key in edition.behaviours for offer in OFFERS.values() for key in offer.behaviours)


def test_day_left_out_is_the_documents_own(desk: Client, clerk: User, unit: Unit) -> None:
    report = a_report(clerk, kind=Kind.VISIT)
    data = typed(unit, behaviour="2.8|上级明查暗访", report=report.pk, happened_on="", happened_at="")
    desk.post(PAGE, checked(desk, data))
    assert Finding.objects.get().happened_on == OCTOBER_6
    page = text_of(desk.post(PAGE, typed(unit, happened_on="")))
    assert "请先改正以下 1 处" in page


def test_item_is_linked_carries_the_original_and_leads_back_for_the_next(
    desk: Client, clerk: User, unit: Unit, other_unit: Unit
) -> None:
    report = with_original(clerk, desk)
    data = typed(unit, behaviour="2.8|大厅督查通报", report=report.pk)
    answer = desk.post(PAGE, checked(desk, data))
    finding = Finding.objects.get()
    assert answer.headers["Location"] == f"/reports/{report.pk}/"
    assert finding.report == report
    assert list(finding.evidence.all()) == list(report.files.all())

    desk.post(PAGE, checked(desk, typed(other_unit, behaviour="2.8|大厅督查通报", report=report.pk)))
    page = text_of(desk.get(f"/reports/{report.pk}/"))
    assert "由此登记的事项（2）" in page
    assert "社保中心" in page
    assert "公共就业服务中心" in page
    assert f'href="/reports/{report.pk}/"' in desk.get(f"/findings/{finding.pk}/").content.decode()


def test_several_persons_of_one_unit_are_registered_at_once(
    desk: Client, clerk: User, unit: Unit, person: StaffMember, other_person: StaffMember
) -> None:
    report = a_report(clerk, kind=Kind.HALL_ATTENDANCE)
    people = [person.pk, other_person.pk]
    data = typed(unit, behaviour="1.5|因考勤被大厅通报", report=report.pk, persons=people, bulletin="一期")
    desk.post(PAGE, checked(desk, data | {"fact": "考勤通报点名"}))
    assert ScoreEvent.objects.filter(finding__report=report, bulletin="一期").count() == 2


def test_unknown_report_is_refused_on_the_form(desk: Client, unit: Unit) -> None:
    page = text_of(desk.post(PAGE, typed(unit, report=999)))
    assert "不在列表中" in page
    assert desk.get(PAGE, {"report": "x\x00"}).status_code == 200


LETTERS = {
    "unsigned": ("no", "", UNSIGNED, False),
    "unsigned, with words": ("no", "微信截图", f"{UNSIGNED}；微信截图", False),
    "signed": ("yes", "", SIGNED, True),
}


@pytest.mark.parametrize(("signed", "proof", "kept", "confirmed"), LETTERS.values(), ids=LETTERS)
def test_letter_without_a_signature_is_kept_and_cannot_be_confirmed(
    desk: Client, clerk: User, unit: Unit, signed: str, proof: str, kept: str, confirmed: bool
) -> None:
    report = with_original(clerk, desk, kind="letter")
    data = typed(unit, behaviour="2.7|群众表扬信", report=report.pk, letter_signed=signed, proof=proof)
    page = desk.post(PAGE, data).content.decode()
    assert ("登记并核实" in page) is confirmed
    desk.post(PAGE, checked(desk, data, "save"))
    event = ScoreEvent.objects.get()
    assert event.finding.proof == kept
    desk.post(f"/events/{event.pk}/confirm/", {"form_key": str(uuid.uuid4()), "version": 1})
    event.refresh_from_db()
    assert (event.status == "confirmed") is confirmed
    assert ("群众表扬信" in text_of(desk.get("/ledger/", {"unproved": "on"}))) is not confirmed


def test_letter_asks_whether_it_is_signed(desk: Client, clerk: User, unit: Unit) -> None:
    report = a_report(clerk, kind=Kind.LETTER)
    page = text_of(desk.post(PAGE, typed(unit, behaviour="2.7|群众表扬信", report=report.pk)))
    assert "请选表扬信有没有群众签字和联系方式" in page


def test_praise_found_false_is_charged_and_withdrawn(desk: Client, clerk: User, unit: Unit) -> None:
    flag = record(clerk, unit, clause="2.7", behaviour="锦旗", proof="锦旗照片", verified=True)
    praise = flag.events.get()
    assert f'href="/record/?concerns={praise.pk}"' in desk.get(f"/events/{praise.pk}/").content.decode()
    page = desk.get(PAGE, {"concerns": praise.pk}).content.decode()
    assert f'<option value="{praise.pk}" selected>' in page
    assert re.search(r'value="2\.7\|弄虚作假"[^>]* checked', page)
    assert "10月6日“锦旗”经查实属弄虚作假：" in page

    data = typed(unit, behaviour="2.7|弄虚作假", concerns=praise.pk, fact="授意亲属送旗")
    desk.post(PAGE, checked(desk, data))
    praise.refresh_from_db()
    assert (praise.status, praise.settled_reason) == ("dismissed", "2026年10月6日查实弄虚作假，该加分撤销")
    assert "concerns=" not in desk.get(f"/events/{praise.pk}/").content.decode()


def test_what_is_no_praise_cannot_be_found_false(desk: Client, clerk: User, unit: Unit) -> None:
    event = record(clerk, unit, verified=True).events.get()
    assert "查实弄虚作假" not in desk.get(f"/events/{event.pk}/").content.decode()
    assert desk.get(PAGE, {"concerns": "9" * 30}).status_code == 200


def test_act_of_a_closed_month_without_a_label_is_shown_and_cannot_be_picked(
    desk: Client, clerk: User, unit: Unit, person: StaffMember
) -> None:
    old = date(2026, 9, 15)
    plain = record(clerk, unit, on=old, person=person, verified=True).events.get()
    labelled = record(clerk, unit, on=old, person=person, verified=True, problem_title="看手机").events.get()
    closed(date(2026, 9, 1))
    report = a_report(clerk)
    data = typed(unit, behaviour="2.8|大厅督查通报", report=report.pk, persons=[person.pk], fact="看手机")
    page = desk.post(PAGE, data).content.decode()
    assert re.search(rf'name="same_as" value="{plain.pk}" disabled', page)
    assert re.search(rf'name="same_as" value="{labelled.pk}">', page)
    assert "2026年9月已定分，当时没有记“同一问题”，不能再补记" in page
    assert "由政策法规股负责人决定免予扣分" in page

    refused = text_of(desk.post(PAGE, checked(desk, data | {"same_as": plain.pk})))
    assert "不能再为它补记“同一问题”" in refused
    desk.post(PAGE, checked(desk, data | {"same_as": labelled.pk}))
    assert ScoreEvent.objects.latest("id").problem == labelled.problem


def test_likest_event_stands_first_and_eight_at_most(
    desk: Client, clerk: User, unit: Unit, person: StaffMember, other_person: StaffMember
) -> None:
    for day in range(1, 7):
        record(clerk, unit, on=date(2026, 10, day), person=other_person)
    wanted = record(clerk, unit, on=date(2026, 9, 3), person=person, fact="窗口网购")
    record(clerk, unit, on=date(2026, 9, 4), person=person, fact="迟到")
    record(clerk, unit, on=date(2026, 9, 5), fact="其他")
    data = typed(unit, behaviour="2.8|大厅督查通报", persons=[person.pk], fact="9月3日窗口网购被通报")
    page = desk.post(PAGE, data).content.decode()
    offered = re.findall(r'name="same_as" value="(\d+)"', page)
    assert len(offered) == 8
    assert offered[0] == str(wanted.events.get().pk)
    assert "同一人" in page


def test_list_is_searched_filtered_and_exported(desk: Client, clerk: User, unit: Unit) -> None:
    report = a_report(clerk, title="九月督查", issued_on=date(2026, 9, 30), number="=1+1")
    a_report(clerk, kind=Kind.LETTER, title="表扬信")
    desk.post(
        PAGE, checked(desk, typed(unit, behaviour="2.8|大厅督查通报", report=report.pk, fact="点名社保"))
    )
    wanted = {"社保中心": "九月督查", "点名": "九月督查", "表扬": "表扬信"}
    for words, title in wanted.items():
        page = text_of(desk.get("/reports/", {"q": words}))
        assert (title in page, "共 1 份" in page) == (True, True)
    assert "共 1 份" in text_of(desk.get("/reports/", {"kind": "letter"}))
    assert "九月督查" in text_of(desk.get("/reports/", {"month": "2026-09"}))
    assert "表扬信" in text_of(desk.get("/reports/", {"bare": "on"}))
    assert "没有符合条件的来文" in text_of(desk.get("/reports/", {"q": "没有这份"}))

    book = load_workbook(BytesIO(desk.get("/reports/export/", {"month": "2026-09"}).content))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows(min_row=4)]
    assert rows[0][2:5] == ["大厅督查通报", "九月督查", "=1+1"]
    assert rows[0][-2:] == [1, "社保中心"]


@pytest.mark.parametrize(
    "query", ["month=9999-99", "month=2026-09%00", "kind=x", "page=abc", "q=%00", "q=%FF"]
)
def test_odd_filters_never_break_the_list(desk: Client, query: str) -> None:
    for path in ("/reports/", "/reports/export/", "/nameless/"):
        assert desk.get(f"{path}?{query}").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_list_and_page_take_the_same_queries_for_any_number(
    desk: Client, clerk: User, unit: Unit, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        report = a_report(clerk, title=f"通报{number}")
        report.files.add(*StoredFile.objects.all())
    for _ in range(count):
        desk.post(PAGE, checked(desk, typed(unit, behaviour="2.8|大厅督查通报", report=report.pk)))
    with django_assert_num_queries(6):
        desk.get("/reports/")
    with django_assert_num_queries(10):
        desk.get(f"/reports/{report.pk}/")
    with django_assert_num_queries(12):
        desk.get(PAGE, {"report": report.pk})


FIELDS = ("kind", "title", "number", "issued_on", "received_on", "summary", "kept", "form_key", "version")
ODD = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.sampled_from(["", "\x00", "9" * 30, "0001-01-01", "9999-12-31", "on", "-1", "１２", "hall"]),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(FIELDS), st.lists(ODD, max_size=3), max_size=6))
def test_no_malformed_form_breaks_the_pages(desk: Client, clerk: User, odd: dict[str, list[str]]) -> None:
    report = Report.objects.first() or a_report(clerk)
    for path in ("/reports/new/", f"/reports/{report.pk}/edit/"):
        assert desk.post(path, told(version=1) | odd).status_code in (200, 302, 409)
