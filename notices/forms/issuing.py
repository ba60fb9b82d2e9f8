"""The confirmation before a paper is issued: its day, its number, why it replaces another."""

from datetime import date
from typing import Any

from django import forms

from records.forms import RefusableForm

REASON = 300


class IssueForm(RefusableForm):
    """The day that the paper bears, its number where the office's register gives it, a word typed once more.

    `reason` is asked for where an earlier paper of the same kind and key stands.
    """

    issued_on = forms.DateField(
        label="成文日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    sequence = forms.IntegerField(
        label="按登记簿取号",
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 1}),
        help_text="留空由系统顺次编号。号由局办公室登记簿给出的，填顺序号，如 12；以后从最大的号接着编。",
        error_messages={"invalid": "请填阿拉伯数字的顺序号，如 12。"},
    )
    reason = forms.CharField(
        label="另发替代的理由", max_length=REASON, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    confirm = forms.CharField(
        label="确认", max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(
        self,
        *args: Any,
        word: str,
        earliest: date,
        today: date,
        replaces: str = "",
        needs_reason: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.word, self.earliest, self.today = word, earliest, today
        self.fields["confirm"].help_text = f"签发后不能修改。请照写“{word}”确认。"
        if needs_reason:
            self.fields["reason"].required = True
            self.fields["reason"].help_text = f"本件将替代{replaces}，理由记入签发记录。"
        else:
            del self.fields["reason"]

    @property
    def given_reason(self) -> str:
        """Why it replaces another; empty where it does not."""
        return str(self.cleaned_data.get("reason", ""))

    def clean_issued_on(self) -> date:
        day: date = self.cleaned_data["issued_on"]
        if not self.earliest <= day <= self.today:
            earliest = f"{self.earliest.year}年{self.earliest.month}月{self.earliest.day}日"
            raise forms.ValidationError(f"成文日期应在{earliest}至今天（{self.today:%Y-%m-%d}）之间。")
        return day

    def clean_confirm(self) -> str:
        typed = "".join(self.cleaned_data["confirm"].split())
        if typed != self.word:
            raise forms.ValidationError(f"您写的是“{typed}”，应写“{self.word}”。")
        return typed
