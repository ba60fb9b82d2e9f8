"""申诉 and 更正: what a unit answers, what the chief decides, what a line should have been."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from records.errors import EditConflict
from records.forms import RefusableForm, VersionedFormMixin
from records.json import plain
from scoring.forms.editing import offer_behaviours, offer_people
from scoring.forms.fields import DayField, ManyFilesField, PickField, typed_month
from scoring.models import Objection
from scoring.periods import month_name
from scoring.rulebook import Behaviour, Edition
from scoring.selectors.entry_choices import EntryChoices

State = Objection.State
DECISIONS = [(state.value, state.label) for state in (State.UPHELD, State.CHANGED, State.CANCELLED)]
CANCEL, CHANGE = "cancel", "change"


class ReasonField(forms.CharField):
    """Why; never empty."""

    def __init__(self) -> None:
        widget = forms.Textarea(attrs={"rows": 2})
        super().__init__(
            label="理由", max_length=300, widget=widget, error_messages={"required": "请写明理由。"}
        )


class ObjectionForm(RefusableForm):
    """Why the unit does not agree, with files."""

    text = forms.CharField(
        label="申诉理由",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "请写明申诉的理由。"},
    )
    uploads = ManyFilesField(label="申诉材料（可选多个）", required=False)


class ShouldBeForm(RefusableForm):
    """What an event should have been. `was`: Fact's fields as they stand; what differs are the changes."""

    behaviour = PickField(label="条款和行为", required=False, widget=forms.Select)
    person = PickField(label="人员", required=False, widget=forms.Select)
    times = forms.IntegerField(label="次数", min_value=1, max_value=999, required=False)
    measure = forms.IntegerField(label="数值（分钟、件）", min_value=0, max_value=100_000, required=False)

    def __init__(
        self,
        *args: Any,
        was: Mapping[str, Any],
        choices: EntryChoices,
        edition: Edition,
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {
            "behaviour": f"{was['clause']}|{was['behaviour']}",
            "person": was["person"] or "",
            "times": was["times"],
            "measure": was["measure"],
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, **kwargs)
        self.was = was
        offer_people(self, ("person",), choices)
        offer_behaviours(self, edition)

    def changes(self) -> dict[str, Any]:
        """Fact's fields that differ from what stands."""
        data = self.cleaned_data
        behaviour: Behaviour | None = data.get("behaviour")
        person = data.get("person")
        wanted: dict[str, Any] = {"person": person.pk if person else None, "times": data.get("times") or 1}
        if behaviour is not None:
            wanted |= {"clause": behaviour.clause, "behaviour": behaviour.name}
            wanted |= {"measure": data.get("measure") if behaviour.measure else None}
        return {name: value for name, value in wanted.items() if value != (self.was[name] or None)}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        behaviour: Behaviour | None = data.get("behaviour")
        if self.is_changing and behaviour and behaviour.measure and data.get("measure") is None:
            self.add_error("measure", f"“{behaviour.name}”要填数值，单位是{behaviour.measure.unit}。")
        return data

    @property
    def is_changing(self) -> bool:
        """Whether the fields above matter."""
        return True


class DecisionForm(ShouldBeForm, VersionedFormMixin):
    """The chief's decision of an objection."""

    state = forms.ChoiceField(
        label="复核结果",
        choices=DECISIONS,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择复核结果。"},
    )
    decision = forms.CharField(
        label="复核理由",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明复核的理由。"},
    )

    @property
    def is_changing(self) -> bool:
        return bool(self.cleaned_data.get("state") == State.CHANGED)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and self.is_changing and not self.changes():
            raise ValidationError("选了“变更”，但条款、人员、次数都与现在一样；请改成应有的内容。")
        return data


class CorrectionForm(ShouldBeForm):
    """A correction: cancelled, or what it should have been."""

    way = forms.ChoiceField(
        label="更正方式",
        choices=[(CHANGE, "变更：应为以下内容"), (CANCEL, "撤销：不应计分")],
        widget=forms.RadioSelect,
        initial=CHANGE,
    )
    statement = forms.CharField(
        label="更正内容",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="印在得分页和通报上，如“9月3日迟到应为公假，撤销”",
        error_messages={"required": "请写明更正的内容。"},
    )
    reason = forms.CharField(
        label="更正理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "请写明理由。"},
    )

    @property
    def is_changing(self) -> bool:
        return bool(self.cleaned_data.get("way") == CHANGE)

    def wanted(self) -> dict[str, Any]:
        """The changes; nothing where it is cancelled."""
        return self.changes() if self.is_changing else {}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and self.is_changing and not self.changes():
            raise ValidationError("条款、人员、次数都与定分时一样；请改成应有的内容，或选“撤销”。")
        return data


class WithdrawForm(RefusableForm, VersionedFormMixin):
    """Take back a correction: why."""

    reason = ReasonField()


class VersionForm(RefusableForm, VersionedFormMixin):
    """The version that was looked at."""


class ReviewForm(RefusableForm, VersionedFormMixin):
    """Until when the units may object."""

    until = DayField(label="申诉截止日", help_text="当天也可以申诉")

    def add_conflict(self, conflict: EditConflict) -> None:
        """The day as somebody else has just set it, beside the one typed."""
        super().add_conflict(conflict)
        theirs, mine = conflict.current.review_until, self.cleaned_data["until"]
        self.conflict = [("申诉截止日", plain(theirs) if theirs else "（没有）", plain(mine))]


class GivenReasonForm(RefusableForm):
    """Why a later closed month is left as it is."""

    reason = ReasonField()


class ReopenForm(GivenReasonForm):
    """重新开放: the reason, and the month typed out."""

    typed = forms.CharField(label="确认月份", max_length=20)

    def __init__(self, *args: Any, month: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.month = month
        self.fields["typed"].help_text = f"请输入 {month_name(month)} 确认。"

    def clean_typed(self) -> str:
        return typed_month(self.cleaned_data["typed"], self.month)
