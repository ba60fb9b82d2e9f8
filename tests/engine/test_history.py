"""The history that closes a month is all that the next one needs, compact, and of one form."""

import json

import pytest

from scoring.engine import Fact, History, score_month
from scoring.rulebook import shipped_edition


def fact(
    number: int, clause: str, behaviour: str, on: str, *, month: str = "2026-09", **fields: object
) -> Fact:
    base = Fact(
        number,
        1,
        11,
        None,
        None,
        on,
        clause,
        behaviour,
        1,
        None,
        None,
        None,
        False,
        False,
        False,
        True,
        None,
        month,
    )
    return base._replace(**fields)  # type: ignore[arg-type]


def test_history_of_a_month_is_what_its_events_left() -> None:
    facts = [
        fact(1, "1.1", "迟到", "2026-09-01", times=2),
        fact(2, "1.2", "脱岗半天及以上", "2026-09-02", person=12),
        fact(3, "2.8", "大厅督查通报", "2026-09-03", problem=5, bulletin="第1期"),
        fact(4, "2.9", "投诉属实", "2026-09-04", window=7),
    ]

    history = score_month(shipped_edition(), "2026-09", [1], facts, History.empty()).history

    assert history.to_data() == {
        "over_limit": [[1, ["2026-09"]]],
        "ladders": [[1, "2026", 1, [["bulletin", "第1期", 1], ["problem", 5, 1]]]],
        "problems": [[1, 5, 3, "2026-09-03", "2.8", "大厅督查通报", True, False]],
        "tallies": [
            ["late", 1, "2026-09", 11, 2, [1]],
            ["person_complaints", 1, "2026-09", 11, 1, [4]],
            ["window_complaints", 1, "2026-09", 7, 1, [4]],
        ],
        "reached": [["over_limit", 1, "2026-09", 12]],
    }


def test_opening_balance_makes_the_first_month_know_its_year() -> None:
    opening = History.opening(2026, over_limit={1: ["2026-03"]}, criticisms={1: 1})
    facts = [fact(1, "1.2", "脱岗半天及以上", "2026-09-02"), fact(2, "2.8", "大厅督查通报", "2026-09-03")]

    score = score_month(shipped_edition(), "2026-09", [1], facts, History.from_data(opening.to_data()))

    assert [(row.kind, row.person, row.rung) for row in score.follow_ups(1)] == [
        ("5日内撤出并替换", 11, None),
        ("约谈", None, 2),
    ]


def test_ladders_of_past_years_are_dropped() -> None:
    opening = History.opening(2026, over_limit={}, criticisms={1: 3})

    score = score_month(shipped_edition(), "2027-01", [1], [], opening)

    assert score.history == History.empty()


def test_ladder_is_kept_by_the_year_while_the_office_counts_by_the_month() -> None:
    by_month = shipped_edition().with_options(criticism_scope="month")
    first = fact(1, "2.8", "大厅督查通报", "2026-09-03")
    second = fact(2, "2.8", "大厅督查通报", "2026-10-03", month="2026-10")

    september = score_month(by_month, "2026-09", [1], [first], History.empty())
    october = score_month(shipped_edition(), "2026-10", [1], [second], september.history)

    assert [row.kind for row in october.follow_ups(1)] == ["约谈"]


def test_history_of_nothing_is_empty() -> None:
    assert History.from_data({}) == History.empty()
    assert json.loads(json.dumps(History.empty().to_data())) == {
        "over_limit": [],
        "ladders": [],
        "problems": [],
        "tallies": [],
        "reached": [],
    }


@pytest.mark.parametrize(
    "data",
    [
        {"over_limit": [[1]]},
        {"ladders": [[1, "2026"]]},
        {"problems": [[1, 2]]},
        {"tallies": 3},
        {"reached": [1]},
    ],
    ids=["over limit", "ladders", "problems", "tallies", "reached"],
)
def test_history_of_another_shape_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="此前累计的数据不完整"):
        History.from_data(data)
