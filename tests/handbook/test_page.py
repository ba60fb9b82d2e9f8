"""/help/: everyone finds the handbook, their own chapter first."""

import pytest
from django.urls import reverse

from tests.access.page import PageReader, foreign_words
from tests.access.test_pages import MEANT
from tests.conftest import logged_in
from units.models import Membership, Role, User
from yanling_assess.handbook.pages import handbook, picture


@pytest.mark.parametrize("who", ["clerk", "chief", "head", "discipline", "office", "leader", "admin"])
def test_own_chapter_comes_first(cast: dict[str, User], who: str) -> None:
    page = logged_in(cast[who]).get(reverse("help")).content.decode()
    label = Membership.objects.get(user=cast[who]).get_role_display()

    assert page.index(f'<h2 id="{label}">') < page.index('<h2 id="大家都要知道的">')


def test_chapters_of_several_roles_come_first_and_none_is_lost() -> None:
    titles = [chapter.heading.title for chapter in handbook([Role.LEADER.label, Role.CHIEF.label])]

    assert titles[1:3] == [Role.CHIEF.label, Role.LEADER.label]
    assert sorted(titles) == sorted(chapter.heading.title for chapter in handbook([]))


def test_pictures_are_loaded_late_and_keep_their_place(clerk: User) -> None:
    page = logged_in(clerk).get(reverse("help")).content.decode()
    shown = picture("../static/handbook/desk.webp")

    assert page.count("<img ") == page.count('loading="lazy"') > 10
    assert f'src="{shown.url}" alt="经办人的工作台：要办的事、件数和日期" width="1366" height="768"' in page


def test_handbook_is_in_one_language(clerk: User) -> None:
    page = logged_in(clerk).get(reverse("help")).content.decode()

    assert foreign_words(PageReader(page).text, MEANT) == set()


def test_every_page_leads_to_the_handbook(clerk: User) -> None:
    assert f'<a href="{reverse("help")}">使用手册</a>' in logged_in(clerk).get("/").content.decode()


def test_a_picture_that_is_not_there_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        picture("../static/handbook/nowhere.webp")
