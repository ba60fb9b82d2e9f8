"""Which days and which unit are looked at; what does not fit is passed over, and said."""

from datetime import date
from typing import Any

from django import forms

from units.forms.days import DayField
from units.models import Unit

MONTH, WEEK = "month", "week"


class DayForm(forms.Form):
    """A day, and a unit or all."""

    day = DayField(label="日期", required=False)
    unit = forms.ChoiceField(label="单位", required=False)

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "全部单位"), *((str(unit.pk), unit.name) for unit in units)]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]
        if len(units) < 2:
            del self.fields["unit"]

    def wanted(self, today: date) -> tuple[date, int | None]:
        """The day and the unit's key; today and all where nothing that fits was told."""
        self.full_clean()
        unit = self.cleaned_data.get("unit")
        return self.cleaned_data.get("day") or today, int(unit) if unit else None


class CalendarForm(DayForm):
    """The same with how much is shown."""

    span = forms.ChoiceField(label="范围", choices=[(MONTH, "一个月"), (WEEK, "一周")], required=False)

    def wanted(self, today: date) -> tuple[date, str, int | None]:  # type: ignore[override]
        day, unit = super().wanted(today)
        return day, self.cleaned_data.get("span") or MONTH, unit
