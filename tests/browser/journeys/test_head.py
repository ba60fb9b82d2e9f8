"""窗口单位负责人: sees the score and its why, objects, applies for a bonus, hands in a follow-up."""

import pytest
from playwright.sync_api import Page, expect

from notices.models import FollowUp
from scoring.models import Objection, ScoreEvent
from tests.access.world import World
from tests.browser.conftest import Login, follow
from tests.browser.journeys.album import Album
from tests.browser.journeys.steps import from_home, picture
from tests.notices.follow_ups.making import a_follow_up
from units.models import User

ROLE = "窗口单位负责人"


def read_the_score(page: Page, album: Album) -> None:
    follow(page.get_by_role("link", name="本单位得分", exact=True).first)
    main = page.get_by_role("main")
    expect(main).to_contain_text("98")
    page.locator("summary", has_text="打瞌睡").click()
    expect(main.locator("blockquote", has_text="睡")).to_be_visible()
    album.take(page, "本单位得分-为什么")


def object_to_a_line(page: Page, album: Album) -> None:
    follow(page.get_by_role("link", name="查看事项").first)
    album.take(page, "事项")
    follow(page.get_by_role("link", name="提出申诉"))
    page.locator("#id_text").fill("当时在闭目点眼药水，有医嘱，请复核")
    page.locator("#id_uploads").set_input_files(picture("医嘱.png"))
    album.take(page, "申诉-填写")
    follow(page.get_by_role("button", name="提交申诉"))
    row = Objection.objects.get()
    assert (row.state, row.files.count()) == (Objection.State.OPEN, 1)
    album.take(page, "申诉-已提交")


def apply_for_a_bonus(page: Page, album: Album) -> None:
    follow(page.get_by_role("link", name="申报加分", exact=True).first)
    follow(page.get_by_role("link", name="申报一项").first)
    page.get_by_role("radio", name="延时服务").check()
    page.get_by_label("延时分钟").fill("20")
    page.get_by_label("日期").fill("2026-10-07")
    page.get_by_label("经办人员").select_option(label="王芳 001 3号窗口")
    page.get_by_label("情况").fill("下班后为群众办结参保登记")
    page.locator("#id_uploads").set_input_files(picture("延时登记簿.png"))
    expect(page.locator("#kept-files")).to_contain_text("延时登记簿")
    album.take(page, "申报加分-填写")
    follow(page.get_by_role("button", name="申报", exact=True))
    expect(page.get_by_role("heading", level=1)).to_contain_text("待核实")
    assert ScoreEvent.objects.get(behaviour="延时服务").status == "pending"
    album.take(page, "申报加分-待核实")


def hand_in_a_follow_up(page: Page, album: Album) -> None:
    follow(page.get_by_role("link", name="工作台"))
    from_home(page, "整改处理待办理")
    follow(page.get_by_role("link", name="书面检查").first)
    page.locator("#id_text").fill("本单位已组织学习，王芳作了检查，今后由值班组长每日巡查。")
    page.locator("#id_uploads").set_input_files(picture("书面检查.png"))
    album.take(page, "整改材料-填写")
    follow(page.get_by_role("button", name="提交", exact=True))
    row = FollowUp.objects.get()
    assert (row.state, row.handed_in.get().files.count()) == (FollowUp.State.HANDED_IN, 1)
    album.take(page, "整改材料-已提交")


@pytest.mark.slow
def test_the_head_answers_for_the_own_unit(login: Login, world: World, head: User, album: Album) -> None:
    a_follow_up(world.notice, world.own, "书面检查", person=world.own_person)
    page = login(head)
    album.take(page, "工作台", whole=False)
    read_the_score(page, album)
    object_to_a_line(page, album)
    apply_for_a_bonus(page, album)
    hand_in_a_follow_up(page, album)
