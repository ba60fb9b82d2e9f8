"""登记事项: one form for every source; what was typed becomes `FindingData` and its charges."""

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict

from records.forms import RefusableForm
from records.models import StoredFile
from scoring.entry import ChargeData, FindingData
from scoring.forms.fields import DayField, ManyFilesField, PickField, PickManyField, keyed
from scoring.forms.letters import PROOF_LENGTH, signature_field, take_signature
from scoring.models import Report, ScoreEvent
from scoring.models.findings import Source
from scoring.rulebook import Behaviour, Edition
from scoring.selectors.behaviours import LETTER, PASSED_ON_FIRST, PASSED_ON_OTHERS, is_false_praise
from scoring.selectors.entry_choices import EntryChoices, choice_value
from scoring.selectors.report_kinds import OFFERS, KindOffer, bulletin_label
from units.forms.days import ClockField

NOT_CHECKED = {
    "csrfmiddlewaretoken", "form_key", "step", "checked", "words", "find", "kept", "uploads", "choice_reason",
}  # fmt: skip
TEXT_ROWS = {"rows": 3}


class RecordForm(RefusableForm):
    """Everything that may be told of one happening. `person_unknown` stands for 人员待查.

    `source_report` is the document that it was learnt from, where it is one of those in 来文.
    """

    report = PickField(label="来文", required=False)
    happened_on = DayField(label="日期")
    happened_at = ClockField(label="时间", required=False)
    unit = PickField(label="窗口单位", error_messages={"required": "请选择窗口单位。"})
    window = PickField(label="窗口", required=False)
    source = forms.ChoiceField(label="来源", choices=Source.choices, initial=Source.INSPECTION)
    fact = forms.CharField(
        label="发现情况",
        max_length=2000,
        widget=forms.Textarea(attrs=TEXT_ROWS),
        error_messages={"required": "请写明发现了什么情况。"},
    )
    is_good = forms.BooleanField(label="好的做法", required=False)
    behaviour = PickField(label="条款和行为", required=False)
    persons = PickManyField(label="人员", required=False)
    person_unknown = forms.BooleanField(label="人员待查", required=False)
    substitute = PickField(label="替岗人员", required=False)
    other_units = PickManyField(label="其他推诿单位", required=False)
    times = forms.IntegerField(label="次数", min_value=1, max_value=999, initial=1, required=False)
    measure = forms.IntegerField(label="数值", min_value=0, max_value=100_000, required=False)
    concerns = PickField(label="所涉及的加分", required=False)
    problem_title = forms.CharField(label="同一问题", max_length=100, required=False)
    same_as = PickField(label="与哪件事是同一问题", required=False)
    bulletin = forms.CharField(label="所在通报", max_length=100, required=False)
    criticised = forms.BooleanField(label="通报批评", required=False)
    accountable = forms.BooleanField(label="被问责", required=False)
    serious = forms.BooleanField(label="情节特别严重", required=False)
    statement = forms.CharField(
        label="当事人说明", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    letter_signed = signature_field()
    proof = forms.CharField(label="证明材料", max_length=PROOF_LENGTH, required=False)
    uploads = ManyFilesField(label="证明文件", required=False)
    kept = PickManyField(label="已上传的文件", required=False)
    choice_reason = forms.CharField(label="按此条款登记的理由", max_length=200, required=False)

    def __init__(
        self,
        *args: Any,
        choices: EntryChoices,
        edition: Edition,
        praise: list[ScoreEvent],
        own_files: list[StoredFile],
        same: list[ScoreEvent] | None = None,
        report: Report | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.source_report = report
        self.fields["happened_on"].required = report is None
        self._offer("report", keyed([report] if report else ()))
        self.choices, self.edition, self.praise = choices, edition, praise
        self._offer("unit", choices.unit_by_key)
        self._offer("other_units", choices.unit_by_key)
        self._offer("window", choices.window_by_key)
        self._offer("persons", choices.person_by_key)
        self._offer("substitute", choices.person_by_key)
        self._offer("behaviour", {choice_value(entry): entry for entry in edition.entered})
        self._offer("concerns", keyed(praise))
        self._offer("kept", keyed(own_files))
        self._offer("same_as", keyed(same or ()))

    def _offer(self, name: str, records: Mapping[str, Any]) -> None:
        self.fields[name].records = records  # type: ignore[attr-defined]

    def leave_unchecked(self) -> None:
        """Show what was typed without saying what is wrong with it yet."""
        self._errors, self.cleaned_data = ErrorDict(), {}

    @property
    def picked(self) -> frozenset[str]:
        """Keys of the persons ticked, also where the rest does not fit."""
        return frozenset(str(key) for key in self["persons"].value() or ())

    @property
    def other_picked(self) -> frozenset[str]:
        """Keys of the further units ticked (3.6)."""
        return frozenset(str(key) for key in self["other_units"].value() or ())

    @property
    def own_files(self) -> list[StoredFile]:
        """Files uploaded before."""
        field: Any = self.fields["kept"]
        return list(field.records.values())

    @property
    def shows_more(self) -> bool:
        """Whether anything stands in the part that is folded away."""
        names: tuple[str, ...] = (
            "problem_title",
            "bulletin",
            "criticised",
            "accountable",
            "serious",
            "substitute",
            "other_units",
        )
        if self.source_report and self["bulletin"].value() == bulletin_label(self.source_report):
            names = tuple(name for name in names if name != "bulletin")
        is_visit = self.source_report is not None and self.source_report.kind == Report.Kind.VISIT
        return is_visit or any(self[name].value() or self[name].errors for name in names)

    @cached_property
    def report_files(self) -> list[StoredFile]:
        """The document's originals, which become evidence by themselves."""
        return list(self.source_report.files.all()) if self.source_report else []

    @property
    def report_offer(self) -> KindOffer | None:
        """What the document's kind leads to."""
        return OFFERS[self.source_report.kind] if self.source_report else None

    @property
    def asks_for_signature(self) -> bool:
        """A letter of praise: whether the citizen has signed it (2.7)."""
        return self.source_report is not None and self.source_report.kind == Report.Kind.LETTER

    def clean_happened_on(self) -> date:
        """The day; left out, that of the document it was learnt from."""
        day: date | None = self.cleaned_data["happened_on"]
        return self.source_report.issued_on if day is None and self.source_report else day  # type: ignore[return-value]

    def clean_times(self) -> int:
        return self.cleaned_data["times"] or 1

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        behaviour: Behaviour | None = data.get("behaviour")
        if behaviour is None:
            self._refuse_charge_without_clause(data)
            return data
        if data.get("persons") and data.get("person_unknown"):
            self.add_error("person_unknown", "已选了人员，就不要再勾选“人员待查”。")
        if behaviour.needs_person and not data.get("persons") and not data.get("person_unknown"):
            self.add_error("persons", f"“{behaviour.name}”要落实到人：请选择人员，或勾选“人员待查”。")
        if behaviour.measure and data.get("measure") is None and "measure" not in self.errors:
            self.add_error("measure", f"“{behaviour.name}”要填数值，单位是{behaviour.measure.unit}。")
        self._check_other_units(data, behaviour)
        if self.asks_for_signature and (behaviour.clause, behaviour.name) == LETTER:
            take_signature(self, data)
        return data

    def _refuse_charge_without_clause(self, data: dict[str, Any]) -> None:
        flags = [name for name in ("criticised", "accountable", "serious") if data.get(name)]
        for name in (*flags, *(name for name in ("problem_title", "other_units") if data.get(name))):
            self.add_error(name, "没有选条款的只作记录，请先选条款，或去掉这一项。")

    def _check_other_units(self, data: dict[str, Any], behaviour: Behaviour) -> None:
        others = data.get("other_units") or []
        if others and (behaviour.clause, behaviour.name) != PASSED_ON_FIRST:
            self.add_error("other_units", "只有登记“推诿-首次接待单位”时才一并选其他推诿单位。")
        if data.get("unit") in others:
            self.add_error("other_units", "其他推诿单位不能是首次接待的单位自己。")
        if others and not data.get("problem_title"):
            on: date | None = data.get("happened_on")
            data["problem_title"] = f"{on.month}月{on.day}日推诿" if on else ""

    def finding(self) -> FindingData:
        """What was seen."""
        names = (
            *("happened_on", "happened_at", "unit", "window", "source"),
            *("fact", "is_good", "statement", "proof", "report"),
        )
        return FindingData(**{name: self.cleaned_data[name] for name in names})

    def charges(self, *, verified: bool = False) -> list[ChargeData]:
        """One charge a person named (R15), one a further unit (3.6); none outside every clause."""
        behaviour: Behaviour | None = self.cleaned_data["behaviour"]
        if behaviour is None:
            return []
        unit = self.cleaned_data["unit"]
        own = [
            self._charge(behaviour.clause, behaviour.name, unit, person=person, verified=verified)
            for person in self.cleaned_data["persons"] or [None]
        ]
        others = [
            self._charge(*PASSED_ON_OTHERS, other, verified=verified)
            for other in self.cleaned_data["other_units"]
        ]
        return own + others

    def _charge(self, clause: str, behaviour: str, unit: Any, **more: Any) -> ChargeData:
        names = (
            *("times", "measure", "problem_title", "bulletin"),
            *("criticised", "accountable", "serious", "choice_reason"),
        )
        data = {name: self.cleaned_data[name] for name in names}
        if unit == self.cleaned_data["unit"]:
            own = ("window", "substitute", "same_as", "concerns")
            data |= {name: self.cleaned_data[name] for name in own}
        return ChargeData(clause=clause, behaviour=behaviour, unit=unit, **data, **more)

    @cached_property
    def digest(self) -> str:
        """Of all that was typed and matters to the score: what was checked is what may be saved."""
        items = sorted((key, values) for key, values in self.data.lists() if key not in NOT_CHECKED)  # type: ignore[attr-defined]
        return hashlib.sha256(repr(items).encode("utf-8", "replace")).hexdigest()[:32]

    def require_reason(self) -> None:
        """Choosing otherwise than proposed is a choice with a reason (R16)."""
        if not self.cleaned_data.get("choice_reason"):
            self.add_error("choice_reason", ValidationError("有易混条款，仍按此登记的，请写明理由。"))

    @property
    def chosen(self) -> Behaviour | None:
        """The behaviour picked so far, also while the rest does not fit yet."""
        field: Any = self.fields["behaviour"]
        found: Behaviour | None = field.records.get(self["behaviour"].value() or "")
        return found

    @property
    def asks_for_praise(self) -> bool:
        return self.chosen is not None and is_false_praise(self.chosen)
