"""Values of rows as plain JSON, the same whichever database they came from (docs/decisions/backups.md).

What a column holds is taken as it lies in the database, never through a field's own reading: what is
encrypted there stays encrypted here. Moments are UTC with microseconds, bytes are base64, a column of JSON
holds `[value]`, so that SQL's NULL and JSON's null stay two things.
"""

import base64
import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field

Turn = Callable[[Any], Any]
PLAIN = {
    "AutoField", "BigAutoField", "SmallAutoField", "IntegerField", "BigIntegerField", "SmallIntegerField",
    "PositiveIntegerField", "PositiveBigIntegerField", "PositiveSmallIntegerField", "BooleanField",
    "FloatField", "CharField", "TextField", "SlugField", "FileField", "FilePathField",
}  # fmt: skip


class UnknownKindError(Exception):
    """A column of a kind that archives do not know: it has to be added here before it is used."""


def kind_of(field: Any) -> str:
    """Django's name of what a column holds; for a key to another table, of what that one's holds."""
    while field.is_relation:
        field = field.target_field
    kind: str = field.get_internal_type()
    return kind


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def _parsed(value: str | bytes) -> list[Any]:
    return [json.loads(value)]


def _base64(value: Any) -> str:
    return base64.b64encode(bytes(value)).decode("ascii")


OUT: dict[str, Turn] = {
    "DateTimeField": _moment,
    "DateField": date.isoformat,
    "TimeField": time.isoformat,
    "DecimalField": str,
    "UUIDField": str,
    "GenericIPAddressField": str,
    "JSONField": _parsed,
    "BinaryField": _base64,
}


def reader(connection: BaseDatabaseWrapper, field: "Field[Any, Any]") -> Turn | None:
    """What turns the database's value of a column into a plain one; None where it is plain already."""
    kind = kind_of(field)
    if kind not in PLAIN and kind not in OUT:
        raise UnknownKindError(f"{field}：备份不认识{kind}类的列")
    column = field.get_col(field.model._meta.db_table)
    converters = connection.ops.get_db_converters(column)
    out = OUT.get(kind)
    if not converters and out is None:
        return None

    def read(value: Any) -> Any:
        for convert in converters:
            value = convert(value, column, connection)
        return value if value is None or out is None else out(value)

    return read


def writer(connection: BaseDatabaseWrapper, field: Any) -> Turn | None:
    """What turns a plain value into what the database takes; None where it takes it as it is."""
    kind, ops = kind_of(field), connection.ops
    into: dict[str, Turn] = {
        "DateTimeField": lambda value: ops.adapt_datetimefield_value(datetime.fromisoformat(value)),
        "DateField": lambda value: ops.adapt_datefield_value(date.fromisoformat(value)),
        "TimeField": lambda value: ops.adapt_timefield_value(time.fromisoformat(value)),
        "DecimalField": lambda value: ops.adapt_decimalfield_value(
            Decimal(value), field.max_digits, field.decimal_places
        ),
        "UUIDField": lambda value: (
            UUID(value) if connection.features.has_native_uuid_field else UUID(value).hex
        ),
        "GenericIPAddressField": ops.adapt_ipaddressfield_value,
        "JSONField": lambda value: ops.adapt_json_value(value[0], None),
        "BinaryField": lambda value: connection.Database.Binary(base64.b64decode(value)),  # type: ignore[attr-defined]
    }
    turn = into.get(kind)
    return None if turn is None else (lambda value: None if value is None else turn(value))


def line(row: Sequence[Any]) -> bytes:
    """One row as a line of JSON."""
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    return text.encode(errors="surrogatepass") + b"\n"


def canonical(row: Sequence[Any]) -> bytes:
    """The same with every object's keys in order: PostgreSQL does not keep the order they were given in."""
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode(errors="surrogatepass") + b"\n"


def row_of(text: bytes) -> list[Any]:
    """A row out of its line."""
    row: list[Any] = json.loads(text.decode(errors="surrogatepass"))
    return row
