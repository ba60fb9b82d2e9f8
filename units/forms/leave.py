"""Forms of the leave slips: the slip itself, its covers, and the small ones on its page."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone

from records.errors import EditConflict
from records.forms import RefusableForm, VersionedFormMixin
from records.json import plain
from units.forms.covers import CoverRowsMixin, cover_initial
from units.forms.days import ClockField, DayField, HalfField, MomentField
from units.forms.people import PersonField, offer_people
from units.models import Half, LeaveCover, LeaveSlip, Unit
from units.selectors.leave import MISSING, SlipFilter, covers_words
from units.selectors.people import PeopleOptions
from units.slips import CoverData, SlipData

BY_SELF, BY_PROXY = "self", "proxy"
COLUMNS = (
    *("kind", "reason", "starts_on", "starts_half", "ends_on", "ends_half", "out_from", "out_until"),
    *("handed_at", "proxy_name", "special_reason"),
)


class SlipForm(CoverRowsMixin, RefusableForm):
    """A slip as it was handed in, with who stands in."""

    person = PersonField(label="请假人", error_messages={"required": "请填写请假人。"})
    kind = forms.ChoiceField(
        label="假别",
        choices=[("", "请选择"), *LeaveSlip.Kind.choices],
        error_messages={"required": "请选择假别。"},
    )
    reason = forms.CharField(
        label="具体事由",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "请写明请假的具体事由。"},
    )
    starts_on = DayField(label="自")
    starts_half = HalfField(label="上午/下午", initial=Half.MORNING)
    ends_on = DayField(label="至")
    ends_half = HalfField(label="上午/下午", initial=Half.AFTERNOON)
    out_from = ClockField(label="外出时间", required=False)
    out_until = ClockField(label="返回时间", required=False)
    handed_at = MomentField(label="递交时间")
    written = forms.ChoiceField(
        label="由谁手写",
        choices=[(BY_SELF, "本人手写"), (BY_PROXY, "他人代办（只限特殊原因）")],
        widget=forms.RadioSelect,
        initial=BY_SELF,
    )
    proxy_name = forms.CharField(label="代办人", max_length=40, required=False)
    special_reason = forms.CharField(label="特殊原因", max_length=200, required=False)

    def __init__(self, *args: Any, people: PeopleOptions, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        offer_people(self, people)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("written") == BY_PROXY:
            if not data.get("proxy_name"):
                self.add_error("proxy_name", "由他人代办的，请写明代办人。")
        elif data.get("proxy_name"):
            self.add_error("proxy_name", "写了代办人的，请选“他人代办”；本人手写的不填。")
        self.check_rows()
        return data

    def slip(self) -> SlipData:
        """The slip that was told."""
        told = {name: self.cleaned_data[name] for name in COLUMNS}
        return SlipData(person=self.cleaned_data["person"], **told)

    def so_far(self) -> SlipData | None:
        """The slip while it is being filled in: None until it is known who is away and when."""
        told = {name: self.cleaned_data.get(name) for name in COLUMNS}
        person = self.cleaned_data.get("person")
        if person is None or not (told["starts_on"] and told["ends_on"]):
            return None
        given = {name: value for name, value in told.items() if value}
        return SlipData(**{"kind": "", "reason": "", "handed_at": timezone.now(), **given}, person=person)

    def mistakes(self) -> list[str]:
        """What is wrong with what was filled in; what is still empty is passed over."""
        return [str(text) for name, texts in self.errors.items() if self.data.get(name) for text in texts]

    def told_covers(self) -> list[CoverData]:
        return self.covers(self.slip())


class _CoverConflictMixin(CoverRowsMixin, VersionedFormMixin):
    """After a conflict both texts are shown as people read them, the covers of both too."""

    def add_conflict(self, conflict: EditConflict) -> None:
        super().add_conflict(conflict)
        if conflict.current is None:
            return
        slip: LeaveSlip = conflict.current
        names = [name for name in COLUMNS if name in self.fields]
        pairs = [(name, getattr(slip, name), self.cleaned_data[name]) for name in names]
        shown = [
            (str(self.fields[name].label), self._shown(name, theirs), self._shown(name, mine))
            for name, theirs, mine in pairs
            if theirs != mine
        ]
        covers = covers_words(slip.covers.select_related("substitute"))
        mine = "；".join(cover.words for cover in self.covers(slip))
        self.conflict = [*shown, *([("替岗安排", covers or None, mine or None)] if covers != mine else [])]

    def _shown(self, name: str, value: Any) -> Any:
        if isinstance(value, datetime):
            return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
        choices = dict(getattr(self.fields[name], "choices", ()))
        return choices.get(value, plain(value))


class SlipEditForm(SlipForm, _CoverConflictMixin):
    """The same, corrected."""

    @staticmethod
    def initial_of(slip: LeaveSlip, covers: list[LeaveCover]) -> dict[str, Any]:
        start = {name: getattr(slip, name) for name in ("person", "version", *COLUMNS)}
        written = BY_PROXY if slip.proxy_name else BY_SELF
        return start | {"written": written} | cover_initial(covers)


class CoversForm(_CoverConflictMixin):
    """变更替岗: who really stands in on signed leave."""

    change_reason = forms.CharField(
        label="变更原因", max_length=200, error_messages={"required": "请写明变更原因。"}
    )

    def __init__(self, *args: Any, people: PeopleOptions, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        offer_people(self, people)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        self.check_rows()
        return data


class NoteForm(RefusableForm, VersionedFormMixin):
    """Signed, with an opinion or without."""

    note = forms.CharField(label="签批意见", max_length=200, required=False)


class RefuseForm(RefusableForm, VersionedFormMixin):
    """Not approved: why."""

    note = forms.CharField(
        label="不批准的理由", max_length=200, error_messages={"required": "请写明不批准的理由。"}
    )


class WithdrawForm(RefusableForm, VersionedFormMixin):
    """Withdrawn: why."""

    reason = forms.CharField(
        label="撤回原因", max_length=200, error_messages={"required": "请写明撤回原因。"}
    )


class FileForm(RefusableForm, VersionedFormMixin):
    """督查室留档."""

    filed_on = DayField(label="留档日期")


class ReturnForm(RefusableForm, VersionedFormMixin):
    """销假: from when on the person was back."""

    returned_on = DayField(label="到岗日期")
    returned_half = HalfField(label="到岗上午或下午", initial=Half.MORNING)


class SlipFilterForm(forms.Form):
    """The filters above the list; what does not fit is passed over, and said."""

    q = forms.CharField(label="查找", max_length=100, required=False)
    month = forms.RegexField(
        r"^20[0-9]{2}-(0[1-9]|1[0-2])$",
        label="月份",
        required=False,
        error_messages={"invalid": "月份请写成 2026-10 的样子。"},
    )
    unit = forms.ChoiceField(label="单位", required=False)
    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *LeaveSlip.State.choices], required=False)
    kind = forms.ChoiceField(label="假别", choices=[("", "全部"), *LeaveSlip.Kind.choices], required=False)
    missing = forms.ChoiceField(label="待办", choices=[("", "全部"), *MISSING.items()], required=False)

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "全部"), *((str(unit.pk), unit.name) for unit in units)]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]
        if len(units) < 2:
            del self.fields["unit"]

    def wanted(self) -> SlipFilter:
        """The filter; a field with an error looks for everything."""
        data = self.cleaned_data if self.is_valid() or hasattr(self, "cleaned_data") else {}
        month, unit = data.get("month"), data.get("unit")
        return SlipFilter(
            words=data.get("q") or "",
            state=data.get("state") or "",
            unit_id=int(unit) if unit else None,
            kind=data.get("kind") or "",
            month=date.fromisoformat(f"{month}-01") if month else None,
            missing=data.get("missing") or "",
        )
