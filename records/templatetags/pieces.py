"""The pieces every page is made of: icons beside words, the filters above a list (shown on /components/)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django import forms, template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from heroicons.templatetags.heroicons import heroicon_mini

register = template.Library()

ICONS = {
    "add": "plus",
    "ask": "question-mark-circle",
    "back": "arrow-uturn-left",
    "calendar": "calendar-days",
    "check": "check",
    "download": "arrow-down-tray",
    "edit": "pencil-square",
    "issue": "paper-airplane",
    "lock": "lock-closed",
    "menu": "bars-3",
    "new": "document-plus",
    "next": "chevron-right",
    "open": "lock-open",
    "paper": "document-text",
    "phone": "device-phone-mobile",
    "previous": "chevron-left",
    "print": "printer",
    "refuse": "x-mark",
    "remove": "trash",
    "search": "magnifying-glass",
    "upload": "arrow-up-tray",
    "verify": "shield-check",
    "warn": "exclamation-triangle",
}
"""What an icon means here → how heroicons calls it."""


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon; it says nothing alone and is always followed by words."""
    return _drawn(ICONS[name])


@cache
def _drawn(name: str) -> SafeString:
    return heroicon_mini(name, size=None, **{"class": "icon", "focusable": "false"})  # type: ignore[return-value]


@dataclass(frozen=True)
class Shown:
    """A filter's field; `kind` is search, select, check, or the type of an input."""

    name: str
    label: str
    kind: str
    value: str
    options: tuple[tuple[str, str, bool], ...]
    errors: list[str]
    hint: str


@register.inclusion_tag("partials/filters.html", takes_context=True)
def filters(
    context: template.Context,
    form: forms.Form,
    first: str,
    *,
    label: str,
    find: str = "",
    filtered: Any = False,
    keep: str = "",
    narrowed: Any = (),
) -> dict[str, Any]:
    """The form above a list: the fields of `first` (names) in one line, the others under 更多条件.

    `find` says what can be searched for; parameters of the address in `keep` stay as they are (one that is a
    field of the form too stays when the others are cleared);
    `narrowed` is what a link chose beside the fields: (name, value, words).
    """
    asked = context["request"].GET
    kept = [(name, asked[name]) for name in keep.split() if asked.get(name)]
    fields = {field.name: shown(field, find) for field in form if not field.is_hidden}
    names = first.split()
    more = [field for name, field in fields.items() if name not in names]
    return {
        "label": label,
        "first": [fields[name] for name in names if name in fields],
        "more": more,
        "used": sum(bool(field.value) for field in more),
        "kept": [(name, value) for name, value in kept if name not in fields],
        "narrowed": narrowed,
        "filtered": filtered,
        "clear": f"?{urlencode(kept)}",
    }


def shown(field: forms.BoundField, find: str) -> Shown:
    """A field of the form as the filters show it."""
    inner = field.field
    value = str(field.value() or "")
    options = tuple((key, text, key == value) for key, text in _options(inner))
    kind = _kind(field, options)
    if kind == "check" and value in ("False", "false", "0"):
        value = ""
    label = str(field.label)
    hint = {"search": find, "month": "2026-09"}.get(kind, "")
    return Shown(field.name, label, kind, value, options, [str(error) for error in field.errors], hint)


def _kind(field: forms.BoundField, options: tuple[Any, ...]) -> str:
    if isinstance(field.field, forms.BooleanField):
        return "check"
    if options:
        return "select"
    if field.name == "q":
        return "search"
    if field.name in ("month", "until", "since") and not isinstance(field.field, forms.DateField):
        return "month"
    return "date" if isinstance(field.field, forms.DateField) else "text"


def _options(field: forms.Field) -> Iterator[tuple[str, str]]:
    records = getattr(field, "records", None)
    if records is not None:
        yield "", "全部"
        for key, record in records.items():
            yield str(key), str(record)
    elif not isinstance(field, forms.BooleanField):
        for key, text in getattr(field, "choices", ()):
            yield str(key), str(text)


@register.simple_block_tag
def piece(content: str, name: str, key: str, about: str) -> SafeString:
    """A piece on the page of pieces: its name, what it is for, the piece."""
    return format_html(
        '<section class="piece" id="{0}" aria-labelledby="h-{0}"><h2 id="h-{0}">{1}</h2>'
        '<p class="muted">{2}</p>{3}</section>',
        key,
        name,
        about,
        content,
    )
