"""细则版本 as pages list them: the shipped one and the office's own, and which month each holds in."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import BigIntegerField

from scoring.models import MonthResult, RuleEdition
from scoring.periods import month_from, month_name, previous_month
from scoring.rulebook import Edition, shipped_edition, shipped_text
from scoring.selectors.editions import edition_of, loaded

SHIPPED = 0
"""Stands for the shipped edition where the others have their row's key."""


@dataclass(frozen=True)
class KeptEdition:
    """One edition. `row` is None for the shipped one, which is in force and belongs to nobody."""

    row: RuleEdition | None

    @property
    def pk(self) -> int:
        return self.row.pk if self.row else SHIPPED

    @property
    def name(self) -> str:
        return self.row.name if self.row else shipped_edition().name

    @property
    def is_draft(self) -> bool:
        return self.row is not None and self.row.state == RuleEdition.State.DRAFT

    @property
    def state(self) -> str:
        return str(self.row.state if self.row else RuleEdition.State.IN_FORCE)

    @property
    def state_label(self) -> str:
        return RuleEdition.State(self.state).label

    @property
    def effective_from(self) -> date:
        return self.row.effective_from if self.row else month_from(shipped_edition().effective_from)

    @property
    def sha256(self) -> str:
        return self.row.sha256 if self.row else shipped_edition().sha256

    @property
    def text(self) -> str:
        return self.row.text if self.row else shipped_text()

    @cached_property
    def edition(self) -> Edition:
        """Loaded; Refusal where the stored text is damaged."""
        known = loaded(self.sha256)
        return known if known is not None else edition_of(self.text, self.sha256, self.name)


@dataclass(frozen=True)
class Span:
    """An edition and the months that it holds in."""

    kept: KeptEdition
    last: date | None
    """The last month; None: until another one comes into force."""
    closed: int = 0
    """How many closed months were scored by it, where that was asked."""

    @property
    def words(self) -> str:
        """2022年1月起; 2022年1月至2026年10月; 未施行过 where a later one took its place at once."""
        first = self.kept.effective_from
        if self.last is None:
            return f"{month_name(first)}起"
        return "被后一版本代替" if self.last < first else f"{month_name(first)}至{month_name(self.last)}"


def kept_editions() -> list[KeptEdition]:
    """All of them, newest first, the shipped one last; one query, texts left for later."""
    rows = RuleEdition.objects.defer("text").select_related("created_by")
    return [*(KeptEdition(row) for row in rows), KeptEdition(None)]


def kept_edition(pk: int) -> KeptEdition | None:
    """One of them; None where there is none."""
    if pk == SHIPPED:
        return KeptEdition(None)
    if pk > BigIntegerField.MAX_BIGINT:
        return None
    row = RuleEdition.objects.select_related("created_by").filter(pk=pk).first()
    return KeptEdition(row) if row else None


def in_force(editions: Iterable[KeptEdition]) -> list[KeptEdition]:
    """Those in force, in the order in which they came into force."""
    held = [kept for kept in editions if not kept.is_draft]
    return sorted(held, key=lambda kept: (kept.row is not None, kept.effective_from, kept.pk))


def spans(editions: Iterable[KeptEdition], closed: Mapping[str, int] | None = None) -> list[Span]:
    """Which edition holds when, newest first."""
    held, counts = in_force(editions), closed or {}
    found = []
    for place, kept in enumerate(held):
        last = previous_month(held[place + 1].effective_from) if place + 1 < len(held) else None
        found.append(Span(kept, last, counts.get(kept.sha256, 0)))
    return found[::-1]


def held_in(month: date, editions: Iterable[KeptEdition]) -> KeptEdition:
    """The edition that holds in a month."""
    held = in_force(editions)
    return next((k for k in reversed(held) if k.row and k.effective_from <= month), held[0])


def closed_by() -> Counter[str]:
    """How many months' newest results were scored by each edition."""
    rows = MonthResult.objects.order_by("month_id", "revision").values_list("month_id", "edition_sha256")
    return Counter(dict(rows).values())


def held_before(kept: KeptEdition, editions: Iterable[KeptEdition]) -> KeptEdition:
    """The edition that this one takes the place of (or took); the shipped one takes nobody's."""
    earlier = [
        other
        for other in in_force(editions)
        if other.pk != kept.pk and (other.row is None or other.effective_from <= kept.effective_from)
    ]
    return earlier[-1] if earlier else kept
