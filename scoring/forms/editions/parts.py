"""Forms of the simple parts: each shows its part, and gives it back changed."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django import forms

from scoring.forms.editions.fields import MonthField, PlainForm, TextField
from scoring.periods import month_from, month_key
from scoring.rulebook import (
    OPTION_VALUES,
    Edition,
    Limits,
    Options,
    Reading,
    Section,
    Thresholds,
)
from scoring.rulebook.compare import LIMIT_NAMES, THRESHOLD_NAMES
from scoring.rulebook.parts import UNQUOTED, Head, Numbers, digest, is_quoted

P = TypeVar("P")
AMENDED_HELP = "原文逐字取自2022年印发的文件，只有另有文件作了修订才改；改动原文的，填写该文件的名称和文号。"
MOST_TIMES, MOST_DAYS, LAST_DAY = 99, 365, 28


class PartForm(PlainForm, Generic[P]):
    """Carries the digest of the part as it was read: others may change other parts meanwhile."""

    read = forms.CharField(max_length=32, widget=forms.HiddenInput)
    template = "scoring/edition/part_plain.html"

    def __init__(self, data: Any = None, *, part: P, edition: Edition) -> None:
        self.before, self.edition = part, edition
        super().__init__(data, initial={"read": digest(part), **self.shown()})  # type: ignore[arg-type]

    def shown(self) -> dict[str, Any]:
        """The fields' values as the part has them."""
        raise NotImplementedError

    def part(self) -> P:
        """The part as it was typed."""
        raise NotImplementedError

    @property
    def renamed(self) -> dict[str, str]:
        """Behaviours that are called otherwise now."""
        return {}

    def take_over(self, current: P) -> None:
        """After a conflict: what is typed now stands on top of what the other has saved."""
        self.resend({"read": [digest(current)]})  # type: ignore[arg-type]

    def resend(self, values: Mapping[str, list[str]]) -> None:
        """As if these had been sent instead."""
        sent: Any = self.data
        sent = sent.copy()
        for name, own in values.items():
            sent.setlist(name, own)
        self.data = sent


class HeadForm(PartForm[Head]):
    """Name, month, title, lead-in."""

    name = forms.CharField(label="版本名称", max_length=60, help_text="如“2027”；页面和通报上写作“2027版”。")
    effective_from = MonthField(label="施行月份", help_text="从这个月起计分；已经定分的月份不受影响。")
    title = forms.CharField(label="标题", max_length=100)
    lead_in = TextField(label="导语", rows=6)

    def shown(self) -> dict[str, Any]:
        return vars(self.before) | {"effective_from": month_from(self.before.effective_from)}

    def part(self) -> Head:
        data = self.cleaned_data
        return Head(data["name"], data["title"], month_key(data["effective_from"]), data["lead_in"].strip())


class OptionsForm(PartForm[Options]):
    """The four that the office sets itself, each beside the reading that it belongs to."""

    template = "scoring/edition/part_options.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.readings = [reading for reading in self.edition.readings if reading.option]
        for reading in self.readings:
            self.fields[reading.option or ""] = forms.ChoiceField(
                label=f"{reading.key} {reading.title}",
                choices=[(value, reading.values[value]) for value in OPTION_VALUES[reading.option or ""]],
                widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
                help_text=reading.text,
            )

    def shown(self) -> dict[str, Any]:
        return vars(self.before)

    def part(self) -> Options:
        return Options(**{name: self.cleaned_data[name] for name in OPTION_VALUES})


class NumbersForm(PartForm[Numbers]):
    """Thresholds of the tallies and the numbers outside the arithmetic."""

    late = forms.IntegerField(label=THRESHOLD_NAMES["late"], min_value=1, max_value=MOST_TIMES)
    absent = forms.IntegerField(label=THRESHOLD_NAMES["absent"], min_value=1, max_value=MOST_TIMES)
    person_complaints = forms.IntegerField(
        label=THRESHOLD_NAMES["person_complaints"], min_value=1, max_value=MOST_TIMES
    )
    window_complaints = forms.IntegerField(
        label=THRESHOLD_NAMES["window_complaints"], min_value=1, max_value=MOST_TIMES
    )
    bulletin_day = forms.IntegerField(label=LIMIT_NAMES["bulletin_day"], min_value=1, max_value=LAST_DAY)
    withdrawal_days = forms.IntegerField(
        label=LIMIT_NAMES["withdrawal_days"], min_value=1, max_value=MOST_DAYS
    )
    substitute_points = forms.DecimalField(
        label=LIMIT_NAMES["substitute_points"],
        min_value=0,
        max_value=100,
        max_digits=4,
        decimal_places=1,
        widget=forms.NumberInput(attrs={"step": "0.5"}),
    )
    early_minutes = forms.IntegerField(label=LIMIT_NAMES["early_minutes"], min_value=0, max_value=120)

    def shown(self) -> dict[str, Any]:
        return vars(self.before.thresholds) | vars(self.before.limits)

    def part(self) -> Numbers:
        data = self.cleaned_data
        limits = {name: data[name] for name in LIMIT_NAMES}
        points: Decimal = data["substitute_points"]
        limits["substitute_points"] = points.to_integral_value() if points == int(points) else points
        return Numbers(Thresholds(**{name: data[name] for name in THRESHOLD_NAMES}), Limits(**limits))


class ReadingForm(PartForm[Reading]):
    """The words of a reading: how it acts is not a matter of words."""

    text = TextField(label="口径", max_length=2000)

    def shown(self) -> dict[str, Any]:
        return {"text": self.before.text}

    def part(self) -> Reading:
        return replace(self.before, text=self.cleaned_data["text"].strip())


class SectionForm(PartForm[Section]):
    """A section of the notice, word for word."""

    text = TextField(label="原文", rows=12, max_length=8000)
    amended_by = forms.CharField(label="修订依据", max_length=100, required=False, help_text=AMENDED_HELP)

    def shown(self) -> dict[str, Any]:
        return {"text": self.before.text, "amended_by": self.before.amended_by}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("text") and not self.part().amended_by and not is_quoted(self.part()):
            self.add_error("amended_by", UNQUOTED)
        return data

    def part(self) -> Section:
        section = replace(self.before, text=self.cleaned_data["text"].strip(), amended_by="")
        return (
            section
            if is_quoted(section)
            else replace(section, amended_by=self.cleaned_data.get("amended_by", ""))
        )
