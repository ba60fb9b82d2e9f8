"""Template tags that every room uses: form keys, dates and points as the papers write them."""

import re
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
    """A value as the change log keeps it, for people: days and months in words, a list by its members, yes
    and no, nothing as（空）; of a digest its first characters, enough to compare it with a paper's."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(str(as_words(member)) for member in value) or "（空）"
    if isinstance(value, dict):
        return "、".join(f"{READINGS.get(name, name)} {as_words(part)}" for name, part in value.items())
    if value in (None, ""):
        return "（空）"
    return _told(value) if isinstance(value, str) else value


READINGS = {"named": "实名本", "unit": "分单位本", "public": "公开本"}
DAY = re.compile(
    r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d)(?::\d\d[\d.]*)?(?:\+\d\d:\d\d)?)?(?![\d-])"
)
MONTH = re.compile(r"(\d{4})-(\d\d)")
CLOCK = re.compile(r"(\d\d:\d\d):\d\d(?:\.\d+)?")
DIGEST = re.compile(r"[0-9a-f]{16,}")


def _told(text: str) -> str:
    """2026-10-01 → 2026年10月1日, 2026-10 → 2026年10月, 15:24:00 → 15:24; other words stay as they are."""
    if found := MONTH.fullmatch(text):
        return f"{found[1]}年{int(found[2])}月"
    if found := CLOCK.fullmatch(text):
        return found[1]
    return f"{text[:8]}…" if DIGEST.fullmatch(text) else DAY.sub(_day_in_words, text)


def _day_in_words(found: re.Match[str]) -> str:
    told = f"{found[1]}年{int(found[2])}月{int(found[3])}日"
    return f"{told} {found[4]}" if found[4] else told
