"""经办人 at the desk: the hall's file handed in, a whole unit's proposals ticked and confirmed at once."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from scoring.models import ScoreEvent
from tests.browser.conftest import Login, follow, take_picture
from tests.units.attendance.sheets import FOUR, WANG, book
from units.models import AttendanceDay, StaffMember, User


@pytest.mark.slow
def test_a_file_becomes_proposals_that_are_confirmed_together(
    login: Login, clerk: User, person: StaffMember, live_server: LiveServer, tmp_path: Path
) -> None:
    file = tmp_path / "九月签到表.xlsx"
    file.write_bytes(book(FOUR, (*WANG[:3], "08:42", "11:50", *WANG[5:])))
    page = login(clerk)
    page.goto(f"{live_server.url}/attendance/import/")
    page.get_by_label("大厅导出的签到表").set_input_files(file)
    for button in ("上传并预览", "记住并预览", "确认导入"):
        follow(page.get_by_role("button", name=button))
    expect(page.get_by_role("main")).to_contain_text("新增 1 人日")
    assert AttendanceDay.objects.get().day == date(2026, 9, 28)

    follow(page.get_by_role("link", name="处理线索"))
    expect(page.locator("[data-picked]")).to_have_text("还没有勾选")
    page.get_by_role("button", name="全选").click()
    expect(page.locator("[data-picked]")).to_have_text("已勾选 2 条")
    take_picture(page, "线索")
    page.get_by_role("button", name="认定勾选的").click()
    expect(page.get_by_role("main")).to_contain_text("已认定 2 条")
    assert ScoreEvent.objects.filter(status="confirmed", person=person).count() == 2

    page.goto(f"{live_server.url}/months/2026-09/")
    expect(page.locator(".in-the-way")).to_contain_text("未处理的线索 0 条")
