"""What the forms of all rooms share: the row's version, refusals shown at their field."""

from typing import Any

from django import forms
from django.db import models
from django.http import QueryDict

from records.errors import EditConflict, Refusal
from records.json import plain


class RefusableForm(forms.Form):
    """A form that can show a service's refusal where it belongs, with everything typed kept."""

    def add_refusal(self, refusal: Refusal) -> None:
        field = refusal.field if refusal.field in self.fields else None
        self.add_error(field, refusal.message)


class VersionedFormMixin(forms.Form):
    """Carries the row's version; after a conflict it shows both texts and saves on top of the newer."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    conflict: list[tuple[str, Any, Any]] = []

    def add_conflict(self, conflict: EditConflict) -> None:
        """Fill `.conflict` with (label, saved by the other, typed here) and take over the newer version."""
        current = conflict.current
        if current is None:
            self.add_error(None, "这条记录已被删除，无法保存；请复制您填写的内容后返回列表。")
            return
        self.conflict = [
            (str(self.fields[name].label or name), plain(theirs), plain(mine))
            for name, mine in self.cleaned_data.items()
            if name in self.fields
            and _is_column(current, name)
            and (theirs := getattr(current, name)) != mine
            and name != "version"
        ]
        self.add_error(None, conflict.message)
        data = self.data.copy() if isinstance(self.data, QueryDict) else dict(self.data)
        data[self.add_prefix("version")] = str(current.version)
        self.data = data


def _is_column(row: models.Model, name: str) -> bool:
    return name in {field.name for field in row._meta.concrete_fields}
