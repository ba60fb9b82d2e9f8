"""Behaviours are found by what people say."""

import pytest

from scoring.rulebook import shipped_edition


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("玩手机", "4.5 接打手机"),
        ("没穿工服", "5.1 未着工装"),
        ("吵架", "2.1 与群众争吵"),
        ("来晚了", "1.1 迟到"),
        ("窗口没人", "1.1 空岗"),
        ("没请假", "1.2 未履行请假手续"),
        ("睡觉", "2.2 打瞌睡"),
        ("喝酒", "2.3 酒后上班"),
        ("记者暗访", "2.8 新闻媒体曝光"),
        ("12345", "2.9 投诉属实"),
        ("踢皮球", "3.6 推诿-首次接待单位"),
        ("老花镜", "4.1 便民物品缺少或损坏"),
        ("叫号机", "4.4 设备损坏未修未告知"),
        ("抖音", "4.5 看视频"),
        ("党徽", "5.1 党员未佩戴党徽"),
        ("感谢信", "2.7 群众表扬信"),
        ("有人在窗口上嗑瓜子", "2.2 吃零食"),
        ("3.3", "3.3 网上受理逾期"),
    ],
)
def test_search_finds_what_people_mean_first(said: str, meant: str) -> None:
    assert shipped_edition().search(said)[0].label == meant


def test_search_for_nothing_lists_all_that_may_be_entered() -> None:
    edition = shipped_edition()

    assert edition.search("  ") == list(edition.entered)


def test_search_for_nonsense_finds_nothing() -> None:
    assert shipped_edition().search("zzzz") == []


def test_every_behaviour_is_found_by_its_own_name_and_words() -> None:
    edition = shipped_edition()
    lost = [
        (behaviour.label, said)
        for behaviour in edition.entered
        for said in (behaviour.name, *behaviour.words)
        if behaviour not in edition.search(said)
    ]

    assert lost == []
