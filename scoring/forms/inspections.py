"""Forms of 督查记录: what is looked for, a draw, and what is told of a round itself."""

from typing import Any

from django import forms

from records.forms import RefusableForm, VersionedFormMixin
from scoring.forms.fields import PickField, keyed
from scoring.models import Inspection
from scoring.periods import month_from
from scoring.selectors.inspection_pages import RoundFilter
from units.models import Unit


class RoundFilterForm(forms.Form):
    """The filters above the list; what does not fit is passed over, and said."""

    q = forms.CharField(label="查找", max_length=100, required=False)
    month = forms.RegexField(
        r"^2[0-9]{3}-(0[1-9]|1[0-2])$",
        label="月份",
        required=False,
        widget=forms.TextInput(attrs={"type": "month"}),
        error_messages={"invalid": "月份请写成 2026-09 的样子。"},
    )
    unit = PickField(label="到访单位", required=False)
    kind = forms.ChoiceField(label="方式", choices=[("", "全部"), *Inspection.Kind.choices], required=False)

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].records = keyed(units)  # type: ignore[attr-defined]

    def wanted(self) -> RoundFilter:
        """The filter; a field with an error looks for everything."""
        self.is_valid()
        data = self.cleaned_data
        month, unit = data.get("month"), data.get("unit")
        return RoundFilter(
            month=month_from(month) if month else None,
            unit_id=unit.pk if unit else None,
            kind=data.get("kind") or "",
            words=data.get("q") or "",
        )


class DrawForm(RefusableForm):
    """How many units to draw."""

    wanted = forms.IntegerField(
        label="抽取个数",
        min_value=1,
        max_value=999,
        initial=3,
        error_messages={
            "required": "请填写抽取几个单位。",
            "invalid": "抽取个数请填整数。",
            "min_value": "至少抽取1个单位。",
            "max_value": "抽取个数太大，请填写不超过单位总数的整数。",
        },
    )


class RoundEditForm(RefusableForm, VersionedFormMixin):
    """What is told of the round itself."""

    kind = forms.ChoiceField(label="方式", choices=Inspection.Kind.choices)
    companions = forms.CharField(label="同行人员", max_length=100, required=False)
    note = forms.CharField(
        label="备注", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
