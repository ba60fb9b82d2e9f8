"""Forms of the honours: what is recommended, decided, made known, shown, and looked for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from notices.models import Honour, Publicity
from notices.selectors.honours.exchanges import ExchangeTold
from notices.selectors.honours.recommending import Choices, Recommendation
from notices.selectors.honours.roll import KNOWN, UNKNOWN, OwnFilter, RollFilter
from records.forms import RefusableForm, VersionedFormMixin
from scoring.forms.applications import FilesForm
from scoring.forms.fields import DayField, PickField, PickManyField, keyed
from scoring.periods import Period
from units.models import Unit

KINDS = [(Honour.Kind.PERSON.value, "人员（文明优质服务标兵）")]
KINDS += [(Honour.Kind.WINDOW.value, "窗口（文明服务示范窗口）"), (Honour.Kind.STORY.value, "典型经验")]
ALL = ("", "全部")


class RecommendForm(RefusableForm, FilesForm):
    """A person, a window or a story, under exactly one of the 五优."""

    unit = PickField(label="窗口单位", widget=forms.Select, error_messages={"required": "请选择窗口单位。"})
    kind = forms.ChoiceField(
        label="推荐什么",
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择推荐什么。"},
    )
    person = PickField(label="人员（推荐标兵时选）", required=False, widget=forms.Select)
    window = PickField(label="窗口（推荐示范窗口时选）", required=False, widget=forms.Select)
    excellence = forms.ChoiceField(
        label="属于哪一优（只选一项）",
        choices=Honour.Excellence.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择属于“五优”中的哪一优。"},
    )
    title = forms.CharField(label="题目", max_length=60, error_messages={"required": "请写明题目。"})
    story = forms.CharField(
        label="事迹材料",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": "请写明事迹。"},
    )

    def __init__(self, *args: Any, choices: Sequence[Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        several = len(choices) > 1
        self._offer("unit", {str(one.unit.pk): (one.unit, one.unit.name) for one in choices})
        people, windows = {}, {}
        for one in choices:
            place = f"{one.unit.name} " if several else ""
            for person in one.people:
                people[str(person.pk)] = (person, f"{place}{person.name} {person.number}")
            for window in one.windows:
                windows[str(window.pk)] = (window, f"{place}{window.number} {window.name}".strip())
        self._offer("person", people, "不选")
        self._offer("window", windows, "不选")
        if not several and choices:
            self.fields["unit"].widget = forms.HiddenInput()
            self.fields["unit"].initial = str(choices[0].unit.pk)

    def _offer(self, name: str, records: dict[str, tuple[Any, str]], empty: str = "请选择") -> None:
        field: Any = self.fields[name]
        field.records = {key: record for key, (record, _) in records.items()}
        field.widget.choices = [("", empty), *((key, label) for key, (_, label) in records.items())]

    def told(self) -> Recommendation:
        """What was typed."""
        names = ("kind", "excellence", "title", "story", "person", "window")
        return Recommendation(**{name: self.cleaned_data[name] for name in names})


class EditRecommendForm(VersionedFormMixin, RecommendForm):
    """The same, of a row that stands."""


class WithdrawHonourForm(RefusableForm, VersionedFormMixin):
    """Taken back or undone; why, where there is something to say."""

    reason = forms.CharField(label="原因", max_length=300, required=False)


class PublicityForm(RefusableForm):
    """Several honours made known at one place on one day."""

    honours = PickManyField(
        label="宣传的典型",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请勾选宣传了哪些典型。"},
    )
    where = forms.ChoiceField(
        label="在哪里宣传",
        choices=Publicity.Where.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择在哪里宣传。"},
    )
    on = DayField(label="日期")
    words = forms.CharField(label="说明（如简报期号、会议名称）", max_length=200, required=False)

    def __init__(self, *args: Any, honours: Sequence[Honour], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_many(self.fields["honours"], {str(row.pk): (row, honour_label(row)) for row in honours})


class RemovalForm(RefusableForm):
    """Why an entry is taken back."""

    reason = forms.CharField(
        label="撤去理由", max_length=300, error_messages={"required": "请写明为什么撤去。"}
    )


class ExchangeForm(RefusableForm, FilesForm):
    """A 观摩交流活动 that took place."""

    on = DayField(label="日期")
    place = forms.CharField(label="地点", max_length=100, error_messages={"required": "请写明地点。"})
    topic = forms.CharField(label="主题", max_length=100, error_messages={"required": "请写明主题。"})
    units = PickManyField(
        label="参加单位",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请勾选参加的单位。"},
    )
    honours = PickManyField(label="展示的典型", required=False, widget=forms.CheckboxSelectMultiple)
    words = forms.CharField(
        label="情况", max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )

    def __init__(self, *args: Any, units: Sequence[Unit], honours: Sequence[Honour], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_many(self.fields["units"], {str(row.pk): (row, row.name) for row in units})
        _offer_many(self.fields["honours"], {str(row.pk): (row, honour_label(row)) for row in honours})

    def told(self) -> ExchangeTold:
        """What was typed."""
        names = ("on", "place", "topic", "words", "units", "honours")
        return ExchangeTold(**{name: self.cleaned_data[name] for name in names})


class EditExchangeForm(VersionedFormMixin, ExchangeForm):
    """The same, of an activity that is on record."""


class RollForm(forms.Form):
    """The filters above the honours; what does not fit is passed over."""

    q = forms.CharField(label="查找", max_length=100, required=False)
    period = forms.CharField(label="时间", required=False)
    unit = PickField(label="单位", required=False)
    kind = forms.ChoiceField(label="类别", choices=[ALL, *Honour.Kind.choices], required=False)
    excellence = forms.ChoiceField(label="五优", choices=[ALL, *Honour.Excellence.choices], required=False)
    publicity = forms.ChoiceField(
        label="宣传", choices=[ALL, (UNKNOWN, "还没有宣传"), (KNOWN, "已宣传")], required=False
    )

    def __init__(self, *args: Any, units: Sequence[Unit], periods: Sequence[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].records = keyed(units)  # type: ignore[attr-defined]
        self.fields["period"].choices = [ALL, *((one.key, one.name) for one in periods)]  # type: ignore[attr-defined]

    def clean_period(self) -> Period | None:
        text = self.cleaned_data["period"]
        try:
            return Period.parsed(text) if text else None
        except ValueError:
            raise ValidationError("时间请从列表中选。") from None

    def wanted(self) -> RollFilter:
        """The filter; a field with an error looks for everything."""
        self.is_valid()
        data = self.cleaned_data
        unit = data.get("unit")
        return RollFilter(
            period=data.get("period"),
            unit_id=unit.pk if unit else None,
            kind=data.get("kind") or "",
            excellence=data.get("excellence") or "",
            publicity=data.get("publicity") or "",
            words=data.get("q") or "",
        )


class OwnForm(forms.Form):
    """The filters above the own unit's recommendations; what does not fit is passed over."""

    q = forms.CharField(label="查找", max_length=100, required=False)
    kind = forms.ChoiceField(label="类别", choices=[ALL, *Honour.Kind.choices], required=False)
    state = forms.ChoiceField(label="结果", choices=[ALL, *Honour.State.choices], required=False)

    def wanted(self) -> OwnFilter:
        """The filter; a field with an error looks for everything."""
        self.is_valid()
        data = self.cleaned_data
        return OwnFilter(data.get("q") or "", data.get("kind") or "", data.get("state") or "")


class ExchangeListForm(forms.Form):
    """The filters above the activities."""

    q = forms.CharField(label="查找", max_length=100, required=False)
    unit = PickField(label="参加单位", required=False)

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].records = keyed(units)  # type: ignore[attr-defined]

    def wanted(self) -> tuple[str, int | None]:
        """Words and the unit that took part; a field with an error looks for everything."""
        self.is_valid()
        unit = self.cleaned_data.get("unit")
        return self.cleaned_data.get("q") or "", unit.pk if unit else None


def honour_label(honour: Honour) -> str:
    """2026年第三季度 标兵 王芳（社保中心）：题目, as a list of choices says it."""
    who = honour.person or honour.window
    year, _, quarter = honour.quarter.partition("-Q")
    name = f"{honour.unit.name}{f' {who}' if who else ''}"
    return (
        f"{year}年第{'一二三四'[int(quarter) - 1]}季度　{honour.get_kind_display()}　{name}：{honour.title}"
    )


def _offer_many(field: Any, records: dict[str, tuple[Any, str]]) -> None:
    field.records = {key: record for key, (record, _) in records.items()}
    field.widget.choices = [(key, label) for key, (_, label) in records.items()]
