"""Who complained stands in one table and nowhere else; a look at it is on record each time."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core import serializers
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from records.changes import changes_of
from records.errors import EditConflict, Refusal
from records.files import store_file
from records.models import Change, StoredFile
from scoring.complaints import ComplainantData
from scoring.models import Complainant, Complaint, ComplaintPoint, ComplaintStep, Finding, ScoreEvent
from scoring.selectors.complainants import masked_contact, masked_name, telling_fields
from scoring.services.complainants import correct_complainant, erase_complainant, look_at_complainant
from scoring.services.complaints import add_step, attach_files, change_due, edit_complaint
from scoring.services.deciding_complaints import decide_complaint, decide_point, reopen_point
from scoring.services.editing import edit_finding
from tests.conftest import NOON, logged_in
from tests.records.test_files import picture
from tests.scoring.complaints import (
    CONTACT,
    NAME,
    ON,
    a_complaint,
    complaint_data,
    decided,
    recorded,
    true_point,
)
from tests.scoring.factories import a_finding
from units.models import Unit, User

pytestmark = pytest.mark.django_db
TELLING = (f"{NAME}反映", f"电话{CONTACT}", "电话138 1111-2222", "黄 鹂 鸣", "电话１３８１１１１２２２２")


@pytest.mark.parametrize(
    ("name", "contact", "masked"),
    [
        ("张三", "13800000000", ("张某某", "138****0000")),
        ("欧阳小小", "0374-7000100", ("欧某某", "037****0100")),
        ("", "微信 huangli", ("", "微****")),
        (" ", "", ("", "")),
    ],
    ids=["mobile", "landline", "no name", "nothing"],
)
def test_complainant_is_shown_masked(name: str, contact: str, masked: tuple[str, str]) -> None:
    assert (masked_name(name), masked_contact(contact)) == masked


@pytest.mark.parametrize(
    ("name", "contact", "text", "found"),
    [
        *((NAME, CONTACT, text, True) for text in TELLING),
        (NAME, CONTACT, "投诉人反映窗口态度不好", False),
        ("匿名", "", "匿名投诉", False),
        ("王某", "", "王某某来电", False),
        ("", "0374-7000100", "致电 0374 7000100 未接", True),
        ("", "微信 huangli_88", "加微信HuangLi_88联系", True),
        ("", "安陵镇东街12号院", "家住安陵镇东街12号院", True),
        ("李", "", "李姓群众", False),
        (NAME, "", "10月6日办理2件", False),
    ],
)
def test_text_that_tells_who_complained_is_found(name: str, contact: str, text: str, found: bool) -> None:
    who = Complainant(name=name, contact=contact)

    assert telling_fields(who, {"content": text}) == (["content"] if found else [])


@pytest.mark.parametrize("text", TELLING)
def test_no_text_of_the_registration_tells_who_complained(text: str, clerk: User, unit: Unit) -> None:
    with pytest.raises(Refusal, match="姓名或联系方式") as refused:
        a_complaint(clerk, unit, content=text)
    assert refused.value.field == "content"
    with pytest.raises(Refusal) as refused:
        a_complaint(clerk, unit, {}, {"text": text})
    assert refused.value.field == "p2_text"
    assert not Complaint.objects.exists()


Act = Callable[[Complaint, User], Any]
LATER: dict[str, Act] = {
    "edit": lambda row, by: edit_complaint(
        complaint=row,
        expected_version=1,
        data=complaint_data(row.unit, {"version": 1}, content=f"{NAME}说"),
        by=by,
        at=NOON,
    ),
    "step": lambda row, by: add_step(complaint=row, on=ON, text=f"回访{NAME}", by=by, at=NOON),
    "due": lambda row, by: change_due(
        complaint=row, expected_version=1, due_on=date(2026, 10, 30), reason=f"等{CONTACT}", by=by, at=NOON
    ),
    "finding": lambda row, by: decide_point(
        point=row.points.get(),
        expected_version=1,
        result="true",
        finding_text=f"{NAME}所说属实",
        by=by,
        at=NOON,
    ),
    "back": lambda row, by: reopen_point(
        point=decided(by, row), expected_version=2, reason=f"{NAME}补充", by=by, at=NOON
    ),
    "reply": lambda row, by: decide_complaint(
        complaint=decided(by, row, result="false").complaint,
        expected_version=1,
        reply=f"已答复{NAME}",
        by=by,
        at=NOON,
    ),
    "events": lambda row, by: recorded(by, decided(by, row), fact=f"{NAME}投诉属实"),
    "reason": lambda row, by: recorded(by, decided(by, row), reason=f"{NAME}要求"),
}


@pytest.mark.parametrize("act", LATER.values(), ids=LATER)
def test_no_later_text_tells_who_complained(act: Act, clerk: User, unit: Unit) -> None:
    row = a_complaint(clerk, unit)

    with pytest.raises(Refusal, match="请改写为“投诉人”"):
        act(row, clerk)
    assert NAME not in everything_but_the_table()


def test_finding_made_from_a_complaint_cannot_be_edited_into_telling_it(clerk: User, unit: Unit) -> None:
    finding = recorded(clerk, true_point(clerk, unit, "attitude"))

    for words in ({"fact": f"{NAME}投诉"}, {"statement": f"与{NAME}有误会"}, {"proof": f"{CONTACT}来电"}):
        with pytest.raises(Refusal, match="姓名或联系方式"):
            edit_finding(
                finding=finding, expected_version=1, data=a_finding(unit, **words), by=clerk, at=NOON
            )


def test_file_named_after_the_complainant_loses_that_name(clerk: User, unit: Unit) -> None:
    row = a_complaint(clerk, unit)
    uploads = (SimpleUploadedFile(f"{name}.jpg", picture()) for name in (f"{NAME}来信", "现场照片"))
    files = [store_file(upload=upload, by=clerk, at=NOON) for upload in uploads]

    attach_files(complaint=row, files=files, by=clerk, at=NOON)

    assert [file.name for file in row.files.all()] == [f"投诉材料{files[0].pk}.jpg", "现场照片.jpg"]
    assert NAME not in everything_but_the_table()


def test_complainant_corrected_later_is_taken_out_of_the_names_of_files(clerk: User, unit: Unit) -> None:
    row = a_complaint(clerk, unit, name="", contact="")
    file = store_file(upload=SimpleUploadedFile("白鹭洲来信.jpg", picture()), by=clerk, at=NOON)
    attach_files(complaint=row, files=[file], by=clerk, at=NOON)

    correct_complainant(
        complaint=row, expected_version=1, data=ComplainantData(name="白鹭洲"), by=clerk, at=NOON
    )

    assert [file.name for file in row.files.all()] == [f"投诉材料{file.pk}.jpg"]


def everything_but_the_table() -> str:
    """All that a complaint writes, the log included, without the one table."""
    models = (Complaint, ComplaintPoint, ComplaintStep, Finding, ScoreEvent, Change, StoredFile)
    return "".join(serializers.serialize("json", model.objects.all(), ensure_ascii=False) for model in models)


def test_whole_way_of_a_complaint_leaves_the_complainant_in_one_table(clerk: User, unit: Unit) -> None:
    row = a_complaint(clerk, unit)
    add_step(complaint=row, on=ON, text="回访投诉人", by=clerk, at=NOON)
    recorded(clerk, decided(clerk, row))
    look_at_complainant(complaint=row, by=clerk, at=NOON)
    correct_complainant(
        complaint=row, expected_version=1, data=ComplainantData(name="柳莺啼"), by=clerk, at=NOON
    )

    written = everything_but_the_table()

    assert [sign for sign in (NAME, CONTACT, "柳莺啼") if sign in written] == []


def test_correction_keeps_what_is_left_empty_and_the_log_says_only_that_it_changed(
    clerk: User, unit: Unit
) -> None:
    row = a_complaint(clerk, unit)
    data = ComplainantData(contact="13900001111")

    correct_complainant(complaint=row, expected_version=1, data=data, by=clerk, at=NOON)

    who = Complainant.objects.get()
    assert (who.name, who.contact) == (NAME, "13900001111")
    line = changes_of(row).get(action="修改投诉人")
    assert (line.before, line.after) == ({}, {"联系方式": "已修改"})
    with pytest.raises(EditConflict):
        correct_complainant(complaint=row, expected_version=1, data=data, by=clerk, at=NOON)


def test_complainant_that_stands_in_an_earlier_text_is_refused_with_the_place(
    clerk: User, unit: Unit
) -> None:
    row = a_complaint(clerk, unit, name="", contact="", content="白鹭洲反映态度不好")

    with pytest.raises(Refusal, match="投诉内容里写有"):
        correct_complainant(
            complaint=row, expected_version=1, data=ComplainantData(name="白鹭洲"), by=clerk, at=NOON
        )
    assert Complainant.objects.get().name == ""


def test_erasing_takes_the_row_out_and_keeps_the_complaint(clerk: User, unit: Unit) -> None:
    row = a_complaint(clerk, unit)

    with pytest.raises(Refusal, match="理由"):
        erase_complainant(complaint=row, expected_version=1, reason=" ", by=clerk, at=NOON)
    erase_complainant(complaint=row, expected_version=1, reason="投诉人要求", by=clerk, at=NOON)

    assert not Complainant.objects.exists()
    assert changes_of(row).get(action="清除投诉人").reason == "投诉人要求"
    assert Complaint.objects.filter(pk=row.pk).exists()


@pytest.fixture
def desk(clerk: User) -> Client:
    return logged_in(clerk)


def looks(row: Complaint) -> int:
    return changes_of(row).filter(action="查看投诉人").count()


def test_complainant_is_masked_until_somebody_looks_and_each_look_writes_a_line(
    desk: Client, clerk: User, unit: Unit
) -> None:
    row = a_complaint(clerk, unit)
    page = f"/complaints/{row.pk}/"
    with time_machine.travel(NOON, tick=False):
        masked = desk.get(page).content.decode()
        assert (NAME in masked, CONTACT in masked, "黄某某" in masked, "138****2222" in masked) == (
            False,
            False,
            True,
            True,
        )
        for count in (1, 2):
            shown = desk.post(f"{page}complainant/").content.decode()
            assert (NAME in shown, CONTACT in shown, looks(row)) == (True, True, count)

    line = changes_of(row).filter(action="查看投诉人").first()
    assert line is not None
    assert (line.by, line.at, line.before, line.after) == (clerk, NOON, {}, {})
    assert NAME not in desk.get(page).content.decode()


@pytest.mark.parametrize("who", ["leader", "head", "discipline", "office", "admin", "stranger"])
def test_nobody_but_the_policy_office_looks(who: str, cast: dict[str, User], unit: Unit, clerk: User) -> None:
    row = a_complaint(clerk, unit)

    answer = logged_in(cast[who]).post(f"/complaints/{row.pk}/complainant/")

    assert (answer.status_code, looks(row)) == (403, 0)
    assert NAME not in answer.content.decode()


def test_leader_reads_the_complaint_without_complainant_papers_and_log(
    cast: dict[str, User], clerk: User, unit: Unit
) -> None:
    row = a_complaint(clerk, unit)
    file = store_file(upload=SimpleUploadedFile("来信第一页.jpg", picture()), by=clerk, at=NOON)
    attach_files(complaint=row, files=[file], by=clerk, at=NOON)

    page = logged_in(cast["leader"]).get(f"/complaints/{row.pk}/").content.decode()

    assert "投诉人反映窗口态度不好" in page
    assert [
        word
        for word in ("黄某某", "138****", "来信第一页", "变更记录", "查看（记入", "认定</button>")
        if word in page
    ] == []


def test_paper_is_opened_by_the_policy_office_alone_and_on_record(
    cast: dict[str, User], clerk: User, unit: Unit
) -> None:
    row = a_complaint(clerk, unit)
    file = store_file(upload=SimpleUploadedFile("来信.jpg", picture()), by=clerk, at=NOON)
    attach_files(complaint=row, files=[file], by=clerk, at=NOON)
    path = f"/complaints/{row.pk}/files/{file.pk}/"

    statuses = {}
    for who in ("clerk", "chief", "leader", "head", "admin"):
        answer = logged_in(cast[who]).get(path)
        answer.close()
        statuses[who] = answer.status_code

    assert statuses == {"clerk": 200, "chief": 200, "leader": 403, "head": 403, "admin": 403}
    assert changes_of(row).filter(action="查看投诉材料").count() == 2
    around = {who: logged_in(cast[who]).get(f"/evidence/{file.pk}/").status_code for who in statuses}
    assert around == {"clerk": 404, "chief": 404, "leader": 404, "head": 404, "admin": 403}


def test_paper_of_a_complaint_is_not_taken_into_another_form(desk: Client, clerk: User, unit: Unit) -> None:
    file = store_file(upload=SimpleUploadedFile("来信.jpg", picture()), by=clerk, at=NOON)
    attach_files(complaint=a_complaint(clerk, unit), files=[file], by=clerk, at=NOON)

    with time_machine.travel(NOON, tick=False):
        page = desk.post("/record/", {"step": "check", "kept": [file.pk], "form_key": ""}).content.decode()

    assert "来信.jpg" not in page


def test_words_of_the_complainant_find_nothing(desk: Client, clerk: User, unit: Unit) -> None:
    a_complaint(clerk, unit)

    for words in (NAME, CONTACT, "黄鹂"):
        assert "没有符合条件的投诉" in desk.get("/complaints/", {"q": words}).content.decode()
