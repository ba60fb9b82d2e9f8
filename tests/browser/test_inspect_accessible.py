"""督查 in each of its states: axe finds nothing, every target can be hit, nothing scrolls sideways."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import take_picture
from tests.browser.looking import NARROWEST, faults, too_wide
from tests.browser.phone import Phone
from tests.browser.test_inspect import from_camera, leave_it_waiting
from units.models import Posting, StaffMember, Unit, User, Window

SMALL = """() => [...document.querySelectorAll("main button, main a.btn, main label.btn, .inspect-foot .btn")]
  .filter((target) => target.offsetParent && target.getBoundingClientRect().height < 44)
  .map((target) => `${target.textContent}: ${target.getBoundingClientRect().height}`)"""


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Iterator[Phone]:
    phone = Phone(browser, live_server)
    yield phone
    phone.context.close()
    assert phone.errors == []


def looked_at(phone: Phone, state: str, sign: str) -> list[str]:
    """What is wrong with the screen that shows this sign, at a phone's width and at the narrowest."""
    page = phone.page
    expect(page.locator(sign).first).to_be_visible()
    take_picture(page, f"督查-{state}")
    wrong = [f"{state}: {fault}" for fault in faults(page)]
    wrong += [f"{state}: small target {target}" for target in page.evaluate(SMALL)]
    wrong += too_wide(page, f"{state} at 390")
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    wrong += too_wide(page, f"{state} at {NARROWEST}")
    page.set_viewport_size({"width": 390, "height": 844})
    return wrong


@pytest.mark.slow
def test_every_state_can_be_used_by_everybody(
    phone: Phone, clerk: User, unit: Unit, person: StaffMember, other_unit: Unit
) -> None:
    Window.objects.create(unit=unit, number="9号窗口", name="综合业务")
    for number, name in enumerate(("欧阳建华", "李强", "尉迟晓燕"), start=5):
        other = StaffMember.objects.create(name=name, number=f"00{number}", pinyin="x")
        Posting.objects.create(person=other, unit=unit, starts_on=date(2026, 1, 1))
    phone.open(clerk)
    wrong = looked_at(phone, "选单位", "#find-unit")
    phone.tap("社保中心")
    wrong += looked_at(phone, "单位", ".check-row")
    phone.check("在岗", "有问题")
    wrong += looked_at(phone, "选行为", ".offer:has-text('空岗')")
    phone.tap("空岗")
    phone.add_photos(("一.jpg", from_camera("green")))
    wrong += looked_at(phone, "刚记下", "img.photo[src]")
    phone.tap("写详细")
    phone.page.get_by_label("查找其他人").fill("没有")
    wrong += looked_at(phone, "写详细", "text=没有找到。")
    phone.tap("换一个行为")
    phone.page.get_by_label("按平常的说法查找").fill("玩手机")
    wrong += looked_at(phone, "找行为", "#results .offer")
    phone.tap("返回")
    phone.tap("完成")
    phone.tap("核对提交")
    phone.tap("提交", exact=True)
    wrong += looked_at(phone, "有待改正", "#problems")
    phone.tap("删除：1.1 空岗")
    wrong += looked_at(phone, "已删除", "#toast:has-text('已删除')")
    phone.context.set_offline(True)
    phone.tap("提交", exact=True)
    wrong += looked_at(phone, "等待提交", ".alert-warning")
    leave_it_waiting(phone)
    phone.tap("公共就业服务中心")
    phone.tap("下一个单位")
    wrong += looked_at(phone, "两次督查", ".waiting")
    phone.context.set_offline(False)
    phone.page.wait_for_selector("text=此前等待的那次督查已提交")
    phone.tap("核对提交")
    phone.tap("提交", exact=True)
    wrong += looked_at(phone, "已提交", "text=都已收到")

    assert not wrong, "\n".join(wrong)
