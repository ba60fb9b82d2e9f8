"""What the shipped edition says, as the rule book's tables have it."""

import pytest

from scoring.rulebook import shipped_edition
from scoring.rulebook.points import show

TABLE = {
    "1.1": "未签到 -2, 未签退 -2, 迟到 -2, 早退 -2, 串岗 -2, 空岗 -2, 对桌同时离岗 -2, 下班前离岗 -2",
    "1.2": "脱岗半天及以上 -5, 未履行请假手续 -5, 先休假后补假条 -5",
    "1.3": "未安排替岗 -2, 替岗衔接空档 -2, 替岗人员违纪 -2",
    "1.4": "",
    "1.5": "因考勤被大厅通报 -5",
    "2.1": "与群众争吵 -2",
    "2.2": "吃零食 -2, 抽烟 -2, 聚众聊天 -2, 打瞌睡 -2, 听音乐 -2, 坐姿不端 -2, 动作不雅 -2",
    "2.3": "酒后上班 -5",
    "2.4": "未执行延时服务 -2",
    "2.5": "吃拿卡要 清零",
    "2.6": "帮办服务 0.5, 代办服务 0.5, 上门服务 0.5, 延时服务 0.5",
    "2.7": "国家级媒体表扬 2, 省级媒体表扬 1, 市级媒体表扬 0.5, 群众表扬信 0.5, 锦旗 0.5, "
    "大厅活动通报表扬 0.5, 弄虚作假 -5",
    "2.8": "新闻媒体曝光 -5, 上级明查暗访 -5, 大厅电子监察通报 -5, 大厅督查通报 -5",
    "2.9": "投诉属实 -5, 投诉属实且争吵 清零, 当月三次投诉 清零",
    "3.1": "未一次性告知 -2, 未书面告知补正 -2, 不予办理未书面说明理由 -2, "
    "未引导导办 -2, 业务不熟致群众重复跑 -2",
    "3.2": "超承诺时限办结 -3, 办结不准确 -3",
    "3.3": "网上受理逾期 -1",
    "3.4": "网上咨询未及时答复 -1, 网上咨询答复不规范 -1",
    "3.5": "电话无人接听或占线 -2, 电话未在15秒内接听 -2, 电话中争执或强行挂断 -2",
    "3.6": "推诿-首次接待单位 -5, 推诿-其他单位 -3",
    "4.1": "便民物品缺少或损坏 -0.5",
    "4.2": "摆放私人物品 -1, 环境脏乱差或公物外置 -1, 后台办公室杂乱 -1",
    "4.3": "未提前3分钟到岗或评价器未就绪 -1, 中午提前上岗 0.5",
    "4.4": "设备损坏未修未告知 -1",
    "4.5": "上网聊天 -2, 玩游戏 -2, 看视频 -2, 网购 -2, 浏览无关网页 -2, 接打手机 -2, 看无关书籍 -2",
    "4.6": "公共区域或后台吸烟 -2",
    "4.7": "上班后打扫卫生 -1",
    "5.1": "未着工装 -1, 混装 -1, 奇装异服 -1, 佩戴首饰 -1, "
    "穿短裤 -1, 穿凉鞋 -1, 穿拖鞋 -1, 未佩戴胸牌 -1, 党员未佩戴党徽 -1",
    "6.1": "未经审查递交进驻手续 -3",
    "6.2": "",
    "6.3": "首次超限 -3, 再次超限 -5, 当月三次投诉 -5",
}


@pytest.mark.parametrize("number", TABLE)
def test_clause_has_the_behaviours_and_points_of_the_table(number: str) -> None:
    behaviours = shipped_edition().clause(number).behaviours
    shown = ", ".join(f"{b.name} {'清零' if b.halves is None else show(b.halves)}" for b in behaviours)

    assert shown == TABLE[number]


def test_numbers_outside_the_arithmetic_are_the_papers() -> None:
    limits = shipped_edition().limits

    assert (limits.bulletin_day, limits.withdrawal_days, limits.substitute_points, limits.early_minutes) == (
        10,
        5,
        2,
        3,
    )


def test_readings_are_the_sixteen() -> None:
    assert [reading.key for reading in shipped_edition().readings] == [f"R{n}" for n in range(1, 17)]


def test_readings_of_a_clause_are_found_by_its_number() -> None:
    assert [reading.key for reading in shipped_edition().readings_of("6.3")] == ["R8", "R9", "R11"]


def test_derived_lines_cannot_be_entered() -> None:
    derived = [b.label for b in shipped_edition().behaviours.values() if not b.entered]

    assert derived == ["2.9 当月三次投诉", "6.3 首次超限", "6.3 再次超限", "6.3 当月三次投诉"]


def test_measures_say_their_thresholds_in_words() -> None:
    measures = [b.measure.rule for b in shipped_edition().entered if b.measure]

    assert measures == ["离岗超过10分钟", "延时5分钟及以上", "便民物品缺少或损坏2件及以上"]


@pytest.mark.parametrize(
    ("first", "second", "acts"),
    [
        ("1.1 迟到", "4.3 未提前3分钟到岗或评价器未就绪", ["到岗晚"]),
        ("4.6 公共区域或后台吸烟", "2.2 抽烟", ["吸烟"]),
        ("2.2 吃零食", "4.6 公共区域或后台吸烟", []),
        ("2.9 投诉属实且争吵", "3.5 电话中争执或强行挂断", ["投诉属实", "投诉电话中争吵"]),
        ("1.1 迟到", "1.1 迟到", []),
    ],
    ids=["late", "smoking", "snacks and smoking", "quarrel on the telephone", "itself"],
)
def test_rivals_are_the_pairs_of_the_rule_book(first: str, second: str, acts: list[str]) -> None:
    edition = shipped_edition()
    one, other = (edition.behaviour(*label.split(" ")) for label in (first, second))

    assert [rival.act for rival in edition.rivals_of(one) if rival.concerns(one, other)] == acts
    assert [rival.act for rival in edition.rivals_of(other) if rival.concerns(other, one)] == acts
