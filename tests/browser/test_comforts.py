"""Help where it is needed: a clause's words beside its number, nothing typed lost, nothing sent twice."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from notices.models import PaperDraft
from scoring.models import Finding
from tests.access.rooms import all_paths
from tests.access.world import World, build_world
from tests.browser.conftest import Login, follow, new_page, take_picture, wait_for_htmx
from tests.browser.test_accessible import enter, faults
from tests.conftest import make_user
from units.models import Role, StaffMember, Unit, User


@pytest.fixture
def world(cast: dict[str, User], unit: Unit, other_unit: Unit) -> World:
    return build_world(cast, unit, other_unit)


def warns(page: Page) -> bool:
    """Whether leaving the page now would be asked about."""
    return bool(page.evaluate("!dispatchEvent(new Event('beforeunload', {cancelable: true}))"))


def test_a_clause_shows_its_words_on_hover_and_keeps_them_while_they_are_read(
    page: Page, world: World, live_server: LiveServer
) -> None:
    enter(page, world.users["chief"], live_server.url)
    page.goto(f"{live_server.url}/ledger/?month=2026-10")
    asked: list[str] = []
    page.on(
        "request", lambda request: asked.append(request.url) if "/rules/2026-10/" in request.url else None
    )
    number = page.locator("a[data-clause]").first
    card = page.locator(".clause-card")

    number.hover()
    expect(card).to_contain_text("2.2")
    expect(card).to_contain_text("打瞌睡")
    expect(card.get_by_role("link", name="看细则原文")).to_be_visible()
    card.hover()
    page.wait_for_timeout(600)
    expect(card).to_be_visible()
    assert [fault for fault in faults(page) if "clause" in fault] == []
    take_picture(page, "条款原文")

    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    page.mouse.move(5, 500)
    number.hover()
    expect(card).to_be_visible()
    page.mouse.move(5, 500)
    expect(card).to_have_count(0)
    assert len(asked) == 1


def test_a_clause_is_read_with_the_keyboard_alone(page: Page, world: World, live_server: LiveServer) -> None:
    enter(page, world.users["chief"], live_server.url)
    page.goto(f"{live_server.url}/ledger/?month=2026-10")
    number, card = page.locator("a[data-clause]").first, page.locator(".clause-card")
    page.keyboard.press("Tab")
    number.focus()

    expect(card).to_be_visible()
    expect(number).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    expect(card.get_by_role("link", name="看细则原文")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(number).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("细则与口径")
    assert page.url.endswith("/rules/?month=2026-10#c-2.2")


def test_the_card_never_covers_its_number(page: Page, world: World, live_server: LiveServer) -> None:
    enter(page, world.users["chief"], live_server.url)
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"{live_server.url}/ledger/?month=2026-10")
    number, card = page.locator("a[data-clause]").first, page.locator(".clause-card")
    page.keyboard.press("Tab")
    number.focus()  # a pointer would be elsewhere once the page has scrolled, and the card go
    expect(card).to_contain_text("打瞌睡")
    card.evaluate("card => card.append('原文很长。'.repeat(500))")

    for height in (768, 420, 260):
        page.set_viewport_size({"width": 1366, "height": height})
        for place in ("start", "center", "end"):
            number.evaluate("(number, block) => number.scrollIntoView({ block })", place)
            page.wait_for_timeout(50)
            at, own = number.bounding_box(), card.bounding_box()
            assert at is not None
            assert own is not None
            assert own["y"] >= at["y"] + at["height"] or own["y"] + own["height"] <= at["y"], (height, place)
            assert own["y"] >= 0
            assert own["y"] + own["height"] <= height


def test_a_first_tap_shows_the_words_and_the_second_leads_to_them(
    browser: Browser, world: World, live_server: LiveServer
) -> None:
    context = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844})
    page = context.new_page()
    enter(page, world.users["chief"], live_server.url)
    page.goto(f"{live_server.url}/events/{world.own_event.pk}/")
    number, card = page.locator("h1 a[data-clause]"), page.locator(".clause-card")

    number.tap()
    expect(card).to_contain_text("打瞌睡")
    take_picture(page, "条款原文-手机")
    box = card.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    page.touchscreen.tap(5, box["y"] + box["height"] + 20)
    expect(card).to_have_count(0)
    number.tap()
    expect(card).to_be_visible()
    with page.expect_navigation():
        number.tap()
    assert "#c-2.2" in page.url
    context.close()


@pytest.mark.slow
def test_no_form_warns_before_something_was_typed_and_every_form_does_after(
    page: Page, world: World, live_server: LiveServer
) -> None:
    paths, wrong = all_paths(world), []
    for who, keys in FORMS.items():
        enter(page, world.users[who], live_server.url)
        for key in keys:
            page.goto(live_server.url + paths[key])
            wait_for_htmx(page)
            if warns(page):
                wrong.append(f"{key}: warns of nothing")
            field = page.locator(TYPED).locator("visible=true").first
            if not field.count():
                wrong.append(f"{key}: has nothing to type in")
                continue
            before = field.input_value()
            field.fill(f"{before}9")
            if not warns(page):
                wrong.append(f"{key}: what was typed is lost without a word")
            field.fill(before)
            if warns(page):
                wrong.append(f"{key}: warns though all is as it came")

    assert wrong == []


PRESS_THRICE = """button => {
  button.click(); button.click(); button.click();
  const told = document.getElementById("told").textContent;
  return [button.textContent, button.getAttribute("aria-disabled"), told];
}"""
TYPED = "main form[method=post] :is(textarea, input[type=text], input:not([type])):not([readonly])"
FORMS = {
    "chief": (
        *("scoring:record", "scoring:event_edit own", "scoring:finding_edit own", "scoring:close_month open"),
        *("notices:compose", "notices:issue", "units:unit_edit own", "units:bureau", "units:slip_new"),
        *("scoring:complaint_new", "scoring:report_new", "scoring:edition_part clause", "units:hours_edit"),
        *("scoring:inspection_edit", "scoring:complaint_edit", "units:slip_edit own"),
    ),
    "head": ("scoring:application_new", "scoring:object own", "notices:honour_edit own"),
    "admin": ("units:account_new", "units:account"),
}


def test_leaving_is_asked_about_and_what_was_typed_stays_or_goes_as_one_says(
    login: Login, clerk: User, live_server: LiveServer
) -> None:
    page = login(clerk)
    page.goto(f"{live_server.url}/units/new/")
    page.get_by_label("名称", exact=False).first.fill("不动产登记中心")
    asked: list[str] = []

    def stay(dialog: object) -> None:
        asked.append(dialog.type)  # type: ignore[attr-defined]
        dialog.dismiss()  # type: ignore[attr-defined]

    page.once("dialog", stay)
    page.get_by_role("link", name="窗口单位百分考核").click()
    expect(page.get_by_label("名称", exact=False).first).to_have_value("不动产登记中心")
    assert asked == ["beforeunload"]

    follow(page.get_by_role("button", name="保存"))
    assert Unit.objects.filter(name="不动产登记中心").exists()
    assert not warns(page)


def test_a_form_that_came_back_with_errors_warns_too(
    login: Login, clerk: User, live_server: LiveServer
) -> None:
    page = login(clerk)
    page.goto(f"{live_server.url}/leave/new/")
    page.get_by_label("具体事由").fill("家中有事")
    follow(page.get_by_role("button", name="保存"))
    expect(page.locator(".error-summary")).to_be_visible()

    assert warns(page)


def test_logging_out_with_something_typed_is_asked_about(
    login: Login, clerk: User, live_server: LiveServer
) -> None:
    page = login(clerk)
    page.goto(f"{live_server.url}/leave/new/")
    page.get_by_label("具体事由").fill("家中有事")
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="退出").click()

    expect(page.get_by_label("具体事由")).to_have_value("家中有事")
    page.once("dialog", lambda dialog: dialog.accept())
    follow(page.get_by_role("button", name="退出"))
    expect(page.get_by_role("heading", level=1)).to_have_text("登录")


def test_a_pressed_button_says_it_is_at_work_and_sends_once(
    login: Login, clerk: User, live_server: LiveServer
) -> None:
    page = login(clerk)
    page.goto(f"{live_server.url}/units/new/")
    page.get_by_label("名称", exact=False).first.fill("不动产登记中心")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method) if request.method == "POST" else None)

    with new_page(page):
        told = page.locator("main form button[type=submit]").evaluate(PRESS_THRICE)

    assert told == ["正在保存…", "true", "正在保存…"]
    assert sent == ["POST"]
    assert Unit.objects.filter(name="不动产登记中心").count() == 1


def test_a_form_gone_back_to_can_be_sent_again(login: Login, clerk: User, live_server: LiveServer) -> None:
    page = login(clerk)
    page.goto(f"{live_server.url}/units/new/")
    page.get_by_label("名称", exact=False).first.fill("不动产登记中心")
    follow(page.get_by_role("button", name="保存"))
    page.go_back()

    button = page.locator("main form button[type=submit]")
    expect(button).to_have_text("保存")
    expect(button).not_to_have_attribute("aria-disabled", "true")


def test_the_result_of_a_form_is_reloaded_without_sending_it_again(
    login: Login, clerk: User, person: StaffMember, live_server: LiveServer
) -> None:
    make_user("second", "经办乙", Role.CLERK)
    page = login(clerk)
    page.goto(f"{live_server.url}/record/")
    page.get_by_label("窗口单位").select_option(label="社保中心")
    page.get_by_label("发现情况").fill("群众反映排队太久")
    expect(page.locator("#check").get_by_role("button", name="登记")).to_be_visible()
    page.get_by_label("发现情况").blur()
    wait_for_htmx(page)
    follow(page.locator("#check").get_by_role("button", name="登记"))
    assert Finding.objects.count() == 1

    page.reload()

    assert Finding.objects.count() == 1
    assert page.evaluate("performance.getEntriesByType('navigation')[0].type") == "reload"


def test_the_papers_preview_follows_what_is_typed_without_saving_it(
    page: Page, world: World, live_server: LiveServer
) -> None:
    enter(page, world.users["clerk"], live_server.url)
    page.goto(f"{live_server.url}/notices/compose/2026-09/")
    paper, state = page.frame_locator("iframe"), page.locator("[data-preview-state]")
    expect(paper.locator(".sheet")).to_be_visible()
    lead = page.locator("#id_lead")

    lead.fill("现将九月督查情况通报如下：")
    expect(state).to_have_text("预览已跟上，文字还没有保存。")
    expect(paper.locator(".sheet")).to_contain_text("现将九月督查情况通报如下：")
    lead.fill("社保中心得97.5分。")
    expect(state).to_contain_text("由定分结果自动写入，请从文字中删去")
    expect(paper.locator(".sheet")).to_contain_text("现将九月督查情况通报如下：")

    assert not PaperDraft.objects.filter(key="2026-09").exists()
    assert warns(page)
