"""Which days, which unit and whom are looked at; what does not fit is passed over, and said."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from units.forms.days import DayField
from units.models import Unit

MONTH, WEEK = "month", "week"


@dataclass(frozen=True, kw_only=True)
class DayFilter:
    """What is looked at: the day, or what is around it (`span`); empty values look for everything."""

    day: date
    unit_id: int | None = None
    words: str = ""
    span: str = MONTH


class DayForm(forms.Form):
    """A day, a unit or all, a person or all."""

    q = forms.CharField(label="查找", max_length=100, required=False)
    day = DayField(label="日期", required=False)
    unit = forms.ChoiceField(label="单位", required=False)

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "全部单位"), *((str(unit.pk), unit.name) for unit in units)]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]
        if len(units) < 2:
            del self.fields["unit"]

    def wanted(self, today: date) -> DayFilter:
        """The filter; today and all where nothing that fits was told."""
        self.full_clean()
        data = self.cleaned_data
        return DayFilter(
            day=data.get("day") or today,
            unit_id=int(data["unit"]) if data.get("unit") else None,
            words=data.get("q") or "",
            span=data.get("span") or MONTH,
        )


class CalendarForm(DayForm):
    """The same with how much is shown."""

    span = forms.ChoiceField(label="范围", choices=[(MONTH, "一个月"), (WEEK, "一周")], required=False)
