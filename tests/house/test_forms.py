"""What holds for every form: what is wrong with it is told in the site's own words, above it."""

import re

from tests.house.test_sources import named, tracked

FORM = re.compile(r"<form\b((?:\{[%{].*?[%}]\}|[^>{])*)>(.*?)</form>", re.DOTALL)
FIELD = re.compile(r"<(?:input|select|textarea)\b(?![^>]*type=\"(?:hidden|checkbox)\")|\|(?:as_)?crispy")


def test_no_form_leaves_its_mistakes_to_the_browsers_own_bubbles() -> None:
    """A bubble shows one mistake, in the browser's words, and goes by itself; the summary names them all."""
    forms = [
        (named(path), *form) for path in tracked(".html") for form in FORM.findall(path.read_text("utf-8"))
    ]
    asking = [
        (name, opening) for name, opening, fields in forms if "post" in opening and FIELD.search(fields)
    ]

    assert len(asking) > 50
    assert [form for form in asking if "novalidate" not in form[1]] == []
