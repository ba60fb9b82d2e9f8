"""What is looked for among the proposals, and which of them were ticked."""

from collections.abc import Mapping
from datetime import date

from django.http import QueryDict

from scoring.periods import month_from
from scoring.selectors.proposal_page import ProposalFilter

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
