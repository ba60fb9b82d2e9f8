"""申报加分: what a head applies for, more proof, withdrawal, and what is looked for above the list."""

from typing import Any

from django import forms

from records.forms import RefusableForm, VersionedFormMixin
from records.models import StoredFile
from scoring.entry import ChargeData, FindingData
from scoring.forms.cases import CaseFilterForm
from scoring.forms.fields import (
    DayField,
    ManyFilesField,
    MonthField,
    PickField,
    PickManyField,
    keyed,
)
from scoring.forms.letters import PROOF_LENGTH, signature_field, take_signature
from scoring.rulebook import Behaviour
from scoring.selectors.applications import STATES, source_of
from scoring.selectors.behaviours import LETTER
from scoring.selectors.entry_choices import BehaviourChoice, PersonChoice
from units.forms.days import ClockField
from units.models import Unit, Window


class FilesForm(forms.Form):
    """Files chosen, and those uploaded before that the form still carries."""

    uploads = ManyFilesField(label="证明文件", required=False)
    kept = PickManyField(label="已上传的文件", required=False)

    def __init__(self, *args: Any, own_files: list[StoredFile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own_files = own_files
        self.fields["kept"].records = keyed(own_files)  # type: ignore[attr-defined]


class ApplicationForm(RefusableForm, FilesForm):
    """One bonus of one unit. `offers`: what may be applied for, `people`: of the own units, by the day."""

    unit = PickField(label="窗口单位", error_messages={"required": "请选择窗口单位。"})
    behaviour = PickField(label="申报事项", error_messages={"required": "请选择申报的事项。"})
    happened_on = DayField(label="日期")
    happened_at = ClockField(label="时间", required=False)
    window = PickField(label="窗口", required=False)
    person = PickField(label="经办人员", required=False)
    fact = forms.CharField(
        label="情况",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "请写明做了什么、为谁办的。"},
    )
    times = forms.IntegerField(label="件次", min_value=1, max_value=50, initial=1, required=False)
    measure = forms.IntegerField(label="延时分钟", min_value=0, max_value=600, required=False)
    letter_signed = signature_field()
    proof = forms.CharField(label="证明材料", max_length=PROOF_LENGTH, required=False)

    def __init__(
        self,
        *args: Any,
        units: list[Unit],
        windows: list[Window],
        people: list[PersonChoice],
        offers: list[BehaviourChoice],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.units, self.windows, self.people, self.offers = units, windows, people, offers
        self._offer("unit", keyed(units))
        self._offer("window", keyed(windows))
        self._offer("person", {choice.key: choice.person for choice in people})
        self._offer("behaviour", {offer.value: offer.behaviour for offer in offers})

    def _offer(self, name: str, records: dict[str, Any]) -> None:
        self.fields[name].records = records  # type: ignore[attr-defined]

    def clean_times(self) -> int:
        return self.cleaned_data["times"] or 1

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        behaviour: Behaviour | None = data.get("behaviour")
        if behaviour is None:
            return data
        if behaviour.measure and data.get("measure") is None and "measure" not in self.errors:
            self.add_error("measure", f"“{behaviour.name}”要填{behaviour.measure.name}的分钟数。")
        if (behaviour.clause, behaviour.name) == LETTER:
            take_signature(self, data)
        return data

    def finding(self) -> FindingData:
        """What was done."""
        names = ("happened_on", "happened_at", "unit", "window", "fact", "proof")
        source = source_of(self.cleaned_data["behaviour"])
        return FindingData(source=source, **{name: self.cleaned_data[name] for name in names})

    def charge(self) -> ChargeData:
        """What is applied for."""
        behaviour: Behaviour = self.cleaned_data["behaviour"]
        names = ("unit", "window", "person", "times", "measure")
        data = {name: self.cleaned_data[name] for name in names}
        return ChargeData(clause=behaviour.clause, behaviour=behaviour.name, **data)


class SupplementForm(RefusableForm, VersionedFormMixin, FilesForm):
    """More proof."""

    proof = forms.CharField(label="证明材料", max_length=PROOF_LENGTH, required=False)
    signed = forms.BooleanField(label="群众已签字并留下联系方式", required=False)


class WithdrawForm(RefusableForm, VersionedFormMixin):
    """Taken back; why, where there is something to say."""

    reason = forms.CharField(label="撤回原因", max_length=200, required=False)


class ApplicationFilterForm(CaseFilterForm):
    """The state is a key of STATES."""

    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *STATES.items()], required=False)
    month = MonthField(label="计入月份", required=False)
