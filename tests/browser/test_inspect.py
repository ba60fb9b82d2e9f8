"""督查 on a phone in a real browser: three taps, photos, no connection, nothing lost, nothing sent twice."""

import hashlib
import io
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Route, expect
from pytest_django.live_server_helper import LiveServer

from records.models import StoredFile
from scoring.models import Finding, Inspection, ScoreEvent
from scoring.rulebook import shipped_edition
from scoring.services.drawing import make_draw
from tests.browser.conftest import new_page, take_picture
from tests.browser.phone import Phone
from tests.conftest import NOON
from tests.scoring.factories import record
from units.models import StaffMember, Unit, User


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Iterator[Phone]:
    phone = Phone(browser, live_server)
    yield phone
    phone.context.close()
    assert phone.errors == []


def from_camera(colour: str) -> bytes:
    """A photo that lies on its side and tells where it was taken."""
    out = io.BytesIO()
    taken = Image.new("RGB", (1200, 400), colour)
    exif = taken.getexif()
    exif[0x0112] = 6
    exif[0x010F] = "相机"
    exif.get_ifd(0x8825)[1] = "N"
    taken.save(out, "JPEG", exif=exif)
    return out.getvalue()


def on_the_phone(phone: Phone) -> None:
    """One thing seen: 接打手机 at 社保中心."""
    phone.tap("社保中心")
    phone.check("与工作无关行为", "有问题")
    phone.tap("接打手机")


def submit(phone: Phone) -> None:
    phone.tap("核对提交")
    phone.tap("提交", exact=True)


def leave_it_waiting(phone: Phone) -> None:
    """Without a connection, after 提交: go on with the next round, when the first has been tried."""
    expect(phone.page.get_by_role("main")).to_contain_text("现在连不上")
    phone.tap("继续督查")
    expect(phone.page.get_by_role("main")).to_contain_text("等待提交")


def test_three_taps_keep_a_finding_and_a_reload_loses_nothing(
    phone: Phone, clerk: User, person: StaffMember
) -> None:
    phone.open(clerk)
    on_the_phone(phone)
    expect(phone.page.locator("#state")).to_have_text("已保存在本机")
    phone.reload()
    expect(phone.page.get_by_role("article", name="4.5 接打手机")).to_be_visible()
    draft = phone.kept()[0][0]
    assert [(thing["value"], thing["fact"]) for thing in draft["visits"][0]["seen"]] == [
        ("4.5|接打手机", "3号窗口接打手机")
    ]
    assert not Finding.objects.exists()


def test_round_is_walked_without_a_connection_and_arrives_whole(
    phone: Phone, clerk: User, person: StaffMember, other_unit: Unit
) -> None:
    photos = [("一.jpg", from_camera("green")), ("二.jpg", from_camera("blue"))]
    phone.open(clerk)
    on_the_phone(phone)
    phone.tap("王芳")
    phone.add_photos(*photos)
    phone.rest()
    phone.context.set_offline(True)
    phone.reload()
    expect(phone.page.locator("#state")).to_contain_text("没有网络")
    phone.tap("其余都正常")
    phone.tap("好的做法")
    phone.page.get_by_label("发现情况").fill("主动搀扶老人")
    phone.tap("完成")
    phone.tap("下一个单位")
    phone.tap("公共就业服务中心")
    phone.tap("五项都正常")
    submit(phone)
    expect(phone.page.get_by_role("main")).to_contain_text("现在连不上，已保存在手机上")
    assert not Inspection.objects.exists()
    take_picture(phone.page, "督查-等待提交")
    phone.context.set_offline(False)
    expect(phone.page.get_by_role("heading", name="已提交")).to_be_visible()
    assert phone.kept() == ([], [])

    row = Inspection.objects.get()
    assert [visit.unit.name for visit in row.visits.all()] == ["社保中心", "公共就业服务中心"]
    assert sorted(row.findings.values_list("fact", "is_good")) == [
        ("3号窗口接打手机", False),
        ("主动搀扶老人", True),
    ]
    event = ScoreEvent.objects.get()
    assert (event.person, event.status) == (person, "pending")
    files = list(event.finding.evidence.all())
    assert [file.original_sha256 for file in files] == [
        hashlib.sha256(data).hexdigest() for _, data in photos
    ]
    for file in files:
        with file.file.open() as stored, Image.open(stored) as picture:
            assert (picture.size, dict(picture.getexif())) == ((400, 1200), {})


def test_connection_lost_in_the_middle_of_the_photos_goes_on_where_it_stopped(
    phone: Phone, clerk: User, person: StaffMember
) -> None:
    phone.open(clerk)
    on_the_phone(phone)
    phone.add_photos(("一.jpg", from_camera("green")), ("二.jpg", from_camera("blue")))
    sent: list[str] = []

    def second_fails(route: Route) -> None:
        sent.append(route.request.url)
        route.abort() if len(sent) == 2 else route.continue_()

    phone.page.route("**/inspect/files/", second_fails)
    submit(phone)
    expect(phone.page.get_by_role("main")).to_contain_text("现在连不上")
    phone.reload()
    expect(phone.page.get_by_role("heading", name="已提交")).to_be_visible()
    assert len(sent) == 3
    assert (StoredFile.objects.count(), Finding.objects.get().evidence.count()) == (2, 2)


def test_round_whose_answer_was_lost_is_recorded_once(phone: Phone, clerk: User, person: StaffMember) -> None:
    phone.open(clerk)
    on_the_phone(phone)

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    phone.page.route("**/inspect/send/", lose_the_answer)
    submit(phone)
    expect(phone.page.get_by_role("main")).to_contain_text("现在连不上")
    assert Inspection.objects.count() == 1
    phone.page.unroute("**/inspect/send/")
    with phone.page.expect_request("**/inspect/send/") as again:
        phone.tap("现在提交")
    expect(phone.page.get_by_role("heading", name="已提交")).to_be_visible()

    headers = {"Content-Type": "application/json", "X-CSRFToken": again.value.headers["x-csrftoken"]}
    body: Any = again.value.post_data
    replayed = phone.context.request.post(f"{phone.url}/inspect/send/", data=body, headers=headers)
    assert replayed.json()["url"] == f"/inspections/{Inspection.objects.get().pk}/"
    assert Finding.objects.count() == 1


def test_round_changed_after_its_answer_was_lost_says_so_and_keeps_the_draft(
    phone: Phone, clerk: User, person: StaffMember
) -> None:
    phone.open(clerk)
    on_the_phone(phone)

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    phone.page.route("**/inspect/send/", lose_the_answer)
    submit(phone)
    phone.tap("撤回，继续修改")
    phone.page.unroute("**/inspect/send/")
    phone.page.get_by_label("本次备注").fill("补充一句")
    phone.tap("提交", exact=True)
    expect(phone.page.get_by_role("main")).to_contain_text("之后在手机上的修改没有采用")
    assert [draft["state"] for draft in phone.kept()[0]] == ["changed"]
    assert (Inspection.objects.count(), Inspection.objects.get().note) == (1, "")


def test_words_typed_are_there_again_when_the_page_is_left_at_once(
    phone: Phone, clerk: User, person: StaffMember
) -> None:
    phone.open(clerk)
    on_the_phone(phone)
    phone.tap("核对提交")
    phone.page.get_by_label("本次备注").fill("大厅人多")
    phone.page.goto(f"{phone.url}/")
    phone.page.goto(f"{phone.url}/inspect/#check")
    expect(phone.page.get_by_label("本次备注")).to_have_value("大厅人多")


def test_refusal_is_shown_at_its_finding_and_mended(
    phone: Phone, clerk: User, unit: Unit, person: StaffMember
) -> None:
    record(clerk, unit, on=NOON.date(), clause="2.2", behaviour="抽烟", person=person)
    phone.open(clerk)
    phone.tap("社保中心")
    phone.check("后台", "有问题")
    phone.tap("公共区域或后台吸烟")
    submit(phone)
    problems = phone.page.locator("#problems")
    expect(problems).to_contain_text("当日已登记2.2 抽烟")
    expect(problems).to_be_focused()
    take_picture(phone.page, "督查-退回")
    problems.get_by_role("link", name="4.6 公共区域或后台吸烟").tap()
    expect(phone.page.locator(".fault").first).to_contain_text("请写明理由")
    phone.reload()
    phone.page.get_by_label("仍按这一条登记的理由").fill("两次吸烟，地点不同")
    phone.tap("完成")
    submit(phone)
    expect(phone.page.get_by_role("heading", name="已提交")).to_be_visible()
    assert ScoreEvent.objects.get(clause="4.6").choice_reason == "两次吸烟，地点不同"


def test_missing_amount_is_asked_for_before_anything_is_sent(
    phone: Phone, clerk: User, person: StaffMember
) -> None:
    phone.open(clerk)
    phone.tap("社保中心")
    phone.check("在岗", "有问题")
    phone.tap("空岗")
    submit(phone)
    expect(phone.page.locator("#problems")).to_contain_text("请填离岗多少分钟")
    phone.page.locator("#problems").get_by_role("link", name="1.1 空岗").tap()
    phone.tap("30", exact=True)
    phone.tap("完成")
    submit(phone)
    expect(phone.page.get_by_role("heading", name="已提交")).to_be_visible()
    finding = Finding.objects.get()
    assert (finding.fact, finding.events.get().measure) == ("3号窗口空岗（离岗30分钟）", 30)


def test_login_that_ran_out_loses_nothing(
    phone: Phone, clerk: User, person: StaffMember, live_server: LiveServer
) -> None:
    phone.open(clerk)
    on_the_phone(phone)
    phone.context.clear_cookies(name="sessionid")
    submit(phone)
    expect(phone.page.get_by_role("main")).to_contain_text("登录已过期")
    expect(phone.page.get_by_role("link", name="在新标签页登录")).to_have_attribute(
        "href", "/login/?next=%2Finspect%2F"
    )
    phone.log_in(clerk)
    phone.tap("现在提交")
    expect(phone.page.get_by_role("heading", name="已提交")).to_be_visible()
    assert Finding.objects.count() == 1


def test_another_person_on_the_same_phone_sees_and_sends_nothing_of_the_first(
    phone: Phone, clerk: User, chief: User, person: StaffMember
) -> None:
    phone.open(clerk)
    on_the_phone(phone)
    phone.leave("工作台")
    phone.log_out()
    assert phone.page.evaluate("localStorage.getItem('inspect-names')") is None

    phone.open(chief)
    main = phone.page.get_by_role("main")
    expect(main).to_contain_text("这台手机上还有经办甲的1次督查没有提交，请经办甲登录后提交。")
    expect(main).not_to_contain_text("接打手机")
    phone.page.goto(f"{phone.url}/inspect/#check")
    expect(main).not_to_contain_text("接打手机")
    phone.reload()
    expect(main).to_contain_text("请经办甲登录后提交。")
    expect(main).not_to_contain_text("接打手机")

    phone.open(clerk)
    phone.tap("社保中心")
    expect(phone.page.get_by_role("article", name="4.5 接打手机")).to_be_visible()


def test_round_is_not_sent_under_the_name_of_who_logged_in_meanwhile(
    phone: Phone, clerk: User, chief: User, person: StaffMember
) -> None:
    phone.open(clerk)
    on_the_phone(phone)
    phone.log_in(chief)
    submit(phone)
    expect(phone.page.locator("#problems")).to_contain_text("这次督查是另一位用户填写的，现在登录的是负责乙")
    assert not Inspection.objects.exists()


def test_names_cannot_be_opened_without_a_connection_after_logging_out(
    phone: Phone, clerk: User, person: StaffMember
) -> None:
    phone.open(clerk)
    phone.page.goto(f"{phone.url}/")
    phone.log_out()
    phone.context.set_offline(True)
    phone.page.goto(f"{phone.url}/inspect/")
    expect(phone.page.get_by_role("main")).to_contain_text("这台手机上也没有当前的名单")


FOUND = """(words) => {
  const { search, app } = Inspect;
  return words.map((one) => search.behaviours(one, app.state.data).map((behaviour) => behaviour.value));
}"""
SAID = [
    "玩手机",
    "没穿工服",
    "不在岗",
    "放包",
    "抽烟",
    "迟到",
    "5.1",
    "聊天 打瞌睡",
    "没有这样的事情呀",
    "老花镜",
]


def test_phone_finds_behaviours_as_the_entry_form_does(phone: Phone, clerk: User, unit: Unit) -> None:
    phone.open(clerk)
    found = phone.page.evaluate(FOUND, SAID)
    edition = shipped_edition()
    asked = [[f"{b.clause}|{b.name}" for b in edition.search(words)] for words in SAID]
    assert found == [[value for value in values if value != "2.7|弄虚作假"] for values in asked]
    assert found[0][0] == "4.5|接打手机"


def test_what_people_say_finds_the_behaviour_with_a_few_letters(
    phone: Phone, clerk: User, unit: Unit
) -> None:
    phone.open(clerk)
    phone.tap("社保中心")
    phone.tap("找别的行为")
    phone.page.get_by_label("按平常的说法查找").fill("没穿工服")
    phone.page.locator("#results").get_by_role("button", name="5.1 未着工装").tap()
    expect(phone.page.get_by_role("article", name="5.1 未着工装")).to_be_visible()
    expect(phone.page.locator("#check-着装-有问题")).to_be_checked()


def test_person_of_another_unit_is_found_by_initials(
    phone: Phone, clerk: User, person: StaffMember, other_person: StaffMember
) -> None:
    phone.open(clerk)
    on_the_phone(phone)
    phone.tap("写详细")
    phone.page.get_by_label("查找其他人").fill("sl")
    phone.tap("孙丽")
    expect(phone.page.get_by_role("main")).to_contain_text("孙丽今天不在本单位（公共就业服务中心）")
    phone.tap("完成")
    submit(phone)
    expect(phone.page.get_by_role("heading", name="已提交")).to_be_visible()
    assert ScoreEvent.objects.get().person == other_person


def test_what_was_removed_comes_back_with_one_tap(phone: Phone, clerk: User, person: StaffMember) -> None:
    phone.open(clerk)
    on_the_phone(phone)
    phone.add_photos(("一.jpg", from_camera("green")))
    phone.tap("删除：4.5 接打手机")
    expect(phone.page.get_by_role("article")).to_have_count(0)
    phone.tap("撤销")
    expect(phone.page.get_by_role("article", name="4.5 接打手机")).to_be_visible()
    expect(phone.page.locator("img.photo[src]")).to_have_count(1)
    phone.check("与工作无关行为", "正常")
    expect(phone.page.locator("#toast")).to_contain_text("已记了1件，删去后才能改为正常")


def test_units_drawn_are_offered_first_and_those_missed_are_told(
    phone: Phone, clerk: User, unit: Unit, other_unit: Unit
) -> None:
    draw = make_draw(wanted=1, seed="s", by=clerk, at=NOON)
    drawn = {unit.pk: "社保中心", other_unit.pk: "公共就业服务中心"}
    first = drawn.pop(draw.chosen[0])
    phone.open(clerk)
    phone.page.goto(f"{phone.url}/inspections/draws/{draw.pk}/")
    with new_page(phone.page):
        phone.tap("去督查抽中的单位")
    expect(phone.page.get_by_role("heading", name="抽中的单位")).to_be_visible()
    phone.tap(next(iter(drawn.values())))
    phone.tap("五项都正常")
    phone.tap("核对提交")
    expect(phone.page.get_by_role("main")).to_contain_text(f"抽中而还没有到的单位：{first}")
    phone.tap("提交", exact=True)
    expect(phone.page.get_by_role("heading", name="已提交")).to_be_visible()
    row = Inspection.objects.get()
    assert (row.kind, row.draw) == ("spot", draw)


def test_page_without_https_says_what_not_to_do(phone: Phone, clerk: User, unit: Unit) -> None:
    phone.context.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    phone.open(clerk)
    expect(phone.page.get_by_role("main")).to_contain_text("没有 https，断网后不要刷新页面")


def test_page_without_scripts_leads_to_the_entry_form(
    browser: Browser, live_server: LiveServer, clerk: User, unit: Unit
) -> None:
    phone = Phone(browser, live_server, java_script_enabled=False)
    phone.log_in(clerk)
    phone.page.goto(f"{phone.url}/inspect/")
    phone.page.get_by_role("link", name="社保中心").click()
    expect(phone.page).to_have_url(f"{phone.url}/record/?unit={unit.pk}")
    phone.context.close()


def test_impatient_thumb_sends_once(phone: Phone, clerk: User, person: StaffMember) -> None:
    phone.open(clerk)
    on_the_phone(phone)
    phone.add_photos(("一.jpg", from_camera("green")))
    sent: list[str] = []
    phone.page.on("request", lambda request: sent.append(request.url.removeprefix(phone.url)))
    phone.tap("核对提交")
    thumb = "(button) => { button.click(); button.click(); button.click(); }"
    phone.page.locator("#submit").evaluate(thumb)
    expect(phone.page.get_by_role("heading", name="已提交")).to_be_visible()
    assert [path for path in sent if path.startswith("/inspect/")] == ["/inspect/files/", "/inspect/send/"]


def test_round_given_up_comes_back_with_one_tap(phone: Phone, clerk: User, person: StaffMember) -> None:
    phone.open(clerk)
    on_the_phone(phone)
    phone.tap("核对提交")
    phone.tap("放弃这次督查")
    expect(phone.page.get_by_role("heading", name="去哪个单位")).to_be_visible()
    phone.tap("撤销")
    expect(phone.page.get_by_role("main")).to_contain_text("1个单位，1件")
    phone.tap("放弃这次督查")
    expect(phone.page.get_by_role("heading", name="去哪个单位")).to_be_visible()
    phone.reload()
    expect(phone.page.get_by_role("heading", name="去哪个单位")).to_be_visible()
    assert phone.kept() == ([], [])


def test_next_round_is_walked_while_one_still_waits(
    phone: Phone, clerk: User, person: StaffMember, other_unit: Unit
) -> None:
    phone.open(clerk)
    on_the_phone(phone)
    phone.context.set_offline(True)
    submit(phone)
    leave_it_waiting(phone)
    phone.tap("公共就业服务中心")
    phone.tap("五项都正常")
    phone.context.set_offline(False)
    expect(phone.page.locator("#toast")).to_contain_text("此前等待的那次督查已提交")
    expect(phone.page.get_by_role("heading", name="公共就业服务中心")).to_be_visible()
    submit(phone)
    expect(phone.page.get_by_role("heading", name="已提交")).to_be_visible()
    assert Inspection.objects.count() == 2


def test_two_tabs_show_the_same_round(phone: Phone, clerk: User, person: StaffMember) -> None:
    phone.open(clerk)
    phone.tap("社保中心")
    phone.rest()
    second = phone.context.new_page()
    second.goto(f"{phone.url}/inspect/#unit/{Unit.objects.get().pk}")
    second.wait_for_selector(".check-row")
    phone.page.bring_to_front()
    phone.check("与工作无关行为", "有问题")
    phone.tap("接打手机")
    expect(second.get_by_role("article", name="4.5 接打手机")).to_be_visible()
    submit(phone)
    expect(phone.page.get_by_role("heading", name="已提交")).to_be_visible()
    second.close()
    phone.reload()
    expect(phone.page.get_by_role("heading", name="去哪个单位")).to_be_visible()
    assert phone.kept() == ([], [])


def test_waiting_round_that_is_refused_is_told_and_mended_later(
    phone: Phone, clerk: User, unit: Unit, person: StaffMember, other_unit: Unit
) -> None:
    record(clerk, unit, on=NOON.date(), clause="2.2", behaviour="抽烟", person=person)
    phone.open(clerk)
    phone.tap("社保中心")
    phone.check("后台", "有问题")
    phone.tap("公共区域或后台吸烟")
    phone.context.set_offline(True)
    submit(phone)
    leave_it_waiting(phone)
    phone.tap("公共就业服务中心")
    phone.context.set_offline(False)
    expect(phone.page.locator("#toast")).to_contain_text("此前等待的那次督查有要改正的")
    phone.tap("下一个单位")
    phone.tap("继续这一次")
    expect(phone.page.locator("#problems")).to_contain_text("当日已登记2.2 抽烟")
    assert len(phone.kept()[0]) == 2
