"""A behaviour's card: everything that an edition says of it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.forms.utils import ErrorDict

from scoring.forms.editions.fields import HalvesField, KindsField, PlainForm, WordsField
from scoring.rulebook import Behaviour, Clause, Measure
from scoring.rulebook.compare import EFFECT_NAMES, TALLY_NAMES, behaviour_items
from scoring.selectors.behaviours import EXEMPT_KINDS

ENTERED_EFFECTS = [(effect, label) for effect, label in EFFECT_NAMES.items() if effect != "derived"]
MEASURE = ("measure_name", "measure_unit", "measure_limit")
ONE_WORD = RegexValidator(r"^[^\s|｜]+$", "行为的名称不能有空格和竖线。")
PRICED = ("deduct", "award")
PLAIN = ("计分", "分值", "计次", "检索词")
"""What the card shows unfolded."""


class BehaviourForm(PlainForm):
    """One behaviour; a blank one that nobody fills in is passed over."""

    was = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    name = forms.CharField(label="行为", max_length=40, required=False, validators=[ONE_WORD])
    effect = forms.ChoiceField(label="计分", choices=ENTERED_EFFECTS)
    points = HalvesField(label="分值", required=False)
    basis = forms.CharField(label="计次", max_length=20, required=False)
    words = WordsField(label="检索词", required=False, max_length=1500)
    measure_name = forms.CharField(label="计量什么", max_length=20, required=False)
    measure_unit = forms.CharField(label="单位", max_length=10, required=False)
    measure_limit = forms.IntegerField(label="界限", min_value=0, max_value=100_000, required=False)
    inclusive = forms.ChoiceField(
        label="达到界限", choices=[("yes", "及以上（含本数）"), ("no", "超过（不含本数）")], required=False
    )
    per_item = forms.BooleanField(label="按件计的口径下逐件计（R5）", required=False)
    proof = forms.CharField(label="须有的证明材料", max_length=60, required=False)
    tally = forms.ChoiceField(
        label="计入累计", choices=[("", "不计入"), *TALLY_NAMES.items()], required=False
    )
    warning = forms.CharField(label="登记时提示", max_length=200, required=False)
    needs_person = forms.BooleanField(label="落实到人", required=False)
    needs_verification = forms.BooleanField(label="须经查实", required=False)
    criticism = forms.BooleanField(label="属于通报批评", required=False)
    unless_already_deducted = forms.BooleanField(label="同一问题已扣的不再扣（2.8）", required=False)
    party_members_only = forms.BooleanField(label="只对党员", required=False)
    follow_ups = KindsField(label="整改处理")
    exempt = KindsField(EXEMPT_KINDS, label="免计人员（R6）")
    gone = forms.BooleanField(label="删去这一行为", required=False)

    def __init__(
        self, data: Any, *, behaviour: Behaviour | None, kinds: Iterable[str], **kwargs: Any
    ) -> None:
        self.before = behaviour
        super().__init__(data, initial=_shown(behaviour), **kwargs)
        self.fields["follow_ups"].offer(kinds)  # type: ignore[attr-defined]
        if self.is_derived:
            for name in ("name", "effect", "gone"):
                self.fields[name].disabled = True
            self.fields["effect"].choices = [("derived", EFFECT_NAMES["derived"])]  # type: ignore[attr-defined]

    @property
    def is_derived(self) -> bool:
        return self.before is not None and not self.before.entered

    @property
    def is_blank(self) -> bool:
        """The card for one more, left alone."""
        return self.before is None and not self.is_bound

    @property
    def heading(self) -> str:
        """What the card is about."""
        return self.before.name if self.before else self.data.get(f"{self.prefix}-name", "").strip()

    @property
    def set_words(self) -> str:
        """What is set beside the plain points, in one line."""
        shown = () if self.before is None else behaviour_items(self.before).items()
        said = [(label, text) for label, text in shown if label not in PLAIN and text not in ("", "否")]
        return "；".join(label if text == "是" else f"{label}（{text}）" for label, text in said)

    @property
    def flags(self) -> list[Any]:
        names = ("needs_person", "needs_verification", "criticism", "unless_already_deducted")
        return [self[name] for name in (*names, "party_members_only")]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("gone"):
            self._errors = ErrorDict()
            return data
        if not data.get("name") and "name" not in self.errors:
            self.add_error("name", "请写明行为的名称；不再适用的，勾选“删去这一行为”。")
        self._check_points(data)
        self._check_measure(data)
        if data.get("unless_already_deducted") and data.get("effect") != "deduct":
            self.add_error("unless_already_deducted", "只用于扣分的行为。")
        return data

    def _check_points(self, data: dict[str, Any]) -> None:
        if "points" in self.errors:
            return
        priced = data.get("effect") in PRICED or (self.before is not None and self.before.halves is not None)
        if data.get("effect") in ("empty", "note"):
            data["points"] = None
        elif priced and not data.get("points"):
            self.add_error("points", "请填写分值。")

    def _check_measure(self, data: dict[str, Any]) -> None:
        given = [name for name in MEASURE if data.get(name) not in (None, "")]
        if given and len(given) < len(MEASURE):
            for name in MEASURE:
                if name not in given and name not in self.errors:
                    self.add_error(name, "计量什么、单位、界限三项要一并填写，或者都不填。")

    def behaviour(self, clause: Clause) -> Behaviour:
        """The behaviour as it was typed."""
        data = self.cleaned_data
        if self.before is not None and not self.before.entered:
            halves = None if self.before.halves is None else -data["points"]
            return replace(self.before, halves=halves, basis=data["basis"], follow_ups=data["follow_ups"])
        effect = data["effect"]
        halves = data["points"] if effect == "award" else -data["points"] if effect == "deduct" else None
        return Behaviour(
            clause=clause.number,
            category=clause.category,
            name=data["name"],
            effect=effect,
            halves=halves,
            basis=data["basis"],
            measure=_measure(data),
            needs_person=data["needs_person"],
            proof=data["proof"],
            needs_verification=data["needs_verification"],
            criticism=data["criticism"],
            unless_already_deducted=data["unless_already_deducted"],
            tally=data["tally"] or None,
            follow_ups=data["follow_ups"],
            exempt=data["exempt"],
            party_members_only=data["party_members_only"],
            warning=data["warning"],
            words=data["words"],
        )


def is_blank(data: Mapping[str, Any], prefix: str) -> bool:
    """Whether nothing was filled in on a card for one more."""
    start = f"{prefix}-"
    left_alone = {f"{start}{name}" for name in ("effect", "inclusive")}
    return not any(
        str(value).strip()
        for name, value in data.items()
        if name.startswith(start) and name not in left_alone
    )


def _shown(behaviour: Behaviour | None) -> dict[str, Any]:
    if behaviour is None:
        return {"effect": "deduct", "inclusive": "yes"}
    measure = behaviour.measure
    return {
        **vars(behaviour),
        "was": behaviour.name,
        "points": behaviour.halves,
        "tally": behaviour.tally or "",
        "measure_name": measure.name if measure else "",
        "measure_unit": measure.unit if measure else "",
        "measure_limit": measure.limit if measure else None,
        "inclusive": "yes" if measure is None or measure.inclusive else "no",
        "per_item": bool(measure and measure.per_item),
    }


def as_sent(behaviour: Behaviour, prefix: str) -> dict[str, Any]:
    """A behaviour as its card would send it unchanged: what is given to `QueryDict.setlist` for each name."""
    card = BehaviourForm(None, behaviour=behaviour, kinds=behaviour.follow_ups)
    sent: dict[str, list[str]] = {}
    for name in card.fields:
        value = card[name].value()
        if isinstance(value, (tuple, list)):
            sent[f"{prefix}-{name}"] = list(value)
        elif value not in (None, False, ""):
            sent[f"{prefix}-{name}"] = ["on" if value is True else str(value)]
    return sent


def _measure(data: dict[str, Any]) -> Measure | None:
    if not data["measure_name"]:
        return None
    return Measure(
        data["measure_name"],
        data["measure_unit"],
        data["measure_limit"],
        data["inclusive"] != "no",
        data["per_item"],
    )
