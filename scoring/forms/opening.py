"""期初情况: a row a unit."""

from typing import Any

from django import forms

from records.errors import EditConflict, Refusal
from records.forms import RefusableForm
from scoring.models import Month
from scoring.opening import MOST_CRITICISMS, months_before
from units.models import Unit


class OpeningForm(RefusableForm):
    """For every unit: criticisms of the year so far, and months with a person over the limit."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    conflict: list[tuple[str, Any, Any]] = []

    def __init__(self, *args: Any, month: Month, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.month, self.units = month, units
        criticisms = dict(month.opening.get("criticisms", ()))
        over_limit = dict(month.opening.get("over_limit", ()))
        self.initial = {"version": month.version}
        for unit in units:
            self.fields[f"criticisms-{unit.pk}"] = forms.IntegerField(
                label=f"{unit}：本年通报批评次数", min_value=0, max_value=MOST_CRITICISMS, required=False
            )
            self.fields[f"over-{unit.pk}"] = forms.CharField(
                label=f"{unit}：本年超限月份", max_length=200, required=False
            )
            self.initial[f"criticisms-{unit.pk}"] = criticisms.get(unit.pk, 0)
            self.initial[f"over-{unit.pk}"] = "、".join(over_limit.get(unit.pk, ()))

    @property
    def rows(self) -> list[tuple[Unit, Any, Any]]:
        """(unit, its two fields)"""
        return [(unit, self[f"criticisms-{unit.pk}"], self[f"over-{unit.pk}"]) for unit in self.units]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for unit in self.units:
            name = f"over-{unit.pk}"
            try:
                data[name] = months_before(data.get(name) or "", self.month.month)
            except Refusal as refusal:
                self.add_error(name, refusal.message)
        return data

    def opening(self) -> dict[str, Any]:
        """As `set_opening` takes it."""
        data = self.cleaned_data
        return {
            "criticisms": {unit.pk: data.get(f"criticisms-{unit.pk}") or 0 for unit in self.units},
            "over_limit": {unit.pk: data[f"over-{unit.pk}"] for unit in self.units},
        }

    def show_conflict(self, conflict: EditConflict) -> None:
        """Somebody else saved it: both are shown, what is typed stays, and goes on top the next time."""
        saved, typed = conflict.current.opening, self.opening()
        criticisms, over_limit = dict(saved.get("criticisms", ())), dict(saved.get("over_limit", ()))
        rows = [
            (unit, f"criticisms-{unit.pk}", criticisms.get(unit.pk, 0), typed["criticisms"][unit.pk])
            for unit in self.units
        ] + [
            (
                unit,
                f"over-{unit.pk}",
                "、".join(over_limit.get(unit.pk, ())),
                "、".join(typed["over_limit"][unit.pk]),
            )
            for unit in self.units
        ]
        self.conflict = [
            (str(self.fields[name].label), theirs, mine) for _, name, theirs, mine in rows if theirs != mine
        ]
        self.add_error(None, conflict.message)
        self.data = {**self.data.dict(), "version": str(conflict.current.version)}  # type: ignore[attr-defined]
