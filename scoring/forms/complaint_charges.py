"""The checklist of a point found true, as it was ticked."""

from typing import Any

from django import forms

from records.forms import RefusableForm, VersionedFormMixin
from records.models import StoredFile
from scoring.complaints import PointCharges
from scoring.forms.fields import PickField, PickManyField, keyed
from scoring.models import ComplaintPoint
from scoring.rulebook import Edition
from scoring.selectors.behaviours import PASSED_ON_FIRST
from scoring.selectors.complaint_proposals import COMPLAINT, Proposal
from scoring.selectors.entry_choices import EntryChoices, choice_value

SAID = "with-"
NOT_OF_COMPLAINTS = ("2.7", "2.8", "6.1", "6.3")


class PointChargesForm(RefusableForm, VersionedFormMixin):
    """Which lines, on whom; what already stands is spoken of under `with-<event>`."""

    fact = forms.CharField(
        label="发现情况",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "请写明查实的情况。"},
    )
    lines = PickManyField(label="计分事项", required=False)
    extra = PickField(label="另加一项", required=False)
    other_units = PickManyField(label="其他推诿单位", required=False)
    window = PickField(label="窗口", required=False)
    person = PickField(label="人员", required=False)
    substitute = PickField(label="替岗人员", required=False)
    serious = forms.BooleanField(label="情节特别严重", required=False)
    evidence = PickManyField(label="作为证明文件", required=False)
    choice_reason = forms.CharField(label="理由", max_length=200, required=False)
    settled = forms.CharField(label="已登记的事项", required=False, max_length=1)
    """Never typed: where a doubt has to be spoken about, the error is shown under this name."""

    def __init__(
        self,
        *args: Any,
        point: ComplaintPoint,
        offered: Proposal,
        edition: Edition,
        choices: EntryChoices,
        papers: list[StoredFile],
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {
            "version": point.version,
            "fact": f"群众投诉{point.text.rstrip('。')}。经查：{point.finding_text}"[:2000],
            "lines": offered.proposed,
            "window": point.window_id,
            "person": point.person_id,
        }
        super().__init__(*args, **kwargs)
        self.point, self.offered, self.choices = point, offered, choices
        others = [key for key in choices.unit_by_key if key != str(point.unit_id)]
        windows = {k: w for k, w in choices.window_by_key.items() if w.unit_id == point.unit_id}
        self.extras = extras(edition)
        self._offer("lines", offered.behaviours)
        self._offer("extra", {choice_value(b): b for _, group in self.extras for b in group})
        self._offer("other_units", {key: choices.unit_by_key[key] for key in others})
        self._offer("window", windows)
        self._offer("person", choices.person_by_key)
        self._offer("substitute", choices.person_by_key)
        self._offer("evidence", keyed(papers))

    def _offer(self, name: str, records: dict[str, Any]) -> None:
        self.fields[name].records = records  # type: ignore[attr-defined]

    @property
    def ticked(self) -> frozenset[str]:
        """Keys of the lines ticked."""
        return frozenset(str(key) for key in self["lines"].value() or ())

    @property
    def other_picked(self) -> frozenset[str]:
        return frozenset(str(key) for key in self["other_units"].value() or ())

    @property
    def proving(self) -> frozenset[str]:
        """Keys of the papers that are marked as evidence."""
        return frozenset(str(key) for key in self["evidence"].value() or ())

    @property
    def windows(self) -> dict[str, Any]:
        found: dict[str, Any] = self.fields["window"].records  # type: ignore[attr-defined]
        return found

    @property
    def units(self) -> dict[str, Any]:
        """The other units of 3.6."""
        found: dict[str, Any] = self.fields["other_units"].records  # type: ignore[attr-defined]
        return found

    @property
    def papers(self) -> dict[str, StoredFile]:
        found: dict[str, StoredFile] = self.fields["evidence"].records  # type: ignore[attr-defined]
        return found

    @property
    def shows_more(self) -> bool:
        """Whether anything stands in the part that is folded away."""
        return any(self[name].value() or self[name].errors for name in ("extra", "substitute", "serious"))

    def charges(self) -> PointCharges:
        """What was ticked, 2.9 in front."""
        data = self.cleaned_data
        chosen = [*data["lines"], *([data["extra"]] if data["extra"] else [])]
        return PointCharges(
            fact=data["fact"],
            behaviours=tuple(dict.fromkeys(chosen)),
            passed_on_by=tuple(data["other_units"]),
            window=data["window"],
            person=data["person"],
            substitute=data["substitute"],
            serious=data["serious"],
            evidence=tuple(data["evidence"]),
            reason=data["choice_reason"],
            settled=self.said,
        )

    @property
    def said(self) -> dict[int, str]:
        """What was said of each event that stands already: {event: apart, same or dismiss}."""
        keys = {name.removeprefix(SAID): value for name, value in self.data.items() if name.startswith(SAID)}
        return {
            int(key): str(value)
            for key, value in keys.items()
            if key.isascii() and key.isdecimal() and len(key) < 18
        }


def extras(edition: Edition) -> list[tuple[str, list[Any]]]:
    """What may be added beyond the proposal, by category: deductions that need no number."""
    left_out = (COMPLAINT[0], PASSED_ON_FIRST[0], *NOT_OF_COMPLAINTS)
    return [
        (
            category.name,
            [
                entry
                for entry in edition.entered
                if entry.category == category.number
                and entry.effect in ("deduct", "empty")
                and entry.measure is None
                and entry.clause not in left_out
            ],
        )
        for category in edition.categories
    ]
