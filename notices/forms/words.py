"""The words of a paper, part by part."""

from collections.abc import Iterable
from typing import Any

from django import forms

from notices.bulletin.words import PARTS, Part
from records.errors import EditConflict
from records.forms import RefusableForm

ROWS = ((2000, 12), (1000, 5), (0, 3))
"""How high the field of a part is, by the characters that it may hold."""


class WordsForm(RefusableForm):
    """One text for each part; `version` 0 while nothing has been saved."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    conflict: list[tuple[str, Any, Any]] = []

    def __init__(self, *args: Any, parts: Iterable[Part] = PARTS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = tuple(parts)
        for part in self.parts:
            rows = next(rows for least, rows in ROWS if part.longest >= least)
            self.fields[part.key] = forms.CharField(
                label=part.label,
                max_length=part.longest,
                required=part.required,
                help_text=part.help,
                widget=forms.Textarea(attrs={"rows": rows}),
            )

    def words(self) -> dict[str, str]:
        """The checked texts by part."""
        return {part.key: self.cleaned_data[part.key] for part in self.parts}

    def add_conflict(self, conflict: EditConflict) -> None:
        """Show what the other saved beside what was typed here; the next save goes on top of it."""
        saved = conflict.current.words if conflict.current else {}
        self.conflict = [
            (part.label, saved.get(part.key, ""), self.cleaned_data[part.key])
            for part in self.parts
            if saved.get(part.key, "") != self.cleaned_data[part.key]
        ]
        self.add_error(None, conflict.message)
        version = conflict.current.version if conflict.current else 0
        self.data = {**self.data.dict(), "version": str(version)}  # type: ignore[attr-defined]
