"""Lists sorted by a column: the heads of a table as links, the wanted order kept in the address as `sort`.

`sort=name` is ascending, `sort=-name` descending; whatever is no column leaves the list in its own order.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.expressions import OrderBy
from django.utils.http import urlencode


@dataclass(frozen=True)
class Head:
    """A column's head; sorted by `fields` in the database, or by `sound` of a row: a name as it is read
    aloud, or whatever is compared of rows that are no records. `empty_last` where a field may be empty."""

    label: str
    key: str = ""
    fields: tuple[str, ...] = ()
    sound: Callable[[Any], Any] | None = None
    is_number: bool = False
    empty_last: bool = False


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

    @classmethod
    def asked(cls, columns: Sequence[Head], address: Mapping[str, str]) -> "Sorting":
        """The same from a page's address (request.GET): all that it asks for stays but the page."""
        filters = {name: str(value) for name, value in address.items() if name not in ("page", "sort")}
        return cls(columns, address.get("sort", ""), filters)

    def rows(self, found: Any) -> Any:
        """The rows (a query, or a list where the column has a sound) in that order, equal ones in the list's
        own; by sound, what is empty comes last."""
        if self.column is None:
            return found
        if self.column.sound is None:
            return self._in_database(found, self.column)
        sounds = [(self.column.sound(row), row) for row in found]
        heard = [pair for pair in sounds if pair[0] not in (None, "")]
        heard.sort(key=lambda pair: pair[0], reverse=self.descends)
        return [row for _, row in heard] + [row for sound, row in sounds if sound in (None, "")]

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

    def _in_database(self, found: QuerySet[Any], column: Head) -> QuerySet[Any]:
        fields = [self._directed(field, empty_last=column.empty_last) for field in column.fields]
        return found.order_by(*fields, *found.query.order_by)

    def _directed(self, field: str, *, empty_last: bool) -> str | OrderBy:
        name, descends = field.removeprefix("-"), field.startswith("-") != self.descends
        if empty_last:
            return F(name).desc(nulls_last=True) if descends else F(name).asc(nulls_last=True)
        return f"-{name}" if descends else name

    def _shown(self, column: Head) -> ShownHead:
        """The link sorts by the column, or the other way round where it is sorted by already."""
        if not column.key:
            return ShownHead(column.label, column.is_number)
        is_current = column is self.column
        turned = is_current and not self.descends
        url = "?" + urlencode({**self.filters, "sort": f"-{column.key}" if turned else column.key})
        direction = ("descending" if self.descends else "ascending") if is_current else ""
        return ShownHead(column.label, column.is_number, url, direction)
