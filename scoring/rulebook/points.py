"""Points: whole half-points inside (int "halves"), plain numbers outside (97.5, 100, -0.5).

All points of the paper are multiples of 0.5; no binary float ever takes part.
"""

from decimal import Decimal

HALF = Decimal("0.5")


def show(halves: int) -> str:
    """Half-points as people write them: 195 → "97.5", 200 → "100", -1 → "-0.5"."""
    sign = "-" if halves < 0 else ""
    whole, rest = divmod(abs(halves), 2)
    return f"{sign}{whole}.5" if rest else f"{sign}{whole}"


def to_decimal(halves: int) -> Decimal:
    """Half-points as an exact decimal without a trailing zero: 195 → 97.5, 200 → 100."""
    return Decimal(show(halves))


def to_number(halves: int) -> int | float:
    """Half-points as a plain JSON number: 195 → 97.5, 200 → 100. (Halves are exact in binary too.)"""
    return halves / 2 if halves % 2 else halves // 2


def from_decimal(points: Decimal | int) -> int:
    """Points as half-points. ValueError when they are not a multiple of 0.5."""
    halves = Decimal(points) * 2
    if not halves.is_finite() or halves != halves.to_integral_value():
        raise ValueError(f"分值{points}不是0.5的整数倍")
    return int(halves)
