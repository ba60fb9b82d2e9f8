"""细则与口径: everyone reads the same words that the engine works by."""

import pytest

from scoring.rulebook import shipped_edition
from tests.conftest import logged_in
from units.models import User

pytestmark = pytest.mark.django_db
URL = "/rules/"


def test_the_page_quotes_every_clause_and_section_of_the_paper(clerk: User) -> None:
    text = logged_in(clerk).get(URL).content.decode()

    edition = shipped_edition()
    assert [c.number for c in edition.clauses.values() if c.text not in text] == []
    assert [s.number for s in edition.notice if s.text.splitlines()[0] not in text] == []


def test_the_page_shows_every_reading_and_the_options_in_force(clerk: User) -> None:
    text = logged_in(clerk).get(URL).content.decode()

    edition = shipped_edition()
    assert [r.key for r in edition.readings if f'id="{r.key}"' not in text or r.text not in text] == []
    assert [
        r.key
        for r in edition.readings
        if r.option
        and f"<dd>{r.values['year' if 'year' in r.values else next(iter(r.values))]}</dd>" not in text
    ] == []


def test_the_page_writes_points_and_thresholds_in_words(clerk: User) -> None:
    text = logged_in(clerk).get(URL).content.decode()

    words = ("离岗超过10分钟", "−0.5", "+0.5", "本类不得分", "由系统按累计得出")
    assert [word for word in words if word not in text] == []


def test_the_page_costs_few_queries(clerk: User, django_assert_max_num_queries: object) -> None:
    client = logged_in(clerk)
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        assert client.get(URL).status_code == 200


def test_every_role_may_read_and_a_stranger_may_not(cast: dict[str, User]) -> None:
    answers = {name: logged_in(user).get(URL).status_code for name, user in cast.items()}

    assert answers == dict.fromkeys(cast, 200) | {"stranger": 403}
    assert logged_in(None).get(URL).url == "/login/?next=/rules/"  # type: ignore[attr-defined]
