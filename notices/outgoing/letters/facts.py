"""The facts of a follow-up: frozen lines of closed months, with what was corrected and answered since.

Nothing of today's events or findings is read. Objections and corrections are records of decisions: they are
told as they stand.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from notices.bulletin.content import Item
from notices.models import FollowUp
from notices.outgoing.letters.case import Answer, Fact, Proof
from scoring.models import MonthResult, Objection, ScoreLine
from scoring.models.findings import Source
from scoring.rulebook import Edition
from scoring.selectors.corrections import HEAVY, in_force
from scoring.selectors.evidence import COMPLAINT_CLAUSES

OF_A_COMPLAINT = "投诉证明材料（存政策法规股）"


def causes_of(follow_up: FollowUp) -> list[int]:
    """The events that it rests on; those of what it arose from where it names none."""
    if follow_up.causes or follow_up.arose_from is None:
        return list(follow_up.causes)
    return list(follow_up.arose_from.causes)


def stored_lines(follow_up: FollowUp, others: Iterable[int], result: MonthResult) -> list[Any]:
    """The stored lines of its causes, of `others` (events), and its own result's derived ones; one query.

    In the order in which their months were closed, the results' own order inside.
    """
    events = {*causes_of(follow_up), *others}
    derived = Q(score__result=result, unit=follow_up.unit_id, event__isnull=True)
    rows = ScoreLine.objects.filter(Q(event__in=events) | derived if events else derived)
    rows = rows.annotate(
        of_result=F("score__result_id"),
        closed_at=F("score__result__closed_at"),
        is_answered=Exists(Objection.objects.filter(event=OuterRef("event"))),
        is_corrected=Exists(in_force().filter(event=OuterRef("event"))),
    )
    return list(rows.order_by("closed_at", "of_result", "score_id", "position"))


def facts_of(
    follow_up: FollowUp, result: MonthResult, edition: Edition, stored: Iterable[Any]
) -> tuple[Fact, ...]:
    """The causing events by day, then what their tallies derived and what corrections say of them."""
    causes, lines = causes_of(follow_up), [line for line in stored if line.unit_id == follow_up.unit_id]
    events = frozen_lines(causes, lines, result)
    own = [line for line in lines if line.event_id is None and line.of_result == result.pk]
    kinds = {follow_up.kind} | ({follow_up.arose_from.kind} if follow_up.arose_from else set())
    derived = [
        line
        for line in sorted(own, key=lambda line: line.position)
        if _brings(line, kinds, follow_up, edition)
    ]
    answers = answers_of(line.event_id for line in lines if line.is_answered)
    ordered = sorted(events.values(), key=lambda line: (line.happened_on, str(line.happened_at or "")))
    return (
        *(_fact(line, answers) for line in (*ordered, *derived)),
        *corrections_of(line.event_id for line in lines if line.is_corrected and line.event_id in causes),
    )


def corrections_of(causes: Iterable[int]) -> Iterator[Fact]:
    """What has been corrected of these events since their month was closed."""
    rows = in_force().filter(event__in=list(causes)).order_by("id")
    for row in rows.select_related("result__month").defer(*HEAVY):
        halves = row.difference_halves
        item = Item(
            unit=row.unit_id,
            category=0,
            clause="更正",
            behaviour=f"{row.result.month}更正",
            on="",
            at="",
            window="",
            person="",
            fact=row.statement,
            times=1,
            points=halves,
            counted=halves,
            zeroes=False,
            why=row.reason,
            is_late=False,
            status="",
        )
        yield Fact(item, None, "", "")


def _brings(line: ScoreLine, kinds: set[str], follow_up: FollowUp, edition: Edition) -> bool:
    """Whether a derived line is what brought this follow-up."""
    behaviour = edition.behaviours.get((line.clause, line.behaviour))
    whose = line.person_id is None or follow_up.person_id in (None, line.person_id)
    return whose and behaviour is not None and not kinds.isdisjoint(behaviour.follow_ups)


def frozen_lines(causes: Iterable[int], lines: Iterable[Any], result: MonthResult) -> Mapping[int, ScoreLine]:
    """The frozen line of each event: of this result, else of the newest one stored before it."""
    wanted = set(causes)
    found: dict[int, Any] = {}
    for line in lines:
        if line.event_id not in wanted or line.closed_at > result.closed_at:
            continue
        kept = found.get(line.event_id or 0)
        if line.event_id and (kept is None or kept.of_result != result.pk):
            found[line.event_id] = line
    return found


def answers_of(causes: Iterable[int]) -> Mapping[int, list[Answer]]:
    """The objections to each event, in order, as decided so far."""
    found: dict[int, list[Answer]] = {}
    rows = Objection.objects.filter(event__in=list(causes)).order_by("id")
    for row in rows:
        decided = timezone.localdate(row.decided_at).isoformat() if row.decided_at else ""
        filed = timezone.localdate(row.filed_at).isoformat()
        answer = Answer(filed, row.text, row.get_state_display(), row.decision, decided)
        found.setdefault(row.event_id, []).append(answer)
    return found


def _fact(line: ScoreLine, answers: Mapping[int, list[Answer]]) -> Fact:
    return Fact(
        item=_item(line),
        event=line.event_id,
        source=line.source,
        substitute=line.substitute_name,
        proofs=tuple(_proof(line, file) for file in line.evidence),
        answers=tuple(answers.get(line.event_id or 0, ())),
    )


def _proof(line: ScoreLine, file: Mapping[str, Any]) -> Proof:
    """A file; what belongs to a complaint is not named, since its name may tell who complained."""
    of_complaint = line.source == Source.COMPLAINT or line.clause in COMPLAINT_CLAUSES
    return Proof(OF_A_COMPLAINT if of_complaint else file["name"], file["sha256"])


def _item(line: ScoreLine) -> Item:
    return Item(
        line.unit_id,
        line.category,
        line.clause,
        line.behaviour,
        line.happened_on.isoformat() if line.happened_on else "",
        line.happened_at.strftime("%H:%M") if line.happened_at else "",
        line.window_name,
        line.person_name,
        line.fact,
        line.times,
        line.points_halves,
        line.counted_halves,
        line.zeroes,
        line.why,
        line.is_late,
        line.status,
    )
