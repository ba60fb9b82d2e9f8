"""What is looked for in 人员待查, and who was found."""

from typing import Any

from django import forms

from records.forms import RefusableForm, VersionedFormMixin
from scoring.forms.fields import MonthField, PickField, keyed
from scoring.selectors.nameless import NamelessFilter
from units.models import StaffMember, Unit


class NamelessFilterForm(forms.Form):
    """The filters above the list; what does not fit is passed over, and said."""

    q = forms.CharField(label="查找", max_length=100, required=False)
    unit = PickField(label="单位", required=False)
    month = MonthField(label="计入月份", required=False)

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].records = keyed(units)  # type: ignore[attr-defined]

    def wanted(self) -> NamelessFilter:
        """The filter; a field with an error looks for everything."""
        self.is_valid()
        data = self.cleaned_data
        unit = data.get("unit")
        return NamelessFilter(
            unit_id=unit.pk if unit else None, month=data.get("month"), words=data.get("q") or ""
        )


class NameForm(RefusableForm, VersionedFormMixin):
    """Who it was: a button's person, or the one picked from the list."""

    person = PickField(label="人员", required=False)
    other = PickField(label="人员", required=False)

    def __init__(self, *args: Any, people: dict[str, StaffMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].records = people  # type: ignore[attr-defined]
        self.fields["other"].records = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        data["found"] = data.get("person") or data.get("other")
        if data["found"] is None and not self.errors:
            self.add_error("other", "请先选择人员。")
        return data
