"""How templates write clauses and reasons: every number of the paper leads to its words."""

import re
from datetime import date

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from scoring.periods import month_key

register = template.Library()
CLAUSE = re.compile(r"(?<![0-9.])[1-6]\.[1-9][0-9]?(?![0-9.分%件人])")
READING = re.compile(r"口径(R[0-9]{1,2})")


@register.filter
def with_readings(text: str) -> SafeString:
    """“…（2.8，口径R7）” with 口径R7 as a link to the reading's words."""
    rules = reverse("scoring:rules")
    return mark_safe(READING.sub(rf'<a href="{rules}#\1">口径\1</a>', escape(text)))  # noqa: S308


@register.simple_tag
def reading(key: str, label: str = "") -> SafeString:
    """A link to one reading's words: 口径R3."""
    return format_html('<a href="{}#{}">{}口径{}</a>', reverse("scoring:rules"), key, label, key)


@register.simple_tag
def clause_address(number: str, month: date | str | None = None) -> str:
    """Where a clause stands in 细则与口径, as the month is read (2026-09 or its first day); else as now."""
    asked = f"?month={_key(month)}" if month else ""
    return f"{reverse('scoring:rules')}{asked}#c-{number}"


@register.simple_tag
def clause_link(number: str, month: date | str | None = None, label: str = "") -> SafeString:
    """A clause's number (or `label`) as a link to its words, shown beside it by static/js/clause_card.js."""
    return format_html(
        '<a class="clause-link" href="{}" data-clause="{}">{}</a>',
        clause_address(number, month),
        _card(number, month),
        label or number,
    )


@register.filter
def with_clauses(text: str, month: date | str | None = None) -> SafeString:
    """“1.1 迟到 2件、4.5 网购” with each number as such a link; for labels, never for what people wrote."""
    return mark_safe(CLAUSE.sub(lambda found: clause_link(found[0], month), escape(text)))  # noqa: S308


def _card(number: str, month: date | str | None) -> str:
    if month:
        return reverse("scoring:clause_in", args=[_key(month), number])
    return reverse("scoring:clause", args=[number])


def _key(month: date | str) -> str:
    return month if isinstance(month, str) else month_key(month)
