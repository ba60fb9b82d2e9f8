"""How high a row stands: programs that do not fit rows to their text by themselves would cut it off."""

from collections.abc import Iterable, Sequence
from typing import Any

LINE, HIGHEST, TITLE_HEIGHT = 15, 405, 24
"""Points of a line of text, of the highest row (Excel allows 409), of a title's row."""


class Heights:
    """Sets the heights of one sheet's rows; `wrapping`: the columns whose texts wrap, with their widths."""

    def __init__(self, page: Any, wrapping: Iterable[tuple[int, int]]) -> None:
        self.rows = page.row_dimensions
        self.wrapping = tuple((index, max(width - 3, 2)) for index, width in wrapping)

    def fit(self, number: int, row: Sequence[Any]) -> None:
        """Before a row is written, where one of its texts takes more than one line.

        Written as the plain attributes of the row: an object each would cost more than the row itself.
        """
        most, length = 1, len(row)
        for index, room in self.wrapping:
            if index < length and isinstance(row[index], str) and 2 * len(row[index]) > room:
                most = max(most, lines_in(row[index], room))
        if most > 1:
            self.set(number, min(LINE * most, HIGHEST))

    def set(self, number: int, points: int) -> None:
        """A height told."""
        self.rows[number] = {"ht": str(points), "customHeight": "1"}


def lines_in(text: str, room: int) -> int:
    """About how many lines a text takes in so many half-width characters; full-width ones are two wide."""
    if "\n" in text:
        return sum(lines_in(part, room) for part in text.split("\n"))
    return max(1, -(-len(text.encode("gb18030", "replace")) // room))
