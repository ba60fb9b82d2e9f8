"""Taking a scenario's fields one by one, each with its type; what is wrong is refused in one Chinese line."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NoReturn

LARGEST = 1_000_000
"""No real number of times, minutes or items comes near it."""
MONTH = re.compile(r"(?!0000)\d{4}-(0[1-9]|1[0-2])", re.ASCII)


class ScenarioError(ValueError):
    """A scenario cannot be used; the text names file, event, field and cause, on one line."""


class Fields:
    """One table of a scenario. Take each field once, then `finish()`."""

    def __init__(self, data: Any, file: str, place: str) -> None:
        self.file, self.place = file, place
        if not isinstance(data, dict):
            self.refuse("", "应为表")
        self.data: dict[str, Any] = dict(data)

    def refuse(self, field: str, cause: str) -> NoReturn:
        """Raise ScenarioError about one field of this table."""
        where = "，".join(part for part in (self.file, self.place, field) if part)
        raise ScenarioError(re.sub(r"\s+", " ", f"{where}：{cause}"))

    def finish(self) -> None:
        """Refuse what nobody asked for."""
        for field in self.data:
            self.refuse(field, "没有这个字段，请核对拼写")

    def text(self, field: str) -> str:
        """A text that must be there."""
        value = self.optional_text(field)
        return value if value is not None else self.refuse(field, "缺少这个字段")

    def optional_text(self, field: str) -> str | None:
        """A text, or None where the field is absent; a blank one is refused."""
        value = self.data.pop(field, None)
        return None if value is None else self.as_text(field, value)

    def as_text(self, field: str, value: Any) -> str:
        """A value that must be text and not blank."""
        if not isinstance(value, str):
            self.refuse(field, f"应为文字（加引号），不能是{shown(value)}")
        return value if value.strip() else self.refuse(field, "不能为空")

    def flag(self, field: str, default: bool) -> bool:
        """true or false."""
        value = self.data.pop(field, default)
        return (
            value
            if isinstance(value, bool)
            else self.refuse(field, f"应为 true 或 false，不能是{shown(value)}")
        )

    def whole(self, field: str, value: Any, least: int) -> int:
        """A value that must be a whole number, at least `least`."""
        if not isinstance(value, int) or isinstance(value, bool):
            self.refuse(field, f"应为整数，不能是{shown(value)}")
        if not least <= value <= LARGEST:
            self.refuse(field, f"应在{least}到{LARGEST}之间，不能是{shown(value)}")
        return value

    def number(self, field: str, value: Any) -> Decimal:
        """A value that must be a number."""
        if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
            self.refuse(field, f"应为数字，不能是{shown(value)}")
        number = Decimal(value)
        if not number.is_finite() or abs(number) > LARGEST:
            self.refuse(field, f"应为不超过{LARGEST}的数字，不能是{shown(value)}")
        return number

    def moment(self, field: str) -> str:
        """A date or a local date-time, as ISO text."""
        value = self.data.pop(field, None)
        if value is None:
            self.refuse(field, "缺少这个字段")
        if not isinstance(value, date):
            self.refuse(field, f"应为日期或当地日期时间（不加引号），如 2026-09-03，不能是{shown(value)}")
        if isinstance(value, datetime) and value.tzinfo is not None:
            self.refuse(field, "应为当地时间，不能带时区")
        return value.isoformat()

    def month(self, field: str, value: Any) -> str:
        """A value that must be a month, "2026-09"."""
        if not isinstance(value, str) or not MONTH.fullmatch(value):
            self.refuse(field, f'应为“年-月”，如 "2026-09"，不能是{shown(value)}')
        return value

    def items(self, field: str) -> list[Any] | None:
        """A list, or None where the field is absent."""
        value = self.data.pop(field, None)
        if value is not None and not isinstance(value, list):
            self.refuse(field, f"应为列表，不能是{shown(value)}")
        return value

    def once(self, field: str, values: list[str]) -> tuple[str, ...]:
        """Texts that must all be different."""
        for value in values:
            if values.count(value) > 1:
                self.refuse(field, f"“{value}”重复")
        return tuple(values)


def shown(value: Any) -> str:
    """A value as its author would write it, cut short."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = f"“{value}”" if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else f"{text[:40]}…"
