"""Forms of 督查记录: what is looked for, a draw, and what is told of a round itself."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from records.forms import RefusableForm, VersionedFormMixin
from scoring.forms.fields import MonthField, PickField, keyed
from scoring.models import Inspection
from scoring.periods import month_from
from scoring.selectors.inspection_pages import DrawRow, RoundFilter
from scoring.selectors.visits import Coverage
from units.models import Unit


class RoundFilterForm(forms.Form):
    """The filters above the list; what does not fit is passed over, and said."""

    q = forms.CharField(label="查找", max_length=100, required=False)
    month = forms.RegexField(
        r"^2[0-9]{3}-(0[1-9]|1[0-2])$",
        label="月份",
        required=False,
        widget=forms.TextInput(attrs={"type": "month"}),
        error_messages={"invalid": "月份请写成 2026-09 的样子。"},
    )
    unit = PickField(label="到访单位", required=False)
    kind = forms.ChoiceField(label="方式", choices=[("", "全部"), *Inspection.Kind.choices], required=False)

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].records = keyed(units)  # type: ignore[attr-defined]

    def wanted(self) -> RoundFilter:
        """The filter; a field with an error looks for everything."""
        self.is_valid()
        data = self.cleaned_data
        month, unit = data.get("month"), data.get("unit")
        return RoundFilter(
            month=month_from(month) if month else None,
            unit_id=unit.pk if unit else None,
            kind=data.get("kind") or "",
            words=data.get("q") or "",
        )


@dataclass(frozen=True, kw_only=True)
class CoverageFilter:
    """Which units are looked at; `unvisited`: those without a visit this month."""

    words: tuple[str, ...] = ()
    unvisited: bool = False

    def fits(self, row: Coverage) -> bool:
        named = f"{row.unit.name} {row.unit.short_name}"
        return all(word in named for word in self.words) and not (self.unvisited and row.this_month)


class CoverageFilterForm(forms.Form):
    """The filters above the units' visits."""

    q = forms.CharField(label="查找", max_length=100, required=False)
    unvisited = forms.BooleanField(label="本月没有到访的", required=False)

    def wanted(self) -> CoverageFilter:
        """The filter; a field with an error looks for everything."""
        self.full_clean()
        words = tuple(self.cleaned_data.get("q", "").split())
        return CoverageFilter(words=words, unvisited=bool(self.cleaned_data.get("unvisited")))


@dataclass(frozen=True, kw_only=True)
class DrawFilter:
    """Which draws are looked at: by whom or what was drawn, in a month; `unused`: no round followed."""

    words: tuple[str, ...] = ()
    month: date | None = None
    unused: bool = False

    def fits(self, entry: DrawRow) -> bool:
        named, at = f"{entry.row.by} {' '.join(entry.names)}", timezone.localtime(entry.row.at)
        if self.month and (at.year, at.month) != (self.month.year, self.month.month):
            return False
        return all(word in named for word in self.words) and not (self.unused and entry.rounds)


class DrawFilterForm(forms.Form):
    """The filters above the draws."""

    q = forms.CharField(label="查找", max_length=100, required=False)
    month = MonthField(label="月份", required=False)
    unused = forms.BooleanField(label="还没有据此督查的", required=False)

    def wanted(self) -> DrawFilter:
        """The filter; a field with an error looks for everything."""
        self.full_clean()
        data = self.cleaned_data
        words = tuple(data.get("q", "").split())
        return DrawFilter(words=words, month=data.get("month"), unused=bool(data.get("unused")))


class DrawForm(RefusableForm):
    """How many units to draw."""

    wanted = forms.IntegerField(
        label="抽取个数",
        min_value=1,
        max_value=999,
        initial=3,
        error_messages={
            "required": "请填写抽取几个单位。",
            "invalid": "抽取个数请填整数。",
            "min_value": "至少抽取1个单位。",
            "max_value": "抽取个数太大，请填写不超过单位总数的整数。",
        },
    )


class RoundEditForm(RefusableForm, VersionedFormMixin):
    """What is told of the round itself."""

    kind = forms.ChoiceField(label="方式", choices=Inspection.Kind.choices)
    companions = forms.CharField(label="同行人员", max_length=100, required=False)
    note = forms.CharField(
        label="备注", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
