"""The filters of 统计: from which month to which, one unit or all, open months or not, charges or awards."""

from datetime import date
from typing import Any

from django import forms

from scoring.forms.fields import MonthField, PickField, keyed
from scoring.periods import first_of, month_key, previous_month
from scoring.selectors.counted import AWARD, CHARGE
from scoring.selectors.statistics import Wanted
from units.models import Unit

KINDS = [(CHARGE, "扣分"), (AWARD, "加分")]
LONGEST = 24
"""Months that are looked at together at most."""
USUAL = 12


class StatisticsForm(forms.Form):
    """What does not fit is passed over, and said."""

    since = MonthField(label="从", required=False)
    until = MonthField(label="至", required=False)
    unit = PickField(label="单位", required=False)
    kind = forms.ChoiceField(label="性质", choices=KINDS, required=False, widget=forms.HiddenInput)
    open = forms.BooleanField(label="含未定分的月份", required=False)

    def __init__(self, *args: Any, units: list[Unit], first_month: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].records = keyed(units)  # type: ignore[attr-defined]
        self.first, self.last = first_month, max(first_of(today), first_month)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        since, until = self._months(data)
        if since > until:
            self.add_error("until", "止月不能早于起月，请对调。")
        elif months_apart(since, until) >= LONGEST:
            self.add_error("since", f"一次最多统计{LONGEST}个月，请缩短范围。")
        return data

    def wanted(self) -> Wanted:
        """What is asked for; the last twelve months where the months asked for do not fit."""
        data = self.cleaned_data if self.is_valid() or hasattr(self, "cleaned_data") else {}
        asked = {} if {"since", "until"} & set(self.errors) else data
        since, until = self._months(asked)
        unit = data.get("unit")
        return Wanted(
            since,
            until,
            unit_id=unit.pk if unit else None,
            kind=data.get("kind") or CHARGE,
            with_open=bool(data.get("open")),
        )

    def words(self) -> str:
        """Whom to look for, where the form asks it; everybody where the words do not fit."""
        self.is_valid()
        return str(self.cleaned_data.get("q") or "")

    def _months(self, data: dict[str, Any]) -> tuple[date, date]:
        """Within the site's months; twelve up to the last one unless told otherwise."""
        until = min(data["until"], self.last) if data.get("until") else self.last
        if data.get("since"):
            return max(data["since"], self.first), until
        since = until
        for _ in range(USUAL - 1):
            since = previous_month(since)
        return max(since, self.first), until

    def show_months(self) -> None:
        """Fill the months in that are looked at, where none were typed."""
        wanted = self.wanted()
        typed = {name: value for name, value in self.data.items() if value}
        self.data = {"since": month_key(wanted.first), "until": month_key(wanted.last), **typed}


class PersonStatisticsForm(StatisticsForm):
    """The same for persons: found by name, charges or awards chosen here."""

    q = forms.CharField(label="查找", max_length=100, required=False)
    kind = forms.ChoiceField(label="性质", choices=KINDS, required=False)


def months_apart(first: date, last: date) -> int:
    """How many months the last lies after the first."""
    return 12 * (last.year - first.year) + last.month - first.month
