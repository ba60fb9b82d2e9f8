"""Fields that editions are drafted with, and how their forms look."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from records.forms import RefusableForm
from scoring.periods import month_key
from scoring.rulebook.compare import listed
from scoring.rulebook.points import from_decimal, show

MONTH = re.compile(r"(2\d{3})\s*[-/.年]\s*(\d{1,2})\s*月?", re.ASCII)
APART = re.compile(r"[,，、;；\n]+")
MOST_WORDS, WORD_LENGTH = 60, 20
MOST_POINTS = 100


class MonthField(forms.CharField):
    """A month, typed or picked: 2027-01, 2027年1月; its first day."""

    widget = forms.TextInput(attrs={"type": "month"})

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        found = MONTH.fullmatch(text)
        if found is None or not 1 <= int(found[2]) <= 12:
            raise ValidationError("月份请写成 2027-01 的样子。")
        return date(int(found[1]), int(found[2]), 1)

    def prepare_value(self, value: Any) -> Any:
        return month_key(value) if isinstance(value, date) else value


class WordsField(forms.CharField):
    """Several words in one line, parted by commas; each once."""

    widget = forms.Textarea(attrs={"rows": 2})

    def to_python(self, value: Any) -> Any:
        words = [word.strip() for word in APART.split(super().to_python(value) or "")]
        found = tuple(dict.fromkeys(word for word in words if word))
        long = next((word for word in found if len(word) > WORD_LENGTH), None)
        if long:
            raise ValidationError(f"“{long}”超过{WORD_LENGTH}字；各词之间请用逗号或顿号隔开。")
        if len(found) > MOST_WORDS:
            raise ValidationError(f"最多{MOST_WORDS}个词，现有{len(found)}个。")
        return found

    def prepare_value(self, value: Any) -> Any:
        return listed(value) if isinstance(value, tuple) else value


class HalvesField(forms.DecimalField):
    """Points in steps of 0.5 as people write them; half-points inside."""

    def __init__(self, *, least: str = "0.5", **kwargs: Any) -> None:
        super().__init__(min_value=Decimal(least), max_value=MOST_POINTS, **kwargs)
        self.widget.attrs["step"] = "0.5"

    def clean(self, value: Any) -> Any:
        points = super().clean(value)
        if points is None:
            return None
        try:
            return from_decimal(points)
        except ValueError:
            raise ValidationError(f"分值只取0.5的整数倍，{points}不行。") from None

    def prepare_value(self, value: Any) -> Any:
        return show(abs(value)) if isinstance(value, int) else value


class TextField(forms.CharField):
    """Text of several lines, line ends alike from every browser."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 5000)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class KindsField(forms.MultipleChoiceField):
    """Some of the named kinds, in the edition's order."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, kinds: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.offer(kinds)

    def offer(self, kinds: Iterable[str]) -> None:
        """Let these be chosen from."""
        self.kinds = tuple(kinds)
        self.choices = [(kind, kind) for kind in self.kinds]

    def clean(self, value: Any) -> Any:
        chosen = set(super().clean(value))
        return tuple(kind for kind in self.kinds if kind in chosen)


class PlainForm(RefusableForm):
    """A form whose page places each field itself: widgets carry the classes of the site."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", _look(field.widget))


def _look(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput | forms.CheckboxSelectMultiple | forms.RadioSelect):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"
