"""What is done with an edition as a whole: made, brought into force, withdrawn, deleted, tried."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from records.forms import RefusableForm
from scoring.forms.editions.fields import MonthField
from scoring.forms.fields import PickField
from scoring.selectors.edition_list import KeptEdition


class NewDraftForm(RefusableForm):
    """A draft's name, its month, and the edition that it starts from."""

    name = forms.CharField(label="版本名称", max_length=60, help_text="如“2027”；页面和通报上写作“2027版”。")
    month = MonthField(label="拟自何月施行", help_text="起草时可以随时改；施行时须是还没有定分的月份。")
    base = PickField(label="依据", widget=forms.Select, help_text="新版从这一版的全部内容开始改。")

    def __init__(self, *args: Any, editions: Sequence[KeptEdition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["base"]
        field.records = {str(kept.pk): kept for kept in editions}
        field.widget.choices = [(str(kept.pk), f"{kept.name}（{kept.state_label}）") for kept in editions]


class TypedNameForm(RefusableForm):
    """The edition's name typed out, and the version that was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    typed = forms.CharField(label="确认版本名称", max_length=80)

    def __init__(self, *args: Any, kept: KeptEdition, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": kept.row.version if kept.row else 0}
        super().__init__(*args, **kwargs)
        self.name = kept.name
        self.fields["typed"].help_text = f"请输入版本名称 {kept.name} 确认。"

    def clean_typed(self) -> str:
        typed: str = self.cleaned_data["typed"].strip()
        if typed != self.name:
            raise forms.ValidationError(f"输入的是“{typed}”，请输入 {self.name}。")
        return typed


class WithdrawForm(RefusableForm):
    """Why an edition is taken out of force."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    reason = forms.CharField(
        label="理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明撤回的理由。"},
        help_text="记入变更记录。撤回后成为草稿，可以修改、重新施行。",
    )


class TrialForm(forms.Form):
    """The months to be tried."""

    MOST = 36
    month = forms.MultipleChoiceField(
        label="月份", widget=forms.CheckboxSelectMultiple, error_messages={"required": "请至少选一个月份。"}
    )

    def __init__(self, *args: Any, months: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.months = {f"{month:%Y-%m}": month for month in months}
        field: Any = self.fields["month"]
        field.choices = [(key, key) for key in self.months]
        field.error_messages["invalid_choice"] = "没有“%(value)s”这个月份，请从列表中选择。"

    def clean_month(self) -> list[date]:
        chosen = [self.months[key] for key in self.cleaned_data["month"]]
        if len(set(chosen)) > self.MOST:
            raise forms.ValidationError(f"一次最多试算{self.MOST}个月，现选了{len(set(chosen))}个。")
        return sorted(set(chosen))
