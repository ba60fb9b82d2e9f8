"""经办人 on the floor: a unit, what is seen, a photo, sent; one thumb, on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from scoring.models import Finding, Inspection
from tests.access.world import photo
from tests.browser.journeys.album import Album
from tests.browser.phone import Phone
from units.models import StaffMember, User

ROLE = "经办人-督查（手机）"


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Iterator[Phone]:
    phone = Phone(browser, live_server)
    yield phone
    phone.context.close()
    assert phone.errors == []


def test_a_round_through_the_hall_is_sent_from_a_phone(
    phone: Phone, clerk: User, person: StaffMember, album: Album
) -> None:
    phone.open(clerk)
    album.take(phone.page, "去哪个单位", whole=False)
    phone.tap("社保中心")
    album.take(phone.page, "一个单位的五项", whole=False)
    phone.check("与工作无关行为", "有问题")
    album.take(phone.page, "看到了什么", whole=False)
    phone.tap("接打手机")
    expect(phone.page.get_by_role("article", name="4.5 接打手机")).to_be_visible()
    phone.tap("王芳")
    phone.add_photos(("现场.png", photo("现场.png").read()))
    album.take(phone.page, "记了一件", whole=False)
    phone.tap("其余都正常")
    phone.tap("核对提交")
    expect(phone.page.locator("#submit")).to_be_visible()
    album.take(phone.page, "核对", whole=False)
    phone.tap("提交", exact=True)
    expect(phone.page.get_by_role("heading", name="已提交")).to_be_visible()
    album.take(phone.page, "已提交", whole=False)

    assert Inspection.objects.get().findings.count() == 1
    assert Finding.objects.get().evidence.count() == 1
