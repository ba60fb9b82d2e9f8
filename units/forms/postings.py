"""Forms of the 进驻审查."""

from typing import Any

from django import forms

from records.forms import RefusableForm, VersionedFormMixin
from units.forms.basics import PostingForm
from units.forms.days import DayField
from units.forms.people import PersonField, offer_people
from units.models import Posting, Unit
from units.selectors.people import PeopleOptions
from units.selectors.postings import TABS, WAITING, PostingFilter

PASS, FAIL = "pass", "fail"


class ReviewForm(RefusableForm, VersionedFormMixin):
    """The opinion on a person who is to be stationed (6.2)."""

    verdict = forms.ChoiceField(
        label="审查结果",
        choices=[(PASS, "通过"), (FAIL, "不通过")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择通过或者不通过。"},
    )
    reviewed_on = DayField(label="审查日期")
    note = forms.CharField(
        label="审查意见", max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class HandInForm(RefusableForm, VersionedFormMixin):
    """When the papers went to the hall; empty takes it back."""

    handed_on = DayField(label="递交大厅日期", required=False)


class RotateForm(VersionedFormMixin, PostingForm):
    """轮换: where to, and from when on."""

    model = Posting

    starts_on = DayField(label="自何日起在新岗位")


class WithdrawPostingForm(VersionedFormMixin, RefusableForm):
    """撤出, with who replaces the person."""

    ends_on = DayField(label="撤出日期", help_text="在岗的最后一天")
    reason = forms.CharField(label="撤出原因", max_length=100)
    replacement = PersonField(label="替换人员", required=False, help_text="接替同一窗口、同一岗位")
    starts_on = DayField(label="替换人员进驻日期", required=False, help_text="不填为撤出的次日")

    def __init__(self, *args: Any, people: PeopleOptions, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        offer_people(self, people)


class PostingFilterForm(forms.Form):
    """The filters above the list; what does not fit is passed over, and said."""

    tab = forms.ChoiceField(choices=list(TABS.items()), required=False, widget=forms.HiddenInput)
    q = forms.CharField(label="查找", max_length=100, required=False)
    unit = forms.ChoiceField(label="单位", required=False)
    day = DayField(label="在岗日期", required=False)

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "全部"), *((str(unit.pk), unit.name) for unit in units)]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]

    def wanted(self) -> PostingFilter:
        self.full_clean()
        data = self.cleaned_data
        unit = data.get("unit")
        return PostingFilter(
            tab=data.get("tab") or WAITING,
            words=data.get("q") or "",
            unit_id=int(unit) if unit else None,
            day=data.get("day"),
        )
