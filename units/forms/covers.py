"""Up to four stretches of standing in, as rows of plain fields: no script is needed to fill them in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms

from records.errors import Refusal
from records.forms import RefusableForm
from units.forms.days import DayField, HalfField
from units.forms.people import PersonField
from units.models import Half, LeaveCover
from units.slips import MOST_COVERS, CoverData

PARTS = ("substitute", "starts_on", "starts_half", "ends_on", "ends_half", "handover")


@dataclass(frozen=True)
class CoverRow:
    """The bound fields of one row."""

    number: int
    fields: dict[str, forms.BoundField]

    @property
    def is_used(self) -> bool:
        return any(self.fields[name].value() for name in ("substitute", "starts_on", "ends_on", "handover"))

    @property
    def has_errors(self) -> bool:
        return any(field.errors for field in self.fields.values())


class CoverRowsMixin(RefusableForm):
    """Adds the rows to a form; `covers(span)` gives what was told."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(MOST_COVERS):
            for name, field in _row_fields().items():
                self.fields[f"cover_{number}_{name}"] = field

    @property
    def cover_rows(self) -> list[CoverRow]:
        return [
            CoverRow(number, {name: self[f"cover_{number}_{name}"] for name in PARTS})
            for number in range(MOST_COVERS)
        ]

    @property
    def first_rows(self) -> list[CoverRow]:
        return self.cover_rows[:1]

    @property
    def more_rows(self) -> list[CoverRow]:
        return self.cover_rows[1:]

    @property
    def shows_more_rows(self) -> bool:
        return any(row.is_used or row.has_errors for row in self.more_rows)

    def covers(self, whole: Any) -> list[CoverData]:
        """The rows filled in; a day left out is that of the leave (`whole` has the four columns)."""
        return [cover for number in range(MOST_COVERS) if (cover := self._cover(number, whole)) is not None]

    def _cover(self, number: int, whole: Any) -> CoverData | None:
        told = {name: self.cleaned_data.get(f"cover_{number}_{name}") for name in PARTS}
        if told["substitute"] is None:
            return None
        begins, ends = told["starts_on"], told["ends_on"]
        return CoverData(
            substitute=told["substitute"],
            starts_on=begins or whole.starts_on,
            starts_half=(told["starts_half"] or Half.MORNING) if begins else whole.starts_half,
            ends_on=ends or whole.ends_on,
            ends_half=(told["ends_half"] or Half.AFTERNOON) if ends else whole.ends_half,
            handover=told["handover"] or "",
        )

    def check_rows(self) -> None:
        """A row without its person is asked for one."""
        for number in range(MOST_COVERS):
            who = f"cover_{number}_substitute"
            rest = (f"cover_{number}_{name}" for name in ("starts_on", "ends_on", "handover"))
            told = [self.cleaned_data.get(name) for name in rest]
            if any(told) and not self.cleaned_data.get(who) and who not in self.errors:
                self.add_error(who, "填了替岗时间或交接情况，请写明替岗人员。")

    def add_refusal(self, refusal: Refusal) -> None:
        """What is wrong with the covers is shown at the first of them."""
        if refusal.field == "covers":
            self.add_error("cover_0_substitute", refusal.message)
        else:
            super().add_refusal(refusal)


def cover_initial(covers: Iterable[LeaveCover]) -> dict[str, Any]:
    """The rows as they stand, for a form."""
    rows = list(enumerate(covers))
    return {f"cover_{number}_{name}": getattr(cover, name) for number, cover in rows for name in PARTS}


def _row_fields() -> dict[str, forms.Field]:
    return {
        "substitute": PersonField(label="替岗人员", required=False),
        "starts_on": DayField(label="自", required=False),
        "starts_half": HalfField(label="上午/下午", initial=Half.MORNING, required=False),
        "ends_on": DayField(label="至", required=False),
        "ends_half": HalfField(label="上午/下午", initial=Half.AFTERNOON, required=False),
        "handover": forms.CharField(label="交接情况", max_length=200, required=False),
    }
