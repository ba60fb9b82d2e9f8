"""The main menu says where one is: every page that is opened from an entry highlights that entry."""

import pytest
from django.test import RequestFactory

from tests.conftest import actor, logged_in
from units.models import Membership, Role, Unit, User
from yanling_assess.menu import BELOW, MENU, menu_for

pytestmark = pytest.mark.django_db


def current(user: User, path: str) -> list[tuple[str, str]]:
    """(group, entry) that the menu highlights on a page."""
    request = RequestFactory().get(path)
    request.user = user
    groups = [group for group in menu_for(request, actor(user)) if group.current]
    return [(group.label, entry.label) for group in groups for entry in group.entries if entry.current]


@pytest.mark.parametrize(
    ("who", "path", "group", "entry"),
    [
        ("clerk", "/", "", "工作台"),
        ("clerk", "/ledger/", "", "事项台账"),
        ("clerk", "/findings/7/", "", "事项台账"),
        ("clerk", "/events/7/edit/", "", "事项台账"),
        ("clerk", "/months/2026-09/units/1/", "得分", "月度总表"),
        ("clerk", "/corrections/", "得分", "月度总表"),
        ("clerk", "/corrections/3/", "得分", "月度总表"),
        ("clerk", "/opening/", "得分", "月度总表"),
        ("clerk", "/sheets/4/", "得分", "月度总表"),
        ("clerk", "/years/2026/draft/", "得分", "季度和年度"),
        ("clerk", "/papers/talk/5/", "公文", "公文登记簿"),
        ("clerk", "/bureau/", "人员", "窗口单位"),
        ("clerk", "/windows/2/edit/", "人员", "窗口单位"),
        ("clerk", "/attendance/import/3/", "人员", "考勤导入"),
        ("admin", "/bureau/", "人员", "窗口单位"),
        ("head", "/months/2026-09/units/1/", "", "本单位得分"),
        ("head", "/corrections/3/", "", "本单位得分"),
        ("head", "/events/7/object/", "", "事项台账"),
        ("leader", "/findings/7/", "", "事项台账"),
    ],
)
def test_the_menu_highlights_where_a_page_belongs(
    cast: dict[str, User], who: str, path: str, group: str, entry: str
) -> None:
    assert current(cast[who], path) == [(group, entry)]


@pytest.mark.parametrize("path", ["/help/", "/password/", "/second-factor/"])
def test_pages_of_the_account_highlight_nothing(clerk: User, path: str) -> None:
    assert current(clerk, path) == []


def test_who_sees_all_months_and_heads_a_unit_is_led_to_all_of_them(chief: User, unit: Unit) -> None:
    Membership.objects.create(user=chief, role=Role.UNIT_HEAD, unit=unit)

    assert current(chief, "/months/2026-09/units/1/") == [("得分", "月度总表")]


def test_what_stands_below_an_entry_names_entries_of_the_menu() -> None:
    assert set(BELOW) <= {name for _, links in MENU for _, name, _ in links}


def test_a_page_shows_its_group_as_current(clerk: User, unit: Unit) -> None:
    page = logged_in(clerk).get("/bureau/").content.decode()

    assert '<summary class="nav-link active">人员</summary>' in page
