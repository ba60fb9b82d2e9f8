"""A bulletin gathered from one stored month result, and from nothing else that has a number in it."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from operator import add
from typing import Any

from notices.bulletin.content import Bulletin, Handling, Head, Item, Note, Standing
from notices.deadlines import deadlines
from notices.models import Notice, PaperDraft
from notices.selectors.drafts import saved_draft
from scoring.models import MonthResult, Objection, ScoreLine, UnitScore
from scoring.periods import month_key
from scoring.rulebook import Edition, load_edition
from units.models import Bureau, StaffMember
from units.selectors import bureau

LINE = (
    "unit_id",
    "category",
    "clause",
    "behaviour",
    "happened_on",
    "happened_at",
    "window_name",
    "person_name",
    "fact",
    "times",
    "points_halves",
    "counted_halves",
    "zeroes",
    "why",
    "is_late",
    "status",
    "objections",
)


def bulletin_of(
    result: MonthResult, *, number: str, on: date, words: Iterable[str] = (), office: Bureau | None = None
) -> Bulletin:
    """The bulletin of a stored result without its words, dated `on`; 5 queries.

    Staff named in `words` are among the names that other readings mask; `office` where it was read already.
    """
    edition = edition_of(result)
    office = office or bureau()
    place = {row["id"]: (row["order"], number) for number, row in enumerate(result.units)}
    scores = sorted(UnitScore.objects.filter(result=result), key=lambda row: (row.rank, place[row.unit_id]))
    items = tuple(_items(result))
    notes = tuple(note for score in scores for note in _notes(score))
    return Bulletin(
        month=month_key(result.month.month),
        revision=result.revision,
        digest=result.digest,
        rules=edition.title,
        categories=tuple(category.name for category in edition.categories),
        marks=tuple(category.full for category in edition.categories),
        standings=tuple(_standing(score) for score in scores),
        items=items,
        notes=notes,
        handlings=tuple(_handlings(scores, on, office, edition)),
        names=_names(result, items, notes, words),
        head=head_of(office, number=number, on=on),
    )


@lru_cache(maxsize=8)
def _loaded(text: str) -> Edition:
    return load_edition(text, "定分时的细则")


def edition_of(result: MonthResult) -> Edition:
    """The edition that the month was scored with, as stored with it."""
    return _loaded(result.edition_text)


def head_of(office: Bureau, *, number: str, on: date) -> Head:
    """Head and foot from the bureau's settings."""
    return Head(
        office.name, number, office.addressees, office.copies, office.contact, office.sealed, on.isoformat()
    )


def draft_of(result: MonthResult) -> PaperDraft | None:
    """The words saved so far for the month."""
    return saved_draft(Notice.Kind.BULLETIN, month_key(result.month.month))


def notice_of(result: MonthResult) -> Notice | None:
    """The bulletin issued for this result."""
    return Notice.objects.filter(kind=Notice.Kind.BULLETIN, result=result).first()


def _standing(score: UnitScore) -> Standing:
    categories = tuple(int(row["score"]) for row in score.categories)
    return Standing(
        score.unit_id,
        score.unit_name,
        score.total_halves,
        score.overflow_halves,
        score.rank,
        categories,
        score.corrected_halves,
    )


def _items(result: MonthResult) -> Iterator[Item]:
    lines = ScoreLine.objects.filter(score__result=result).order_by("score__rank", "score", "position")
    for row in lines.values_list(*LINE):
        unit, category, clause, behaviour, on, at, *rest = row
        rest[-1] = _answer(rest[-1])
        yield Item(
            unit,
            category,
            clause,
            behaviour,
            on.isoformat() if on else "",
            at.strftime("%H:%M") if at else "",
            *rest,
        )


def _answer(objections: list[dict[str, Any]]) -> str:
    """申诉经复核维持; the last one where there were several."""
    if not objections:
        return ""
    state = objections[-1]["state"]
    return "申诉正在复核" if state == Objection.State.OPEN else f"申诉经复核{Objection.State(state).label}"


def _notes(score: UnitScore) -> Iterator[Note]:
    for row in score.notes:
        yield Note(score.unit_id, row["on"], row["at"], row["window"], row["fact"], bool(row["is_good"]))


def _handlings(scores: list[UnitScore], on: date, office: Bureau, edition: Edition) -> Iterator[Handling]:
    due_on = deadlines(on, bureau=office, withdrawal_days=edition.limits.withdrawal_days)
    for score in scores:
        for row in score.follow_ups:
            due = due_on(row["kind"])
            yield Handling(
                score.unit_id,
                row["kind"],
                row["person_name"],
                row["basis"],
                row["handled_by"],
                due.isoformat() if due else "",
                bool(row.get("waits")),
            )


def _names(
    result: MonthResult, items: tuple[Item, ...], notes: tuple[Note, ...], words: Iterable[str]
) -> tuple[str, ...]:
    """Everybody whose name stands anywhere in the paper: who bears a line, and any of the staff in a text."""
    texts = "\n".join([*(f"{row.fact}\n{row.why}" for row in items), *(row.fact for row in notes), *words])
    known = set(result.names.get("persons", {}).values()) | {row.person for row in items}
    known |= _named_in(texts, StaffMember.objects.values_list("name", flat=True))
    return tuple(sorted(known - {""}))


def _named_in(text: str, names: Iterable[str]) -> set[str]:
    """Which of the names stand in the text. Only those are looked for whose pairs of letters all occur in it:
    a province has thousands of names and megabytes of text."""
    pairs = set(map(add, text, text[1:]))
    return {name for name in set(names) if pairs.issuperset(map(add, name, name[1:])) and name in text}
