"""What is looked for among the objections and the corrections."""

from django import forms

from scoring.forms.cases import CaseFilterForm
from scoring.forms.fields import MonthField
from scoring.models import Correction, Objection


class ObjectionFilterForm(CaseFilterForm):
    """The month is the one that the event counts in."""

    state = forms.ChoiceField(label="结果", choices=[("", "全部"), *Objection.State.choices], required=False)
    month = MonthField(label="计入月份", required=False)


class CorrectionFilterForm(CaseFilterForm):
    """The month is the closed one that was corrected."""

    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *Correction.State.choices], required=False)
    month = MonthField(label="更正的月份", required=False)
