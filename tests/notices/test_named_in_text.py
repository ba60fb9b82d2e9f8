"""Who of the staff is named in a text: exactly those whose whole name stands in it."""

from hypothesis import given
from hypothesis import strategies as st

from notices.selectors.bulletins import _named_in

LETTERS = st.text("王芳李丽", max_size=6)


@given(LETTERS, st.lists(LETTERS, max_size=8))
def test_the_names_found_are_those_that_stand_in_the_text(text: str, names: list[str]) -> None:
    assert _named_in(text, names) == {name for name in names if name in text}
