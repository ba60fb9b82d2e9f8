"""Two editions held against each other, item by item, in the words of the pages."""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple, TypeAlias

from scoring.rulebook.edition import Edition
from scoring.rulebook.points import show
from scoring.rulebook.types import Behaviour, Clause, FollowUpKind, Measure, Reading, Rival, Rung

EFFECT_NAMES: Mapping[str, str] = {
    "deduct": "扣分",
    "award": "加分",
    "empty": "本类不得分",
    "note": "只作记录",
    "derived": "由系统按累计得出",
}
TALLY_NAMES: Mapping[str, str] = {"late": "迟到次数", "absent": "旷工次数", "complaint": "投诉次数"}
BEARER_NAMES: Mapping[str, str] = {"person": "个人", "unit": "单位", "person_or_unit": "个人或单位"}
THRESHOLD_NAMES: Mapping[str, str] = {
    "late": "当月迟到超限（次）",
    "absent": "当月旷工超限（次）",
    "person_complaints": "当月投诉个人（次）",
    "window_complaints": "当月投诉窗口（次）",
}
LIMIT_NAMES: Mapping[str, str] = {
    "bulletin_day": "通报截止（次月几日）",
    "withdrawal_days": "撤出人员（天）",
    "substitute_points": "替岗人员违纪按1.3计（分及以下）",
    "early_minutes": "提前到岗（分钟）",
}
FLAG_NAMES: Mapping[str, str] = {"serious": "情节特别严重", "accountable": "被问责"}

Kind = Literal["added", "removed", "changed"]
Items: TypeAlias = dict[str, str]
"""What is said of one thing: {label: words}."""


class Subject(NamedTuple):
    """One thing that an edition says something of."""

    part: str
    """The key of the part that it stands in (see `parts`); of rival clauses `rivals`."""
    place: str
    name: str


class Difference(NamedTuple):
    """One item that is not the same."""

    subject: Subject
    kind: Kind
    """Whether the whole thing was added or taken away, or this one item of it changed."""
    label: str
    before: str
    after: str


def differences(old: Edition, new: Edition) -> list[Difference]:
    """All that is not the same, in the new edition's order; what was taken away stands in the old one's."""
    before, after = dict(described(old)), dict(described(new))
    found = [change for subject in after for change in _of(subject, before.get(subject), after[subject])]
    gone = [
        change for subject in before if subject not in after for change in _of(subject, before[subject], None)
    ]
    order = {part: place for place, part in enumerate(dict.fromkeys(s.part for s in (*after, *before)))}
    return sorted(found + gone, key=lambda change: order[change.subject.part])


def changed_parts(old: Edition, new: Edition) -> frozenset[str]:
    """The keys of the parts in which anything is not the same."""
    return frozenset(change.subject.part for change in differences(old, new))


def described(edition: Edition) -> Iterator[tuple[Subject, Items]]:
    """Everything that the edition says, in order."""
    yield (
        Subject("head", "版本", ""),
        {
            "名称": edition.name,
            "标题": edition.title,
            "施行月份": _month(edition.effective_from),
            "导语": edition.lead_in,
        },
    )
    yield Subject("options", "选项口径", ""), _options(edition)
    yield Subject("numbers", "门槛和数字", ""), _numbers(edition)
    for category in edition.categories:
        marks = {"名称": category.name, "满分": show(category.full), "下限": show(category.floor)}
        yield Subject("marks", "六类", f"第{category.number}类"), marks
    for kind in edition.follow_ups.values():
        yield Subject("handling", "整改处理", kind.kind), _kind(kind)
    for place, rung in enumerate(edition.rungs, start=1):
        yield Subject("handling", "通报批评", f"第{place}次"), _rung(rung)
    yield Subject("handling", "整改处理", "标记"), _flags(edition)
    for clause in edition.clauses.values():
        yield from _clause(clause)
    for reading in edition.readings:
        yield Subject(f"reading-{reading.key}", "口径", reading.key), _reading(reading)
    for section in edition.notice:
        words = {"标题": section.title, "原文": section.text, "修订依据": section.amended_by}
        yield Subject(f"notice-{section.number}", "通知正文", section.number), words
    for rival in edition.rivals:
        yield Subject("rivals", "易混条款", rival.act), _rival(rival)


def _of(subject: Subject, before: Items | None, after: Items | None) -> Iterator[Difference]:
    if before is None:
        yield Difference(subject, "added", "增加", "", summed_up(after or {}))
    elif after is None:
        yield Difference(subject, "removed", "删去", summed_up(before), "")
    else:
        for label in {**before, **after}:
            was, now = before.get(label, ""), after.get(label, "")
            if was != now:
                yield Difference(subject, "changed", label, was, now)


def summed_up(items: Items) -> str:
    """Everything said of one thing, in one line."""
    return "；".join(f"{label}：{words}" for label, words in items.items() if words and words != "否")


def _options(edition: Edition) -> Items:
    return {
        f"{reading.key} {reading.title}": reading.values[getattr(edition.options, reading.option)]
        for reading in edition.readings
        if reading.option
    }


def _numbers(edition: Edition) -> Items:
    found = {label: str(getattr(edition.thresholds, name)) for name, label in THRESHOLD_NAMES.items()}
    return found | {label: str(getattr(edition.limits, name)) for name, label in LIMIT_NAMES.items()}


def _kind(kind: FollowUpKind) -> Items:
    return {"对象": BEARER_NAMES[kind.to], "办理": kind.handled_by, "原文": kind.text}


def _rung(rung: Rung) -> Items:
    return {"整改处理": listed(rung.follow_ups), "原文": rung.text}


def _flags(edition: Edition) -> Items:
    return {label: listed(getattr(edition.flags, name)) for name, label in FLAG_NAMES.items()}


def _clause(clause: Clause) -> Iterator[tuple[Subject, Items]]:
    part, place = f"clause-{clause.number}", f"条款{clause.number}"
    yield (
        Subject(part, place, ""),
        {"原文": clause.text, "计次": clause.basis, "修订依据": clause.amended_by},
    )
    for behaviour in clause.behaviours:
        yield Subject(part, place, behaviour.name), behaviour_items(behaviour)


def behaviour_items(behaviour: Behaviour) -> Items:
    """What is said of a behaviour."""
    return {
        "计分": EFFECT_NAMES[behaviour.effect],
        "分值": "" if behaviour.halves is None else show(abs(behaviour.halves)),
        "计次": behaviour.basis,
        "计量": _measure(behaviour.measure),
        "落实到人": _yes(behaviour.needs_person),
        "须有证明材料": behaviour.proof,
        "须经查实": _yes(behaviour.needs_verification),
        "属于通报批评": _yes(behaviour.criticism),
        "同一问题已扣的不再扣": _yes(behaviour.unless_already_deducted),
        "计入累计": TALLY_NAMES.get(behaviour.tally or "", ""),
        "整改处理": listed(behaviour.follow_ups),
        "免计人员": listed(behaviour.exempt),
        "只对党员": _yes(behaviour.party_members_only),
        "登记时提示": behaviour.warning,
        "检索词": listed(behaviour.words),
    }


def _measure(measure: Measure | None) -> str:
    if measure is None:
        return ""
    return f"{measure.rule}{'（可逐件计）' if measure.per_item else ''}"


def _reading(reading: Reading) -> Items:
    return {
        "题目": reading.title,
        "条款": listed(reading.clauses),
        "口径": reading.text,
        "可选": listed(tuple(reading.values.values())),
    }


def _rival(rival: Rival) -> Items:
    return {
        "一方": listed(rival.one),
        "另一方": listed(rival.other),
        "两项同时成立": _yes(rival.both),
        "建议": rival.proposed,
        "提示": rival.warning,
    }


def listed(words: tuple[str, ...]) -> str:
    """检索词甲、检索词乙"""
    return "、".join(words)


def _month(key: str) -> str:
    year, _, number = key.partition("-")
    return f"{year}年{int(number)}月"


def _yes(flag: bool) -> str:
    return "是" if flag else "否"
