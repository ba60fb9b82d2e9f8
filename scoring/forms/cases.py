"""The filters above the lists of 申报, 申诉 and 更正; what does not fit is passed over, and said."""

from typing import Any

from django import forms

from scoring.forms.fields import PickField, keyed
from scoring.selectors.cases import CaseFilter
from units.models import Unit


class CaseFilterForm(forms.Form):
    """Words and a unit; a list adds its `state` and `month`. Who sees one unit alone is not asked for it."""

    q = forms.CharField(label="查找", max_length=100, required=False)
    unit = PickField(label="单位", required=False)

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].records = keyed(units)  # type: ignore[attr-defined]
        if len(units) < 2:
            del self.fields["unit"]

    def wanted(self) -> CaseFilter:
        """The filter; a field with an error looks for everything."""
        self.is_valid()
        data = self.cleaned_data
        unit = data.get("unit")
        return CaseFilter(
            words=data.get("q") or "",
            state=data.get("state") or "",
            month=data.get("month"),
            unit_id=unit.pk if unit else None,
        )
