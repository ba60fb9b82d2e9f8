"""What a complaint found true comes to (2.9; 2.5, 3.1, 3.2, 3.4, 3.5, 3.6 where they fit), as a checklist.

RULEBOOK §8: a verified complaint is always 2.9, and besides what it is about where that is another category,
another duty. One complaint is one 2.9 a unit, however many of its points are true
(docs/decisions/one_complaint_once_a_unit.md).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from scoring.models import ComplaintPoint, ScoreEvent
from scoring.rulebook import Behaviour, Edition
from scoring.selectors.behaviours import PASSED_ON_FIRST, PASSED_ON_OTHERS, behaviour_or_none
from scoring.selectors.entry_choices import BehaviourChoice, behaviour_choices, choice_value, suggested

About = ComplaintPoint.About
TRUE = ComplaintPoint.Result.TRUE
COMPLAINT = ("2.9", "投诉属实")
QUARREL = ("2.9", "投诉属实且争吵")
GRAFT = ("2.5", "吃拿卡要")


class Besides(NamedTuple):
    """What stands besides 2.9: a clause, the behaviour where it is known from the start, and why."""

    clause: str
    behaviour: str
    why: str


BESIDES: Mapping[str, Besides] = {
    About.GRAFT: Besides(*GRAFT, "查实的吃拿卡要归2.5，同时作为一次属实的投诉记2.9。"),
    About.PHONE: Besides(
        "3.5",
        "",
        "反映电话问题的另记3.5：类别不同，两项都成立。电话中争吵、争执的归2.9投诉属实且争吵，不再按3.5计。",
    ),
    About.PASSED_ON: Besides(
        *PASSED_ON_FIRST, "反映推诿的另记3.6，首次接待单位和其他单位各记一项；类别不同，与2.9都成立。"
    ),
    About.TELLING: Besides("3.1", "", "没有一次性告知、让群众重复跑的另记3.1：类别不同，两项都成立。"),
    About.DELAY: Besides("3.2", "", "超时办结、办错的另记3.2：类别不同，两项都成立。"),
    About.ONLINE: Besides("3.4", "", "网上咨询未及时或不规范答复的另记3.4：类别不同，两项都成立。"),
}
WHY_COMPLAINT = "属实的投诉都记2.9，每件投诉对一个单位记一次。"
WHY_QUARREL = "投诉反映的争吵、争执查实的，归2.9投诉属实且争吵，本类不得分；不再按2.1、3.5计。"


@dataclass(frozen=True)
class Line:
    """One line of the checklist."""

    choice: BehaviourChoice
    ticked: bool

    @property
    def key(self) -> str:
        return self.choice.value


@dataclass(frozen=True)
class Group:
    """The lines of one clause and why it is proposed; it `asks` which behaviour it was."""

    clause: str
    text: str
    """The paper's words."""
    why: str
    lines: list[Line]
    asks: bool = False
    one_only: bool = False

    @property
    def keys(self) -> list[str]:
        return [line.key for line in self.lines]

    @property
    def proposed(self) -> set[str]:
        """The lines that are ticked from the start."""
        return {line.key for line in self.lines if line.ticked}


@dataclass(frozen=True)
class Proposal:
    """What is proposed for one true point: its groups, and the 2.9 of this complaint that stands already."""

    groups: list[Group]
    earlier: ScoreEvent | None = None
    """The unit's 2.9 of this complaint, recorded from another of its points."""
    replaces: bool = False
    """A quarrel was found: the earlier, plain 2.9 gives way to it."""

    @property
    def asks_other_units(self) -> bool:
        """Whether other units may have passed the citizen on (3.6)."""
        return any(group.clause == PASSED_ON_FIRST[0] for group in self.groups)

    @property
    def behaviours(self) -> dict[str, Behaviour]:
        """Every line that may be ticked, by its key."""
        return {line.key: line.choice.behaviour for group in self.groups for line in group.lines}

    @property
    def proposed(self) -> list[str]:
        """What is ticked from the start."""
        return [key for group in self.groups for key in group.keys if key in group.proposed]


def proposal(point: ComplaintPoint, edition: Edition, earlier: Sequence[ScoreEvent]) -> Proposal:
    """The checklist of a point found true. `earlier`: what stands from the other points of its complaint."""
    standing = complaint_event(point, earlier)
    replaces = standing is not None and outgrown(point, standing)
    groups = [
        _complaint_group(point, edition, standing, replaces=replaces),
        _besides_group(point, edition, earlier),
    ]
    return Proposal([group for group in groups if group is not None], standing, replaces)


def complaint_event(point: ComplaintPoint, events: Iterable[ScoreEvent]) -> ScoreEvent | None:
    """The 2.9 that stands for the point's unit among the events of its complaint."""
    own = [event for event in events if event.unit_id == point.unit_id and event.clause == COMPLAINT[0]]
    return own[0] if own else None


def outgrown(point: ComplaintPoint, event: ScoreEvent) -> bool:
    """Whether a plain 2.9 gives way because this point is a quarrel."""
    return point.about == About.QUARREL and event.behaviour != QUARREL[1]


def waiting(
    points: Iterable[ComplaintPoint], standing: Mapping[int, Sequence[ScoreEvent]]
) -> list[ComplaintPoint]:
    """The true points whose events still have to be recorded. `standing`: events not dismissed, by point."""
    everything = [event for events in standing.values() for event in events]
    return [point for point in points if _waits(point, standing.get(point.pk, ()), everything)]


def _waits(point: ComplaintPoint, own: Sequence[ScoreEvent], everything: Iterable[ScoreEvent]) -> bool:
    if point.result != TRUE or own:
        return False
    event = complaint_event(point, everything)
    if event is None or outgrown(point, event):
        return True
    return point.about in BESIDES and not _passed_on_already(point, everything)


def _passed_on_already(point: ComplaintPoint, events: Iterable[ScoreEvent]) -> bool:
    """Whether the unit's part in 3.6 was recorded from another point: it was among the other units there."""
    clause = PASSED_ON_FIRST[0]
    mine = any(event.unit_id == point.unit_id and event.clause == clause for event in events)
    return point.about == About.PASSED_ON and mine


def _complaint_group(
    point: ComplaintPoint, edition: Edition, earlier: ScoreEvent | None, *, replaces: bool
) -> Group | None:
    quarrel = point.about == About.QUARREL
    why = WHY_QUARREL if quarrel else WHY_COMPLAINT
    if earlier is not None and not replaces:
        why = f"这件投诉对{point.unit.name}已记过2.9；每件投诉对一个单位只记一次，这一项不再记。"
    if replaces:
        why = f"{WHY_QUARREL}这件投诉原记的“{COMPLAINT[1]}”一并改为“不予认定”，不重复计。"
    names = [QUARREL, COMPLAINT] if quarrel else [COMPLAINT, QUARREL]
    ticked = {names[0]} if earlier is None or replaces else set()
    return _group(edition, names, ticked, why, one_only=True)


def _besides_group(point: ComplaintPoint, edition: Edition, earlier: Sequence[ScoreEvent]) -> Group | None:
    besides = BESIDES.get(point.about)
    if besides is None or besides.clause not in edition.clauses:
        return None
    if besides.clause == PASSED_ON_FIRST[0]:
        return _passed_on_group(point, edition, earlier)
    if besides.behaviour:
        name = (besides.clause, besides.behaviour)
        return _group(edition, [name], {name}, besides.why)
    entries = [entry for entry in edition.clauses[besides.clause].behaviours if entry.entered]
    likely = suggested(edition, f"{point.text}\n{point.finding_text}")
    ticked = {(entry.clause, entry.name) for entry in entries if entry in likely}
    return _group(edition, [(e.clause, e.name) for e in entries], ticked, besides.why, asks=True)


def _passed_on_group(point: ComplaintPoint, edition: Edition, earlier: Sequence[ScoreEvent]) -> Group | None:
    """The unit is the first that the citizen came to, unless another point of the case says who was."""
    names = [PASSED_ON_FIRST, PASSED_ON_OTHERS]
    why = BESIDES[About.PASSED_ON].why
    if _passed_on_already(point, earlier):
        why = f"这件投诉对{point.unit.name}已记过3.6，不再另记。"
        return _group(edition, names, set(), why, one_only=True)
    known = any((event.clause, event.behaviour) == PASSED_ON_FIRST for event in earlier)
    return _group(edition, names, {PASSED_ON_OTHERS if known else PASSED_ON_FIRST}, why, one_only=True)


def _group(
    edition: Edition,
    names: Iterable[tuple[str, str]],
    ticked: set[tuple[str, str]],
    why: str,
    *,
    asks: bool = False,
    one_only: bool = False,
) -> Group | None:
    """The lines that the edition in force knows; None where it knows none of them."""
    known = [found for name in names if (found := behaviour_or_none(edition, *name)) is not None]
    if not known:
        return None
    wanted = {choice_value(entry) for entry in known if (entry.clause, entry.name) in ticked}
    choices = behaviour_choices(edition, known)
    return Group(
        known[0].clause,
        edition.clause(known[0].clause).text,
        why,
        [Line(choice, choice.value in wanted) for choice in choices],
        asks=asks,
        one_only=one_only,
    )
