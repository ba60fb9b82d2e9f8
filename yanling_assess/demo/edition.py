"""A draft of the rules for 2027 that the chief has written, so that comparing and trying show something."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from scoring.models import RuleEdition
from scoring.rulebook import Behaviour, Clause, Edition, Thresholds, shipped_edition
from scoring.rulebook.parts import Numbers, Part, digest, part_of
from scoring.selectors.edition_list import KeptEdition
from scoring.services.editions import draft_edition, edit_part
from yanling_assess.demo.timeline import HERE

NAME, MONTH = "2027征求意见稿", date(2027, 1, 1)
DRAFTED = datetime(2026, 10, 19, 15, 30, tzinfo=HERE)
DOCUMENT = "《关于修订窗口单位百分考核计分细则的通知》（征求意见稿）"
LIGHTER = {"未签到": -2, "未签退": -2, "接打手机": -2}
"""In half-points: from two points to one."""


def draft_of_2027(*, by: Any) -> None:
    """Made from the edition in force, then part by part."""
    row = draft_edition(name=NAME, month=MONTH, base=shipped_edition(), by=by, at=DRAFTED)
    for key, part in _parts(shipped_edition()):
        read = digest(part_of(_now(row), key))
        row = edit_part(draft=row, key=key, read=read, part=part, by=by, at=DRAFTED)


def _now(row: RuleEdition) -> Edition:
    return KeptEdition(row).edition


def _parts(base: Edition) -> Iterator[tuple[str, Part]]:
    yield "options", replace(base.options, missing_items="item", criticism_scope="month")
    yield "numbers", Numbers(_stricter(base.thresholds), base.limits)
    yield (
        "clause-1.1",
        _amended(
            base.clause("1.1"),
            "违者每人每次扣2分",
            "未签到、未签退的每人每次扣1分，其余违者每人每次扣2分",
        ),
    )
    yield (
        "clause-2.2",
        _with(
            _amended(base.clause("2.2"), "听音乐，", "听音乐、外放声音，"),
            Behaviour("2.2", 2, "外放声音", "deduct", -4, "每次", words=("外放", "手机外放", "声音太大")),
        ),
    )
    yield (
        "clause-4.5",
        _amended(base.clause("4.5"), "违者每次扣2分", "接打手机的每次扣1分，其余违者每次扣2分"),
    )
    yield "clause-6.3", _amended(base.clause("6.3"), "累计迟到3次以上", "累计迟到2次以上")


def _stricter(thresholds: Thresholds) -> Thresholds:
    return replace(thresholds, late=2)


def _amended(clause: Clause, found: str, put: str) -> Clause:
    """The clause in other words, and the behaviours that became lighter."""
    behaviours = tuple(replace(b, halves=LIGHTER.get(b.name, b.halves)) for b in clause.behaviours)
    text = clause.text.replace(found, put)
    return replace(clause, text=text, amended_by=DOCUMENT, behaviours=behaviours)


def _with(clause: Clause, behaviour: Behaviour) -> Clause:
    return replace(clause, behaviours=(*clause.behaviours, behaviour))
