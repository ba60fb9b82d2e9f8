"""Where the lines of the 工作台 lead."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from scoring.periods import month_key


def ledger(**filters: Any) -> str:
    return f"{reverse('scoring:ledger')}?{urlencode(filters)}"


def month_table(month: date) -> str:
    return reverse("scoring:month", args=[month_key(month)])


def unit_page(month: date, unit_id: int) -> str:
    return reverse("scoring:unit_page", args=[month_key(month), unit_id])


def compose(month: date) -> str:
    return reverse("notices:compose", args=[month_key(month)])
