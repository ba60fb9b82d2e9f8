"""Reading one TOML table strictly: every key is asked for with its type, and what is left over is refused."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

from scoring.rulebook.errors import EditionError
from scoring.rulebook.points import from_decimal

T = TypeVar("T")


class Table:
    """One table of an edition. Take each key once, then `finish()`."""

    def __init__(self, data: Any, source: str, place: str) -> None:
        self.source, self.place = source, place
        if not isinstance(data, dict):
            self.refuse("", "应为表")
        self.data: dict[str, Any] = dict(data)

    def refuse(self, key: str, cause: str) -> Any:
        """Raise EditionError for one key of this table."""
        raise EditionError(self.source, f"{self.place} {key}".strip(), cause)

    def finish(self) -> None:
        """Refuse what nobody asked for."""
        for key in self.data:
            self.refuse(key, "没有这个键，请核对拼写")

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without default it must be there and not be blank."""
        value = self._take(key, default, str, "文字")
        if default is None and not value.strip():
            self.refuse(key, "不能为空")
        return value

    def whole(self, key: str, least: int = 0) -> int:
        """A whole number, at least `least`."""
        value = self._take(key, None, int, "整数")
        return value if value >= least else self.refuse(key, f"不能小于{least}")

    def flag(self, key: str) -> bool:
        """true or false; false where absent."""
        return self._take(key, False, bool, "true 或 false")

    def halves(self, key: str) -> int:
        """Points, as half-points."""
        value = self.number(key)
        try:
            return from_decimal(value)
        except ValueError as error:
            return int(self.refuse(key, str(error)))

    def number(self, key: str) -> Decimal:
        """A number, whole or decimal."""
        value = self.data.get(key)
        if isinstance(value, Decimal):
            return Decimal(self.data.pop(key))
        return Decimal(self._take(key, None, int, "数字"))

    def choice(self, key: str, among: tuple[str, ...], default: str | None = None) -> str:
        """One of the named texts."""
        value = self.text(key, default)
        if value != default and value not in among:
            self.refuse(key, f"“{value}”不在可选范围（{'、'.join(among)}）")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of different texts; empty where absent."""
        values = self._take(key, [], list, "文字列表")
        for value in values:
            if not isinstance(value, str) or not value.strip():
                self.refuse(key, "应为文字列表，各项不能为空")
        if len(set(values)) != len(values):
            self.refuse(key, "有重复的项")
        return tuple(values)

    def tables(self, key: str, read: Callable[["Table", int], T]) -> tuple[T, ...]:
        """A list of tables, each read by `read(table, position)` and finished; empty where absent."""
        rows = []
        for position, data in enumerate(self._take(key, [], list, "表的列表"), start=1):
            table = Table(data, self.source, f"{self.place} {key}第{position}项".strip())
            rows.append(read(table, position))
            table.finish()
        return tuple(rows)

    def table(self, key: str) -> "Table":
        """A table inside this one; the caller finishes it."""
        return Table(self._take(key, None, dict, "表"), self.source, f"{self.place} {key}".strip())

    def has(self, key: str) -> bool:
        """Whether the key is there and not yet taken."""
        return key in self.data

    def _take(self, key: str, default: T | None, kind: type[T], kind_name: str) -> T:
        if key not in self.data:
            return default if default is not None else self.refuse(key, "缺少这个键")
        value = self.data.pop(key)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.refuse(key, f"应为{kind_name}")
        return value  # type: ignore[no-any-return]


def refuse_twins(table: Table, key: str, names: tuple[str, ...]) -> None:
    """Refuse a name that stands twice."""
    for name in names:
        if names.count(name) > 1:
            table.refuse(key, f"“{name}”重复")
