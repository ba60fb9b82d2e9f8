"""经办人: a finding with a photo, its effect seen before saving, the unit's score changed with the reason."""

from pathlib import Path

from playwright.sync_api import Route, expect
from pytest_django.live_server_helper import LiveServer

from scoring.models import Finding
from tests.access.world import photo
from tests.browser.conftest import Login, follow, new_check, take_picture
from units.models import StaffMember, User


def test_a_finding_with_a_photo_changes_the_score_and_says_why(
    login: Login, clerk: User, person: StaffMember, live_server: LiveServer, tmp_path: Path
) -> None:
    picture = tmp_path / "现场.png"
    picture.write_bytes(photo("现场.png").read())
    page = login(clerk)
    page.get_by_role("navigation", name="主导航").get_by_text("登记", exact=True).click()
    follow(page.get_by_role("link", name="登记事项"))

    page.get_by_label("窗口单位").select_option(label="社保中心")
    page.get_by_label("发现情况").fill("在窗口玩手机，群众等候")
    expect(page.locator("#behaviours")).to_contain_text("可能是：")
    page.locator("#id_words").fill("玩手机")
    expect(page.locator("#behaviours")).to_contain_text("符合“玩手机”的：")
    page.locator("#behaviours").get_by_role("radio", name="接打手机").first.check()
    with new_check(page, "persons"):
        page.get_by_role("checkbox", name="王芳").check()
    with new_check(page, "kept"):
        page.locator("#id_uploads").set_input_files(picture)
    expect(page.locator("#kept-files")).to_contain_text("现场")
    expect(page.locator("#check")).to_contain_text("100 → 98分")
    take_picture(page, "登记事项-核对")
    follow(page.get_by_role("button", name="登记并核实"))

    expect(page.get_by_role("status")).to_be_visible()
    finding = Finding.objects.get()
    assert finding.events.get().status == "confirmed"
    assert finding.evidence.get().name == "现场.png"
    page.goto(f"{live_server.url}/months/2026-10/units/{finding.unit_id}/")
    expect(page.get_by_role("main")).to_contain_text("98")
    expect(page.get_by_role("main")).to_contain_text("接打手机")
    expect(page.get_by_role("main")).to_contain_text("王芳")
    take_picture(page, "单位得分页")


def test_a_file_on_its_way_is_not_given_up_for_a_check(
    login: Login, clerk: User, person: StaffMember, live_server: LiveServer, tmp_path: Path
) -> None:
    picture = tmp_path / "现场.png"
    picture.write_bytes(photo("现场.png").read())
    page = login(clerk)
    page.goto(f"{live_server.url}/record/")
    on_its_way: list[Route] = []

    def hold(upload: Route) -> None:
        on_its_way.append(upload)

    page.route("**/record/files/", hold)
    with page.expect_request("**/record/files/"):
        page.locator("#id_uploads").set_input_files(picture)
    with page.expect_response("**/record/check/"):
        page.get_by_role("checkbox", name="王芳").check()
    on_its_way[0].continue_()

    expect(page.locator("#kept-files")).to_contain_text("现场")


def test_the_sheet_is_imported_through_its_preview(
    login: Login, clerk: User, live_server: LiveServer
) -> None:
    sheet = Path(__file__).resolve().parents[2] / "yanling_assess" / "demo" / "findings-2026-09.csv"
    page = login(clerk)
    page.goto(f"{live_server.url}/import/")

    page.locator("input[type=file]").set_input_files(sheet)
    follow(page.get_by_role("button", name="上传并预览"))
    page.get_by_label("一并新建缺少的单位和窗口").check()
    follow(page.get_by_role("button", name="按此重新预览"))
    take_picture(page, "导入预览")
    follow(page.get_by_role("button", name="确认导入 26 行"))

    expect(page.get_by_role("heading", level=1)).to_contain_text("导入结果")
    expect(page.get_by_role("main")).to_contain_text("共 26 行")
    assert Finding.objects.count() == 26


def test_the_entry_form_is_reached_and_sent_by_keyboard_alone(
    login: Login, clerk: User, person: StaffMember, live_server: LiveServer
) -> None:
    page = login(clerk)
    page.goto(f"{live_server.url}/record/")
    reached: list[str] = []
    for _ in range(120):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name || document.activeElement.id || ''"))
        if reached[-1] == "step" and "statement" in reached:
            break

    wanted = [
        "happened_on",
        "source",
        "unit",
        "fact",
        "words",
        "behaviour",
        "persons",
        "uploads",
        "statement",
    ]
    assert [name for name in wanted if name not in reached] == []
