"""Rows are settled in their list: nothing is loaded anew, what else was ticked stays, it can be undone."""

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from scoring.models import ProposalDecision, ScoreEvent
from tests.browser.conftest import Login, take_picture, wait_for_htmx
from tests.scoring.attendance.signs import LATE, file, sign
from tests.scoring.factories import record, recorded_event
from units.models import StaffMember, Unit, User, Window


def opened(page: Page, address: str) -> None:
    page.goto(address)
    wait_for_htmx(page)
    page.evaluate("window.loadedOnce = true")


def is_as_loaded(page: Page) -> bool:
    return page.evaluate("window.loadedOnce") is True


def test_an_event_is_confirmed_in_the_ledger_and_taken_back(
    login: Login, clerk: User, unit: Unit, person: StaffMember, live_server: LiveServer
) -> None:
    first = recorded_event(clerk, unit, person=person, fact="第一件")
    second = recorded_event(clerk, unit, person=person, fact="第二件")
    page = login(clerk)
    opened(page, f"{live_server.url}/ledger/")
    page.locator(f"#e{second.pk}").get_by_role("checkbox").check()

    row = page.locator(f"#e{first.pk}")
    row.get_by_role("button", name="核实").click()
    expect(row.locator(".tag-confirmed")).to_have_text("已核实")
    expect(row).to_be_focused()
    expect(page.locator(".just-done")).to_have_count(1)
    take_picture(page, "台账-核实以后")
    expect(page.locator("#told")).to_contain_text("已核实1项")
    expect(page.locator(f"#e{second.pk}").get_by_role("checkbox")).to_be_checked()
    assert ScoreEvent.objects.get(pk=first.pk).status == "confirmed"

    row.get_by_role("button", name="撤销").click()
    expect(row.locator(".tag-pending")).to_have_text("待核实")
    assert ScoreEvent.objects.get(pk=first.pk).status == "pending"
    assert is_as_loaded(page)
    page.reload()
    expect(row.locator(".tag-pending")).to_be_visible()


def test_an_event_is_dismissed_in_the_ledger_with_its_reason_and_taken_back(
    login: Login, clerk: User, unit: Unit, person: StaffMember, live_server: LiveServer
) -> None:
    event = recorded_event(clerk, unit, person=person)
    page = login(clerk)
    opened(page, f"{live_server.url}/ledger/")
    row = page.locator(f"#e{event.pk}")

    row.get_by_text("不予认定", exact=False).first.click()
    row.get_by_placeholder("理由").press("Enter")
    expect(page.locator(".alert-warning")).to_contain_text("请写明理由")
    row.get_by_text("不予认定", exact=False).first.click()
    row.get_by_placeholder("理由").fill("重复登记")
    row.get_by_placeholder("理由").press("Enter")
    expect(row.locator(".tag-dismissed")).to_have_text("不予认定")
    expect(row).to_be_focused()
    settled = ScoreEvent.objects.get(pk=event.pk)
    assert (settled.status, settled.settled_reason) == ("dismissed", "重复登记")

    row.get_by_role("button", name="撤销").click()
    expect(row.locator(".tag-pending")).to_have_text("待核实")
    assert is_as_loaded(page)


def test_an_event_that_no_longer_fits_the_filter_is_told_with_its_way_back(
    login: Login, clerk: User, unit: Unit, person: StaffMember, live_server: LiveServer
) -> None:
    event = recorded_event(clerk, unit, person=person)
    page = login(clerk)
    opened(page, f"{live_server.url}/ledger/?status=pending")

    page.locator(f"#e{event.pk}").get_by_role("button", name="核实").click()
    told = page.locator(".told-here")
    expect(told).to_contain_text("已核实，不再符合筛选条件")
    expect(page.get_by_role("heading", level=1)).to_contain_text("共 0 件")
    told.get_by_role("button", name="撤销").click()
    expect(page.locator(f"#e{event.pk}").locator(".tag-pending")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("共 1 件")
    assert is_as_loaded(page)


def test_what_another_has_settled_meanwhile_is_told_in_the_list(
    login: Login, clerk: User, unit: Unit, person: StaffMember, live_server: LiveServer
) -> None:
    event = recorded_event(clerk, unit, person=person)
    page = login(clerk)
    opened(page, f"{live_server.url}/ledger/")
    ScoreEvent.objects.filter(pk=event.pk).update(
        status="dismissed", settled_reason="查无此事", version=event.version + 1
    )

    page.locator(f"#e{event.pk}").get_by_role("button", name="核实").click()

    expect(page.locator(".alert-warning")).to_contain_text("没有核实")
    expect(page.locator(f"#e{event.pk} .tag-dismissed")).to_be_visible()
    assert is_as_loaded(page)


def test_a_proposal_is_confirmed_and_another_dismissed_in_the_list(
    login: Login, clerk: User, person: StaffMember, other_person: StaffMember, live_server: LiveServer
) -> None:
    batch = file(clerk)
    for one in (person, other_person):
        sign(batch, one, LATE)
    page = login(clerk)
    opened(page, f"{live_server.url}/proposals/?month=2026-09")
    tabs = page.get_by_role("navigation", name="线索")
    expect(tabs).to_contain_text("待处理 2")

    page.get_by_role("row").filter(has_text="王芳").get_by_role("button", name="认定").first.click()
    done = page.locator("#done")
    expect(done).to_contain_text("王芳")
    expect(done).to_be_focused()
    take_picture(page, "线索-认定以后")
    expect(done.get_by_role("link", name="看登记的事项")).to_be_visible()
    expect(tabs).to_contain_text("待处理 1")
    expect(tabs).to_contain_text("已处理 1")

    row = page.get_by_role("row").filter(has_text="孙丽")
    row.get_by_text("不予认定", exact=False).first.click()
    row.get_by_placeholder("理由").fill("当日已请假")
    row.get_by_placeholder("理由").press("Enter")
    expect(done).to_contain_text("理由：当日已请假")
    expect(tabs).to_contain_text("待处理 0")
    assert ProposalDecision.objects.filter(state="dismissed").get().reason == "当日已请假"

    done.get_by_role("button", name="撤销").click()
    expect(row.get_by_role("button", name="认定").first).to_be_visible()
    expect(tabs).to_contain_text("待处理 1")
    assert list(ProposalDecision.objects.values_list("state", flat=True)) == ["confirmed"]
    assert is_as_loaded(page)


def test_a_proposal_is_not_dismissed_without_a_reason(
    login: Login, clerk: User, person: StaffMember, live_server: LiveServer
) -> None:
    sign(file(clerk), person, LATE)
    page = login(clerk)
    opened(page, f"{live_server.url}/proposals/?month=2026-09")

    row = page.get_by_role("row").filter(has_text="王芳")
    row.get_by_text("不予认定", exact=False).first.click()
    row.get_by_role("button", name="记为不予认定").click()

    expect(page.get_by_role("alert")).to_contain_text("请写明不予认定的理由")
    expect(page.get_by_role("alert")).to_be_focused()
    assert page.url == f"{live_server.url}/proposals/?month=2026-09"
    assert is_as_loaded(page)


def test_a_person_is_named_in_the_list(
    login: Login, clerk: User, unit: Unit, window: Window, person: StaffMember, live_server: LiveServer
) -> None:
    absent = {"clause": "1.1", "behaviour": "空岗", "measure": 20, "window": window}
    one, other = (record(clerk, unit, fact=fact, **absent).events.get() for fact in ("窗口无人", "又无人"))
    page = login(clerk)
    opened(page, f"{live_server.url}/nameless/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("共 2 件")

    article = page.get_by_role("article").filter(has_text="窗口无人")
    article.get_by_role("button", name="王芳").click()
    expect(page.locator(".told-here")).to_contain_text("是 王芳")
    expect(page.locator(".told-here")).to_be_focused()
    expect(page.get_by_role("heading", level=1)).to_contain_text("共 1 件")
    assert ScoreEvent.objects.get(pk=one.pk).person == person
    assert ScoreEvent.objects.get(pk=other.pk).person is None
    assert is_as_loaded(page)


def test_an_answer_that_does_not_come_is_told_and_can_be_tried_again(
    login: Login, clerk: User, unit: Unit, person: StaffMember, live_server: LiveServer
) -> None:
    event = recorded_event(clerk, unit, person=person)
    page = login(clerk)
    opened(page, f"{live_server.url}/ledger/")
    page.route("**/ledger/confirm/", lambda route: route.abort())
    button = page.locator(f"#e{event.pk}").get_by_role("button", name="核实")

    button.click()
    expect(page.locator("#trouble")).to_contain_text("没有办成")
    page.unroute("**/ledger/confirm/")
    button.click()

    expect(page.locator(f"#e{event.pk} .tag-confirmed")).to_be_visible()
    expect(page.locator("#trouble")).to_have_count(0)


def test_two_quick_presses_confirm_once(
    login: Login, clerk: User, unit: Unit, person: StaffMember, live_server: LiveServer
) -> None:
    event = recorded_event(clerk, unit, person=person)
    page = login(clerk)
    opened(page, f"{live_server.url}/ledger/")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)

    page.locator(f"#e{event.pk}").get_by_role("button", name="核实").dblclick()

    expect(page.locator(f"#e{event.pk} .tag-confirmed")).to_be_visible()
    wait_for_htmx(page)
    assert len(sent) == 1
