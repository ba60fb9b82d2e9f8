"""纪检监察组: sees what is referred to it and nothing else, records a talk and what came of the referral."""

import pytest
from playwright.sync_api import expect

from notices.models import FollowUp
from tests.access.world import World
from tests.browser.conftest import Login, follow
from tests.browser.journeys.album import Album
from tests.browser.journeys.steps import from_home
from tests.notices.follow_ups.making import a_follow_up

ROLE = "纪检监察组"
TALK = {
    "#id_held_at": "2026-10-08T10:00",
    "#id_place": "局纪检监察组办公室",
    "#id_person": "单位丙",
    "#id_led_by": "纪检己",
    "#id_noted_by": "办公庚",
    "#id_points": "窗口人员在岗打瞌睡，群众反映强烈。",
    "#id_answer": "认识到问题，立行立改。",
    "#id_demands": "加强日常管理，一个月内报告整改情况。",
}


@pytest.mark.slow
def test_the_discipline_group_holds_the_talk_and_settles_the_referral(
    login: Login, world: World, album: Album
) -> None:
    talk = a_follow_up(world.notice, world.own, "约谈", handled_by="驻人社局纪检监察组")
    referral = a_follow_up(world.notice, world.other, "移送纪检", handled_by="驻人社局纪检监察组")
    a_follow_up(world.notice, world.own, "书面检查", person=world.own_person)
    discipline = world.users["discipline"]
    assert discipline is not None
    page = login(discipline)
    album.take(page, "工作台", whole=False)

    from_home(page, "待约谈")
    main = page.get_by_role("main")
    expect(main).not_to_contain_text("书面检查")
    album.take(page, "整改台账-约谈")
    follow(main.get_by_role("link", name="约谈").first)
    album.take(page, "约谈")
    follow(page.get_by_role("link", name="登记约谈记录"))
    for field, words in TALK.items():
        page.locator(field).fill(words)
    album.take(page, "约谈记录-填写")
    follow(page.get_by_role("button", name="保存"))
    expect(main).to_contain_text("立行立改")
    album.take(page, "约谈记录-已登记")
    talk.refresh_from_db()
    assert talk.state == FollowUp.State.DONE

    follow(page.get_by_role("link", name="工作台"))
    from_home(page, "移送待处理")
    follow(main.get_by_role("link", name="移送纪检").first)
    page.locator("#id_outcome").fill("已对当事人诫勉谈话。")
    album.take(page, "移送-处理结果")
    follow(page.get_by_role("button", name="登记处理结果"))
    expect(main).to_contain_text("诫勉谈话")
    referral.refresh_from_db()
    assert referral.state == FollowUp.State.DONE
