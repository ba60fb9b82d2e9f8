"""One record in two tabs, and a session that ended in another: told plainly, and nothing typed is lost."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from scoring.models import ScoreEvent
from tests.access.rooms import all_paths
from tests.access.world import World, build_world
from tests.browser.conftest import PASSWORD, Login, follow, give_password, wait_for_htmx
from tests.browser.test_accessible import enter
from tests.scoring.attendance.signs import LATE, file, sign
from tests.scoring.factories import recorded_event
from units.models import StaffMember, Unit, User


@pytest.fixture
def world(cast: dict[str, User], unit: Unit, other_unit: Unit) -> World:
    return build_world(cast, unit, other_unit)


EDITS = {
    "scoring:finding_edit own": "发现情况",
    "scoring:event_edit own": "理由",
    "units:slip_edit own": "具体事由",
    "scoring:complaint_edit": "投诉内容",
}


@pytest.mark.slow
def test_what_is_edited_in_two_tabs_is_shown_in_both_texts(
    page: Page, world: World, live_server: LiveServer
) -> None:
    enter(page, world.users["clerk"], live_server.url)
    other, paths = page.context.new_page(), all_paths(world)
    for key, label in EDITS.items():
        for tab in (page, other):
            tab.goto(live_server.url + paths[key])
            wait_for_htmx(tab)
        for tab, text in ((page, "先存的写法"), (other, "后存的写法")):
            tab.get_by_label(label, exact=False).first.fill(text)
            follow(tab.get_by_role("button", name="保存").last)
        conflict = other.get_by_role("table").filter(has_text="别人已保存")
        expect(conflict, key).to_contain_text("先存的写法")
        expect(other.get_by_label(label, exact=False).first, key).to_have_value("后存的写法")
        follow(other.get_by_role("button", name="保存").last)
        expect(other.get_by_text("别人已保存"), key).to_have_count(0)


def test_a_list_settled_in_one_tab_tells_the_other_what_happened(
    login: Login, clerk: User, unit: Unit, person: StaffMember, live_server: LiveServer
) -> None:
    event = recorded_event(clerk, unit, person=person)
    sign(file(clerk), person, LATE)
    page = login(clerk)
    other = page.context.new_page()
    for address, button, told in (
        ("/ledger/", "核实勾选的事项", "没有核实"),
        ("/proposals/?month=2026-09", "认定勾选的", "已经处理过，没有重复处理"),
    ):
        for tab in (page, other):
            tab.goto(live_server.url + address)
            wait_for_htmx(tab)
            tab.locator("main table").get_by_role("checkbox").first.check()
        for tab in (page, other):
            tab.get_by_role("button", name=button).last.click()
            wait_for_htmx(tab)
        expect(other.locator(".alert-warning").first).to_contain_text(told)
        expect(other.get_by_role("heading", level=1)).to_be_visible()
    assert ScoreEvent.objects.get(pk=event.pk).status == "confirmed"
    assert ScoreEvent.objects.filter(clause="1.1").count() == 1


def test_the_month_closed_in_one_tab_is_not_closed_again_in_the_other(
    login: Login, chief: User, unit: Unit, other_unit: Unit, live_server: LiveServer
) -> None:
    page = login(chief)
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(f"{live_server.url}/months/2026-09/close/")
        tab.get_by_label("确认月份").fill("2026-09")
    follow(page.get_by_role("button", name="确认定分"))
    give_password(page)
    follow(other.get_by_role("button", name="确认定分"))

    expect(other.get_by_role("heading", level=1)).not_to_contain_text("出错")
    expect(other.get_by_role("main")).to_contain_text("定分")
    assert unit.scores.count() == 1


def test_logging_out_in_one_tab_loses_nothing_typed_in_the_other(
    login: Login, clerk: User, live_server: LiveServer
) -> None:
    page = login(clerk)
    other = page.context.new_page()
    other.goto(f"{live_server.url}/units/new/")
    other.get_by_label("名称", exact=False).first.fill("不动产登记中心")
    follow(page.get_by_role("button", name="退出"))

    follow(other.get_by_role("button", name="保存"))
    expect(other.get_by_role("heading", level=1)).to_have_text("登录已过期")
    other.get_by_label("密码").fill(PASSWORD)
    follow(other.get_by_role("button", name="登录并继续提交"))

    expect(other.get_by_role("heading", level=1)).to_contain_text("不动产登记中心")
    assert Unit.objects.filter(name="不动产登记中心").count() == 1


def test_a_list_filtered_after_the_session_ended_leads_to_the_login_and_back(
    login: Login, clerk: User, person: StaffMember, other_person: StaffMember, live_server: LiveServer
) -> None:
    page = login(clerk)
    page.goto(f"{live_server.url}/staff/?q=wang")
    wait_for_htmx(page)
    Session.objects.all().delete()
    page.get_by_role("searchbox").fill("wangf")

    expect(page.get_by_role("heading", level=1)).to_have_text("登录")
    page.get_by_label("用户名").fill(clerk.username)
    page.get_by_label("密码").fill(PASSWORD)
    follow(page.get_by_role("button", name="登录"))
    expect(page.get_by_role("link", name="王芳")).to_be_visible()
    expect(page.get_by_role("link", name="孙丽")).to_have_count(0)


def test_a_row_settled_after_the_session_ended_leads_to_the_login_and_back(
    login: Login, clerk: User, unit: Unit, person: StaffMember, live_server: LiveServer
) -> None:
    event = recorded_event(clerk, unit, person=person)
    page = login(clerk)
    page.goto(f"{live_server.url}/ledger/?status=pending")
    wait_for_htmx(page)
    Session.objects.all().delete()
    page.locator(f"#e{event.pk}").get_by_role("button", name="核实").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("登录")
    page.get_by_label("用户名").fill(clerk.username)
    page.get_by_label("密码").fill(PASSWORD)
    follow(page.get_by_role("button", name="登录"))
    assert page.url == f"{live_server.url}/ledger/?status=pending"
    expect(page.locator(f"#e{event.pk}").get_by_role("button", name="核实")).to_be_visible()


def test_a_clause_asked_for_after_the_session_ended_says_so(
    login: Login, clerk: User, unit: Unit, person: StaffMember, live_server: LiveServer
) -> None:
    event = recorded_event(clerk, unit, person=person)
    page = login(clerk)
    page.goto(f"{live_server.url}/events/{event.pk}/")
    Session.objects.all().delete()
    page.locator("h1 a[data-clause]").hover()

    expect(page.locator(".clause-card")).to_contain_text("登录已过期")
