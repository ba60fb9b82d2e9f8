"""Made-up words for the pieces: no unit, no person, no paper of the bureau."""

from datetime import date, datetime
from typing import Any, NamedTuple

from django import forms


class SampleRow(NamedTuple):
    """A row of the sample list; `state` is the word after "tag-"."""

    on: date
    unit: str
    fact: str
    points: str
    state: str
    status: str


ROWS = (
    SampleRow(date(2026, 9, 3), "甲窗口", "电脑播放视频，人员待查", "-2分", "pending", "待核实"),
    SampleRow(date(2026, 9, 4), "乙窗口", "为行动不便的群众上门办理", "+0.5分", "confirmed", "已核实"),
    SampleRow(date(2026, 9, 7), "甲窗口", "同一问题已按另一条处理", "", "dismissed", "不成立"),
)


class SampleFilterForm(forms.Form):
    """What a list asks for: two fields in the line, two under 更多条件."""

    q = forms.CharField(label="查找", max_length=100, required=False)
    month = forms.CharField(label="月份", required=False)
    status = forms.ChoiceField(
        label="状态", choices=[("", "全部"), ("pending", "待核实"), ("confirmed", "已核实")], required=False
    )
    unknown = forms.BooleanField(label="人员待查", required=False)


class SampleForm(forms.Form):
    """What is typed, picked and ticked."""

    fact = forms.CharField(
        label="发现情况", widget=forms.Textarea(attrs={"rows": 2}), help_text="写看到的事实"
    )
    day = forms.DateField(
        label="日期",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "日期请写成 2026-09-03 的样子。"},
    )
    kind = forms.ChoiceField(label="来源", choices=[("daily", "日常抽查"), ("hall", "大厅通报")])
    reason = forms.CharField(label="理由", max_length=300)

    conflict: list[tuple[str, Any, Any]] = []


def sample_changes(at: datetime) -> list[dict[str, Any]]:
    """Two lines of a record's log."""
    return [
        {"at": at, "by": "经办人", "action": "登记", "before": {}, "after": {"状态": "待核实"}, "reason": ""},
        {
            "at": at,
            "by": "负责人",
            "action": "免予扣分",
            "before": {"状态": "已核实"},
            "after": {"状态": "免予扣分"},
            "reason": "系统停电，不是个人原因",
        },
    ]
