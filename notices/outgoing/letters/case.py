"""What a letter is about, gathered once: the follow-up, its facts as frozen, its basis. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from notices.bulletin.content import Item
from scoring.rulebook import Edition

LADDER = "四（二）"


@dataclass(frozen=True, slots=True)
class Proof:
    """A file that proves a fact, as frozen: its name and SHA-256."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An objection to a fact, and how it was decided."""

    filed: str
    text: str
    result: str
    decision: str
    decided: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One frozen line: an event, or what a tally or a correction made (then `event` is None)."""

    item: Item
    event: int | None
    source: str
    substitute: str
    proofs: tuple[Proof, ...] = ()
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """A follow-up that came before, and what became of it."""

    number: str
    """Of the paper that opened it."""
    kind: str
    person: str
    rung: int | None
    why: str
    due: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Office:
    """The bureau as the letter names it."""

    name: str
    contact: str
    sealed: bool


@dataclass(frozen=True, slots=True)
class Case:
    """One follow-up with all that its letter says. Days are ISO text but `due`."""

    kind: str
    unit: str
    person: str
    window: str
    month: str
    rung: int | None
    scope: str
    basis: tuple[str, ...]
    due: date | None
    published: str
    """The paper that made the facts known: 《督查通报》（鄢人社通报〔2026〕1号）."""
    edition: Edition
    office: Office
    facts: tuple[Fact, ...]
    ground: str = ""
    """Why it arose from another: 限期整改逾期未办：…"""
    arose_from: Earlier | None = None
    """The follow-up that was refused or let lapse."""
    earlier: tuple[Earlier, ...] = ()

    @property
    def answers(self) -> Iterator[tuple[Fact, Answer]]:
        """Every objection with the fact it is about."""
        return ((fact, answer) for fact in self.facts for answer in fact.answers)

    @property
    def persons(self) -> tuple[str, ...]:
        """Who bears a fact, in the order of the facts."""
        return tuple(dict.fromkeys(fact.item.person for fact in self.facts if fact.item.person))

    @property
    def texts(self) -> Iterable[str]:
        """Every text in which somebody may be named."""
        for fact in self.facts:
            yield f"{fact.item.fact}\n{fact.item.why}\n{fact.item.person}\n{fact.substitute}"
            yield from (f"{answer.text}\n{answer.decision}" for answer in fact.answers)
            yield from (proof.name for proof in fact.proofs)
        for row in (*self.earlier, *((self.arose_from,) if self.arose_from else ())):
            yield f"{row.person}\n{row.why}\n{row.outcome}"
        yield f"{self.person}\n{self.ground}"
