"""Forms of the ledger: what is looked for, and why something is not recognised or waived."""

from datetime import date
from typing import Any

from django import forms

from records.forms import RefusableForm, VersionedFormMixin
from scoring.forms.fields import MonthField, PickField, keyed
from scoring.models import ScoreEvent
from scoring.models.findings import Source
from scoring.periods import month_key
from scoring.rulebook import Edition
from scoring.selectors.ledger import UNSCORED, LedgerFilter
from units.models import StaffMember, Unit

STATUSES = [("", "全部"), *ScoreEvent.Status.choices, (UNSCORED, "只作记录")]
EFFECTS = [("", "全部"), ("charge", "扣分"), ("award", "加分")]
CHECKS = ("unknown", "unproved", "good", "applied", "for_chief")


class LedgerForm(forms.Form):
    """The filters above the ledger; what does not fit is passed over, and said."""

    month = MonthField(label="计入月份", required=False)
    until = MonthField(label="至月份", required=False)
    unit = PickField(label="单位", required=False)
    clause = forms.ChoiceField(label="条款", required=False)
    status = forms.ChoiceField(label="状态", choices=STATUSES, required=False)
    source = forms.ChoiceField(label="来源", choices=[("", "全部"), *Source.choices], required=False)
    q = forms.CharField(label="查找", max_length=100, required=False)
    unknown = forms.BooleanField(label="人员待查", required=False)
    unproved = forms.BooleanField(label="缺证明材料", required=False)
    good = forms.BooleanField(label="好的做法", required=False)
    applied = forms.BooleanField(label="窗口单位申报", required=False)
    for_chief = forms.BooleanField(label="此前已免予、待负责人决定", required=False)
    person = forms.IntegerField(min_value=1, max_value=2**53, required=False, widget=forms.HiddenInput)
    behaviour = forms.CharField(label="行为", max_length=40, required=False, widget=forms.HiddenInput)
    effect = forms.ChoiceField(label="性质", choices=EFFECTS, required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, units: list[Unit], edition: Edition, may_enter: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not may_enter:
            del self.fields["for_chief"]
        self.fields["unit"].records = keyed(units)  # type: ignore[attr-defined]
        clauses = [("", "全部")]
        for category in edition.categories:
            clauses.append((str(category.number), f"{category.number} {category.name}"))
            clauses += [
                (clause.number, f"　{clause.number}")
                for clause in category.clauses
                if any(entry.entered for entry in clause.behaviours)
            ]
        self.fields["clause"].choices = clauses  # type: ignore[attr-defined]

    def clean_until(self) -> date | None:
        """A range ends after it begins; without a beginning there is none."""
        month: date | None = self.cleaned_data.get("month")
        until: date | None = self.cleaned_data["until"]
        if month and until and until < month:
            raise forms.ValidationError("止月不能早于起月，请对调。")
        return until

    def in_words(self) -> str:
        """What is looked for, as the export's second line says it."""
        data = self.cleaned_data if self.is_valid() or hasattr(self, "cleaned_data") else {}
        months = "至".join(month_key(data[key]) for key in ("month", "until") if data.get(key))
        told = [f"计入月份{months}" if months else ""]
        for name in ("unit", "clause", "behaviour", "effect", "status", "source", "q"):
            value = data.get(name)
            if value:
                shown = dict(getattr(self.fields[name], "choices", ())).get(value, value)
                told.append(f"{self.fields[name].label}：{str(shown).strip()}")
        told += [str(self.fields[name].label) for name in CHECKS if data.get(name)]
        return "；".join(part for part in told if part)

    def wanted(self) -> LedgerFilter:
        """The filter; a field with an error looks for everything."""
        data = self.cleaned_data if self.is_valid() or hasattr(self, "cleaned_data") else {}
        month, until, unit = data.get("month"), data.get("until"), data.get("unit")
        return LedgerFilter(
            month=month,
            until=until,
            unit_id=unit.pk if unit else None,
            clause=data.get("clause") or "",
            status=data.get("status") or "",
            source=data.get("source") or "",
            person_id=data.get("person"),
            behaviour=data.get("behaviour") or "",
            effect=data.get("effect") or "",
            unknown=bool(data.get("unknown")),
            unproved=bool(data.get("unproved")),
            good=bool(data.get("good")),
            applied=bool(data.get("applied")),
            for_chief=bool(data.get("for_chief")),
            words=data.get("q") or "",
        )


class SettleForm(RefusableForm, VersionedFormMixin):
    """Confirm or take back: the version that was looked at."""


class ReasonForm(RefusableForm, VersionedFormMixin):
    """Not recognised, or waived: why."""

    reason = forms.CharField(
        label="理由",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "请写明理由。"},
    )


class PersonForm(RefusableForm, VersionedFormMixin):
    """Who it was (人员待查)."""

    person = PickField(label="人员", error_messages={"required": "请选择人员。"})

    def __init__(self, *args: Any, people: dict[str, StaffMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].records = people  # type: ignore[attr-defined]
