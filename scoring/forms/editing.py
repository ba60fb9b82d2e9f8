"""Correcting a finding or an event; a second editor sees both texts."""

from typing import Any

from django import forms

from records.forms import RefusableForm, VersionedFormMixin
from scoring.entry import ChargeData, FindingData
from scoring.forms.fields import DayField, PickField
from scoring.models import Finding, ScoreEvent
from scoring.models.findings import Source
from scoring.rulebook import Behaviour, Edition
from scoring.selectors.entry_choices import EntryChoices, choice_value
from units.forms.days import ClockField


class FindingEditForm(RefusableForm, VersionedFormMixin):
    """What was seen: all but the unit."""

    happened_on = DayField(label="日期")
    happened_at = ClockField(label="时间", required=False)
    window = PickField(label="窗口", required=False, widget=forms.Select)
    source = forms.ChoiceField(label="来源", choices=Source.choices)
    fact = forms.CharField(label="发现情况", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    is_good = forms.BooleanField(label="好的做法", required=False)
    statement = forms.CharField(
        label="当事人说明", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    proof = forms.CharField(label="证明材料", max_length=200, required=False)

    def __init__(self, *args: Any, finding: Finding, choices: EntryChoices, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "version": finding.version,
            "window": finding.window_id,
            **{
                name: getattr(finding, name) for name in self.base_fields if name not in ("version", "window")
            },
        }
        super().__init__(*args, **kwargs)
        self.finding = finding
        offer_windows(self, choices, finding.unit_id)

    def finding_data(self) -> FindingData:
        names = [name for name in self.base_fields if name != "version"]
        return FindingData(unit=self.finding.unit, **{name: self.cleaned_data[name] for name in names})


class EventEditForm(RefusableForm, VersionedFormMixin):
    """Whom it charges, under which clause, how often."""

    behaviour = PickField(label="条款和行为", widget=forms.Select)
    person = PickField(label="人员", required=False, widget=forms.Select)
    substitute = PickField(label="替岗人员", required=False, widget=forms.Select)
    window = PickField(label="窗口", required=False, widget=forms.Select)
    times = forms.IntegerField(label="次数", min_value=1, max_value=999)
    measure = forms.IntegerField(label="数值（分钟、件）", min_value=0, max_value=100_000, required=False)
    problem_title = forms.CharField(label="同一问题", max_length=100, required=False)
    bulletin = forms.CharField(label="所在通报", max_length=100, required=False)
    criticised = forms.BooleanField(label="通报批评", required=False)
    accountable = forms.BooleanField(label="被问责", required=False)
    serious = forms.BooleanField(label="情节特别严重", required=False)
    choice_reason = forms.CharField(label="按此条款登记的理由", max_length=200, required=False)

    def __init__(
        self, *args: Any, event: ScoreEvent, choices: EntryChoices, edition: Edition, **kwargs: Any
    ) -> None:
        names = (
            "times",
            "measure",
            "bulletin",
            "criticised",
            "accountable",
            "serious",
            "choice_reason",
            "version",
        )
        kwargs["initial"] = {
            **{name: getattr(event, name) for name in names},
            "behaviour": f"{event.clause}|{event.behaviour}",
            "person": event.person_id,
            "substitute": event.substitute_id,
            "window": event.window_id,
            "problem_title": event.problem.title if event.problem else "",
        }
        super().__init__(*args, **kwargs)
        self.event = event
        offer_windows(self, choices, event.unit_id)
        offer_people(self, ("person", "substitute"), choices)
        offer_behaviours(self, edition)

    def charge(self) -> ChargeData:
        behaviour: Behaviour = self.cleaned_data["behaviour"]
        names = [name for name in self.base_fields if name not in ("version", "behaviour")]
        data = {name: self.cleaned_data[name] for name in names}
        return ChargeData(
            unit=self.event.unit,
            clause=behaviour.clause,
            behaviour=behaviour.name,
            concerns=self.event.concerns,
            **data,
        )


def offer_windows(form: forms.Form, choices: EntryChoices, unit_id: int) -> None:
    own = {key: window for key, window in choices.window_by_key.items() if window.unit_id == unit_id}
    _offer(form, "window", own, [("", "不指明窗口"), *((key, str(window)) for key, window in own.items())])


def offer_people(form: forms.Form, names: tuple[str, ...], choices: EntryChoices) -> None:
    groups = [
        (unit, [(c.key, f"{c.person.name} {c.person.number} {c.place}".strip()) for c in people])
        for _, unit, people in choices.people_by_unit
    ]
    for name in names:
        _offer(form, name, choices.person_by_key, [("", "未写明"), *groups])


def offer_behaviours(form: forms.Form, edition: Edition) -> None:
    groups = [
        (
            category.name,
            [(choice_value(b), b.label) for b in edition.entered if b.category == category.number],
        )
        for category in edition.categories
    ]
    _offer(form, "behaviour", {choice_value(b): b for b in edition.entered}, groups)


def _offer(form: forms.Form, name: str, records: dict[str, Any], options: list[Any]) -> None:
    field: Any = form.fields[name]
    field.records, field.widget.choices = records, options
