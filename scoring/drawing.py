"""随机抽取: which units are visited unannounced (三、不定期抽查). Pure, so that anybody can repeat a draw.

Whole numbers and SHA-256 alone: the same pool, seed and count give the same units on every machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

MOST_WEIGHT = 90
"""Units not visited for this many days, or never, all weigh the same."""


@dataclass(frozen=True)
class Candidate:
    """A unit that may be drawn; twice the weight is drawn first twice as often."""

    unit: int
    weight: int


def weight_of(days: int | None) -> int:
    """The days since the last visit, at least 1, so that nobody is safe; None: never visited."""
    return MOST_WEIGHT if days is None else max(1, min(days, MOST_WEIGHT))


def draw(pool: Sequence[Candidate], seed: str, wanted: int) -> tuple[int, ...]:
    """Draw `wanted` units without putting any back, all of them where there are fewer.

    For the first, second, … place: SHA-256 of “seed:place”, as a whole number, modulo the weights left, falls
    into one unit's stretch when they are laid side by side in the pool's order.
    """
    left, chosen = list(pool), []
    for place in range(1, min(wanted, len(left)) + 1):
        total = sum(candidate.weight for candidate in left)
        drawn = _at(left, int(sha256(f"{seed}:{place}".encode()).hexdigest(), 16) % total)
        left.remove(drawn)
        chosen.append(drawn.unit)
    return tuple(chosen)


def _at(pool: Sequence[Candidate], point: int) -> Candidate:
    for candidate in pool:
        if point < candidate.weight:
            return candidate
        point -= candidate.weight
    raise ValueError(point)
