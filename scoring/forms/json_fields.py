"""Values out of JSON that a device sent: each checked, what does not fit told with its place."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from records.errors import Refusal
from scoring.rounds import Fault


def loads(body: bytes) -> dict[str, Any]:
    """The object that a body holds. Refusal where it is none."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Refusal("收到的内容不完整，请重新提交；仍不行的，请刷新页面后再试（已填内容保存在手机上）。")
    return found


class Part:
    """One object of the JSON, `at` its place; what does not fit is added to `faults` and read as empty."""

    def __init__(self, data: Any, at: str, faults: list[Fault]) -> None:
        self.data: Mapping[str, Any] = data if isinstance(data, dict) else {}
        self.at, self.faults = at, faults

    def fault(self, name: str, message: str) -> None:
        self.faults.append(Fault(self.at, name, message))

    def text(self, name: str, label: str, longest: int) -> str:
        """Words without anything that a database refuses."""
        value = self.data.get(name) or ""
        if not isinstance(value, str) or "\0" in value or not _is_unicode(value):
            self.fault(name, f"{label}里有不能保存的字符，请删去后重写。")
            return ""
        value = value.strip()
        if len(value) > longest:
            self.fault(name, f"{label}请不超过{longest}字（现在{len(value)}字）。")
        return value[:longest]

    def whole(self, name: str, label: str, low: int, high: int) -> int | None:
        """A whole number; None where there is none."""
        value = self.data.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.fault(name, f"{label}须是{low}到{high}之间的整数。")
            return None
        return value

    def moment(self, name: str, label: str, otherwise: datetime) -> datetime:
        """A moment with its zone."""
        value = self.data.get(name)
        try:
            found = parse_datetime(value) if isinstance(value, str) else None
        except ValueError:
            found = None
        if found is None or timezone.is_naive(found) or not 2000 <= found.year <= 2999:
            self.fault(name, f"{label}看不懂，请重新填写。")
            return otherwise
        return found

    def pick(self, name: str, label: str, records: Mapping[str, Any]) -> Any:
        """One of these records by its number; None where nothing is named."""
        value = self.data.get(name)
        if value is None or value == "":
            return None
        return self._record(name, label, records, value)

    def pick_many(self, name: str, label: str, records: Mapping[str, Any]) -> list[Any]:
        """Several, each once."""
        found = [self._record(name, label, records, value) for value in self.items(name)]
        return list(dict.fromkeys(record for record in found if record is not None))

    def _record(self, name: str, label: str, records: Mapping[str, Any], value: Any) -> Any:
        record = records.get(str(value)) if isinstance(value, int) else None
        if record is None:
            self.fault(name, f"所选的{label}不在名单中，请重新选择。")
        return record

    def items(self, name: str, *, most: int = 100) -> list[Any]:
        """A list; too long a one is cut and told."""
        value = self.data.get(name)
        found = value if isinstance(value, list) else []
        if len(found) > most:
            self.fault(name, f"一次最多{most}项（现在{len(found)}项），请分几次提交。")
        return found[:most]

    def keys(self, name: str, *, most: int) -> list[UUID]:
        """A device's keys."""
        found = [as_uuid(value) for value in self.items(name, most=most)]
        if None in found:
            self.fault(name, "照片的编号不对，请删去照片后重新添加。")
        return list(dict.fromkeys(key for key in found if key is not None))

    def choice(self, name: str, values: Mapping[str, Any] | list[str], otherwise: str) -> str:
        value = self.data.get(name)
        return value if isinstance(value, str) and value in values else otherwise

    def parts(self, name: str, place: Callable[["Part"], str], *, most: int) -> list["Part"]:
        """The objects of a list, each at its own place."""
        found = [Part(item, "", self.faults) for item in self.items(name, most=most)]
        for part in found:
            part.at = place(part)
        return found


def as_uuid(value: Any) -> UUID | None:
    """A UUID from its text."""
    try:
        return UUID(value) if isinstance(value, str) and len(value) == 36 else None
    except ValueError:
        return None


def _is_unicode(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
