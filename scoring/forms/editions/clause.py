"""A clause with its behaviours: the paper's words, and a card for each behaviour with one more to add."""

from dataclasses import replace
from typing import Any

from django import forms

from scoring.forms.editions.behaviour import BehaviourForm, as_sent, is_blank
from scoring.forms.editions.fields import TextField
from scoring.forms.editions.parts import AMENDED_HELP, PartForm
from scoring.rulebook import Behaviour, Clause, shipped_edition
from scoring.rulebook.parts import UNQUOTED, is_quoted

MOST_BEHAVIOURS = 40


class ClauseForm(PartForm[Clause]):
    """The clause, its document where its words were amended, and its behaviours."""

    template = "scoring/edition/part_clause.html"
    text = TextField(label="原文", rows=5, required=False)
    amended_by = forms.CharField(label="修订依据", max_length=100, required=False, help_text=AMENDED_HELP)
    basis = forms.CharField(
        label="计次", max_length=20, required=False, help_text="新加行为不另写计次的，按这里。"
    )
    rows = forms.IntegerField(min_value=0, max_value=MOST_BEHAVIOURS, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cards = self._cards()

    def shown(self) -> dict[str, Any]:
        clause = self.before
        rows = len(clause.behaviours) + 1
        return {"text": clause.text, "amended_by": clause.amended_by, "basis": clause.basis, "rows": rows}

    @property
    def is_own(self) -> bool:
        """A clause that the paper of 2022 does not have; it can be taken out again."""
        return self.before.number not in shipped_edition().clauses

    def _cards(self) -> list[BehaviourForm]:
        known = {behaviour.name: behaviour for behaviour in self.before.behaviours}
        if not self.is_bound:
            return [self._card(place, each) for place, each in enumerate((*self.before.behaviours, None))]
        return [
            self._card(place, known.get(self.data.get(f"b{place}-was", "")))
            for place in range(self._sent_rows())
        ]

    def _card(self, place: int, behaviour: Behaviour | None) -> BehaviourForm:
        data, prefix = self.data if self.is_bound else None, f"b{place}"
        if data is not None and behaviour is None and is_blank(data, prefix):
            data = None
        return BehaviourForm(data, behaviour=behaviour, kinds=self.edition.follow_ups, prefix=prefix)

    def _sent_rows(self) -> int:
        text = self.data.get("rows", "")
        return min(int(text), MOST_BEHAVIOURS) if text.isascii() and text.isdigit() and len(text) < 4 else 0

    def is_valid(self) -> bool:
        return super().is_valid() and not any(card.errors for card in self.filled)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        seen: set[str] = set()
        for card in self.filled:
            name = card.cleaned_data.get("name", "") if card.is_valid() else ""
            if name in seen:
                card.add_error("name", f"本条已有“{name}”。")
            seen |= {name} - {""} if not card.cleaned_data.get("gone") else set()
        if not data.get("text") and (seen or not self.is_own):
            self.add_error("text", "请填写原文。")
        words = replace(self.before, text=data.get("text", "").strip())
        if words.text and not data.get("amended_by") and not is_quoted(words):
            self.add_error("amended_by", UNQUOTED)
        return data

    @property
    def filled(self) -> list[BehaviourForm]:
        """The cards that say something."""
        return [card for card in self.cards if not card.is_blank]

    @property
    def wrong_cards(self) -> list[tuple[Any, str]]:
        """What is wrong on the cards: (field, what)."""
        if not self.is_bound:
            return []
        return [
            (card[name], str(error))
            for card in self.filled
            for name, errors in card.errors.items()
            for error in errors
        ]

    def part(self) -> Clause:
        data, kept = self.cleaned_data, [card for card in self.filled if not card.cleaned_data["gone"]]
        clause = replace(
            self.before,
            text=data["text"].strip(),
            basis=data["basis"],
            amended_by="",
            behaviours=tuple(card.behaviour(self.before) for card in kept),
        )
        return clause if is_quoted(clause) else replace(clause, amended_by=data["amended_by"])

    @property
    def renamed(self) -> dict[str, str]:
        kept = [card for card in self.filled if card.before and not card.cleaned_data["gone"]]
        pairs = [(card.before.name, card.cleaned_data["name"]) for card in kept if card.before]
        return {was: name for was, name in pairs if was != name}

    def take_over(self, current: Clause) -> None:
        """What the other has added is kept as further cards, so that saving again loses neither's work."""
        super().take_over(current)
        met = {name for card in self.filled for name in (card["was"].value(), card["name"].value())}
        added = [behaviour for behaviour in current.behaviours if behaviour.name not in met]
        first = len(self.cards)
        sent: dict[str, Any] = {"rows": [str(first + len(added))]}
        for place, behaviour in enumerate(added, start=first):
            sent |= as_sent(behaviour, f"b{place}")
        self.resend(sent)
        self.before = current
        self.cards = self._cards()
        for card in self.filled:
            card.is_valid()
