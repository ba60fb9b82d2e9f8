"""How a quarter's key reads on pages."""

from django import template

from notices.selectors.honours.quarters import quarter_of

register = template.Library()


@register.filter
def quarter_name(key: str) -> str:
    """2026-Q3 → 2026年第三季度"""
    return quarter_of(key).name
