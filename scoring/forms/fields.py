"""Fields that pick records already read: no query each, plain words for errors."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from scoring.periods import month_from, month_key, month_name
from units.forms.days import DAY_FORMATS


def typed_month(typed: str, month: date) -> str:
    """The month typed out to confirm, 2026年9月 or 2026-09. ValidationError where it is another one."""
    if typed.strip() not in (month_name(month), month_key(month)):
        raise ValidationError(f"输入的是“{typed.strip()}”，请输入 {month_name(month)}。")
    return typed


class PickField(forms.Field):
    """One of `records` (by its key as text); None where nothing was picked."""

    def __init__(self, records: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        self.records = records or {}
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        try:
            return self.records[str(value)]
        except KeyError:
            raise ValidationError("选择的内容不在列表中，请重新选择。") from None


class PickManyField(forms.Field):
    """Several of `records`, in the order of the list, each once."""

    widget = forms.SelectMultiple

    def __init__(self, records: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        self.records = records or {}
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> list[Any]:
        keys = [str(key) for key in value or () if key not in self.empty_values]
        unknown = [key for key in keys if key not in self.records]
        if unknown:
            raise ValidationError("选择的内容不在列表中，请重新选择。")
        return [record for key, record in self.records.items() if key in set(keys)]

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"])


class DayField(forms.DateField):
    """A day, typed or picked: 2026-09-03, 2026/9/3, 2026年9月3日."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", DAY_FORMATS)
        kwargs.setdefault("error_messages", {"invalid": "日期请写成 2026-09-03 的样子。"})
        super().__init__(**kwargs)


class MonthField(forms.CharField):
    """A month, “2026-09”, as its first day; None where left out."""

    widget = forms.TextInput(attrs={"type": "month"})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        if not re.fullmatch(r"2[0-9]{3}-(0[1-9]|1[0-2])", text, re.ASCII):
            raise ValidationError("月份请写成 2026-09 的样子。")
        return month_from(text)


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class ManyFilesField(forms.FileField):
    """Any number of files; what each is, is checked when it is stored."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:  # noqa: ARG002 (Django passes it)
        return [file for file in data or () if file is not None]


def keyed(records: Iterable[Any]) -> dict[str, Any]:
    """{"7": the record whose key is 7}"""
    return {str(record.pk): record for record in records}
