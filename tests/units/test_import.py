"""Import of units, windows and people: planned, shown, written whole or not at all."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from records.errors import Refusal
from records.imports import keep_upload
from records.models import Change, ImportBatch
from tests.conftest import NOON, logged_in
from tests.units.workbooks import STAFF_HEAD, filled, upload, workbook
from units.models import Posting, StaffMember, Unit, User, Window
from units.services.import_basics import apply_import, plan_import
from units.services.import_template import template_workbook

GOOD = {
    "单位": [("工伤认定窗口", "工伤", 3, "李强", "0374-1", date(2026, 1, 1), None)],
    "窗口": [("工伤认定窗口", "12号窗口", "受理", "是"), ("社保中心", "5号窗口", None, "否")],
    "人员": [
        ("曾明", "101", None, "是", "申领中", "编外", "工伤认定窗口", "12号窗口", "B岗", "2026-03-02"),
        ("王芳", "001", None, None, None, None, None, None, None, None),
    ],
}


def batch_of(data: bytes, by: User) -> ImportBatch:
    return keep_upload(kind="basics", upload=upload(data), by=by, at=NOON)


def apply(data: bytes, by: User) -> None:
    batch = batch_of(data, by)
    apply_import(batch=batch, expected=plan_import(batch).digest, by=by, at=NOON)


def errors_of(data: bytes, by: User) -> list[tuple[str, str]]:
    return [(error.place, error.message) for error in plan_import(batch_of(data, by)).errors]


def test_plan_tells_what_will_be_added_and_what_is_unchanged(clerk: User, person: StaffMember) -> None:
    plan = plan_import(batch_of(filled(**GOOD), clerk))
    assert plan.errors == []
    assert plan.counts == [("单位", 1, 0, 0), ("窗口", 2, 0, 0), ("人员", 1, 0, 1), ("进驻", 1, 0, 0)]


def test_import_writes_units_windows_people_and_their_posting(clerk: User, person: StaffMember) -> None:
    apply(filled(**GOOD), clerk)
    added = Unit.objects.get(name="工伤认定窗口")
    assert (added.short_name, added.order, added.head, added.in_service_from) == (
        "工伤", 3, "李强", date(2026, 1, 1),
    )  # fmt: skip
    assert Window.objects.get(number="5号窗口").in_use is False
    who = StaffMember.objects.get(number="101")
    assert (who.name, who.pinyin, who.party_member, who.uniform, who.kind) == (
        "曾明", "zengming zm", True, "on_order", "contract",
    )  # fmt: skip
    post = Posting.objects.get(person=who)
    assert (post.unit, post.window and post.window.number, post.post, post.starts_on) == (
        added, "12号窗口", "B", date(2026, 3, 2),
    )  # fmt: skip


def test_import_writes_the_change_log_with_its_author(clerk: User, person: StaffMember) -> None:
    apply(filled(**GOOD), clerk)
    assert list(Change.objects.order_by("id").values_list("action", "by", "subject_label")) == [
        ("新建", clerk.pk, "工伤认定窗口"),
        ("新建", clerk.pk, "12号窗口"),
        ("新建", clerk.pk, "5号窗口"),
        ("新建", clerk.pk, "曾明"),
        ("进驻", clerk.pk, "曾明"),
    ]


def test_the_same_file_twice_changes_nothing(clerk: User, person: StaffMember) -> None:
    apply(filled(**GOOD), clerk)
    plan = plan_import(batch_of(filled(**GOOD), clerk))
    assert (plan.work, plan.errors, plan.same) == ([], [], 6)


def test_a_batch_is_applied_once(clerk: User, person: StaffMember) -> None:
    batch = batch_of(filled(**GOOD), clerk)
    digest = plan_import(batch).digest
    apply_import(batch=batch, expected=digest, by=clerk, at=NOON)
    with pytest.raises(Refusal):
        apply_import(batch=batch, expected=digest, by=clerk, at=NOON)
    assert StaffMember.objects.filter(number="101").count() == 1


def test_a_plan_that_is_no_longer_the_one_shown_is_refused(clerk: User, person: StaffMember) -> None:
    batch = batch_of(filled(**GOOD), clerk)
    digest = plan_import(batch).digest
    Unit.objects.create(name="工伤认定窗口")
    with pytest.raises(Refusal, match="有了变化"):
        apply_import(batch=batch, expected=digest, by=clerk, at=NOON)
    assert not StaffMember.objects.filter(number="101").exists()


def test_known_rows_change_only_where_a_cell_is_filled(clerk: User, person: StaffMember, unit: Unit) -> None:
    Unit.objects.filter(pk=unit.pk).update(head="老李", phone="123")
    apply(filled(单位=[("社保中心", None, None, "新任", None, None, None)]), clerk)
    unit.refresh_from_db()
    assert (unit.head, unit.phone, unit.order, unit.version) == ("新任", "123", 1, 2)


BAD_ROWS: list[tuple[str, dict[str, Any], str, str]] = [
    ("unit without a name", {"单位": [(None, "甲")]}, "工作表“单位”第2行A列“单位名称”", "必填"),
    ("unit twice", {"单位": [("甲",), ("甲",)]}, "工作表“单位”第3行A列“单位名称”", "与第2行重复"),
    ("unit name too long", {"单位": [("甲" * 61,)]}, "工作表“单位”第2行A列“单位名称”", "61个字"),
    ("order no number", {"单位": [("甲", None, "第一")]}, "工作表“单位”第2行C列“排序”", "整数"),
    ("order negative", {"单位": [("甲", None, -1)]}, "工作表“单位”第2行C列“排序”", "整数"),
    ("day impossible", {"单位": [("甲", None, None, None, None, "2026-02-30")]}, "F列“启用日期”", "不是日期"),
    ("day a bare number", {"单位": [("甲", None, None, None, None, 46266)]}, "F列“启用日期”", "是数字"),
    (
        "ends before it begins",
        {"单位": [("甲", None, None, None, None, "2026-09-02", "2026-09-01")]},
        "G列“停用日期”",
        "不能早于",
    ),
    ("window of no unit", {"窗口": [("没有的单位", "1号")]}, "工作表“窗口”第2行A列“单位名称”", "没有名为"),
    ("window twice", {"窗口": [("社保中心", "9号"), ("社保中心", "9号")]}, "B列“窗口号”", "与第2行重复"),
    ("window neither in use nor not", {"窗口": [("社保中心", "9号", None, "也许")]}, "D列“在用”", "是”或“否"),
    ("person without a number", {"人员": [("甲",)]}, "工作表“人员”第2行B列“工号”", "必填"),
    ("number of somebody else", {"人员": [("李四", "001")]}, "B列“工号”", "是王芳的"),
    ("number twice", {"人员": [("甲", "9"), ("乙", "9")]}, "第3行B列“工号”", "与第2行重复"),
    ("uniform unheard of", {"人员": [("甲", "9", None, None, "没有")]}, "E列“工装”", "已配、申领中"),
    ("post without unit", {"人员": [("甲", "9", *[None] * 6, "A岗")]}, "G列“单位名称”", "没有填单位"),
    ("unit without day", {"人员": [("甲", "9", *[None] * 4, "社保中心")]}, "J列“进驻日期”", "从哪天起"),
    (
        "window elsewhere",
        {"人员": [("甲", "9", *[None] * 4, "社保中心", "99号")]},
        "H列“窗口号”",
        "没有“99号”",
    ),
    (
        "still posted",
        {"人员": [("王芳", "001", *[None] * 4, "公共就业服务中心", None, "A岗", "2026-09-01")]},
        "G列“单位名称”",
        "时间重叠",
    ),
    ("control character", {"单位": [("甲\u200b\u0085乙",)]}, "A列“单位名称”", "控制字符"),
]


@pytest.mark.parametrize(
    ("sheets", "place", "message"), [case[1:] for case in BAD_ROWS], ids=[case[0] for case in BAD_ROWS]
)
def test_a_bad_row_is_told_with_its_place_and_nothing_is_written(
    clerk: User, person: StaffMember, other_unit: Unit, sheets: dict[str, Any], place: str, message: str
) -> None:
    good = {"单位": [], "窗口": [], "人员": [], **sheets}
    good["单位"] = [*good["单位"], ("另一家好的单位",)]
    batch = batch_of(filled(**good), clerk)
    found = [(error.place, error.message) for error in plan_import(batch).errors]
    assert len(found) == 1
    assert place in found[0][0]
    assert message in found[0][1]
    with pytest.raises(Refusal):
        apply_import(batch=batch, expected=plan_import(batch).digest, by=clerk, at=NOON)
    assert not Unit.objects.filter(name="另一家好的单位").exists()


@pytest.mark.parametrize(
    ("sheets", "message"),
    [
        ({"别的": [("甲",)]}, "没有“单位”“窗口”“人员”"),
        ({"人员": [("姓名", "姓名", *STAFF_HEAD[2:])]}, "表头重复：姓名"),
        ({"人员": [("姓名", *STAFF_HEAD[2:])]}, "表头缺少：工号"),
        ({"人员": [(*STAFF_HEAD, "绩效")]}, "不认识的表头：绩效"),
        ({"人员": [STAFF_HEAD, ("甲", "9", *[None] * 10, "多")]}, "第2行M列有内容"),
    ],
    ids=["no sheet of ours", "double header", "missing header", "unknown header", "content beyond headers"],
)
def test_a_sheet_that_does_not_fit_is_refused(clerk: User, sheets: dict[str, Any], message: str) -> None:
    with pytest.raises(Refusal, match=message):
        plan_import(batch_of(workbook(sheets), clerk))


def test_the_empty_template_can_be_handed_in_and_does_nothing(clerk: User, unit: Unit) -> None:
    plan = plan_import(batch_of(template_workbook(), clerk))
    assert (plan.steps, plan.errors) == ([], [])


def send(client: Client, data: bytes, name: str = "人员.xlsx", key: str = "") -> Any:
    form = {"file": upload(data, name), "form_key": key or str(uuid.uuid4())}
    return client.post(reverse("units:import"), form)


def test_a_file_goes_from_upload_over_preview_to_result(clerk: User, person: StaffMember) -> None:
    client = logged_in(clerk)
    shown = client.get(send(client, filled(**GOOD)).url)
    assert "曾明（101）" in shown.text
    batch = ImportBatch.objects.get()
    form = {"plan": shown.context["plan"].digest, "form_key": str(uuid.uuid4())}
    confirm = reverse("units:import_confirm", args=[batch.pk])
    first = client.post(confirm, form, follow=True)
    again = client.post(confirm, form, follow=True)
    assert "共写入 5 项" in first.text
    assert "没有重复处理" in again.text
    assert StaffMember.objects.filter(number="101").count() == 1


def test_a_repeated_upload_is_kept_once(clerk: User) -> None:
    client, key = logged_in(clerk), str(uuid.uuid4())
    assert send(client, filled(**GOOD), key=key).url == send(client, filled(**GOOD), key=key).url
    assert ImportBatch.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"", "空.xlsx", "空文件"),
        (b"PK\x03\x04 broken", "坏.xlsx", "已损坏"),
        (b"name\n", "表.csv", "只能导入"),
        (b"\xd0\xcf\x11\xe0old", "旧.xlsx", "旧版"),
    ],
    ids=["empty", "broken", "csv", "old excel"],
)
def test_a_file_that_cannot_be_read_is_told_on_the_page(
    clerk: User, data: bytes, name: str, message: str
) -> None:
    client = logged_in(clerk)
    answer = send(client, data, name)
    page = client.get(answer.url) if answer.status_code == 302 else answer
    assert (page.status_code, message in page.text) == (422, True)


def test_nobody_opens_the_file_of_another(clerk: User, chief: User) -> None:
    address = send(logged_in(clerk), filled(**GOOD)).url
    assert logged_in(chief).get(address).status_code == 404


ALLOWED = {"clerk", "chief", "admin"}


@pytest.mark.parametrize("name", ["units:import", "units:import_template"])
def test_import_is_for_those_who_keep_basic_data(cast: dict[str, User], name: str) -> None:
    answers = {who: logged_in(user).get(reverse(name)).status_code for who, user in cast.items()}
    assert answers == {who: 200 if who in ALLOWED else 403 for who in cast}


def test_a_visitor_is_sent_to_the_login(bureau: Any) -> None:
    answer = logged_in(None).get(reverse("units:import"))
    assert (answer.status_code, answer.url.startswith("/login/")) == (302, True)
