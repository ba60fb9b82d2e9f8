"""Forms of the 整改处理: one for each act, and the filters above the 整改台账."""

from collections.abc import Sequence
from typing import Any

from django import forms

from notices.handling import Ground
from notices.models import Talk
from notices.selectors.follow_ups.rows import STATES, UNSETTLED, FollowUpFilter
from records.errors import EditConflict
from records.forms import RefusableForm, VersionedFormMixin
from scoring.forms.fields import ManyFilesField, MonthField, PickField, PickManyField, keyed
from units.forms.days import DayField, MomentField
from units.forms.people import PersonField, offer_people
from units.models import StaffMember, Unit
from units.selectors.people import PeopleOptions


def _text(label: str, most: int, rows: int, missing: str = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing or f"请填写{label}。"},
    )


class ActForm(RefusableForm, VersionedFormMixin):
    """An act that needs nothing but the version that was looked at."""


class ReasonForm(ActForm):
    """An act with its reason."""

    reason = _text("理由", 500, 2, "请写明理由。")


class AcceptForm(ActForm):
    """审核通过, with a word where one is due."""

    note = _text("审核意见（可不填）", 300, 2, required=False)


class HandInForm(ActForm):
    """What the unit hands in."""

    text = _text("内容", 5000, 8, "请写明内容；已有书面材料的，写一句说明并上传扫描件或照片。")
    uploads = ManyFilesField(label="材料（可选多个：照片、PDF、Word、Excel）", required=False)


class EscalateForm(ActForm):
    """拒绝 or 逾期未办, and what happened."""

    ground = forms.ChoiceField(
        label="情形",
        choices=Ground.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择是拒绝办理，还是逾期未办。"},
    )
    reason = _text("情况", 480, 2, "请写明拒绝或者逾期的情况。")


class OutcomeForm(ActForm):
    """What the 纪检监察组 decided."""

    outcome = _text("处理结果", 500, 3)


class ChoosePeopleForm(ActForm):
    """Who is to be withdrawn, of those posted at the unit."""

    people = PickManyField(
        label="撤出人员",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选择要撤出的人员；不撤出任何人的，用“不予撤出”并写明理由。"},
    )
    reason = _text("研究意见", 300, 2, "请写明研究的意见。")

    def __init__(self, *args: Any, staff: Sequence[StaffMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["people"]
        field.records = keyed(staff)
        field.widget.choices = [(str(one.pk), f"{one.name} {one.number}") for one in staff]


class RemovalForm(ActForm):
    """撤出登记."""

    left_on = DayField(label="撤出日期", help_text="在岗的最后一天")
    replacement = PersonField(label="替换人员", required=False, help_text="接替同一窗口、同一岗位")
    starts_on = DayField(label="替换人员进驻日期", required=False, help_text="不填为撤出的次日")
    without = forms.CharField(label="没有替换人员的原因", max_length=200, required=False)

    def __init__(self, *args: Any, people: PeopleOptions, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        offer_people(self, people)


class TalkForm(ActForm):
    """约谈记录. `talk` is the record that is mended; empty where there was none when the form was opened."""

    talk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    held_at = MomentField(label="约谈时间")
    place = forms.CharField(label="约谈地点", max_length=100)
    person = forms.CharField(label="被约谈人", max_length=60)
    led_by = forms.CharField(label="主谈人", max_length=60)
    noted_by = forms.CharField(label="记录人", max_length=60)
    points = _text("约谈要点", 5000, 5)
    answer = _text("被约谈人表态", 3000, 3)
    demands = _text("整改要求", 3000, 3)
    uploads = ManyFilesField(label="附件（可选多个）", required=False)

    def add_conflict(self, conflict: EditConflict) -> None:
        """Both texts; from now on it is the record that somebody else has begun that is mended."""
        super().add_conflict(conflict)
        if isinstance(conflict.current, Talk):
            data: Any = self.data.copy()  # type: ignore[attr-defined]
            data["talk"] = str(conflict.current.pk)
            self.data = data


class FollowUpListForm(forms.Form):
    """Words, unit, month, state, kind; a field with an error narrows nothing."""

    q = forms.CharField(label="查找", max_length=100, required=False)
    state = forms.ChoiceField(label="状态", choices=STATES, required=False)
    kind = forms.ChoiceField(label="处理方式", required=False)
    unit = PickField(label="单位", required=False)
    month = MonthField(label="月份", required=False)

    def __init__(self, *args: Any, units: Sequence[Unit], kinds: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].records = keyed(units)  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", "全部"), *((kind, kind) for kind in kinds)]  # type: ignore[attr-defined]

    def wanted(self) -> FollowUpFilter:
        """The filter."""
        data = self.cleaned_data if self.is_valid() or hasattr(self, "cleaned_data") else {}
        unit = data.get("unit")
        return FollowUpFilter(
            state=data.get("state") or UNSETTLED,
            kind=data.get("kind") or "",
            unit_id=unit.pk if unit else None,
            month=data.get("month"),
            words=data.get("q") or "",
        )
