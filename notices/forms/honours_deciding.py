"""The batch of decisions on one page: for each recommendation 选树, 不选树 or nothing yet, and a reason."""

from collections.abc import Sequence
from typing import Any

from django import forms

from notices.models import Honour
from records.forms import RefusableForm

LATER = ""
CHOICES = [
    (Honour.State.SELECTED.value, "选树"),
    (Honour.State.DECLINED.value, "不选树"),
    (LATER, "暂不决定"),
]


class DecideForm(RefusableForm):
    """Three fields a recommendation: `state-7`, `reason-7`, `version-7`."""

    def __init__(self, *args: Any, honours: Sequence[Honour], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.honours = list(honours)
        for honour in self.honours:
            key = honour.pk
            self.fields[f"state-{key}"] = forms.ChoiceField(
                label=f"{honour.title}：结果",
                choices=CHOICES,
                required=False,
                widget=forms.RadioSelect,
                initial=LATER,
            )
            self.fields[f"reason-{key}"] = forms.CharField(
                label=f"{honour.title}：理由", max_length=300, required=False
            )
            self.fields[f"version-{key}"] = forms.IntegerField(
                min_value=1, widget=forms.HiddenInput, required=False, initial=honour.version
            )

    def chosen(self) -> list[tuple[Honour, int, str, str]]:
        """(recommendation, version, state, reason) of those decided."""
        data = self.cleaned_data
        return [
            (
                honour,
                data[f"version-{honour.pk}"] or 0,
                data[f"state-{honour.pk}"],
                data[f"reason-{honour.pk}"].strip(),
            )
            for honour in self.honours
            if data.get(f"state-{honour.pk}")
        ]

    def bound(self, honour: Honour) -> dict[str, Any]:
        """The three fields of one recommendation, for the page."""
        return {name: self[f"{name}-{honour.pk}"] for name in ("state", "reason", "version")}
