"""Fields of days, half days and moments: typed or picked, in this century, with words for what is wrong."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from units.models import Half

DAY_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"]
CLOCK_FORMATS = ["%H:%M", "%H:%M:%S", "%H：%M", "%H时%M分"]
MOMENT_FORMATS = [f"{day}{between}%H:%M" for day in DAY_FORMATS[:4] for between in (" ", "T")]
FIRST_YEAR, LAST_YEAR = 2000, 2099


def in_range(value: date) -> None:
    """Refuse what can only be a slip of the finger (and would overflow the arithmetic of days)."""
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValidationError(f"年份须在{FIRST_YEAR}到{LAST_YEAR}之间，请改正。")


class DayField(forms.DateField):
    """A day: 2026-10-08, 2026/10/8, 2026年10月8日."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    default_validators = [in_range]

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", DAY_FORMATS)
        kwargs.setdefault("error_messages", {"invalid": "日期请写成 2026-10-08 的样子。"})
        super().__init__(**kwargs)


class ClockField(forms.TimeField):
    """A time of day: 08:41."""

    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", CLOCK_FORMATS)
        kwargs.setdefault("error_messages", {"invalid": "时间请写成 08:41 的样子。"})
        super().__init__(**kwargs)


class MomentField(forms.DateTimeField):
    """A day and a time, to the minute: 2026-10-08 08:41."""

    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
    default_validators = [in_range]

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", MOMENT_FORMATS)
        kwargs.setdefault("error_messages", {"invalid": "时间请写成 2026-10-08 08:41 的样子。"})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> datetime | None:
        found: datetime | None = super().to_python(value)
        return found.replace(second=0, microsecond=0) if found else None


class HalfField(forms.ChoiceField):
    """上午 or 下午."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=Half.choices, **kwargs)
