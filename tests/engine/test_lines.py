"""Every line says what it gives, what of it counts, and why, in words that the person it hurts can follow."""

from pathlib import Path
from typing import Any

import pytest

from scoring.engine import Fact, History, score_month
from scoring.rulebook import Edition, shipped_edition
from scoring.scenarios import json_form, read_scenario, run_scenario

EVERY_REASON = Path(__file__).parents[1] / "worked_months" / "100-every-reason.toml"
COVERED = "不再重复扣分（2.8，口径R7）"
THRICE = "3次（3次及以上），“文明廉洁服务”类不得分（口径R10）"


def lines_of(month: str) -> list[dict[str, Any]]:
    scenario = read_scenario(str(EVERY_REASON))
    lines: list[dict[str, Any]] = json_form(scenario, run_scenario(scenario))["months"][month]["甲"]["lines"]
    return lines


def fact(**fields: Any) -> Fact:
    plain = (1, "甲", None, None, None, "2026-09-03", "1.1", "迟到", 1, None, None, None)
    base = Fact(*plain, False, False, False, True, None, "2026-09")
    return base._replace(**fields)


def test_lines_of_events_give_points_and_what_counted_and_why() -> None:
    rows = [(x["event"], x["points"], x["counted"], x["why"]) for x in lines_of("2026-09") if x["event"]]

    assert rows == [
        ("迟到", -4, -4, ""),
        ("通报", -5, 0, f"同一违纪问题已按2026年9月3日的1.1“迟到”扣分，{COVERED}"),
        ("离岗", -2, 0, "离岗10分钟，没有超过10分钟，按1.1不扣分"),
        ("物品", -0.5, 0, "便民物品缺少或损坏1件，不足2件，按4.1不扣分"),
        ("延时", 0.5, 0, "延时4分钟，不足5分钟，按2.6不加分"),
        ("投诉待查", -5, 0, "未经查证属实，不计扣分"),
        ("锦旗待查", 0.5, 0, "未经查证属实，不加分"),
        ("补假条", -5, 0, "免予扣分：突发疾病，证明已交"),
        ("卡要", None, None, ""),
        ("曝光", -5, 0, f"同一违纪问题已按2026年9月7日的2.5“吃拿卡要”使第二类不得分，{COVERED}"),
        ("窗口投诉", -15, -15, ""),
        ("无名投诉", -20, -20, ""),
        ("孙丽投诉", -15, -15, ""),
        ("孙丽旷工", -5, -5, ""),
    ]


def test_derived_lines_follow_persons_before_windows_with_their_reasons() -> None:
    assert [line for line in lines_of("2026-09") if not line["event"]] == [
        {
            "event": None,
            "clause": "2.9",
            "behaviour": "当月三次投诉",
            "person": "孙丽",
            "points": None,
            "counted": None,
            "why": f"2026年9月本人投诉属实{THRICE}",
            "zeroes": 2,
        },
        {
            "event": None,
            "clause": "2.9",
            "behaviour": "当月三次投诉",
            "person": None,
            "points": None,
            "counted": None,
            "why": f"2026年9月未写明人员和窗口的投诉属实4{THRICE[1:]}",
            "zeroes": 2,
            "window": None,
        },
        {
            "event": None,
            "clause": "2.9",
            "behaviour": "当月三次投诉",
            "person": None,
            "points": None,
            "counted": None,
            "why": f"2026年9月本窗口投诉属实{THRICE}",
            "zeroes": 2,
            "window": "3号窗口",
        },
        {
            "event": None,
            "clause": "6.3",
            "behaviour": "当月三次投诉",
            "person": "孙丽",
            "points": -5,
            "counted": -5,
            "why": "2026年9月本人投诉属实3次（3次及以上），视为不能胜任窗口工作；"
            "此人同月另有超限，6.3只扣一项，整改处理照办（口径R8）",
        },
    ]


def test_a_zeroing_that_takes_no_effect_is_marked_all_the_same() -> None:
    score = score_month(
        shipped_edition(),
        "2026-09",
        ["甲"],
        [fact(clause="2.5", behaviour="吃拿卡要", verified=False)],
        History.empty(),
    )

    (line,) = score.lines("甲")

    assert (line.points, line.counted, line.zeroes, line.why) == (None, 0, 2, "未经查证属实，不计扣分")


def test_a_tally_completed_by_a_late_entry_says_whose_month_it_was() -> None:
    derived = [line for line in lines_of("2026-10") if not line["event"]]

    assert [(line["person"], line["behaviour"], line["points"], line["why"]) for line in derived] == [
        (
            "孙丽",
            "再次超限",
            -5,
            (
                "2026年10月累计迟到4次、旷工1次（累计迟到3次以上、旷工1次以上即超限）；"
                "本单位2026年9月已有超限人员，此后再出现，为再次超限（口径R9）"
            ),
        ),
        (
            "王芳",
            "再次超限",
            -5,
            (
                "2026年9月累计迟到3次（累计迟到3次以上即超限）；"
                "本单位2026年9月已有超限人员，此后再出现，为再次超限（口径R9）；"
                "这是2026年9月的累计，由本月补记的事项达到次数，计入本月（口径R14）"
            ),
        ),
    ]


def test_derived_lines_name_the_events_they_follow_from_across_months() -> None:
    scenario = read_scenario(str(EVERY_REASON))
    october = run_scenario(scenario)["2026-10"]

    derived = [(x.person, x.causes, x.month_of_tally, x.late) for x in october.lines("甲") if x.event is None]

    assert derived == [("孙丽", (16, 17), "2026-10", False), ("王芳", (1, 15), "2026-09", True)]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"clause": "", "behaviour": ""}, "细则没有列入这一情况，只作记录，不计分"),
        ({"behaviour": "跳舞"}, "本月适用的细则没有1.1“跳舞”这一行为，只作记录，不计分"),
        (
            {"clause": "6.3", "behaviour": "首次超限"},
            "6.3“首次超限”由系统推算，录入的不计分",
        ),
        ({"behaviour": "空岗"}, "没有填写离岗的分钟数，1.1须离岗超过10分钟才计，不扣分"),
        ({"clause": "2.6", "behaviour": "延时服务", "waived": "重复申报"}, "不予加分：重复申报"),
    ],
    ids=["outside every clause", "of another edition", "derived but entered", "no measure", "waived bonus"],
)
def test_what_no_rule_prices_is_kept_at_0_with_the_reason(changes: dict[str, Any], why: str) -> None:
    score = score_month(shipped_edition(), "2026-09", ["甲"], [fact(**changes)], History.empty())

    (line,) = score.lines("甲")

    assert (line.counted, line.why, score.units["甲"].total) == (0, why, 200)


def test_lines_are_in_entry_order_whatever_the_order_of_rows() -> None:
    facts = [fact(id=number, on=f"2026-09-{30 - number:02}") for number in (3, 1, 2)]

    score = score_month(shipped_edition(), "2026-09", ["甲"], facts, History.empty())

    assert [line.event for line in score.lines("甲") if line.event] == [1, 2, 3]


def test_plain_rows_are_as_good_as_facts() -> None:
    rows: Any = [list(fact()), tuple(fact(id=2, clause="2.8", behaviour="上级明查暗访"))]

    score = score_month(shipped_edition(), "2026-09", ["甲"], iter(rows), History.empty())

    assert (score.units["甲"].total, len(score.lines("甲"))) == (186, 2)


def test_facts_of_units_out_of_service_are_passed_over() -> None:
    score = score_month(shipped_edition(), "2026-09", ["乙"], [fact()], History.empty())

    assert (list(score.units), score.lines("甲"), score.follow_ups("甲")) == (["乙"], [], [])


def test_names_decide_the_order_of_derived_lines_and_follow_ups() -> None:
    names: dict[Any, str] = {7: "丙", 8: "丁"}
    facts = [
        fact(id=1, person=7, clause="1.2", behaviour="脱岗半天及以上"),
        fact(id=2, person=8, clause="1.2", behaviour="脱岗半天及以上"),
        fact(id=3, person=7, clause="2.3", behaviour="酒后上班"),
        fact(id=4, person=8, clause="2.3", behaviour="酒后上班"),
    ]

    score = score_month(shipped_edition(), "2026-09", ["甲"], facts, History.empty())

    assert [line.person for line in score.lines("甲", names.__getitem__) if line.event is None] == [8, 7]
    assert [row.person for row in score.follow_ups("甲", names.__getitem__) if row.person] == [8, 7]
    assert [line.person for line in score.lines("甲") if line.event is None] == [7, 8]


def test_the_arithmetic_of_a_category_is_written_out() -> None:
    edition: Edition = shipped_edition()
    facts = [
        fact(id=1, clause="2.5", behaviour="吃拿卡要"),
        fact(id=2, clause="4.5", behaviour="玩游戏", times=7),
        fact(id=3, clause="4.3", behaviour="中午提前上岗"),
        fact(id=4, clause="2.7", behaviour="锦旗"),
    ]

    sheets = score_month(edition, "2026-09", ["甲"], facts, History.empty()).units["甲"].sheets

    assert [tuple(sheet) for sheet in sheets if sheet.raw != sheet.full or sheet.emptied_by] == [
        (2, 50, 0, 1, 51, 0, 0, 0, (1,)),
        (4, 20, -28, 1, -7, 0, 0, 7, ()),
    ]
