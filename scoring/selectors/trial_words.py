"""The words beside the lines of a trial: of what they are, and of whom tallies derive them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from scoring.engine import Line
from scoring.models import ScoreEvent
from scoring.rulebook import Edition
from scoring.selectors.edition_pages import points_of
from scoring.selectors.what_if import LineChange
from scoring.selectors.wording import moment, signed

ABSENT = "没有这一项"
COLUMNS = (
    *("pk", "finding__happened_on", "finding__happened_at", "finding__fact"),
    *("person_id", "person__name", "window_id", "window__number"),
)


class Told(NamedTuple):
    """What is told of a line."""

    when: str
    person: str
    window: str
    fact: str


@dataclass(frozen=True)
class Words:
    """Of all events of some lines, and the names of those that tallies derive lines for."""

    events: dict[int, Told] = field(default_factory=dict)
    people: dict[Any, str] = field(default_factory=dict)
    windows: dict[Any, str] = field(default_factory=dict)

    def of(self, line: Line) -> Told:
        """What is told of a line."""
        found = self.events.get(line.event) if line.event is not None else None
        return found or Told("", self.people.get(line.person, ""), self.windows.get(line.window, ""), "")


class LineView(NamedTuple):
    """A line that changes, as text."""

    label: str
    when: str
    who: str
    fact: str
    before: str
    why_before: str
    after: str
    why_after: str
    event_id: int | None


def trial_words(changes: Iterable[LineChange]) -> Words:
    """The words of all these lines; one query. A derived line's person is one of those it follows from."""
    lines = [line for change in changes for line in change if line is not None]
    events = {event for line in lines for event in (line.event, *line.causes) if event is not None}
    words = Words()
    if events:
        rows = ScoreEvent.objects.filter(pk__in=events).order_by("pk").values_list(*COLUMNS)
        for key, on, at, fact, person_id, person, window_id, window in rows:
            words.events[key] = Told(moment(on, at), person or "", window or "", fact)
            words.people[person_id], words.windows[window_id] = person or "", window or ""
    return words


def line_view(change: LineChange, words: Words, old: Edition, new: Edition) -> LineView:
    """One changed line, under the edition that it was scored by and the one tried."""
    line = change.before or change.after
    if line is None:
        raise ValueError("a change has at least one side")
    told = words.of(line)
    return LineView(
        f"{line.clause} {line.behaviour}",
        told.when,
        "，".join(part for part in (told.person, told.window) if part),
        told.fact,
        counted(change.before),
        why(change.before, old),
        counted(change.after),
        why(change.after, new),
        line.event,
    )


def counted(line: Line | None) -> str:
    """−2, +0.5, 0, 清零; nothing there on this side."""
    if line is None:
        return ABSENT
    return signed(None if line.zeroes is not None and line.counted is None else line.counted or 0)


def why(line: Line | None, edition: Edition) -> str:
    """The line's reason; of one that simply counts, the price: 每件次 −0.5，按件."""
    if line is None or line.why:
        return line.why if line else ""
    behaviour = edition.behaviours.get((line.clause, line.behaviour))
    if behaviour is None:
        return ""
    measure = behaviour.measure
    by_item = measure and measure.per_item and edition.options.missing_items == "item"
    price = f"{behaviour.basis or '每次'} {points_of(behaviour)}"
    return price + (f"，{line.times}次" if line.times > 1 else "") + ("，按件" if by_item else "")
