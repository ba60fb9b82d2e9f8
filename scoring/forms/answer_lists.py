"""What is looked for among the objections and the corrections; what does not fit is passed over, and said."""

from typing import Any

from django import forms

from scoring.forms.fields import MonthField, PickField, keyed
from scoring.models import Correction, Objection
from scoring.selectors.answer_lists import AnswerFilter
from units.models import Unit


class AnswerFilterForm(forms.Form):
    """Words, what became of it (`state`), a month and a unit."""

    q = forms.CharField(label="查找", max_length=100, required=False)
    unit = PickField(label="单位", required=False)

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].records = keyed(units)  # type: ignore[attr-defined]
        if len(units) < 2:
            del self.fields["unit"]

    def wanted(self) -> AnswerFilter:
        """The filter; a field with an error looks for everything."""
        self.full_clean()
        data = self.cleaned_data
        unit = data.get("unit")
        return AnswerFilter(
            words=data.get("q") or "",
            state=data.get("state") or "",
            month=data.get("month"),
            unit_id=unit.pk if unit else None,
        )


class ObjectionFilterForm(AnswerFilterForm):
    """The month is the one that the event counts in."""

    state = forms.ChoiceField(label="结果", choices=[("", "全部"), *Objection.State.choices], required=False)
    month = MonthField(label="计入月份", required=False)


class CorrectionFilterForm(AnswerFilterForm):
    """The month is the closed one that was corrected."""

    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *Correction.State.choices], required=False)
    month = MonthField(label="更正的月份", required=False)
