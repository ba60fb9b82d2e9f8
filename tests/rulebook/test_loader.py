"""An edition that does not fit is refused, naming file, clause, key and cause."""

import pytest

from scoring.rulebook import EditionError, load_edition, shipped_edition, shipped_text

LATE = 'name = "迟到"\neffect = "deduct"\npoints = -2'

REFUSED = {
    "broken TOML": ('name = "2022"', 'name = "2022', "x.toml：不是正确的 TOML："),
    "unknown key of a behaviour": (
        LATE,
        f"{LATE}\npoint = 3",
        "x.toml，条款1.1 迟到 point：没有这个键，请核对拼写",
    ),
    "unknown key at the top": (
        'effective_from = "2022-01"',
        'effective_from = "2022-01"\nauthor = "某"',
        "x.toml，author：没有这个键，请核对拼写",
    ),
    "missing points": (LATE, LATE.replace("points = -2", ""), "x.toml，条款1.1 迟到 points：缺少这个键"),
    "points as text": (LATE, LATE.replace("-2", '"-2"'), "x.toml，条款1.1 迟到 points：应为数字"),
    "points as flag": (LATE, LATE.replace("-2", "true"), "x.toml，条款1.1 迟到 points：应为数字"),
    "points of a quarter": (
        LATE,
        LATE.replace("-2", "-0.25"),
        "x.toml，条款1.1 迟到 points：分值-0.25不是0.5的整数倍",
    ),
    "points of infinity": (
        LATE,
        LATE.replace("-2", "-inf"),
        "x.toml，条款1.1 迟到 points：分值-Infinity不是0.5的整数倍",
    ),
    "deduction above 0": (LATE, LATE.replace("-2", "2"), "x.toml，条款1.1 迟到 points：扣分应小于0"),
    "award below 0": ("points = 0.5", "points = -0.5", "x.toml，条款2.6 帮办服务 points：加分应大于0"),
    "unknown effect": (
        LATE,
        LATE.replace("deduct", "punish"),
        "x.toml，条款1.1 迟到 effect：“punish”不在可选范围（deduct、award、empty、note、derived）",
    ),
    "behaviour twice": ('name = "早退"', 'name = "迟到"', "x.toml，条款1.1 behaviour：“迟到”重复"),
    "clause twice": ('number = "1.2"', 'number = "1.1"', "x.toml，clause：“1.1”重复"),
    "clause without category": ('number = "1.2"', 'number = "7.2"', "x.toml，条款7.2 number：没有这一类"),
    "clause number of words": (
        'number = "1.2"',
        'number = "一"',
        "x.toml，条款一 number：应为“类别.序号”，如 1.1",
    ),
    "search word twice": ('"来晚了"', '"晚到", "来晚了"', "x.toml，条款1.1 迟到 words：有重复的项"),
    "marks do not add up": (
        "full = 20",
        "full = 21",
        "x.toml，category full：六类满分合计应为100分，现为101分",
    ),
    "floor above full": ("floor = 0", "floor = 26", "x.toml，第1类 floor：下限应在0分和满分之间"),
    "category out of order": (
        'number = 2\nname = "文明',
        'number = 3\nname = "文明',
        "number：六类应按1到6的次序排列",
    ),
    "unknown follow-up": (
        'follow_ups = ["书面检查", "处理意见"]',
        'follow_ups = ["检讨"]',
        "x.toml，条款1.5 因考勤被大厅通报 follow_ups：没有“检讨”这一种整改处理",
    ),
    "unknown follow-up of a rung": (
        'follow_ups = ["约谈"]',
        'follow_ups = ["喝茶"]',
        "x.toml，rung第2项 follow_ups：没有“喝茶”这一种整改处理",
    ),
    "unknown follow-up of a flag": (
        'serious = ["移送纪检"]',
        'serious = ["移送"]',
        "x.toml，flags serious：没有“移送”这一种整改处理",
    ),
    "follow-up kind twice": ('kind = "约谈"', 'kind = "限期整改"', "x.toml，follow_up kind：“限期整改”重复"),
    "rungs out of order": ("number = 3\nfollow", "number = 4\nfollow", "number：各级应从1起依次排列"),
    "unknown bearer": ('to = "person_or_unit"', 'to = "all"', "to：“all”不在可选范围"),
    "unknown option value": (
        '"cap"',
        '"never"',
        "options bonus_above_cap：“never”不在可选范围（cap、allow）",
    ),
    "unknown option": ('bonus_above_cap = "cap"', 'bonus = "cap"', "options bonus_above_cap：缺少这个键"),
    "threshold of nought": ("late = 3", "late = 0", "x.toml，thresholds late：不能小于1"),
    "threshold as flag": ("late = 3", "late = true", "x.toml，thresholds late：应为整数"),
    "odd month": ('"2022-01"', '"2022-13"', "x.toml，effective_from：应为“年-月”，如 2022-01"),
    "measure without limit": ("limit = 10, ", "", "x.toml，条款1.1 空岗 measure limit：缺少这个键"),
    "derived behaviour missing": (
        'derived = "again_over_limit"',
        'derived = "first_over_limit"',
        "x.toml，derived：推算行为“first_over_limit”应有且只有一个，现有2个",
    ),
    "reading of no clause": (
        'clauses = ["4.1"]',
        'clauses = ["4.9"]',
        "x.toml，口径R5 clauses：没有条款“4.9”",
    ),
    "reading twice": ('key = "R5"', 'key = "R4"', "x.toml，reading：“R4”重复"),
    "option without reading": (
        'option = "missing_items"',
        'option = "bonus_above_cap"',
        "口径R5 values cap：缺少这个键",
    ),
    "rival of no behaviour": (
        '["2.2 抽烟"]',
        '["2.2 喝茶"]',
        "x.toml，易混条款“吸烟”：没有“2.2 喝茶”这一条款或行为",
    ),
    "blank text": ('title = "考核内容"', 'title = " "', "title：不能为空"),
}


@pytest.mark.parametrize(("found", "put", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_loader_refuses_what_does_not_fit(found: str, put: str, message: str) -> None:
    text = shipped_text()
    assert found in text

    with pytest.raises(EditionError) as caught:
        load_edition(text.replace(found, put, 1), "x.toml")

    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_loader_knows_an_edition_by_its_digest() -> None:
    text = shipped_text()

    assert load_edition(text, "a").sha256 == shipped_edition().sha256
    assert load_edition(text + "\n", "a").sha256 != shipped_edition().sha256


def test_options_are_changed_in_a_copy() -> None:
    edition = shipped_edition()

    changed = edition.with_options(missing_items="item")

    assert (edition.options.missing_items, changed.options.missing_items) == ("case", "item")
    assert changed.with_options() is changed


def test_options_refuse_other_values() -> None:
    with pytest.raises(ValueError, match="口径missing_items只能是case或item，不能是each"):
        shipped_edition().with_options(missing_items="each")
