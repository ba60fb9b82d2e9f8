"""Forms of the parts that are tables: the six categories, and 整改处理."""

from dataclasses import replace
from typing import Any

from django import forms

from scoring.forms.editions.fields import HalvesField, KindsField, TextField
from scoring.forms.editions.parts import PartForm
from scoring.rulebook import Flags, Rung
from scoring.rulebook.compare import FLAG_NAMES
from scoring.rulebook.parts import Handling, Mark, Marks


class MarksForm(PartForm[Marks]):
    """Names and marks of the six categories, which add up to 100."""

    template = "scoring/edition/part_marks.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, mark in enumerate(self.before.marks, start=1):
            self.fields |= {
                f"name{number}": _short(f"第{number}类名称", mark.name),
                f"full{number}": HalvesField(label=f"第{number}类满分", initial=mark.full),
                f"floor{number}": HalvesField(label=f"第{number}类下限", initial=mark.floor, least="0"),
            }
            for name in ("name", "full", "floor"):
                self.fields[f"{name}{number}"].widget.attrs["class"] = "form-control"

    def shown(self) -> dict[str, Any]:
        return {}

    @property
    def rows(self) -> list[tuple[int, Any, Any, Any]]:
        """The fields by category."""
        return [
            (n, self[f"name{n}"], self[f"full{n}"], self[f"floor{n}"])
            for n in range(1, len(self.before.marks) + 1)
        ]

    def part(self) -> Marks:
        data = self.cleaned_data
        return Marks(
            tuple(
                Mark(data[f"name{n}"], data[f"full{n}"], data[f"floor{n}"])
                for n in range(1, len(self.before.marks) + 1)
            )
        )


class HandlingForm(PartForm[Handling]):
    """整改处理: the paper's words of each kind, the ladder, and what the two flags bring."""

    template = "scoring/edition/part_handling.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [kind.kind for kind in self.before.kinds]
        for place, kind in enumerate(self.before.kinds):
            self._add(f"kind{place}", TextField(label=kind.kind, rows=2, initial=kind.text, max_length=200))
        for rung in (*self.before.rungs, Rung(len(self.before.rungs) + 1, (), "")):
            place = rung.number
            words = TextField(
                label=f"第{place}次的原文", rows=2, initial=rung.text, required=False, max_length=300
            )
            self._add(f"rung{place}", words)
            brings = KindsField(kinds, label=f"第{place}次的整改处理", initial=list(rung.follow_ups))
            self._add(f"brings{place}", brings)
        for name, label in FLAG_NAMES.items():
            given = list(getattr(self.before.flags, name))
            self._add(name, KindsField(kinds, label=f"标有“{label}”的事项", initial=given))

    def _add(self, name: str, field: forms.Field) -> None:
        is_list = isinstance(field, KindsField)
        field.widget.attrs["class"] = "form-check-input" if is_list else "form-control"
        self.fields[name] = field

    def shown(self) -> dict[str, Any]:
        return {}

    @property
    def kinds(self) -> list[tuple[Any, Any]]:
        """Each kind with its field."""
        return [(kind, self[f"kind{place}"]) for place, kind in enumerate(self.before.kinds)]

    @property
    def rungs(self) -> list[tuple[Any, Any]]:
        """The fields of each rung, and of one more."""
        last = len(self.before.rungs) + 1
        return [(self[f"rung{n}"], self[f"brings{n}"]) for n in range(1, last + 1)]

    @property
    def flags(self) -> list[Any]:
        return [self[name] for name in FLAG_NAMES]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        blank = 0
        for n in range(1, len(self.before.rungs) + 2):
            words = data.get(f"rung{n}", "").strip()
            if words and blank:
                self.add_error(f"rung{blank}", f"第{n}次写了而第{blank}次空着；只能从最后一次起去掉。")
                break
            blank = blank or (0 if words else n)
            if data.get(f"brings{n}") and not words:
                self.add_error(f"rung{n}", "勾选了整改处理的，要写明原文。")
        return data

    def part(self) -> Handling:
        data = self.cleaned_data
        kinds = tuple(
            replace(kind, text=data[f"kind{place}"].strip()) for place, kind in enumerate(self.before.kinds)
        )
        rungs = tuple(
            Rung(n, data[f"brings{n}"], data[f"rung{n}"].strip())
            for n in range(1, len(self.before.rungs) + 2)
            if data[f"rung{n}"].strip()
        )
        return Handling(kinds, rungs, Flags(**{name: data[name] for name in FLAG_NAMES}))


def _short(label: str, initial: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=40, initial=initial)
