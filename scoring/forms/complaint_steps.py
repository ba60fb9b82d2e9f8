"""The small forms on a complaint's page: steps, due day, results, complainant."""

from typing import Any

from django import forms

from records.forms import RefusableForm, VersionedFormMixin
from scoring.forms.fields import DayField, ManyFilesField
from scoring.models import ComplaintPoint

TWO_ROWS = {"rows": 2}


class StepForm(RefusableForm):
    """One step of looking into it."""

    on = DayField(label="日期")
    text = forms.CharField(label="办理情况", max_length=2000, widget=forms.Textarea(attrs=TWO_ROWS))


class DueForm(RefusableForm, VersionedFormMixin):
    """Another day by which it is to be decided."""

    due_on = DayField(label="办理期限")
    reason = forms.CharField(label="改期限的理由", max_length=200)


class DecideForm(RefusableForm, VersionedFormMixin):
    """属实 or 不属实, with what was found out."""

    result = forms.ChoiceField(
        label="结果",
        choices=[(value, label) for value, label in ComplaintPoint.Result.choices if value != "open"],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择“属实”或“不属实”。"},
    )
    finding_text = forms.CharField(
        label="查明情况", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class BackForm(RefusableForm, VersionedFormMixin):
    """A point or a complaint is taken back: why."""

    reason = forms.CharField(label="理由", max_length=200, widget=forms.Textarea(attrs=TWO_ROWS))


class CloseForm(RefusableForm, VersionedFormMixin):
    """查结: what was answered; why a true point has no events, where it has none."""

    reply = forms.CharField(label="答复情况", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    reason = forms.CharField(label="属实而不登记计分事项的理由", max_length=200, required=False)


class ComplainantForm(RefusableForm, VersionedFormMixin):
    """Corrected without being shown: what is left empty stays."""

    name = forms.CharField(label="投诉人", max_length=40, required=False)
    contact = forms.CharField(label="联系方式", max_length=100, required=False)


class PapersForm(RefusableForm):
    """More papers of a complaint."""

    uploads = ManyFilesField(label="投诉材料", required=False)


def version_of(form: Any) -> int:
    """The version that the form was shown with."""
    return int(form.cleaned_data["version"])
