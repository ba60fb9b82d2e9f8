"""One 整改处理: what, why (clause, events, paper), until when, what was handed in, history, next acts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from notices.handling import PAPERS
from notices.models import FollowUp, HandedIn, Notice, Removal, Talk
from notices.selectors.follow_ups.acts import acts_for
from notices.selectors.follow_ups.basis import basis_of, corrections_behind
from notices.selectors.follow_ups.rows import FollowUpRow, shown, visible_follow_ups
from notices.selectors.follow_ups.rules import edition_behind
from records.changes import changes_of
from records.models import Change, StoredFile
from scoring.models import Correction, ScoreLine
from units.access import Actor

State = FollowUp.State


@dataclass(frozen=True)
class Clause:
    """What the paper says: the number, and the text word for word."""

    number: str
    text: str


@dataclass(frozen=True)
class Cause:
    """An event that the follow-up rests on, as it was stored; `month` leads to its line."""

    event_id: int
    on: date | None
    label: str
    who: str
    fact: str
    month: date


@dataclass(frozen=True)
class FollowUpPage:
    """Everything that the page shows."""

    row: FollowUp
    listed: FollowUpRow
    demand: str
    """The paper's sentence on this kind."""
    clauses: list[Clause]
    causes: list[Cause]
    paper: Notice
    handed_in: list[HandedIn]
    talk: Talk | None
    removal: Removal | None
    source: FollowUp | None
    arisen: list[FollowUp]
    corrections: list[Correction]
    is_gone: bool
    resumes_on: date | None
    """The day on which the last objection was decided; None where none is waited for."""
    acts: frozenset[str]
    changes: list[Change]


def follow_up_page(row: Any, actor: Actor, today: date) -> FollowUpPage:
    """The page of a follow-up that the actor may see (`visible_follow_up`)."""
    basis, edition = basis_of([row]), edition_behind(row)
    own = visible_follow_ups(actor)
    gone = row.pk in basis.gone
    return FollowUpPage(
        row=row,
        listed=shown(row, basis, today),
        demand=edition.follow_ups[row.kind].text,
        clauses=_clauses(row),
        causes=_causes(row),
        paper=row.opened_by,
        handed_in=_handed_in(row),
        talk=getattr(row, "talk", None),
        removal=getattr(row, "removal", None),
        source=row.arose_from,
        arisen=list(own.filter(arose_from=row).order_by("id")) if row.has_arisen else [],
        corrections=corrections_behind(row) if gone else [],
        is_gone=gone,
        resumes_on=basis.decided.get(row.pk),
        acts=acts_for(row, basis, actor, is_proposed=row.is_proposed),
        changes=list(changes_of(row)[:50]),
    )


def visible_follow_up(pk: int, actor: Actor) -> FollowUp | None:
    """The follow-up, where the actor may see it, with all that there is of it once; one query."""
    arisen = FollowUp.objects.filter(arose_from=OuterRef("pk"))
    rows = visible_follow_ups(actor).select_related(*JOINED).defer("opened_by__content")
    rows = rows.annotate(has_arisen=Exists(arisen), is_proposed=Exists(arisen.exclude(state=State.WITHDRAWN)))
    found: FollowUp | None = rows.filter(pk=pk).first()
    return found


JOINED = (
    "opened_by__result",
    "arose_from__person",
    "decided_by",
    "talk",
    "removal__posting",
    "removal__replacement",
)


def _handed_in(row: FollowUp) -> list[HandedIn]:
    """What was handed in; nothing is of a kind that asks for no papers."""
    if row.kind not in PAPERS:
        return []
    return list(row.handed_in.select_related("by", "decided_by").prefetch_related("files"))


def file_of(row: FollowUp, pk: int) -> StoredFile | None:
    """A file handed in for the follow-up, or kept with its talk."""
    for held in (
        StoredFile.objects.filter(handed_in__follow_up=row),
        StoredFile.objects.filter(talks__follow_up=row),
    ):
        found = held.filter(pk=pk).first()
        if found is not None:
            return found
    return None


def _clauses(row: FollowUp) -> list[Clause]:
    """The clauses of its basis in the paper's words; of the ladder, the rung's."""
    edition, found = edition_behind(row), []
    for number in row.basis.split("、"):
        if number in edition.clauses:
            found.append(Clause(number, edition.clauses[number].text))
        elif row.rung:
            found.append(Clause(number, edition.rung(row.rung).text))
    return found


def _causes(row: FollowUp) -> list[Cause]:
    if not row.causes:
        return []
    lines = ScoreLine.objects.filter(event__in=row.causes, unit=row.unit_id).order_by("-pk")
    shown_columns = ("event_id", "happened_on", "clause", "behaviour", "person_name", "fact")
    found: dict[int, Cause] = {}
    for event, on, clause, behaviour, who, fact, month in lines.values_list(
        *shown_columns, "score__result__month__month"
    ):
        found.setdefault(event, Cause(event, on, f"{clause} {behaviour}", who, fact, month))
    return [found[key] for key in sorted(found)]
