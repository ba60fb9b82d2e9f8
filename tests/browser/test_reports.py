"""来文: the hall's bulletin counts once with what was charged; 申报加分: a head applies and is answered."""

from datetime import date
from pathlib import Path

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from scoring.models import Finding, Report, ScoreEvent
from tests.access.world import photo
from tests.browser.conftest import Login, follow, new_check, take_picture
from tests.scoring.factories import record
from units.models import StaffMember, User


def picture_of(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(photo(name).read())
    return path


def upload(page: Page, path: Path) -> None:
    page.locator("#id_uploads").set_input_files(path)
    expect(page.locator("#kept-files")).to_contain_text(path.stem)


def test_a_bulletin_of_the_hall_is_linked_to_the_lateness_charged_before(
    login: Login, clerk: User, person: StaffMember, live_server: LiveServer, tmp_path: Path
) -> None:
    unit = person.postings.get().unit
    late = {"clause": "1.1", "behaviour": "迟到", "fact": "上班后15分钟到岗"}
    act = record(clerk, unit, on=date(2026, 10, 6), person=person, verified=True, **late).events.get()
    page = login(clerk)
    page.goto(f"{live_server.url}/reports/")
    follow(page.get_by_role("link", name="登记来文").first)
    page.get_by_label("种类").select_option(label="大厅督查通报")
    page.get_by_label("标题").fill("督查通报")
    page.get_by_label("文号或期号").fill("第19期")
    page.get_by_label("成文日期").fill("2026-10-08")
    upload(page, picture_of(tmp_path, "通报原件.png"))
    follow(page.get_by_role("button", name="登记", exact=True))
    expect(page.get_by_role("main")).to_contain_text("还没有登记")
    take_picture(page, "来文")

    follow(page.get_by_role("link", name="登记一项"))
    page.get_by_label("窗口单位").select_option(label="社保中心")
    page.get_by_label("发现情况").fill("督查通报点名：10月6日开门时窗口没有人")
    with new_check(page, "persons"):
        page.get_by_role("checkbox", name="王芳").check()
    expect(page.locator("#check")).to_contain_text("98 → 93分")
    page.locator("#check").get_by_role("radio", name="1.1 迟到").check()
    expect(page.locator("#check")).to_contain_text("不再重复扣分")
    expect(page.locator("#check")).to_contain_text("98分，总分不变")
    take_picture(page, "来文-同一件事")
    follow(page.get_by_role("button", name="登记并核实"))

    expect(page.get_by_role("main")).to_contain_text("由此登记的事项（1）")
    finding = Finding.objects.get(report=Report.objects.get())
    event = finding.events.get()
    act.refresh_from_db()
    assert (event.problem, event.bulletin, event.behaviour) == (
        act.problem,
        "督查通报 第19期",
        "大厅督查通报",
    )
    assert finding.evidence.get().name == "通报原件.png"


def test_a_head_applies_and_reads_why_it_was_not_recognised(
    login: Login, head: User, clerk: User, person: StaffMember, live_server: LiveServer, tmp_path: Path
) -> None:
    page = login(head)
    for link in ("申报加分", "申报一项"):
        follow(page.get_by_role("link", name=link).first)
    expect(page.get_by_label("延时分钟")).to_be_hidden()
    page.get_by_role("radio", name="延时服务").check()
    page.get_by_label("延时分钟").fill("20")
    page.get_by_label("日期").fill("2026-10-07")
    page.get_by_label("经办人员").select_option(label="王芳 001 3号窗口")
    page.get_by_label("情况").fill("下班后为群众办结参保登记")
    upload(page, picture_of(tmp_path, "延时登记簿.png"))
    take_picture(page, "申报加分")
    follow(page.get_by_role("button", name="申报", exact=True))
    expect(page.get_by_role("heading", level=1)).to_contain_text("待核实")

    event = ScoreEvent.objects.get()
    page = login(clerk)
    for link in ("待核实的加分申报", "延时服务"):
        follow(page.get_by_role("link", name=link))
    page.get_by_text("不予认定", exact=True).first.click()
    page.locator("#id_dismiss").fill("办件系统没有这一件")
    follow(page.get_by_role("button", name="不予认定"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("不予认定")

    page = login(head)
    follow(page.get_by_role("link", name="申报的加分，未予认定"))
    expect(page.get_by_role("main")).to_contain_text("办件系统没有这一件")
    page.goto(f"{live_server.url}/applications/{event.pk}/")
    expect(page.get_by_role("main")).to_contain_text("政策法规股没有认定：办件系统没有这一件")
    take_picture(page, "申报-不予认定")


def test_nobody_is_named_with_one_click(
    login: Login, clerk: User, person: StaffMember, live_server: LiveServer
) -> None:
    posting = person.postings.get()
    away = {"clause": "1.1", "behaviour": "空岗", "measure": 20, "window": posting.window}
    event = record(clerk, posting.unit, fact="窗口无人", **away).events.get()
    page = login(clerk)
    follow(page.get_by_role("link", name="人员待查的事项"))
    page.get_by_role("button", name="王芳").click()

    expect(page.get_by_role("main")).to_contain_text("是 王芳")
    event.refresh_from_db()
    assert event.person == person
