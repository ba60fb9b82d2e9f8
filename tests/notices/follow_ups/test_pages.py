"""The pages: what each role sees and may do, in how many queries, and a whole way through the forms."""

import re
from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from notices.models import FollowUp, HandedIn, Notice, Talk
from records.models import Change
from scoring.services.corrections import correct_event
from tests.access.world import photo
from tests.conftest import LOGGED, NOON, logged_in
from tests.notices.follow_ups.making import SEPTEMBER, a_follow_up, criticised, told
from units.models import StaffMember, Unit, User

State = FollowUp.State
MOST = 12


@pytest.fixture(autouse=True)
def noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def text(response: Any) -> str:
    """The words of a page, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def post(user: User, row: FollowUp, act: str, **data: Any) -> Any:
    row.refresh_from_db()
    sent = {"version": row.version, "form_key": str(uuid4()), **data}
    return logged_in(user).post(f"/follow-ups/{row.pk}/{act}/", sent)


@pytest.mark.parametrize("place", ["", "meeting/", "export.xlsx"])
def test_a_list_of_three_takes_no_more_queries_than_a_list_of_one(
    place: str, notice: Notice, unit: Unit, other_unit: Unit, person: StaffMember, clerk: User
) -> None:
    browser, counts = logged_in(clerk), []
    a_follow_up(notice, unit, "处理意见")
    for more in ((), ((other_unit, "约谈", None), (unit, "书面检查", person))):
        for own, kind, who in more:
            a_follow_up(notice, own, kind, person=who)
        browser.get(f"/follow-ups/{place}")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert browser.get(f"/follow-ups/{place}").status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= MOST + LOGGED * ("export" in place)


def test_the_list_after_a_correction_stays_within_its_queries_and_says_so(
    clerk: User, chief: User, unit: Unit, person: StaffMember
) -> None:
    event = criticised(clerk, unit, date(2026, 9, 15), person)
    told(SEPTEMBER, chief)
    correct_event(event=event, changes={}, statement="通报撤销", reason="有误", by=chief, at=NOON)
    FollowUp.objects.update(due_on=date(2026, 10, 1))
    browser = logged_in(chief)

    with CaptureQueriesContext(connection) as queries:
        page = text(browser.get("/follow-ups/"))
    one = text(browser.get(f"/follow-ups/{FollowUp.objects.earliest('pk').pk}/"))
    desk = text(browser.get("/"))

    assert len(queries) <= MOST
    assert page.count("依据已更正，待撤销") == 2
    assert "逾期" not in page.replace("已逾期", "")
    assert "因更正撤销" in one
    assert "整改处理依据已更正，待撤销 2" in desk
    assert "整改处理已逾期" not in desk


def test_overdue_stands_out_in_words_and_filters_narrow(
    notice: Notice, unit: Unit, other_unit: Unit, clerk: User
) -> None:
    a_follow_up(notice, unit, "处理意见", due_on=date(2026, 10, 5))
    a_follow_up(notice, other_unit, "限期整改", due_on=date(2026, 10, 9))
    browser = logged_in(clerk)

    whole, late = text(browser.get("/follow-ups/")), text(browser.get("/follow-ups/?state=overdue"))

    assert "逾期3天" in whole
    assert "还有1天" in whole
    assert "共 1 件" in late
    for query in (f"unit={unit.pk}", "kind=处理意见", "q=社保", "month=2026-09&q=社保"):
        assert "共 1 件" in text(browser.get(f"/follow-ups/?{query}"))
    assert "没有符合条件的整改处理" in text(browser.get("/follow-ups/?month=2026-08"))
    assert browser.get("/follow-ups/?sort=-unit&unit=999&state=x&month=abc&page=9").status_code == 200


def test_the_workbook_holds_what_the_list_shows(notice: Notice, unit: Unit, clerk: User) -> None:
    a_follow_up(notice, unit, "处理意见", due_on=date(2026, 10, 5))

    answer = logged_in(clerk).get("/follow-ups/export.xlsx")

    sheet = load_workbook(BytesIO(answer.content)).active
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    line = next(row for row in rows if "处理意见" in row)
    assert [line[2], line[4], line[9]] == ["逾期3天", "社保中心", "待办理"]


def test_a_head_hands_in_with_a_file_the_office_passes_it_and_looks_are_logged(
    notice: Notice, unit: Unit, head: User, clerk: User, other_head: User
) -> None:
    row = a_follow_up(notice, unit, "处理意见")

    done = post(head, row, "hand-in", text="给予批评教育", uploads=photo("意见.png"))

    assert done.url == f"/follow-ups/{row.pk}/"
    paper = HandedIn.objects.get()
    file = paper.files.get()
    url = f"/follow-ups/{row.pk}/files/{file.pk}/"
    for user in (head, clerk):
        response = logged_in(user).get(url)
        assert response.headers["Content-Disposition"].startswith("attachment")
        response.close()
    assert logged_in(other_head).get(url).status_code == 404
    assert [row.by for row in Change.objects.filter(action="查看整改材料")] == [clerk]
    post(clerk, row, "accept", note="同意")
    assert "已办结" in text(logged_in(head).get(f"/follow-ups/{row.pk}/"))


def test_an_empty_paper_comes_back_with_what_is_wrong_and_the_files_kept(
    notice: Notice, unit: Unit, head: User
) -> None:
    row = a_follow_up(notice, unit, "处理意见")

    back = post(head, row, "hand-in", text=" ", uploads=photo("意见.png"))
    bad = post(head, row, "hand-in", text="意见", uploads=SimpleUploadedFile("x.exe", b"MZ\x00"))

    assert back.status_code == bad.status_code == 422
    assert "请写明内容" in text(back)
    kept = re.search(r'name="kept" value="(\d+)"', back.content.decode())
    assert kept is not None
    assert "不是可以保存的类型" in text(bad)
    post(head, row, "hand-in", text="意见", kept=kept[1])
    assert HandedIn.objects.get().files.get().pk == int(kept[1])


def test_an_act_on_a_page_that_is_old_shows_how_it_is_now(notice: Notice, unit: Unit, clerk: User) -> None:
    row = a_follow_up(notice, unit, "处理意见", State.HANDED_IN)
    FollowUp.objects.filter(pk=row.pk).update(version=2)

    answer = logged_in(clerk).post(
        f"/follow-ups/{row.pk}/return/", {"version": 1, "reason": "太简单", "form_key": str(uuid4())}
    )

    assert answer.status_code == 422
    assert "刚刚被别人处理过" in text(answer)
    assert "太简单" in answer.content.decode()


def test_the_discipline_group_sees_talks_and_confirmed_referrals_only_and_records_a_talk(
    notice: Notice, unit: Unit, discipline: User
) -> None:
    talk = a_follow_up(notice, unit, "约谈", due_on=None)
    a_follow_up(notice, unit, "处理意见")
    proposed = a_follow_up(notice, unit, "移送纪检", State.PROPOSED, due_on=None)
    browser = logged_in(discipline)

    assert "共 1 件" in text(browser.get("/follow-ups/"))
    assert browser.get(f"/follow-ups/{proposed.pk}/").status_code == 404
    assert "待约谈 1" in text(browser.get("/"))
    form = browser.get(f"/follow-ups/{talk.pk}/talk/")
    assert form.status_code == 200
    data = {
        **dict.fromkeys(("place", "person", "led_by", "noted_by", "points", "answer", "demands"), "内容"),
        "held_at": "2026-10-08T09:00",
    }
    refused = post(discipline, talk, "talk", **(data | {"place": ""}))
    assert refused.status_code == 422
    assert post(discipline, talk, "talk", **data).status_code == 302

    assert Talk.objects.get().held_at.hour == 1
    talk.refresh_from_db()
    assert talk.state == State.DONE


def test_the_chief_confirms_and_the_clerk_records_the_removal(
    notice: Notice, unit: Unit, person: StaffMember, chief: User, clerk: User
) -> None:
    row = a_follow_up(notice, unit, "5日内撤出并替换", State.PROPOSED, person=person)

    assert post(clerk, row, "confirm").status_code == 403
    post(chief, row, "confirm")
    form = logged_in(clerk).get(f"/follow-ups/{row.pk}/removal/")
    assert "登记撤出" in text(form)
    refused = post(clerk, row, "removal", left_on="2026-10-08")
    assert "请填写替换人员" in text(refused)
    post(clerk, row, "removal", left_on="2026-10-08", without="编制冻结")

    row.refresh_from_db()
    assert row.decision == "王芳已于2026-10-08撤出；没有替换人员：编制冻结"


def test_who_is_to_be_withdrawn_is_chosen_among_the_units_people(
    notice: Notice, unit: Unit, person: StaffMember, other_person: StaffMember, chief: User
) -> None:
    row = a_follow_up(notice, unit, "研究撤出人员", State.PROPOSED)

    page = text(logged_in(chief).get(f"/follow-ups/{row.pk}/"))
    assert "王芳 001" in page
    assert "孙丽" not in page
    post(chief, row, "choose", people=[str(person.pk)], reason="投诉均由其引起")

    assert FollowUp.objects.get(arose_from=row).person == person


def test_the_desk_tells_the_office_and_the_head_what_is_to_be_done(
    notice: Notice, unit: Unit, person: StaffMember, chief: User, clerk: User, head: User
) -> None:
    a_follow_up(notice, unit, "处理意见", State.HANDED_IN)
    a_follow_up(notice, unit, "限期整改", due_on=date(2026, 10, 5))
    a_follow_up(notice, unit, "移送纪检", State.PROPOSED, person=person, due_on=None)

    desk = {user.username: text(logged_in(user).get("/")) for user in (chief, clerk, head)}

    late = "已超期 整改处理已逾期 最早应于10月5日（周一）办结 1 件"
    for line in ("整改材料待审核 1 件", late, "撤出、移送待确认 1 件"):
        assert line in desk["chief"]
    assert "撤出、移送待负责人确认 1" in desk["clerk"]
    assert "已超期 整改处理待办理 最早应于10月5日（周一）办结 1 件" in desk["head"]


def test_a_unit_before_the_next_rung_is_warned_of_above_the_list(
    clerk: User, chief: User, unit: Unit, head: User, other_head: User, person: StaffMember
) -> None:
    criticised(clerk, unit, date(2026, 9, 15), person)
    told(SEPTEMBER, chief)

    for user in (clerk, head):
        page = text(logged_in(user).get("/follow-ups/"))
        assert "已被通报批评 1 次；下一次为第 2 次： 约谈" in page
    assert "已被通报批评" not in text(logged_in(other_head).get("/follow-ups/"))
