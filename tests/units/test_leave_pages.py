"""The pages of leave slips: found by what people type, filled in without losing a word, signed."""

import re
import uuid
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import time_machine
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from records.models import Change, StoredFile
from tests.access.world import photo
from tests.conftest import LOGGED, NOON, logged_in
from tests.units.leave import MONDAY, a_cover, posted, registered, signed
from units.models import LeaveCover, LeaveSlip, StaffMember, Unit, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def typed(**more: Any) -> dict[str, Any]:
    """A whole form as a browser sends it."""
    return {
        "form_key": str(uuid.uuid4()),
        "person": "王芳 001",
        "kind": "personal",
        "reason": "家中有事",
        "starts_on": "2026-10-12",
        "starts_half": "am",
        "ends_on": "2026-10-12",
        "ends_half": "pm",
        "handed_at": "2026-10-08T09:00",
        "written": "self",
    } | more


def send(user: User, url: str, **fields: Any) -> Any:
    return logged_in(user).post(url, {"form_key": str(uuid.uuid4()), **fields})


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def status_of(user: User, url: str) -> int:
    """The status of an answer that may be a file."""
    answer = logged_in(user).get(url)
    answer.close()
    return answer.status_code


@pytest.mark.parametrize("who", ["李强 005", "005", "李强", "lq", "liqiang"])
def test_a_slip_is_registered_with_its_substitute_however_typed(
    clerk: User, person: StaffMember, mate: StaffMember, who: str
) -> None:
    StaffMember.objects.filter(pk=mate.pk).update(pinyin="liqiang lq")

    answer = logged_in(clerk).post("/leave/new/", typed(cover_0_substitute=who, cover_0_handover="在办3件"))

    slip = LeaveSlip.objects.get()
    assert answer.url == f"/leave/{slip.pk}/"
    assert list(slip.covers.values_list("substitute__name", "starts_on", "ends_half", "handover")) == [
        ("李强", MONDAY, "pm", "在办3件")
    ]


def test_covers_in_stretches_keep_their_own_days(
    clerk: User, person: StaffMember, mate: StaffMember, unit: Unit
) -> None:
    posted("孙丽", "007", unit)
    stretches = {
        "ends_on": "2026-10-14",
        "cover_0_substitute": "005",
        "cover_0_ends_on": "2026-10-13",
        "cover_0_ends_half": "am",
        "cover_1_substitute": "007",
        "cover_1_starts_on": "2026年10月13日",
        "cover_1_starts_half": "pm",
    }

    logged_in(clerk).post("/leave/new/", typed(**stretches))

    assert [cover.words for cover in LeaveCover.objects.all()] == [
        "10月12日上午至10月13日上午",
        "10月13日下午至10月14日下午",
    ]


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "nobody": ({"person": ""}, "请填写请假人"),
    "unknown": ({"person": "赵钱孙"}, "没有找到“赵钱孙”"),
    "two of one name": (
        {"person": "张伟"},
        "“张伟”有2人，请填工号：101（社保中心 A岗）、102（社保中心 A岗）",
    ),
    "no kind": ({"kind": ""}, "请选择假别"),
    "no such kind": ({"kind": "holiday"}, "选择一个有效的选项"),
    "no reason": ({"reason": ""}, "请写明请假的具体事由"),
    "a day of no calendar": ({"starts_on": "2026-02-30"}, "日期请写成"),
    "the year 1": ({"starts_on": "0001-01-01"}, "年份须在2000到2099之间"),
    "the year 9999": ({"handed_at": "9999-12-31T23:59"}, "年份须在2000到2099之间"),
    "no half": ({"ends_half": "noon"}, "选择一个有效的选项"),
    "a NUL byte": ({"reason": "家中\0有事"}, "不允许"),
    "a NUL byte for a person": ({"person": "王\0芳"}, "不允许"),
    "too long": ({"reason": "长" * 201}, "200"),
    "proxy without a name": ({"written": "proxy", "special_reason": "车祸"}, "请写明代办人"),
    "proxy without a reason": ({"written": "proxy", "proxy_name": "王父"}, "请写明特殊原因"),
    "a proxy's name on one's own": ({"proxy_name": "王父"}, "请选“他人代办”"),
    "a handover without anybody": ({"cover_0_handover": "在办3件"}, "请写明替岗人员"),
    "a substitute nobody knows": ({"cover_2_substitute": "某人"}, "没有找到“某人”"),
    "oneself": ({"cover_0_substitute": "001"}, "替岗人员不能是请假人自己"),
    "ends early": ({"ends_on": "2026-10-11"}, "请假的结束不能早于开始"),
}


@pytest.mark.parametrize(("changes", "message"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_with_everything_typed_kept(
    clerk: User, person: StaffMember, unit: Unit, changes: dict[str, Any], message: str
) -> None:
    for number in ("101", "102"):
        posted("张伟", number, unit)

    answer = logged_in(clerk).post("/leave/new/", typed(out_from="08:45", **changes))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert message in text_of(answer)
    assert 'value="08:45"' in page
    assert not LeaveSlip.objects.exists()


def test_a_form_sent_twice_makes_one_slip(clerk: User, person: StaffMember) -> None:
    client, form = logged_in(clerk), typed()

    first, second = client.post("/leave/new/", form), client.post("/leave/new/", form)

    assert first.url == second.url
    assert LeaveSlip.objects.count() == 1


def test_a_link_brings_the_person_along(clerk: User, person: StaffMember) -> None:
    client = logged_in(clerk)

    assert 'value="王芳 001"' in client.get("/leave/new/", {"person": person.pk}).content.decode()
    for odd in ("x", "-1", "9" * 40, "\0", ""):
        assert client.get("/leave/new/", {"person": odd}).status_code == 200


def test_the_second_editor_sees_both_texts_and_may_save_on_top(clerk: User, person: StaffMember) -> None:
    slip = registered(clerk, person)
    LeaveSlip.objects.update(reason="看病", version=2)
    url, form = f"/leave/{slip.pk}/edit/", typed(version="1", kind="sick")

    answer = logged_in(clerk).post(url, form)

    page = answer.content.decode()
    assert "<td>看病</td><td>家中有事</td>" in page
    assert "<td>事假</td><td>病假</td>" in page
    assert 'name="version" value="2"' in page
    assert logged_in(clerk).post(url, form | {"version": "2"}).status_code == 302
    assert LeaveSlip.objects.get().kind == "sick"


def test_the_page_says_what_stands_in_the_way_and_the_chief_cannot_sign_past_it(
    chief: User, clerk: User, person: StaffMember
) -> None:
    slip = registered(clerk, person)
    client = logged_in(chief)

    page = client.get(f"/leave/{slip.pk}/")
    answer = client.post(
        f"/leave/{slip.pk}/sign/", {"form_key": str(uuid.uuid4()), "version": "1", "note": "同意"}
    )

    assert "不能批准： 10月12日全天：没有安排替岗" in text_of(page)
    assert 'disabled aria-describedby="h-blocks"' in page.content.decode()
    assert answer.status_code == 422
    assert "不能批准：10月12日全天：没有安排替岗，本窗口也没有在岗的B岗人员。" in text_of(answer)
    assert LeaveSlip.objects.get().state == "registered"


def test_a_slip_goes_its_way_from_signing_to_the_return(
    chief: User, clerk: User, person: StaffMember, mate: StaffMember
) -> None:
    today = {"starts_on": date(2026, 10, 8), "ends_on": date(2026, 10, 8), "handed_at": NOON.replace(hour=8)}
    slip = registered(
        clerk, person, covers=[a_cover(mate, starts_on=NOON.date(), ends_on=NOON.date())], **today
    )
    url = f"/leave/{slip.pk}/"

    answers = [
        send(chief, f"{url}sign/", version="1", note="同意"),
        send(clerk, f"{url}file/", version="2", filed_on="2026-10-08"),
        send(clerk, f"{url}return/", version="3", returned_on="2026-10-08", returned_half="pm"),
    ]

    slip.refresh_from_db()
    assert [answer.url for answer in answers] == [url] * 3
    assert (slip.state, slip.filed_on, slip.returned_half, slip.version) == (
        "signed", NOON.date(), "pm", 4,
    )  # fmt: skip
    page = text_of(logged_in(clerk).get(url))
    assert "2026年10月8日下午到岗，提前销假" in page
    assert list(Change.objects.filter(subject_type="units.LeaveSlip").values_list("action", flat=True)) == [
        "销假", "督查室留档", "签批", "登记",
    ]  # fmt: skip


def test_who_was_too_late_to_act_is_told_and_keeps_the_text(
    chief: User, clerk: User, person: StaffMember, mate: StaffMember
) -> None:
    slip = registered(clerk, person, covers=[a_cover(mate)])
    LeaveSlip.objects.update(version=2)

    answer = send(chief, f"/leave/{slip.pk}/refuse/", version="1", note="人手不够")

    page = answer.content.decode()
    assert "刚刚被别人处理过" in page
    assert 'value="人手不够"' in page
    assert 'name="version" value="2"' in page


def test_a_late_return_is_told_with_the_days_without_a_slip(
    clerk: User, person: StaffMember, mate: StaffMember
) -> None:
    slip = signed(clerk, person, covers=[a_cover(mate)])
    LeaveSlip.objects.update(returned_on=date(2026, 10, 14), returned_half="am")

    page = text_of(logged_in(clerk).get(f"/leave/{slip.pk}/"))

    assert "2026年10月14日上午到岗，超过请假期限（10月13日全天没有请假条）" in page


def test_covers_are_changed_after_signing_and_the_gap_is_shown(
    clerk: User, person: StaffMember, mate: StaffMember
) -> None:
    slip = signed(clerk, person, covers=[a_cover(mate)])
    changed = {"version": "2", "change_reason": "李强下午抽调", "cover_0_substitute": "005"}
    half = {"cover_0_ends_on": "2026-10-12", "cover_0_ends_half": "am"}

    answer = send(clerk, f"/leave/{slip.pk}/covers/", **changed, **half)

    assert answer.url == f"/leave/{slip.pk}/"
    assert "替岗有空： 10月12日下午：没有安排替岗" in text_of(logged_in(clerk).get(answer.url))


def test_the_second_to_change_covers_sees_both_arrangements(
    clerk: User, person: StaffMember, mate: StaffMember, other_person: StaffMember
) -> None:
    slip = signed(clerk, person, covers=[a_cover(mate)])
    changed = {"version": "1", "change_reason": "李强抽调", "cover_0_substitute": "002"}

    page = send(clerk, f"/leave/{slip.pk}/covers/", **changed).content.decode()

    assert "<td>李强 10月12日全天</td><td>孙丽 10月12日全天</td>" in page
    assert "家中有事" not in page
    assert 'value="李强抽调"' in page


def test_a_form_that_could_not_be_saved_is_not_shown(
    clerk: User, person: StaffMember, mate: StaffMember
) -> None:
    done, waiting = (
        signed(clerk, person, covers=[a_cover(mate)]),
        registered(clerk, mate, starts_on=date(2026, 10, 14), ends_on=date(2026, 10, 14)),
    )
    client = logged_in(clerk)

    answers = [client.get(f"/leave/{done.pk}/edit/"), client.get(f"/leave/{waiting.pk}/covers/")]

    assert [answer.url for answer in answers] == [f"/leave/{done.pk}/", f"/leave/{waiting.pk}/"]
    assert "现在是“已签批”，不能这样修改" in client.get(f"/leave/{done.pk}/").content.decode()


def test_a_scan_is_attached_opened_by_the_own_head_and_taken_away(
    clerk: User, head: User, other_head: User, leader: User, person: StaffMember
) -> None:
    slip = registered(clerk, person, special_reason="车祸")
    url = f"/leave/{slip.pk}/"

    assert send(clerk, f"{url}papers/scans/", uploads=[photo("请假条.png")]).url == url
    assert send(clerk, f"{url}papers/proofs/", uploads=[photo("诊断证明.png")]).url == url

    scan, proof = slip.scans.get(), slip.proofs.get()
    opened = {
        user.username: [status_of(user, f"{url}paper/{file.pk}/") for file in (scan, proof)]
        for user in (clerk, head, other_head, leader)
    }
    assert opened == {
        "clerk": [200, 200], "head": [200, 200], "otherhead": [404, 404], "leader": [200, 200],
    }  # fmt: skip
    served = logged_in(head).get(f"{url}paper/{scan.pk}/")
    assert "attachment" in served["Content-Disposition"]
    assert "sandbox" in served["Content-Security-Policy"]
    served.close()
    assert "待补证明" not in text_of(logged_in(clerk).get(url))

    assert send(clerk, f"{url}paper/{scan.pk}/remove/").url == url
    assert logged_in(clerk).get(f"{url}paper/{scan.pk}/").status_code == 404
    assert not slip.scans.exists()


@pytest.fixture
def leader(cast: dict[str, User]) -> User:
    return cast["leader"]


def test_a_file_of_another_slip_is_not_found(clerk: User, person: StaffMember, mate: StaffMember) -> None:
    slips = [registered(clerk, person), registered(clerk, mate)]
    send(clerk, f"/leave/{slips[0].pk}/papers/scans/", uploads=[photo("请假条.png")])
    file = StoredFile.objects.get()

    assert logged_in(clerk).get(f"/leave/{slips[1].pk}/paper/{file.pk}/").status_code == 404


def test_what_cannot_be_kept_is_refused_and_nothing_attached(clerk: User, person: StaffMember) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    slip = registered(clerk, person)
    files = [photo("请假条.png"), SimpleUploadedFile("请假条.exe", b"MZ nothing")]

    answer = send(clerk, f"/leave/{slip.pk}/papers/scans/", uploads=files)
    empty = send(clerk, f"/leave/{slip.pk}/papers/scans/")
    odd = send(clerk, f"/leave/{slip.pk}/papers/other/", uploads=files[:1])

    assert "文件“请假条.exe”不是可以保存的类型" in answer.content.decode()
    assert "请选择要上传的文件" in empty.content.decode()
    assert odd.status_code == 404
    assert not slip.scans.exists()


@pytest.fixture
def three(clerk: User, person: StaffMember, mate: StaffMember, other_person: StaffMember) -> None:
    """王芳 waits, lacking proof; 李强 was signed last week, neither filed nor returned; 孙丽 refused."""
    registered(clerk, person, special_reason="车祸", kind="sick")
    signed(
        clerk,
        mate,
        starts_on=date(2026, 9, 29),
        ends_on=date(2026, 9, 29),
        covers=[a_cover(person, starts_on=date(2026, 9, 29), ends_on=date(2026, 9, 29))],
    )
    refused = registered(clerk, other_person, starts_on=date(2026, 10, 30), ends_on=date(2026, 11, 3))
    LeaveSlip.objects.filter(pk=refused.pk).update(state="refused")


FILTERS = {
    "everything": ({}, ["孙丽", "王芳", "李强"]),
    "a name": ({"q": "王芳"}, ["王芳"]),
    "pinyin": ({"q": "WANGF"}, ["王芳"]),
    "a number": ({"q": "005"}, ["李强"]),
    "a state": ({"state": "refused"}, ["孙丽"]),
    "a kind": ({"kind": "sick"}, ["王芳"]),
    "a month": ({"month": "2026-09"}, ["李强"]),
    "a month that the leave runs into": ({"month": "2026-11"}, ["孙丽"]),
    "lacking proof": ({"missing": "unproved"}, ["王芳"]),
    "not filed": ({"missing": "unfiled"}, ["李强"]),
    "not returned": ({"missing": "unreturned"}, ["李强"]),
    "oldest first": ({"sort": "start"}, ["李强", "王芳", "孙丽"]),
    "nothing fits": ({"q": "赵钱"}, []),
    "odd values": (
        {"month": "2026-13", "unit": "99999999999999999999", "state": "x", "sort": "\0", "page": "-3"},
        ["孙丽", "王芳", "李强"],
    ),
}


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(("query", "names"), FILTERS.values(), ids=FILTERS)
def test_slips_are_found_by_what_people_look_for(
    clerk: User, query: dict[str, str], names: list[str]
) -> None:
    page = logged_in(clerk).get("/leave/", query).content.decode()

    assert re.findall(r'<a href="/leave/\d+/">([^<]+)</a>', page) == names


@pytest.mark.usefixtures("three")
def test_a_head_sees_the_own_units_slips_in_list_export_calendar_and_day(head: User, unit: Unit) -> None:
    client = logged_in(head)

    pages = [client.get(url).content.decode() for url in ("/leave/", "/leave/calendar/", "/leave/on-duty/")]
    sheet = load_workbook(BytesIO(client.get("/leave/export/").content)).active

    assert "孙丽" not in "".join(pages)
    assert sheet is not None
    assert [[cell.value for cell in row][:5] for row in sheet.iter_rows(min_row=4)] == [
        ["社保中心", "王芳", "001", "病假", "家中有事"],
        ["社保中心", "李强", "005", "事假", "家中有事"],
    ]


@pytest.mark.usefixtures("three")
def test_what_is_still_missing_is_told_in_words(clerk: User) -> None:
    page = text_of(logged_in(clerk).get("/leave/"))

    assert page.count("待补证明") == 2  # the filter's choice and one slip
    assert page.count("到期未销假") == page.count("未到督查室留档") == 2


PAGES = {"/leave/": 8, "/leave/export/": 8 + LOGGED, "/leave/calendar/": 9, "/leave/on-duty/": 11}


@pytest.mark.parametrize("url", PAGES)
def test_pages_cost_the_same_for_one_and_many_slips(
    clerk: User, person: StaffMember, unit: Unit, django_assert_num_queries: DjangoAssertNumQueries, url: str
) -> None:
    today = {"starts_on": NOON.date(), "ends_on": NOON.date()}
    mates = [posted(f"人{number}", f"9{number}", unit) for number in range(4)]
    cover = a_cover(mates[3], **today)
    registered(clerk, person, covers=[cover], **today)
    client = logged_in(clerk)
    client.get(url)
    with django_assert_num_queries(PAGES[url]):
        client.get(url)
    for mate in mates[:3]:
        registered(clerk, mate, covers=[cover], **today)
    with django_assert_num_queries(PAGES[url]):
        client.get(url)


def test_the_page_of_a_slip_costs_few_queries(
    clerk: User, person: StaffMember, mate: StaffMember, django_assert_max_num_queries: Any
) -> None:
    slip = signed(clerk, person, covers=[a_cover(mate)])
    client = logged_in(clerk)

    with django_assert_max_num_queries(12):
        assert client.get(f"/leave/{slip.pk}/").status_code == 200
