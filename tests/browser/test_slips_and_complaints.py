"""经办人: a slip handed in too late becomes a charge, a complaint found true becomes its events."""

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from scoring.models import Complaint, ScoreEvent
from tests.browser.conftest import Login, follow, take_picture
from units.models import LeaveSlip, StaffMember, User


def test_a_late_slip_is_proposed_and_charged_when_somebody_says_so(
    login: Login, clerk: User, person: StaffMember, live_server: LiveServer
) -> None:
    page = login(clerk)
    page.goto(f"{live_server.url}/leave/")
    follow(page.get_by_role("link", name="登记请假条").first)
    page.get_by_label("请假人").fill("王芳")
    page.get_by_label("假别").select_option(label="事假")
    page.get_by_label("具体事由").fill("家中有事")
    page.get_by_label("自", exact=False).first.fill("2026-09-28")
    page.locator("#id_ends_on").fill("2026-09-28")
    page.get_by_label("递交时间").fill("2026-09-28T15:20")
    take_picture(page, "请假条")
    follow(page.get_by_role("button", name="保存"))
    expect(page.get_by_role("main")).to_contain_text("王芳")
    assert LeaveSlip.objects.get().person == person
    assert not ScoreEvent.objects.exists()

    page.goto(f"{live_server.url}/proposals/?month=2026-09")
    row = page.get_by_role("row").filter(has_text="先休假后补假条")
    expect(row).to_contain_text("没有写明特殊原因")
    row.get_by_role("button", name="认定").first.click()
    expect(page.get_by_role("main")).to_contain_text("已认定 1 条")
    event = ScoreEvent.objects.get()
    assert (event.clause, event.behaviour, event.status) == ("1.2", "先休假后补假条", "confirmed")

    page.goto(f"{live_server.url}/events/{event.pk}/")
    expect(page.get_by_role("main")).to_contain_text("9月28日15:20才递交请假条")
    take_picture(page, "请假条-计分")


def register(page: Page, url: str) -> None:
    """来电 of 7 October about 6 October; it says one thing of 王芳."""
    page.goto(f"{url}/complaints/")
    follow(page.get_by_role("link", name="登记投诉").first)
    page.get_by_label("收到时间").fill("2026-10-07T09:30")
    page.get_by_label("渠道").select_option(label="来电")
    page.get_by_label("事发日期").fill("2026-10-06")
    page.get_by_label("被投诉单位").select_option(label="社保中心")
    page.get_by_label("承办人").fill("经办甲")
    page.get_by_label("投诉内容").fill("投诉人反映咨询电话一上午打不通")
    page.locator("#id_p1_text").fill("咨询电话一上午打不通")
    page.locator("#id_p1_about").select_option("phone")
    page.locator("#id_p1_person").select_option(label="王芳 001 3号窗口")
    page.get_by_role("textbox", name="投诉人", exact=True).fill("黄鹂鸣")
    page.get_by_label("联系方式").fill("13811112222")
    take_picture(page, "登记投诉")
    follow(page.get_by_role("button", name="登记", exact=True))


def test_a_complaint_found_true_becomes_its_events_once_they_were_checked(
    login: Login, clerk: User, person: StaffMember, live_server: LiveServer
) -> None:
    page = login(clerk)
    register(page, live_server.url)
    main = page.get_by_role("main")
    expect(main).to_contain_text("待查")
    expect(main).not_to_contain_text("13811112222")

    page.get_by_label("查明情况").fill("查话务记录，上午无人接听")
    page.get_by_role("radio", name="属实", exact=True).check()
    follow(page.get_by_role("button", name="认定", exact=True))
    assert not ScoreEvent.objects.exists()
    follow(page.get_by_role("link", name="登记计分事项"))
    check = page.locator("#check")
    expect(page.get_by_role("checkbox", name="投诉属实 −5分")).to_be_checked()
    expect(page.get_by_role("group", name="3.5").get_by_role("checkbox", checked=True)).to_have_count(1)
    expect(check).to_contain_text("登记并核实")
    expect(check).not_to_contain_text("还没有登记的")
    take_picture(page, "投诉-计分事项")
    follow(check.get_by_role("button", name="登记并核实"))

    expect(main).to_contain_text("2.9")
    complaint = Complaint.objects.get()
    events = ScoreEvent.objects.filter(status="confirmed", person=person)
    assert {event.clause for event in events} == {"2.9", "3.5"}

    page.get_by_label("答复情况").fill("10月8日电话答复投诉人")
    follow(page.get_by_role("button", name="查结"))
    expect(main).to_contain_text("10月8日电话答复投诉人")
    complaint.refresh_from_db()
    assert complaint.decided_at is not None
    take_picture(page, "投诉-查结")
