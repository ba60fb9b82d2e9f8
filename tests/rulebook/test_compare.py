"""What is not the same in two editions is told item by item; nothing else is."""

from dataclasses import replace

import pytest

from scoring.rulebook import Behaviour, Edition, shipped_edition
from scoring.rulebook.compare import changed_parts, differences
from scoring.rulebook.marked import marked
from scoring.rulebook.parts import Numbers, with_part
from tests.engine.mutants import mutants

SHIPPED = shipped_edition()


def told(new: Edition) -> list[tuple[str, ...]]:
    return [(*change.subject, *change[1:]) for change in differences(SHIPPED, new)]


def test_an_edition_does_not_differ_from_itself() -> None:
    assert differences(SHIPPED, SHIPPED) == []


def test_every_change_of_the_arithmetic_is_told() -> None:
    silent = [name for name, edition in mutants(SHIPPED) if not differences(SHIPPED, edition)]

    assert silent == []


def test_a_changed_behaviour_is_told_field_by_field() -> None:
    clause = SHIPPED.clause("4.5")
    lighter = [
        replace(b, halves=-2, words=(*b.words, "刷朋友圈")) if b.name == "接打手机" else b
        for b in clause.behaviours
    ]
    words = "、".join(SHIPPED.behaviour("4.5", "接打手机").words)

    assert told(with_part(SHIPPED, replace(clause, behaviours=tuple(lighter)))) == [
        ("clause-4.5", "条款4.5", "接打手机", "changed", "分值", "2", "1"),
        ("clause-4.5", "条款4.5", "接打手机", "changed", "检索词", words, f"{words}、刷朋友圈"),
    ]


def test_behaviours_added_and_removed_are_told_as_a_whole() -> None:
    clause = SHIPPED.clause("4.6")
    new = Behaviour("4.6", 4, "大厅吸烟", "deduct", -4, "每次", needs_person=True)

    found = told(with_part(SHIPPED, replace(clause, behaviours=(new,))))

    assert found[0] == (
        *("clause-4.6", "条款4.6", "大厅吸烟", "added", "增加", ""),
        "计分：扣分；分值：2；计次：每次；落实到人：是",
    )
    assert found[1][:5] == ("clause-4.6", "条款4.6", "公共区域或后台吸烟", "removed", "删去")


def test_options_and_thresholds_are_told_in_words() -> None:
    new = SHIPPED.with_options(missing_items="item")
    new = with_part(new, Numbers(replace(new.thresholds, late=2), replace(new.limits, bulletin_day=8)))

    assert told(new) == [
        (
            *("options", "选项口径", "", "changed", "R5 便民物品缺少2件及以上"),
            *("按次，一次扣一回", "按件，缺几件扣几回"),
        ),
        ("numbers", "门槛和数字", "", "changed", "当月迟到超限（次）", "3", "2"),
        ("numbers", "门槛和数字", "", "changed", "通报截止（次月几日）", "10", "8"),
    ]
    assert changed_parts(SHIPPED, new) == {"options", "numbers"}


@pytest.mark.parametrize(
    ("before", "after", "struck", "put"),
    [
        ("违者每次扣2分", "违者每次扣1分", "违者每次扣[2]分", "违者每次扣[1]分"),
        ("扣12分", "扣1分", "扣[12]分", "扣[1]分"),
        ("迟到、早退", "迟到、早退、串岗", "迟到、早退", "迟到、早退[、串岗]"),
        ("甲乙丙", "子丑寅卯", "[甲乙丙]", "[子丑寅卯]"),
        ("", "新", "", "[新]"),
        ("同", "同", "同", "同"),
    ],
    ids=["a number", "a whole number", "an addition", "nothing in common", "from nothing", "the same"],
)
def test_texts_are_marked_where_they_differ(before: str, after: str, struck: str, put: str) -> None:
    shown = ["".join(f"[{p.text}]" if p.differs else p.text for p in side) for side in marked(before, after)]

    assert shown == [struck, put]
