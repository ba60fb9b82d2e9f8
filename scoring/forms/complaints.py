"""Forms of complaints: what came in with its one to five points; who brought it stands apart."""

from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict

from records.errors import EditConflict
from records.forms import RefusableForm, VersionedFormMixin
from records.json import plain
from records.models import StoredFile
from scoring.complaints import MOST_POINTS, ComplainantData, ComplaintData, PointData
from scoring.forms.fields import DayField, ManyFilesField, PickField, PickManyField, keyed
from scoring.models import Complaint, ComplaintPoint
from scoring.selectors.entry_choices import EntryChoices

MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M"]
FIRST_YEAR, LAST_YEAR = 2000, 2199
POINT_NAMES = ("text", "about", "unit", "window", "person")


class MomentField(forms.DateTimeField):
    """A day with its time, typed or picked: 2026-10-08 09:30."""

    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", MOMENTS)
        kwargs.setdefault("error_messages", {"invalid": "时间请写成 2026-10-08 09:30 的样子。"})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> datetime | None:
        found = super().to_python(value)
        if found is not None and not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise ValidationError("年份不对，请核对。")
        return found


class ComplaintForm(RefusableForm):
    """A complaint with `rows` points; the fields of the first are p1_text, p1_about, p1_unit, …"""

    received_at = MomentField(label="收到时间")
    happened_on = DayField(label="事发日期")
    channel = forms.ChoiceField(label="渠道", choices=[("", "请选择"), *Complaint.Channel.choices])
    unit = PickField(label="被投诉单位", error_messages={"required": "请选择被投诉单位。"})
    investigator = forms.CharField(label="承办人", max_length=40)
    content = forms.CharField(label="投诉内容", max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))
    rows = forms.IntegerField(min_value=1, max_value=MOST_POINTS, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        choices: EntryChoices,
        decided: dict[int, ComplaintPoint] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.choices, self.decided = choices, decided or {}
        self.fields["unit"].records = choices.unit_by_key  # type: ignore[attr-defined]
        for position in self.positions:
            if position not in self.decided:
                self._add_point(position)

    @property
    def row_count(self) -> int:
        """How many points are shown; what is no number shows one."""
        said = str(self.data.get("rows", "") if self.is_bound else self.initial.get("rows", ""))
        count = int(said) if said.isascii() and said.isdecimal() and len(said) < 3 else 1
        return max(1, min(MOST_POINTS, count))

    @property
    def positions(self) -> range:
        return range(1, self.row_count + 1)

    @property
    def points(self) -> list[dict[str, Any]]:
        """For the page: each point's number with its fields, or the point that was decided already."""
        return [self._shown(position) for position in self.positions]

    @property
    def may_add(self) -> bool:
        return self.row_count < MOST_POINTS

    def _shown(self, position: int) -> dict[str, Any]:
        if position in self.decided:
            return {"number": position, "decided": self.decided[position]}
        fields = {name: self[f"p{position}_{name}"] for name in POINT_NAMES}
        return {"number": position, "version": self[f"p{position}_version"], **fields}

    def leave_unchecked(self) -> None:
        """Show what was typed without saying what is wrong with it yet."""
        self._errors, self.cleaned_data = ErrorDict(), {}

    def _add_point(self, position: int) -> None:
        label = f"第{position}项"
        abouts = [("", "请选择"), *ComplaintPoint.About.choices]
        text = forms.CharField(
            label=f"{label}反映的问题", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
        )
        added: dict[str, forms.Field] = {
            "text": text,
            "about": forms.ChoiceField(label=f"{label}类别", choices=abouts),
            "unit": PickField(self.choices.unit_by_key, label=f"{label}窗口单位", required=False),
            "window": PickField(self.choices.window_by_key, label=f"{label}窗口", required=False),
            "person": PickField(self.choices.person_by_key, label=f"{label}人员", required=False),
            "version": forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput),
        }
        self.fields |= {f"p{position}_{name}": field for name, field in added.items()}

    def complaint(self) -> ComplaintData:
        """What came in. A point without a unit is against the complaint's own."""
        names = ("received_at", "happened_on", "channel", "content", "unit", "investigator")
        return ComplaintData(
            **{name: self.cleaned_data[name] for name in names},
            points=tuple(self._point(number) for number in self.positions),
        )

    def _point(self, position: int) -> PointData:
        row = self.decided.get(position)
        if row is not None:
            data: dict[str, Any] = {name: getattr(row, name) for name in (*POINT_NAMES, "version")}
        else:
            data = {name: self.cleaned_data[f"p{position}_{name}"] for name in (*POINT_NAMES, "version")}
        data["unit"] = data["unit"] or self.cleaned_data["unit"]
        return PointData(position=position, **data)


class NewComplaintForm(ComplaintForm):
    """The same as it comes in: with who brought it and papers."""

    name = forms.CharField(label="投诉人", max_length=40, required=False)
    contact = forms.CharField(label="联系方式", max_length=100, required=False)
    uploads = ManyFilesField(label="投诉材料", required=False)
    kept = PickManyField(label="已上传的文件", required=False)

    def __init__(self, *args: Any, own_files: list[StoredFile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept"].records = keyed(own_files)  # type: ignore[attr-defined]

    @property
    def own_files(self) -> list[StoredFile]:
        """Files uploaded at an earlier look."""
        field: Any = self.fields["kept"]
        return list(field.records.values())

    def complainant(self) -> ComplainantData:
        return ComplainantData(name=self.cleaned_data["name"], contact=self.cleaned_data["contact"])


class ComplaintEditForm(ComplaintForm, VersionedFormMixin):
    """Corrected while it is looked into; a second editor sees both texts."""

    def add_conflict(self, conflict: EditConflict) -> None:
        """The complaint's texts and those of its points, side by side; newer versions are taken over."""
        current = conflict.current
        if isinstance(current, ComplaintPoint):
            self.add_error(None, conflict.message)
            self.conflict = self._beside(current)
            return
        super().add_conflict(conflict)
        points = current.points.select_related("unit", "window", "person") if current else ()
        for point in points:
            if self.cleaned_data.get(f"p{point.position}_version") not in (None, point.version):
                self.conflict = [*self.conflict, *self._beside(point)]

    def _beside(self, point: ComplaintPoint) -> list[tuple[str, Any, Any]]:
        """(label, saved by the other, typed here) of what differs in a point."""
        number = point.position
        data = cast("Any", self.data).copy()
        data[f"p{number}_version"] = str(point.version)
        self.data = data
        mine = {name: self.cleaned_data.get(f"p{number}_{name}") for name in POINT_NAMES}
        return [
            (str(self.fields[f"p{number}_{name}"].label), plain(getattr(point, name)), plain(mine[name]))
            for name in POINT_NAMES
            if getattr(point, name) != mine[name]
        ]


def edit_initial(complaint: Complaint, points: list[ComplaintPoint]) -> dict[str, Any]:
    """The complaint as the edit form shows it at first."""
    names = ("received_at", "happened_on", "channel", "content", "investigator", "version")
    found: dict[str, Any] = {name: getattr(complaint, name) for name in names}
    found |= {"unit": complaint.unit_id, "rows": max(1, len(points))}
    for point in points:
        found |= {
            f"p{point.position}_{name}": value
            for name, value in (
                ("text", point.text),
                ("about", point.about),
                ("unit", point.unit_id),
                ("window", point.window_id),
                ("person", point.person_id),
                ("version", point.version),
            )
        }
    return found


def day_of(value: object) -> date | None:
    """The day typed so far; None while it is none."""
    try:
        return DayField(required=False).clean(value)
    except ValidationError:
        return None
