"""Lists sorted by a column: the heads of a table as links, the wanted order kept in the address as `sort`.

`sort=name` is ascending, `sort=-name` descending; whatever is no column leaves the list in its own order.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.http import urlencode


@dataclass(frozen=True)
class Head:
    """A column's head; sorted by `fields` in the database, or by `sound`, Chinese as it is read aloud."""

    label: str
    key: str = ""
    fields: tuple[str, ...] = ()
    sound: Callable[[Any], str] | None = None
    is_number: bool = False


@dataclass(frozen=True)
class ShownHead:
    """A head as the template shows it; `direction` is what aria-sort says of the column sorted by."""

    label: str
    is_number: bool
    url: str = ""
    direction: str = ""


class Sorting:
    """The order that was asked for, for a table with these heads; `filters` stay in every address."""

    def __init__(self, columns: Sequence[Head], wanted: str, filters: Mapping[str, str]) -> None:
        self.filters = {name: value for name, value in filters.items() if value}
        key = wanted.removeprefix("-")
        self.column = next((column for column in columns if key and column.key == key), None)
        self.descends = wanted.startswith("-")
        self.wanted = wanted if self.column else ""
        self.heads = [self._shown(column) for column in columns]

    def rows(self, found: QuerySet[Any]) -> Any:
        """The rows in that order, equal ones in the list's own; by sound, what is empty comes last."""
        if self.column is None:
            return found
        if self.column.sound is None:
            return found.order_by(*map(self._directed, self.column.fields), *found.query.order_by)
        sounds = {row.pk: self.column.sound(row) for row in found}
        heard = [row for row in found if sounds[row.pk]]
        heard.sort(key=lambda row: sounds[row.pk], reverse=self.descends)
        return heard + [row for row in found if not sounds[row.pk]]

    @property
    def query(self) -> str:
        """Filters and order for the links to other pages."""
        return urlencode({**self.filters, **({"sort": self.wanted} if self.wanted else {})})

    @property
    def own_order(self) -> str:
        """The address of the list in its own order."""
        return f"?{urlencode(self.filters)}"

    @property
    def told(self) -> str:
        """What the list is sorted by, in words; empty in its own order."""
        return f"按{self.column.label}{'倒序' if self.descends else ''}排列" if self.column else ""

    def _directed(self, field: str) -> str:
        return (field.removeprefix("-") if field.startswith("-") else f"-{field}") if self.descends else field

    def _shown(self, column: Head) -> ShownHead:
        """The link sorts by the column, or the other way round where it is sorted by already."""
        if not column.key:
            return ShownHead(column.label, column.is_number)
        is_current = column is self.column
        turned = is_current and not self.descends
        url = "?" + urlencode({**self.filters, "sort": f"-{column.key}" if turned else column.key})
        direction = ("descending" if self.descends else "ascending") if is_current else ""
        return ShownHead(column.label, column.is_number, url, direction)
