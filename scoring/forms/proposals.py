"""What is looked for among the proposals, and which of them were ticked."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from scoring.forms.fields import MonthField
from scoring.models import ProposalDecision
from scoring.periods import month_from
from scoring.selectors.proposal_page import MonthProposals, ProposalFilter

Offered = dict[str, list[tuple[str, str, int]]]
"""By field: (value, words, how many)."""
MOST_PICKED = 500
OWN_REASON = "why:"
"""“why:2026-10-09|attendance:…”: why this one alone is not recognised."""
FIRST, LAST = date(2000, 1, 1), date(2199, 12, 31)


def month_asked(values: Mapping[str, str]) -> date | None:
    """?month=2026-10; None where it is none."""
    try:
        month = month_from(values.get("month", "").strip())
    except ValueError:
        return None
    return month if FIRST <= month <= LAST else None


def filter_asked(values: Mapping[str, str]) -> ProposalFilter:
    """What does not fit is passed over."""
    unit, texts = values.get("unit", ""), {}
    for name in ("kind", "behaviour", "q"):
        texts[name] = values.get(name, "").replace("\0", "").strip()[:100]
    is_unit = unit.isascii() and unit.isdecimal() and len(unit) < 10
    return ProposalFilter(
        unit_id=int(unit) if is_unit else None,
        kind=texts["kind"],
        behaviour=texts["behaviour"],
        words=texts["q"],
    )


def picked(values: list[str]) -> list[tuple[date, str]]:
    """“2026-10-09|attendance:…” → the day and the key; what is nothing of the kind is passed over."""
    found = []
    for value in values[:MOST_PICKED]:
        text, _, key = value.partition("|")
        try:
            day = date.fromisoformat(text)
        except ValueError:
            continue
        if FIRST <= day <= LAST and 0 < len(key) <= 120 and "\0" not in key:
            found.append((day, key))
    return found


def refused_alone(values: QueryDict) -> list[str]:
    """The one that is not recognised by its own button, or by Enter in its own reason; else none."""
    if "not" in values:
        return values.getlist("not")[:1]
    written = [name for name, text in values.items() if name.startswith(OWN_REASON) and str(text).strip()]
    is_enter = values.get("act") == "dismiss" and not str(values.get("reason", "")).strip()
    return [written[0].removeprefix(OWN_REASON)] if is_enter and len(written) == 1 else []


class ProposalFilterForm(forms.Form):
    """The filters above the list, each choice with how many there are; read by `filter_asked`."""

    q = forms.CharField(label="查找", max_length=100, required=False)
    month = MonthField(label="月份", required=False)
    unit = forms.ChoiceField(label="单位", required=False)
    behaviour = forms.ChoiceField(label="行为", required=False)
    kind = forms.ChoiceField(label="依据", required=False)

    def __init__(self, *args: Any, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in offered.items():
            shown = [(value, f"{label}（{count}）") for value, label, count in choices]
            self.fields[name].choices = [("", "全部"), *shown]  # type: ignore[attr-defined]


def offered_of(found: MonthProposals) -> Offered:
    """The units, kinds and behaviours of the open ones."""
    return {
        "unit": [(str(pk), name, count) for pk, name, count in found.units],
        "kind": [(name, name, count) for name, count in found.kinds],
        "behaviour": [(name, name, count) for name, count in found.behaviours],
    }


def offered_decided(rows: Iterable[ProposalDecision]) -> Offered:
    """The same of those decided."""
    rows = list(rows)
    units = Counter((row.unit.order, row.unit_id, row.unit.name) for row in rows)
    kinds = Counter(row.kind for row in rows)
    behaviours = Counter(f"{row.clause} {row.behaviour}" for row in rows)
    return {
        "unit": [(str(pk), name, count) for (_, pk, name), count in sorted(units.items())],
        "kind": [(name, name, count) for name, count in sorted(kinds.items())],
        "behaviour": [(name, name, count) for name, count in sorted(behaviours.items())],
    }
