"""整改台账 as it is opened: what is still to be done, by its day, with its papers; who is waited for."""

import re
from copy import copy
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import time_machine
from openpyxl import load_workbook

from notices.models import FollowUp, Notice
from notices.selectors.follow_ups.waiting import waits_for
from tests.conftest import NOON, logged_in
from tests.notices.follow_ups.making import a_follow_up
from units.models import Unit, User

State = FollowUp.State


@pytest.fixture(autouse=True)
def noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_list_opens_on_what_is_unsettled_and_says_so(notice: Notice, unit: Unit, clerk: User) -> None:
    a_follow_up(notice, unit, "处理意见")
    a_follow_up(notice, unit, "约谈", State.DONE)
    browser = logged_in(clerk)

    page, whole = text(browser.get("/follow-ups/")), text(browser.get("/follow-ups/?state=all"))

    assert "只列未办结的" in page
    assert "共 1 件" in page
    assert "只列未办结的" not in whole
    assert "共 2 件" in whole
    for query in ("state=unsettled", "state=", "state=nonsense"):
        assert "共 1 件" in text(browser.get(f"/follow-ups/?{query}"))


def test_an_empty_list_shows_the_way_to_what_is_settled(notice: Notice, unit: Unit, clerk: User) -> None:
    a_follow_up(notice, unit, "约谈", State.DONE)

    page = logged_in(clerk).get("/follow-ups/").content.decode()

    assert "没有未办结的整改处理" in page
    assert 'href="/follow-ups/?state=all"' in page


def test_rows_stand_under_the_name_of_their_days_until_another_order_is_asked_for(
    notice: Notice, unit: Unit, other_unit: Unit, clerk: User
) -> None:
    a_follow_up(notice, unit, "处理意见", due_on=date(2026, 10, 5))
    a_follow_up(notice, unit, "限期整改", State.HANDED_IN, due_on=date(2026, 10, 6))
    a_follow_up(notice, unit, "书面整改意见", due_on=date(2026, 10, 9))
    a_follow_up(notice, other_unit, "书面整改意见", due_on=date(2026, 11, 9))
    a_follow_up(notice, unit, "约谈", due_on=None)
    a_follow_up(notice, other_unit, "约谈", State.DONE, due_on=None)
    browser = logged_in(clerk)
    days = ["期限已过", "7天内到期", "以后到期", "没有期限", "已办结或不再办理"]

    page, sorted_by_unit = (text(browser.get(f"/follow-ups/?state=all{more}")) for more in ("", "&sort=unit"))

    assert [page.index(day) for day in days] == sorted(page.index(day) for day in days)
    assert "期限已过 2件，其中逾期1件" in page
    assert not any(day in sorted_by_unit for day in days)


def test_each_row_leads_to_its_papers_of_those_that_the_reader_may_know(
    notice: Notice, unit: Unit, clerk: User, head: User
) -> None:
    row = a_follow_up(notice, unit, "移送纪检", due_on=None)
    letter = copy(notice)
    letter.pk, letter.month, letter.result, letter._state.adding = None, None, None, True
    letter.kind, letter.key, letter.code, letter.unit = Notice.Kind.REFERRAL, str(row.pk), "鄢人社函", unit
    letter.save()

    office, own = (logged_in(user).get("/follow-ups/").content.decode() for user in (clerk, head))

    for page in (office, own):
        assert f'href="/notices/{notice.pk}/"' in page
    assert f'href="/notices/{letter.pk}/">移送函' in office
    assert f'href="/notices/{letter.pk}/"' not in own


def test_the_workbook_says_which_state_it_holds(notice: Notice, unit: Unit, clerk: User) -> None:
    a_follow_up(notice, unit, "处理意见")
    a_follow_up(notice, unit, "约谈", State.DONE)
    browser = logged_in(clerk)

    books = [browser.get(f"/follow-ups/export.xlsx{query}").content for query in ("", "?state=all")]

    told = [str(load_workbook(BytesIO(book)).active["A2"].value) for book in books]
    assert "状态：未办结　共1件" in told[0]
    assert "状态：全部　共2件" in told[1]


@pytest.mark.parametrize(
    ("kind", "state", "said"),
    [
        ("书面检查", State.OPEN, "等窗口单位提交书面检查。"),
        ("书面检查", State.HANDED_IN, "材料已提交，等政策法规股审核。"),
        ("书面检查", State.WAITING, "所据事项在申诉，等复核以后再办理。"),
        ("约谈", State.OPEN, "等驻人社局纪检监察组约谈后登记约谈记录。"),
        ("移送纪检", State.PROPOSED, "等政策法规股负责人确认。"),
        ("移送纪检", State.OPEN, "已移送，等驻人社局纪检监察组登记处理结果。"),
        ("研究撤出人员", State.PROPOSED, "等政策法规股负责人研究决定撤出谁。"),
        ("5日内撤出并替换", State.OPEN, "等窗口单位撤出并替换，由政策法规股登记。"),
        ("约谈", State.DONE, "已经办结。"),
        ("限期整改", State.ESCALATED, "已经提出移送纪检。"),
        ("限期整改", State.WITHDRAWN, "已经撤销，不再办理。"),
    ],
    ids=str,
)
def test_the_page_says_who_is_waited_for(kind: str, state: State, said: str) -> None:
    assert waits_for(FollowUp(kind=kind, state=state)) == said


def test_one_page_says_who_owes_what_before_the_forms_and_the_history_last(
    notice: Notice, unit: Unit, head: User
) -> None:
    row = a_follow_up(notice, unit, "书面整改意见", due_on=date(2026, 10, 5), rung=1, scope="2026")

    page = text(logged_in(head).get(f"/follow-ups/{row.pk}/"))

    told = [
        "由谁办理",
        "逾期3天",
        "等窗口单位提交书面整改意见。",
        "提交书面整改意见",
        "为什么",
        "一个月内被通报批评一次的",
    ]
    places = [page.index(words, page.index("由谁办理")) for words in told]
    assert places == sorted(places)
