"""组件: whoever builds a page finds every piece on one page."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from records.templatetags.pieces import ICONS
from tests.conftest import logged_in
from units.models import User

PARTIALS = Path(settings.BASE_DIR) / "templates" / "partials"
ASIDE = {"header.html", "menu_link.html", "messages.html"}  # every page has them


@pytest.mark.django_db
def test_every_shared_piece_is_shown_on_the_page_of_pieces(cast: dict[str, User]) -> None:
    response = logged_in(cast["admin"]).get(reverse("components"))
    shown = {str(template.name).rpartition("/")[2] for template in response.templates if template.name}

    assert {path.name for path in PARTIALS.glob("*.html")} - ASIDE <= shown


@pytest.mark.django_db
def test_every_icon_is_shown_with_its_name(cast: dict[str, User]) -> None:
    page = logged_in(cast["admin"]).get(reverse("components")).content.decode()

    assert [name for name in ICONS if f"<code>{name}</code>" not in page] == []
    assert page.count('class="icon"') > len(ICONS)
