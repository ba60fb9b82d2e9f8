"""Which unit's sheet of which month is looked at."""

from typing import Any

from django import forms

from scoring.forms.fields import MonthField
from units.models import Unit


class SheetForm(forms.Form):
    """A unit and a month; what does not fit is passed over."""

    unit = forms.ChoiceField(label="单位", required=False)
    month = MonthField(label="月份", required=False)

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(str(unit.pk), unit.name) for unit in units]  # type: ignore[attr-defined]
