"""Units and people: kept with a history, searched by what people type, seen only by who may."""

import uuid
from datetime import date
from typing import Any

import pytest

from records.errors import Refusal
from records.models import Change
from tests.conftest import NOON, logged_in
from units.models import Bureau, Posting, StaffMember, Unit, User, Window
from units.pinyin import search_key
from units.services.basics import begin_posting, end_posting

pytestmark = pytest.mark.django_db
STAFF = {"number": "900", "pinyin": "", "uniform": "issued", "kind": "established"}


def post(user: User, url: str, **fields: Any) -> Any:
    return logged_in(user).post(url, {"form_key": str(uuid.uuid4()), **fields})


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("王芳", "wangfang wf"),
        ("曾志伟", "zengzhiwei zzw"),
        ("尉迟敬德", "yuchijingde ycjd"),
        ("单田芳", "shantianfang stf"),
        ("仇英", "qiuying qy"),
        ("", ""),
    ],
)
def test_the_search_key_reads_surnames_as_surnames(name: str, key: str) -> None:
    assert search_key(name) == key


@pytest.mark.parametrize(
    "words", ["王芳", "wangf", "WF", "001"], ids=["name", "pinyin", "initials", "number"]
)
def test_a_person_is_found_by_what_people_type(
    clerk: User, person: StaffMember, other_person: StaffMember, words: str
) -> None:
    text = logged_in(clerk).get("/staff/", {"q": words}).content.decode()

    assert [name for name in ("王芳", "孙丽") if name in text] == ["王芳"]


def test_a_new_person_gets_a_search_key(clerk: User) -> None:
    answer = post(clerk, "/staff/new/", name="查良镛", **STAFF)

    row = StaffMember.objects.get(number="900")
    assert (answer.url, row.pinyin) == (f"/staff/{row.pk}/", "zhaliangyong zly")


def test_a_second_person_with_the_same_number_is_refused(clerk: User, person: StaffMember) -> None:
    answer = post(clerk, "/staff/new/", name="李四", **STAFF | {"number": "001"})

    assert "已有同一工号的人员" in answer.content.decode()
    assert StaffMember.objects.count() == 1


def test_a_unit_is_made_and_changed_on_record(chief: User) -> None:
    post(chief, "/units/new/", name="工伤科", order="3")
    unit = Unit.objects.get(name="工伤科")

    post(chief, f"/units/{unit.pk}/edit/", name="工伤认定窗口", order="3", version="1")

    unit.refresh_from_db()
    assert (unit.name, unit.version) == ("工伤认定窗口", 2)
    last = Change.objects.first()
    assert last is not None
    assert (last.action, last.before, last.after) == (
        "修改",
        {"单位名称": "工伤科"},
        {"单位名称": "工伤认定窗口"},
    )


def test_the_second_editor_of_a_unit_sees_both_texts(chief: User, unit: Unit) -> None:
    Unit.objects.filter(pk=unit.pk).update(phone="111", version=2)

    answer = post(chief, f"/units/{unit.pk}/edit/", name="社保中心", order="1", phone="222", version="1")

    assert "<td>111</td><td>222</td>" in answer.content.decode()
    assert Unit.objects.get(pk=unit.pk).phone == "111"


def test_a_unit_cannot_end_before_it_began(chief: User) -> None:
    answer = post(
        chief, "/units/new/", name="甲", order="1", in_service_from="2026-05-01", in_service_to="2026-04-01"
    )

    assert "停用日期不能早于启用日期" in answer.content.decode()


def test_a_window_is_added_once_a_number(chief: User, unit: Unit, window: Window) -> None:
    good = post(chief, f"/units/{unit.pk}/windows/new/", number="4号窗口", in_use="on")
    bad = post(chief, f"/units/{unit.pk}/windows/new/", number="3号窗口", in_use="on")

    assert good.url == f"/units/{unit.pk}/"
    assert "这个单位已有同号的窗口" in bad.content.decode()


def test_a_person_does_not_stand_in_two_places(clerk: User, person: StaffMember, other_unit: Unit) -> None:
    with pytest.raises(Refusal, match="时间重叠"):
        begin_posting(
            posting=Posting(person=person, unit=other_unit, starts_on=date(2026, 10, 1)), by=clerk, at=NOON
        )


def test_a_person_moves_and_the_past_stays(clerk: User, person: StaffMember, other_unit: Unit) -> None:
    first = Posting.objects.get(person=person)
    end_posting(posting=first, ends_on=date(2026, 9, 30), reason="轮岗", by=clerk, at=NOON)

    begin_posting(
        posting=Posting(person=person, unit=other_unit, starts_on=date(2026, 10, 1)), by=clerk, at=NOON
    )

    assert Posting.objects.on(date(2026, 9, 30)).get(person=person).unit.name == "社保中心"
    assert Posting.objects.on(date(2026, 10, 1)).get(person=person).unit.name == "公共就业服务中心"


def test_a_posting_entered_wrong_is_put_right_on_record(clerk: User, person: StaffMember) -> None:
    posting = Posting.objects.get(person=person)
    fields = {"unit": posting.unit_id, "window": "", "post": "B", "starts_on": "2026-02-01", "version": "1"}

    answer = post(clerk, f"/postings/{posting.pk}/edit/", **fields)

    posting.refresh_from_db()
    last = Change.objects.filter(action="更正进驻").get()
    assert answer.url == f"/staff/{person.pk}/"
    assert (posting.window, posting.post, posting.starts_on, posting.version) == (
        None, "B", date(2026, 2, 1), 2,
    )  # fmt: skip
    assert last.after == {"窗口": None, "岗位": "B岗", "进驻日期": "2026-02-01"}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"ends_on": "2025-12-31"}, "离开日期不能早于进驻日期"),
        ({"starts_on": "2026-13-01"}, "请先改正"),
        ({"unit": "999"}, "请先改正"),
        ({"window": "999"}, "请先改正"),
        ({"post": "C"}, "请先改正"),
        ({"version": "x"}, "请先改正"),
    ],
    ids=["ends early", "no day", "no unit", "no window", "no post", "no version"],
)
def test_a_wrong_correction_is_told_and_nothing_written(
    clerk: User, person: StaffMember, changes: dict[str, str], message: str
) -> None:
    posting = Posting.objects.get(person=person)
    fields = {"unit": posting.unit_id, "post": "A", "starts_on": "2026-01-01", "version": "1", **changes}

    answer = post(clerk, f"/postings/{posting.pk}/edit/", **fields)

    posting.refresh_from_db()
    assert message in answer.content.decode()
    assert (posting.version, posting.ends_on) == (1, None)


def test_a_correction_into_another_posting_is_refused(
    clerk: User, person: StaffMember, other_unit: Unit
) -> None:
    first = Posting.objects.get(person=person)
    end_posting(posting=first, ends_on=date(2026, 6, 30), reason="轮岗", by=clerk, at=NOON)
    second = Posting.objects.create(person=person, unit=other_unit, starts_on=date(2026, 7, 1))
    fields = {"unit": other_unit.pk, "post": "A", "starts_on": "2026-06-30", "version": "1"}

    answer = post(clerk, f"/postings/{second.pk}/edit/", **fields)

    assert "时间重叠" in answer.content.decode()


def test_the_bureau_is_set_by_form(chief: User) -> None:
    fields = {
        "name": "某县人社局", "short_name": "某局", "code": "某人社", "addressees": "各单位",
        "copies": "局领导",
        "contact": "", "self_criticism_days": "3", "unit_opinion_days": "5", "complaint_days": "5",
        "mend_days": "10",
        "version": "1",
    }  # fmt: skip

    answer = post(chief, "/bureau/", **fields)

    assert answer.url == "/bureau/"
    assert Bureau.objects.get().code == "某人社"


@pytest.mark.parametrize("url", ["/units/", "/staff/"])
def test_lists_cost_the_same_for_one_and_three_rows(
    clerk: User, person: StaffMember, url: str, django_assert_num_queries: Any
) -> None:
    client = logged_in(clerk)
    client.get(url)
    with django_assert_num_queries(7 if url == "/staff/" else 4) as first:
        client.get(url)
    for number in ("一", "二"):
        row = Unit.objects.create(name=f"单位{number}")
        extra = StaffMember.objects.create(name=f"人{number}", number=f"9{number}")
        Posting.objects.create(person=extra, unit=row, starts_on=date(2026, 1, 1))
    with django_assert_num_queries(len(first)):
        client.get(url)


def test_a_unit_head_sees_the_own_people_and_nobody_elses(
    head: User, person: StaffMember, other_person: StaffMember, other_unit: Unit, unit: Unit
) -> None:
    client = logged_in(head)

    texts = [client.get(url).content.decode() for url in ("/units/", "/staff/", f"/units/{unit.pk}/")]

    assert [word for word in ("孙丽", "公共就业服务中心") if word in "".join(texts)] == []
    assert client.get(f"/staff/{person.pk}/").status_code == 200
    assert client.get(f"/staff/{other_person.pk}/").status_code == 404
    assert client.get(f"/units/{other_unit.pk}/").status_code == 404


def test_only_keepers_of_basic_data_may_change_it(cast: dict[str, User], unit: Unit) -> None:
    answers = {
        name: logged_in(user).get(f"/units/{unit.pk}/edit/").status_code for name, user in cast.items()
    }

    assert answers == dict.fromkeys(cast, 403) | {"clerk": 200, "chief": 200, "admin": 200}
