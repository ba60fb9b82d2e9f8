"""What later months need of earlier ones: tallies, over-limit months, rungs and charged problems so far."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from scoring.engine.types import Cover, Key

TallyKey: TypeAlias = tuple[str, Key, str, Key | None]
"""(what is counted, unit, month of happening, person or window)."""
Label: TypeAlias = tuple[str, Key]
"""("bulletin" or "problem", which)."""


class Tally(NamedTuple):
    """So many times, by these events."""

    times: int
    events: tuple[int, ...]


class Ladder(NamedTuple):
    """The criticisms of one unit in one calendar year so far."""

    year: str
    rungs: int
    labels: Mapping[Label, int]
    """The rung that each bulletin and problem stands for."""


@dataclass(frozen=True)
class History:
    """Frozen; each scored month gives the next one's. Its data form is JSON, in an order of its own."""

    over_limit: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)
    """Months with a person over the limit, by unit (6.3)."""
    ladders: Mapping[Key, Ladder] = field(default_factory=dict)
    problems: Mapping[tuple[Key, Key], Cover] = field(default_factory=dict)
    """By unit and problem, what counted first (2.8)."""
    tallies: Mapping[TallyKey, Tally] = field(default_factory=dict)
    """Those below their limit; a 补记 may complete them."""
    reached: frozenset[TallyKey] = frozenset()
    """Those that have derived their line; it is derived once."""

    @classmethod
    def empty(cls) -> "History":
        """Nothing came before."""
        return cls()

    @classmethod
    def opening(
        cls, year: int, over_limit: Mapping[Key, Iterable[str]], criticisms: Mapping[Key, int]
    ) -> "History":
        """The opening balance of the first month: over-limit months, and criticisms of the year, by unit."""
        return cls(
            over_limit={unit: tuple(sorted(set(months))) for unit, months in over_limit.items() if months},
            ladders={unit: Ladder(f"{year:04}", count, {}) for unit, count in criticisms.items() if count},
        )

    def to_data(self) -> dict[str, Any]:
        """As lists and texts for JSON."""
        return {
            "over_limit": _ordered([unit, list(months)] for unit, months in self.over_limit.items()),
            "ladders": _ordered(
                [
                    unit,
                    ladder.year,
                    ladder.rungs,
                    _ordered([*label, rung] for label, rung in ladder.labels.items()),
                ]
                for unit, ladder in self.ladders.items()
            ),
            "problems": _ordered([*key, *cover] for key, cover in self.problems.items()),
            "tallies": _ordered(
                [*key, tally.times, list(tally.events)] for key, tally in self.tallies.items()
            ),
            "reached": _ordered(list(key) for key in self.reached),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "History":
        """From what `to_data` gave, through JSON or not. ValueError where the data has another shape."""
        try:
            return cls(
                over_limit={unit: tuple(months) for unit, months in data.get("over_limit", ())},
                ladders={
                    unit: Ladder(year, count, {(kind, label): rung for kind, label, rung in labels})
                    for unit, year, count, labels in data.get("ladders", ())
                },
                problems={(row[0], row[1]): Cover(*row[2:]) for row in data.get("problems", ())},
                tallies={
                    (what, unit, month, who): Tally(times, tuple(events))
                    for what, unit, month, who, times, events in data.get("tallies", ())
                },
                reached=frozenset(
                    (what, unit, month, who) for what, unit, month, who in data.get("reached", ())
                ),
            )
        except (AttributeError, IndexError, TypeError, ValueError) as error:
            raise ValueError(f"此前累计的数据不完整：{error}") from error


def _ordered(rows: Iterable[list[Any]]) -> list[list[Any]]:
    return sorted(rows, key=lambda row: json.dumps(row, ensure_ascii=False))
