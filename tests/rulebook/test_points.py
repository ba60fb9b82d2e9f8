"""Points are exact half-points, shown plain."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.rulebook.points import from_decimal, show, to_decimal, to_number


@pytest.mark.parametrize(
    ("halves", "text"),
    [(195, "97.5"), (200, "100"), (-1, "-0.5"), (-4, "-2"), (-5, "-2.5"), (1, "0.5"), (0, "0")],
)
def test_points_are_shown_plain(halves: int, text: str) -> None:
    assert (show(halves), str(to_decimal(halves)), str(to_number(halves))) == (text, text, text)


@given(st.integers(-100_000, 100_000))
def test_points_survive_the_way_out_and_back(halves: int) -> None:
    assert from_decimal(to_decimal(halves)) == halves


@pytest.mark.parametrize("points", ["0.3", "NaN", "Infinity", "-0.25"])
def test_points_refuse_what_is_no_half(points: str) -> None:
    with pytest.raises(ValueError, match="的整数倍"):
        from_decimal(Decimal(points))
