"""Forms of the working calendar: a day that differs, hours by season, a year typed in."""

from datetime import date

from django import forms

from records.errors import EditConflict
from records.forms import RefusableForm, VersionedFormMixin
from units.forms.basics import day_input
from units.models import CalendarDay, WorkingHours
from units.selectors.calendar_year import FIRST_YEAR, LAST_YEAR

STATES = [("False", "休息"), ("True", "上班")]
DAY_ERRORS = {"invalid": "日期请写成 2026-10-08 的样子。"}


class DayForm(RefusableForm):
    """A day that is to differ from the calendar."""

    day = forms.DateField(label="日期", widget=day_input(), error_messages=DAY_ERRORS)
    is_working = forms.TypedChoiceField(
        label="这一天", choices=STATES, coerce=lambda value: value == "True", widget=forms.RadioSelect
    )
    name = forms.CharField(
        label="名称", max_length=40, required=False, help_text="如“国庆节”“国庆节调休”“大厅停电检修”"
    )
    source = forms.ChoiceField(label="来源", choices=CalendarDay.Source.choices)

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(f"日期的年份须在{FIRST_YEAR}到{LAST_YEAR}之间。")
        return day


class DayEditForm(VersionedFormMixin, DayForm):
    """What a day is; which day it is stays."""

    model = CalendarDay
    day = None  # type: ignore[assignment]

    def add_conflict(self, conflict: EditConflict) -> None:
        """Both texts, in words."""
        super().add_conflict(conflict)
        words = dict(STATES) | dict(CalendarDay.Source.choices)
        self.conflict = [
            (label, words.get(str(theirs), theirs), words.get(str(mine), mine))
            for label, theirs, mine in self.conflict
        ]


def clock_input() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def clock(label: str) -> forms.TimeField:
    """A time of day."""
    return forms.TimeField(
        label=label, widget=clock_input(), error_messages={"invalid": "时间请写成 08:30 的样子。"}
    )


class HoursForm(RefusableForm):
    """作息时间, from a day on."""

    name = forms.CharField(label="名称", max_length=20, help_text="如“夏季”“冬季”")
    starts_on = forms.DateField(
        label="自何日起",
        widget=day_input(),
        error_messages=DAY_ERRORS,
        help_text="到下一套作息时间开始为止",
    )
    morning_start = clock("上午上班")
    morning_end = clock("上午下班")
    afternoon_start = clock("下午上班")
    afternoon_end = clock("下午下班")


class HoursEditForm(VersionedFormMixin, HoursForm):
    model = WorkingHours


class RemoveForm(RefusableForm, VersionedFormMixin):
    """Take a row away, in the version that was seen."""


class YearForm(RefusableForm):
    """A year whose arrangement was taken over or typed in; `source` for the typed one."""

    year = forms.IntegerField(
        label="年份", min_value=FIRST_YEAR, max_value=LAST_YEAR, widget=forms.HiddenInput
    )
    source = forms.CharField(label="依据", max_length=100, required=False)
