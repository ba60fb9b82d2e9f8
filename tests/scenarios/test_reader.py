"""A scenario that cannot be used is refused in one line: file, event, field, cause."""

import pytest

from scoring.rulebook import shipped_edition
from scoring.scenarios.fields import ScenarioError
from scoring.scenarios.reader import parse_scenario
from scoring.scenarios.types import Scenario

EVENT = '[[event]]\nunit = "甲"\non = 2026-09-03\nclause = "1.1"\nbehaviour = "迟到"\n'
AWAY = EVENT.replace("迟到", "空岗")
ITEMS = EVENT.replace("1.1", "4.1").replace("迟到", "便民物品缺少或损坏")
EXPECT = EVENT + '[expect."2026-09"."甲"]\n'

REFUSED = {
    "unknown field": ("date = 2026-09-03\n", "x.toml，date：没有这个字段，请核对拼写"),
    "title as number": ("title = 3\n", "x.toml，title：应为文字（加引号），不能是3"),
    "unknown field of an event": (EVENT + "why = 1\n", "x.toml，事项e1，why：没有这个字段，请核对拼写"),
    "named event": (EVENT + 'id = "甲一"\nwhy = 1\n', "x.toml，事项甲一，why：没有这个字段，请核对拼写"),
    "second event": (EVENT + EVENT + "why = 1\n", "x.toml，事项e2，why：没有这个字段，请核对拼写"),
    "event twice": (EVENT + 'id = "e2"\n' + EVENT, "x.toml，事项e2，id：“e2”重复"),
    "event as table": ("[event]\nunit = 1\n", "x.toml，event：应为列表"),
    "event as text": ('event = ["甲"]\n', "x.toml，第1个事项：应为表"),
    "unit missing": (EVENT.replace('unit = "甲"\n', ""), "x.toml，事项e1，unit：缺少这个字段"),
    "unit blank": (EVENT.replace("甲", " "), "x.toml，事项e1，unit：不能为空"),
    "unit elsewhere": (f'units = ["乙"]\n{EVENT}', "x.toml，事项e1，unit：“甲”不在 units 之中"),
    "units as text": ('units = "甲"\n', "x.toml，units：应为列表，不能是“甲”"),
    "units twice": ('units = ["甲", "甲"]\n', "x.toml，units：“甲”重复"),
    "months odd": ('months = ["2026-13"]\n', 'x.toml，months：应为“年-月”，如 "2026-09"，不能是“2026-13”'),
    "months as date": ("months = [2026-09-01]\n", "x.toml，months：应为“年-月”"),
    "on missing": (EVENT.replace("on = 2026-09-03\n", ""), "x.toml，事项e1，on：缺少这个字段"),
    "on as text": (EVENT.replace("2026-09-03", '"2026-09-03"'), "x.toml，事项e1，on：应为日期或当地日期时间"),
    "on as time": (EVENT.replace("2026-09-03", "08:30:00"), "x.toml，事项e1，on：应为日期或当地日期时间"),
    "on with offset": (EVENT.replace("2026-09-03", "2026-09-03T08:30:00Z"), "on：应为当地时间，不能带时区"),
    "clause unknown": (EVENT.replace("1.1", "7.1"), "x.toml，事项e1，clause：细则没有“7.1”这一条"),
    "clause as number": (EVENT.replace('"1.1"', "1.1"), "clause：应为文字（加引号），不能是1.1"),
    "behaviour unknown": (
        EVENT.replace("迟到", "晚到"),
        "x.toml，事项e1，behaviour：1.1没有“晚到”这一行为（有：未签到、",
    ),
    "clause without behaviours": (EVENT.replace("1.1", "1.4"), "behaviour：1.4没有“迟到”这一行为（有：无）"),
    "derived 6.3": (
        EVENT.replace("1.1", "6.3").replace("迟到", "首次超限"),
        "x.toml，事项e1，behaviour：6.3“首次超限”由系统推算，不能录入",
    ),
    "derived 2.9": (
        EVENT.replace("1.1", "2.9").replace("迟到", "当月三次投诉"),
        "behaviour：2.9“当月三次投诉”由系统推算，不能录入",
    ),
    "times 0": (EVENT + "times = 0\n", "x.toml，事项e1，times：应在1到1000000之间，不能是0"),
    "times as flag": (EVENT + "times = true\n", "x.toml，事项e1，times：应为整数，不能是true"),
    "times as decimal": (EVENT + "times = 2.0\n", "x.toml，事项e1，times：应为整数，不能是2.0"),
    "times huge": (EVENT + f"times = {10**30}\n", "x.toml，事项e1，times：应在1到1000000之间"),
    "measure missing": (AWAY, "x.toml，事项e1，measure：缺少这个字段：1.1 空岗须填写离岗的分钟数"),
    "measure as text": (AWAY + 'measure = "12"\n', "x.toml，事项e1，measure：应为数字，不能是“12”"),
    "measure as flag": (AWAY + "measure = true\n", "x.toml，事项e1，measure：应为数字，不能是true"),
    "measure of nothing": (AWAY + "measure = nan\n", "x.toml，事项e1，measure：应为不超过1000000的数字"),
    "measure below 0": (AWAY + "measure = -1\n", "x.toml，事项e1，measure：不能小于0，不能是-1"),
    "half an item": (ITEMS + "measure = 2.5\n", "x.toml，事项e1，measure：件数应为整数，不能是2.5"),
    "verified as text": (
        EVENT + 'verified = "no"\n',
        "x.toml，事项e1，verified：应为 true 或 false，不能是“no”",
    ),
    "serious as number": (EVENT + "serious = 1\n", "x.toml，事项e1，serious：应为 true 或 false，不能是1"),
    "waived as flag": (EVENT + "waived = true\n", "x.toml，事项e1，waived：应为文字（加引号），不能是true"),
    "waived without reason": (EVENT + 'waived = ""\n', "x.toml，事项e1，waived：不能为空"),
    "counts too early": (
        EVENT + 'counts_in = "2026-08"\n',
        "x.toml，事项e1，counts_in：计入月份2026-08早于发生月份2026-09",
    ),
    "counts in no month": (EVENT + 'counts_in = "九月"\n', "x.toml，事项e1，counts_in：应为“年-月”"),
    "a slip of the pen": (
        EVENT + EVENT.replace("2026", "0206"),
        "x.toml，event：事项从0206-09到2026-09，超过100年，请核对日期",
    ),
    "unknown option": ('[options]\nbonus = "cap"\n', "x.toml，options，bonus：没有这个字段，请核对拼写"),
    "unknown value of an option": (
        '[options]\nmissing_items = "each"\n',
        "x.toml，options，missing_items：只能是case或item，不能是“each”",
    ),
    "options as text": ('options = "allow"\n', "x.toml，options：应为表"),
    "expect as list": ("expect = []\n", "x.toml，expect：应为表"),
    "expect of another month": (
        EVENT + '[expect."2026-10"."甲"]\n',
        "x.toml，expect，2026-10：这个月份不在计分的月份之中",
    ),
    "expect of no month": (EVENT + '[expect."九月"."甲"]\n', "x.toml，expect：应为“年-月”"),
    "expect of another unit": (
        EVENT + '[expect."2026-09"."乙"]\n',
        "x.toml，expect 2026-09，乙：不是计分的单位",
    ),
    "expect of another key": (EXPECT + "totals = 91\n", "x.toml，expect 2026-09 甲，totals：没有这个字段"),
    "expect total as text": (
        EXPECT + 'total = "91"\n',
        "x.toml，expect 2026-09 甲，total：应为数字，不能是“91”",
    ),
    "expect five categories": (EXPECT + "categories = [1, 2]\n", "categories：应为六类的得分，现有2个"),
    "expect rank 0": (EXPECT + "rank = 0\n", "x.toml，expect 2026-09 甲，rank：应在1到1000000之间，不能是0"),
    "expect follow-ups as text": (EXPECT + 'follow_ups = "约谈"\n', "follow_ups：应为列表，不能是“约谈”"),
}


def parse(text: str) -> Scenario:
    return parse_scenario(text, "x.toml", shipped_edition())


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_reader_refuses_what_cannot_be_used(text: str, message: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        parse(text)

    assert message in str(caught.value)
    assert str(caught.value).startswith("x.toml")
    assert "\n" not in str(caught.value)


def test_units_are_those_of_the_events_in_their_order() -> None:
    assert parse(EVENT.replace("甲", "乙") + EVENT + EVENT).units == ("乙", "甲")


def test_months_run_from_the_first_counting_month_to_the_last() -> None:
    text = EVENT.replace("09-03", "11-03") + EVENT.replace("09-03", "10-03") + 'counts_in = "2027-01"\n'

    assert parse(text).months == ("2026-11", "2026-12", "2027-01")


def test_months_without_events_are_those_expected_of() -> None:
    assert parse('units = ["甲"]\n[expect."2026-09"."甲"]\ntotal = 100\n').months == ("2026-09",)


def test_measure_is_ignored_where_the_behaviour_has_none() -> None:
    assert parse(EVENT + "measure = -5\n").facts[0].measure == -5


def test_measure_may_be_a_fraction_of_a_minute() -> None:
    assert str(parse(AWAY + "measure = 10.5\n").facts[0].measure) == "10.5"
    assert str(parse(AWAY + "measure = 1e1\n").facts[0].measure) == "10"


def test_nothing_at_all_is_an_empty_scenario() -> None:
    scenario = parse("")

    assert (scenario.units, scenario.months, scenario.facts) == ((), (), ())
