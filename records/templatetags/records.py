"""Template tags that every room uses: form keys, dates and points as the papers write them."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from records.submit import FIELD, new_form_key

register = template.Library()
WEEKDAYS = "一二三四五六日"


@register.simple_tag(takes_context=True)
def form_key(context: template.Context) -> SafeString:
    """A hidden field with the form's key; the same key again when the form comes back with errors."""
    request = context.get("request")
    key = request.POST.get(FIELD, "") if request is not None else ""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, key or new_form_key())


@register.filter
def day(value: date | datetime | None) -> str:
    """9月3日（周四）"""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return f"{value.month}月{value.day}日（周{WEEKDAYS[value.weekday()]}）"


@register.filter
def full_day(value: date | datetime | None) -> str:
    """2026年9月3日"""
    if value is None:
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value.year}年{value.month}月{value.day}日"


@register.filter
def moment(value: datetime | None) -> str:
    """2026年9月3日 14:05"""
    return f"{full_day(value)} {timezone.localtime(value):%H:%M}" if value else ""


@register.filter
def weekday(value: date) -> str:
    """周四"""
    return f"周{WEEKDAYS[value.weekday()]}"


@register.filter
def month(value: date | None) -> str:
    """2026年9月"""
    return f"{value.year}年{value.month}月" if value else ""


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """`mapping[key]`, or nothing."""
    return mapping.get(key) if hasattr(mapping, "get") else None


@register.filter
def as_words(value: Any) -> Any:
    """A value as the change log keeps it, for people: a list by its members, yes and no, nothing as（空）."""
    if isinstance(value, bool):
        return "是" if value else "否"
    shown = "、".join(map(str, value)) if isinstance(value, list) else value
    return "（空）" if shown in (None, "") else shown
