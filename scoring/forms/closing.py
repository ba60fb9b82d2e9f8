"""定分: check answers, give the reason where one is asked, type the month to confirm."""

from datetime import date
from typing import Any

from django import forms

from records.forms import RefusableForm
from scoring.forms.fields import typed_month
from scoring.periods import month_name


class CloseMonthForm(RefusableForm):
    """The reason (asked where something is unsettled) and the month typed out."""

    reason = forms.CharField(
        label="说明", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    typed = forms.CharField(label="确认月份", max_length=20)

    def __init__(self, *args: Any, month: date, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.month = month
        self.fields["typed"].help_text = f"定分后不能修改。请输入 {month_name(month)} 确认。"
        self.fields["reason"].required = needs_reason
        self.fields["reason"].help_text = (
            "还有事项没有处理，须写明现在定分的理由；理由随结果存档。"
            if needs_reason
            else "还有未处理的线索的，须写明现在定分的理由；没有的可以不填。"
        )
        self.fields["reason"].error_messages["required"] = "还有事项没有处理，请写明现在定分的理由。"

    def clean_typed(self) -> str:
        return typed_month(self.cleaned_data["typed"], self.month)
