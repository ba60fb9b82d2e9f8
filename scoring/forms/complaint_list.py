"""The filters above the complaints; what does not fit is passed over, and said."""

from typing import Any

from django import forms

from scoring.forms.fields import PickField, keyed
from scoring.models import Complaint
from scoring.periods import month_from
from scoring.selectors.complaints import DECIDED, OPEN, OVERDUE, ComplaintFilter
from units.models import Unit

CHANNELS = [("", "全部"), *Complaint.Channel.choices]
STATES = [("", "全部"), (OPEN, "待查"), (OVERDUE, "已超期"), (DECIDED, "已查结")]


class ComplaintListForm(forms.Form):
    """State, unit, channel, month of happening, words."""

    q = forms.CharField(label="查找", max_length=100, required=False)
    state = forms.ChoiceField(label="状态", choices=STATES, required=False)
    unit = PickField(label="单位", required=False)
    channel = forms.ChoiceField(label="渠道", choices=CHANNELS, required=False)
    month = forms.RegexField(
        r"^2[0-9]{3}-(0[1-9]|1[0-2])$",
        label="事发月份",
        required=False,
        widget=forms.TextInput(attrs={"type": "month"}),
        error_messages={"invalid": "月份请写成 2026-09 的样子。"},
    )

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].records = keyed(units)  # type: ignore[attr-defined]

    def wanted(self) -> ComplaintFilter:
        """The filter; a field with an error looks for everything."""
        data = self.cleaned_data if self.is_valid() or hasattr(self, "cleaned_data") else {}
        month, unit = data.get("month"), data.get("unit")
        return ComplaintFilter(
            state=data.get("state") or "",
            unit_id=unit.pk if unit else None,
            channel=data.get("channel") or "",
            month=month_from(month) if month else None,
            words=data.get("q") or "",
        )
