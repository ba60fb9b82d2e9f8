"""How the templates of scoring write a reason: the readings it names lead to their words."""

import re

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
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
