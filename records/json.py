"""JSON for the change log: dates as ISO text, decimals as plain text."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder


class ChineseJSONEncoder(DjangoJSONEncoder):
    """Django's encoder, with Chinese left readable."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["ensure_ascii"] = False
        super().__init__(*args, **kwargs)


def plain(value: Any) -> Any:
    """A field's value as something JSON can hold and a person can read."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if hasattr(value, "pk"):
        return str(value)
    return value
