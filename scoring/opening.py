"""期初情况 in words and from words: what of the year came before the site's first month (RULEBOOK §6)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from records.errors import Refusal
from scoring.periods import month_from, month_key, month_name

MOST_CRITICISMS = 99
EARLIEST = date(2000, 1, 1)


def months_before(text: str, first: date) -> list[str]:
    """Months written as “2026-03、2026-05”, each before the first month; Refusal for anything else."""
    found = []
    for part in text.replace("，", "、").replace(",", "、").replace(" ", "、").split("、"):
        if not part:
            continue
        try:
            month = month_from(part)
        except ValueError:
            month = first
        if not EARLIEST <= month < first:
            before = month_name(first)
            raise Refusal(f"“{part[:20]}”应是{before}以前的月份，写成 2026-03 的样子，用顿号隔开。")
        found.append(month_key(month))
    return found


def in_words(opening: Mapping[str, Any], names: Mapping[int, str]) -> dict[str, str]:
    """By unit: 通报批评2次，超限月份2026-03."""
    told: dict[str, list[str]] = {}
    for unit, count in opening.get("criticisms", ()):
        told.setdefault(names.get(unit, str(unit)), []).append(f"通报批评{count}次")
    for unit, months in opening.get("over_limit", ()):
        told.setdefault(names.get(unit, str(unit)), []).append(f"超限月份{'、'.join(months)}")
    return {name: "，".join(parts) for name, parts in told.items()}
