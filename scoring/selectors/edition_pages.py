"""What the pages of an edition show: its parts with what they say, and two editions side by side."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby

from scoring.periods import month_from, month_name
from scoring.rulebook import Behaviour, Clause, Edition, Reading, Section
from scoring.rulebook.compare import Difference, changed_parts, differences
from scoring.rulebook.marked import Piece, marked
from scoring.rulebook.parts import key_of_next, keys, part_of
from scoring.rulebook.points import show

EXCERPT = 60
EMPTIES = "本类不得分"
WHOLE_TITLES = {
    "head": "名称、施行月份和导语",
    "options": "选项口径",
    "numbers": "门槛和数字",
    "marks": "六类满分",
    "handling": "整改处理",
    "rivals": "易混条款",
}


@dataclass(frozen=True)
class PartRow:
    """A part in the table of contents."""

    key: str
    title: str
    said: str
    more: str
    changed: bool


@dataclass(frozen=True)
class Group:
    """Parts of one kind; `next_key` where a clause can be added."""

    title: str
    rows: list[PartRow]
    next_key: str = ""


@dataclass(frozen=True)
class DiffRow:
    """One item that is not the same, both texts in pieces."""

    name: str
    label: str
    kind: str
    before: list[Piece]
    after: list[Piece]


@dataclass(frozen=True)
class DiffPart:
    """All that is not the same in one part."""

    key: str
    title: str
    rows: list[DiffRow]
    is_there: bool
    """The newer edition has this part, so that it can be edited."""


def contents(edition: Edition, base: Edition) -> list[Group]:
    """The parts of an edition; marked is what is not as in `base`."""
    changed = changed_parts(base, edition)
    by_kind: dict[str, list[PartRow]] = {}
    for key in keys(edition):
        kind, _, name = key.partition("-")
        place = f"clause {name.partition('.')[0]}" if kind == "clause" else kind if name else ""
        by_kind.setdefault(place, []).append(_row(edition, key, changed))
    clauses = [
        Group(
            f"{category.number}　{category.name}（{show(category.full)}分）",
            by_kind.get(f"clause {category.number}", []),
            key_of_next(category),
        )
        for category in edition.categories
    ]
    return [
        Group("版本、口径和处理", by_kind[""]),
        *clauses,
        Group("口径的文字", by_kind.get("reading", [])),
        Group("通知正文", by_kind.get("notice", [])),
    ]


def diff(old: Edition, new: Edition) -> list[DiffPart]:
    """Two editions side by side, part by part."""
    there = set(keys(new))
    found = groupby(differences(old, new), key=lambda change: change.subject.part)
    return [
        DiffPart(
            key,
            part_title(new if key in there else old, key),
            [_diff_row(change) for change in changes],
            key in there,
        )
        for key, changes in found
    ]


def part_title(edition: Edition, key: str) -> str:
    """“条款4.5”, “口径R5 便民物品缺少2件及以上”, “通知正文 三、督查通报”."""
    if key in WHOLE_TITLES:
        return WHOLE_TITLES[key]
    part = part_of(edition, key)
    if isinstance(part, Reading):
        return f"口径{part.key} {part.title}"
    if isinstance(part, Section):
        return f"通知正文 {part.number}、{part.title}"
    return f"条款{part.number}" if isinstance(part, Clause) else key


def points_of(behaviour: Behaviour) -> str:
    """−2, +0.5, 本类不得分; a true minus sign as the papers print it."""
    if behaviour.effect == "empty" or behaviour.halves is None:
        return "不计分" if behaviour.effect == "note" else EMPTIES
    sign = "+" if behaviour.halves > 0 else "−"
    return f"{sign}{show(abs(behaviour.halves))}"


def _row(edition: Edition, key: str, changed: Collection[str]) -> PartRow:
    part = part_of(edition, key)
    said = more = ""
    if isinstance(part, Clause):
        said = _excerpt(part.text)
        more = "、".join(f"{each.name} {points_of(each)}" for each in part.behaviours)
    elif isinstance(part, Reading | Section):
        said = _excerpt(part.text)
    else:
        said = "；".join(_summary(edition, key))
    return PartRow(key, part_title(edition, key), said, more, key in changed)


def _summary(edition: Edition, key: str) -> Iterator[str]:
    if key == "head":
        yield f"{edition.name}，自{month_name(month_from(edition.effective_from))}起"
    elif key == "options":
        for reading in edition.readings:
            if reading.option:
                yield f"{reading.key} {reading.values[getattr(edition.options, reading.option)]}"
    elif key == "numbers":
        found = edition.thresholds
        yield f"迟到{found.late}次、旷工{found.absent}次超限"
        yield f"投诉个人{found.person_complaints}次、窗口{found.window_complaints}次"
    elif key == "marks":
        yield "、".join(f"{category.name}{show(category.full)}" for category in edition.categories)
    else:
        yield "、".join(edition.follow_ups)


def _excerpt(text: str) -> str:
    return text if len(text) <= EXCERPT else f"{text[:EXCERPT]}…"


def _diff_row(change: Difference) -> DiffRow:
    before, after = marked(change.before, change.after)
    return DiffRow(change.subject.name, change.label, change.kind, before, after)
