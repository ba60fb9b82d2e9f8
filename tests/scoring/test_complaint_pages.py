"""The pages of 投诉: nothing typed is lost, nothing is recorded unseen or twice, lists stay cheap."""

import re
import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from records.models import StoredFile
from scoring.models import Complainant, Complaint, MonthResult
from scoring.services.deciding_complaints import decide_complaint
from tests.conftest import NOON, logged_in
from tests.records.test_files import picture
from tests.scoring.complaints import NAME, a_complaint, decided
from tests.scoring.test_record_page import text_of
from units.models import StaffMember, Unit, User, Window

pytestmark = pytest.mark.django_db
NEW = "/complaints/new/"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def desk(clerk: User) -> Client:
    return logged_in(clerk)


def typed(unit: Unit, /, **more: Any) -> dict[str, Any]:
    return {
        "form_key": str(uuid.uuid4()),
        "step": "save",
        "rows": "1",
        "received_at": "2026-10-07T09:30",
        "happened_on": "2026-10-06",
        "channel": "phone",
        "unit": unit.pk,
        "investigator": "经办甲",
        "content": "投诉人反映答复生硬",
        "p1_text": "答复生硬",
        "p1_about": "attitude",
    } | more


def sent(version: int, **more: Any) -> dict[str, Any]:
    return {"form_key": str(uuid.uuid4()), "version": version} | more


def test_complaint_is_registered_from_the_form(
    desk: Client, unit: Unit, other_unit: Unit, window: Window, person: StaffMember
) -> None:
    data = typed(
        unit,
        rows="2",
        p1_window=window.pk,
        p1_person=person.pk,
        p2_text="电话无人接听",
        p2_about="phone",
        p2_unit=other_unit.pk,
        name=NAME,
        contact="13811112222",
        uploads=SimpleUploadedFile("来信.jpg", picture()),
    )

    answer = desk.post(NEW, data)

    row = Complaint.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/complaints/{row.pk}/")
    assert list(row.points.values_list("unit__name", "window__number", "person__name")) == [
        ("社保中心", "3号窗口", "王芳"),
        ("公共就业服务中心", None, None),
    ]
    assert ([file.name for file in row.files.all()], Complainant.objects.get().name) == (["来信.jpg"], NAME)


def test_another_point_is_added_and_everything_typed_stays(desk: Client, unit: Unit) -> None:
    photo = SimpleUploadedFile("来信.jpg", picture())
    page = desk.post(NEW, typed(unit, step="add", name=NAME, uploads=photo, content="")).content.decode()

    assert ("反映的问题　第2项" in page, "请先改正" in page) == (True, False)
    assert all(word in page for word in ("答复生硬", NAME, "来信.jpg"))
    assert not Complaint.objects.exists()
    (kept,) = re.findall(r'name="kept" value="(\d+)"', page)
    desk.post(NEW, typed(unit, kept=[kept]))
    assert [file.name for file in Complaint.objects.get().files.all()] == ["来信.jpg"]


def test_no_more_than_five_points_are_offered(desk: Client, unit: Unit) -> None:
    page = desk.post(NEW, typed(unit, step="add", rows="4")).content.decode()
    assert ("第5项" in page, "再加一项" in page) == (True, False)
    page = desk.post(NEW, typed(unit, step="add", rows="5")).content.decode()
    assert ("第5项" in page, "第6项" in page) == (True, False)


ERRORS: dict[str, tuple[dict[str, Any], str]] = {
    "nothing": ({"content": "", "unit": "", "happened_on": "", "channel": ""}, "请先改正以下 4 处"),
    "odd moment": ({"received_at": "昨天上午"}, "时间请写成 2026-10-08 09:30 的样子"),
    "odd year": ({"received_at": "0001-01-01T00:00"}, "年份不对"),
    "tomorrow": ({"received_at": "2026-10-09T09:00"}, "收到时间还没有到"),
    "later than it came": ({"happened_on": "2026-10-08"}, "事发日期晚于收到投诉的日期"),
    "unknown unit": ({"unit": "99999"}, "不在列表中"),
    "unknown kind": ({"p1_about": "nonsense"}, "p1_about"),
    "point without text": ({"p1_text": ""}, "第1项反映的问题"),
    "point of nobody": ({"p1_person": "9" * 30}, "不在列表中"),
    "complainant in the content": ({"content": f"{NAME}来电", "name": NAME}, "请改写为“投诉人”"),
    "NUL": ({"content": "a\x00b"}, "投诉内容"),
    "long text": ({"content": "长" * 4001}, "投诉内容"),
}


@pytest.mark.parametrize(("change", "words"), ERRORS.values(), ids=ERRORS)
def test_error_is_said_in_chinese_and_what_was_typed_stays(
    desk: Client, unit: Unit, change: dict[str, Any], words: str
) -> None:
    answer = desk.post(NEW, typed(unit, contact="13811112222", investigator="经办甲乙") | change)

    page = answer.content.decode()
    assert (answer.status_code, words in page, "13811112222" in page, "经办甲乙" in page) == (
        422,
        True,
        True,
        True,
    )
    assert not Complaint.objects.exists()


def test_bad_file_is_named_and_the_good_one_kept(desk: Client, unit: Unit) -> None:
    files = [SimpleUploadedFile("好.jpg", picture()), SimpleUploadedFile("坏.svg", b"<svg/>")]
    page = desk.post(NEW, typed(unit, uploads=files)).content.decode()

    assert ("坏.svg" in page, [file.name for file in StoredFile.objects.all()]) == (True, ["好.jpg"])
    assert not Complaint.objects.exists()


def test_double_click_registers_once(desk: Client, unit: Unit) -> None:
    data = typed(unit)
    first, second = desk.post(NEW, data), desk.post(NEW, data)

    assert first.headers["Location"] == second.headers["Location"]
    assert Complaint.objects.count() == 1


def test_edit_shows_what_was_registered_and_saves_it(desk: Client, clerk: User, unit: Unit) -> None:
    row = a_complaint(clerk, unit, {}, {"about": "phone", "text": "无人接听"})
    decided(clerk, row, 2)
    url = f"/complaints/{row.pk}/edit/"
    page = desk.get(url).content.decode()
    assert all(word in page for word in ("投诉人反映窗口态度不好", "2026-10-07T09:30", "已认定，不在这里改"))
    assert "p2_text" not in page

    answer = desk.post(url, typed(unit, rows="2", version="1", p1_version="1", p1_about="quarrel"))

    assert answer.headers["Location"] == f"/complaints/{row.pk}/"
    assert list(row.points.values_list("about", "result", "version")) == [
        ("quarrel", "open", 2),
        ("phone", "true", 2),
    ]


def test_second_editor_sees_both_texts_and_can_save_on_top(desk: Client, clerk: User, unit: Unit) -> None:
    row = a_complaint(clerk, unit)
    url = f"/complaints/{row.pk}/edit/"
    desk.post(url, typed(unit, version="1", p1_version="1", content="别人先改的", p1_text="别人改的一项"))

    for version, theirs in (("1", "别人先改的"), ("2", "别人改的一项")):
        mine = typed(unit, version=version, p1_version="1", content="我改的", p1_text="我改的一项")
        page = desk.post(url, mine).content.decode()
        assert all(word in page for word in (theirs, "我改的", "刚刚被别人修改过"))
    assert row.points.get().text == "别人改的一项"
    desk.post(url, typed(unit, version="2", p1_version="2", content="我改的", p1_text="我改的一项"))
    row.refresh_from_db()
    assert (row.content, row.points.get().text) == ("我改的", "我改的一项")


def test_decided_complaint_is_led_back_from_its_edit_page(desk: Client, clerk: User, unit: Unit) -> None:
    row = decided(clerk, a_complaint(clerk, unit), result="false").complaint
    decide_complaint(complaint=row, expected_version=1, reply="已答复", by=clerk, at=NOON)

    assert desk.get(f"/complaints/{row.pk}/edit/").headers["Location"] == f"/complaints/{row.pk}/"


def test_complaint_goes_from_the_form_to_its_end_on_its_page(desk: Client, clerk: User, unit: Unit) -> None:
    row = a_complaint(clerk, unit)
    point = row.points.get()
    here = f"/complaints/{row.pk}/"
    steps = [
        (f"{here}steps/", {"on": "2026-10-08", "text": "调监控"}),
        (f"{here}due/", sent(1, due_on="2026-10-20", reason="等大厅监控")),
        (f"{here}points/{point.pk}/decide/", sent(1, result="false", finding_text="用语规范")),
        (f"{here}decide/", sent(2, reply="10月8日电话答复")),
        (f"{here}reopen/", sent(3, reason="补交录音")),
        (f"{here}points/{point.pk}/back/", sent(2, reason="补交录音")),
    ]

    for path, data in steps:
        answer = desk.post(path, {"form_key": str(uuid.uuid4())} | data)
        assert (path, answer.status_code, answer.headers.get("Location")) == (path, 302, here)

    page = text_of(desk.get(here))
    assert all(word in page for word in ("调监控", "2026年10月20日", "待查", "10月8日电话答复"))


REFUSED_STEPS: dict[str, tuple[str, dict[str, Any], str]] = {
    "step of tomorrow": ("steps/", {"on": "2026-10-09", "text": "调监控"}, "还没有到"),
    "step without a day": ("steps/", {"text": "调监控"}, "日期"),
    "due without a reason": ("due/", {"version": 1, "due_on": "2026-10-20"}, "改期限的理由"),
    "due long past": ("due/", {"version": 1, "due_on": "0001-01-01", "reason": "早"}, "两年之内"),
    "seen before": ("due/", {"version": 9, "due_on": "2026-10-20", "reason": "晚"}, "刚刚被别人改过"),
    "closed too soon": ("decide/", {"version": 1, "reply": "已答复"}, "第1项还没有认定"),
    "open one opened": ("reopen/", {"version": 1, "reason": "再查"}, "还在办理"),
    "no result": ("points/{point}/decide/", {"version": 1, "finding_text": "查过了"}, "属实"),
    "not decided": ("points/{point}/back/", {"version": 1, "reason": "再查"}, "还没有认定"),
    "no file": ("files/", {}, "请选择要补充的材料"),
    "no version": ("due/", {"due_on": "2026-10-20", "reason": "晚"}, "version"),
}


@pytest.mark.parametrize(("path", "data", "words"), REFUSED_STEPS.values(), ids=REFUSED_STEPS)
def test_step_refused_is_shown_on_the_page_with_what_was_typed(
    path: str, data: dict[str, Any], words: str, desk: Client, clerk: User, unit: Unit
) -> None:
    row = a_complaint(clerk, unit)
    path = f"/complaints/{row.pk}/{path.format(point=row.points.get().pk)}"

    answer = desk.post(path, {"form_key": str(uuid.uuid4())} | data)

    page = answer.content.decode()
    assert (answer.status_code, words in page) == (409, True)
    assert all(str(value) in page for key, value in data.items() if key in ("text", "reason", "reply"))


def test_papers_are_added_all_or_none(desk: Client, clerk: User, unit: Unit) -> None:
    row = a_complaint(clerk, unit)
    path = f"/complaints/{row.pk}/files/"
    good, bad = SimpleUploadedFile("好.jpg", picture()), SimpleUploadedFile("坏.svg", b"<svg/>")

    page = desk.post(path, {"form_key": str(uuid.uuid4()), "uploads": [good, bad]}).content.decode()
    assert ("坏.svg" in page, row.files.count()) == (True, 0)
    again = SimpleUploadedFile("好.jpg", picture())
    desk.post(path, {"form_key": str(uuid.uuid4()), "uploads": again})
    assert [file.name for file in row.files.all()] == ["好.jpg"]


def test_open_complaint_stands_in_the_months_way_with_its_link(chief: User, clerk: User, unit: Unit) -> None:
    on = date(2026, 9, 20)
    row = a_complaint(clerk, unit, received_at=NOON.replace(month=9, day=21), happened_on=on)
    desk = logged_in(chief)
    form = {"form_key": str(uuid.uuid4()), "typed": "2026-09"}

    for path in ("/months/2026-09/", "/months/2026-09/close/"):
        page = desk.get(path).content.decode()
        assert 'href="/complaints/?month=2026-09&amp;state=open">投诉待查 1 件' in page
    assert "请写明现在定分的理由" in text_of(desk.post("/months/2026-09/close/", form))
    assert desk.post("/months/2026-09/close/", form | {"reason": "等大厅监控"}).status_code == 302
    assert MonthResult.objects.get().unsettled["complaints"] == [row.pk]
