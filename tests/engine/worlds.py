"""Random events for the property tests: few names and days, so that they meet; every kind of behaviour."""

from typing import Any

from hypothesis import strategies as st

from scoring.engine import Fact, MonthScore, score_months
from scoring.rulebook import OPTION_VALUES, Edition, shipped_edition

UNITS = ("甲", "乙")
MONTHS = ("2026-11", "2026-12", "2027-01", "2027-02")
MEETING = (
    ("1.1", "迟到"),
    ("1.2", "脱岗半天及以上"),
    ("1.5", "因考勤被大厅通报"),
    ("2.5", "吃拿卡要"),
    ("2.7", "国家级媒体表扬"),
    ("2.8", "新闻媒体曝光"),
    ("2.8", "上级明查暗访"),
    ("2.8", "大厅督查通报"),
    ("2.9", "投诉属实"),
    ("2.9", "投诉属实且争吵"),
    ("4.1", "便民物品缺少或损坏"),
    ("4.3", "中午提前上岗"),
    ("4.5", "玩游戏"),
)
"""Behaviours whose consequences meet each other."""
ANY = tuple((b.clause, b.name) for b in shipped_edition().entered)
DAYS = ("03", "03T08:30:00", "03T00:00:00", "17", "28T16:00:00")


def seldom(value: Any) -> st.SearchStrategy[Any]:
    """The value in one case of eight, False in the others."""
    return st.sampled_from((False,) * 7 + (value,))


@st.composite
def event(draw: Any, number: int = 1) -> Fact:
    """One event; `id` is its place among all."""
    happened = draw(st.integers(0, len(MONTHS) - 1))
    counted = draw(st.sampled_from((happened, happened, happened, *range(happened, len(MONTHS)))))
    clause, behaviour = draw(
        st.one_of(st.sampled_from(MEETING), st.sampled_from(MEETING), st.sampled_from(ANY))
    )
    return Fact(
        id=number,
        unit=draw(st.sampled_from(UNITS)),
        person=draw(st.sampled_from((None, "王芳", "李强"))),
        window=draw(st.sampled_from((None, None, "1号窗口", "2号窗口"))),
        substitute=None,
        on=f"{MONTHS[happened]}-{draw(st.sampled_from(DAYS))}",
        clause=clause,
        behaviour=behaviour,
        times=draw(st.sampled_from((1, 1, 1, 2, 3))),
        measure=draw(st.sampled_from((1, 2, 4, 5, 10, 11))),
        problem=draw(st.sampled_from((None, None, "p", "q"))),
        bulletin=draw(st.sampled_from((None, None, None, "第1期"))),
        criticised=draw(seldom(True)),
        accountable=draw(seldom(True)),
        serious=draw(seldom(True)),
        verified=not draw(seldom(True)),
        waived=draw(seldom("特殊原因")) or None,
        month=MONTHS[counted],
    )


@st.composite
def events(draw: Any) -> list[Fact]:
    """Up to 24 events in entry order."""
    drawn = draw(st.lists(event(), max_size=24))
    return [fact._replace(id=place) for place, fact in enumerate(drawn, start=1)]


def editions() -> st.SearchStrategy[Edition]:
    """The shipped edition under every choice of the options."""
    choices = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in OPTION_VALUES.items()})
    return choices.map(lambda chosen: shipped_edition().with_options(**chosen))


def scored(edition: Edition, facts: list[Fact], months: tuple[str, ...] = MONTHS) -> list[MonthScore]:
    """The months in order, each with the history of those before."""
    return list(score_months(edition, months, UNITS, facts))


def outcome(score: MonthScore, unit: str) -> dict[str, Any]:
    """Everything of a unit's month, as plain values."""
    result = score.units[unit]
    lines = score.lines(unit)
    return {
        "total": result.total,
        "categories": list(result.categories),
        "overflow": result.overflow,
        "rank": result.rank,
        "lines": [(x.event, x.points, x.counted, x.zeroes, x.covered_by) for x in lines if x.event],
        "derived": [
            (x.clause, x.behaviour, x.person, x.window, x.points, x.month_of_tally)
            for x in lines
            if not x.event
        ],
        "follow_ups": [(row.kind, row.person) for row in score.follow_ups(unit)],
    }
