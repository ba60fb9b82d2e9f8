"""Three readings of one paper: who is named in which. Nobody's telephone number is, ever."""

import re
from collections.abc import Iterable
from dataclasses import replace

from notices.bulletin.content import Bulletin

COMPOUND = frozenset(
    [
        "欧阳",
        "司马",
        "上官",
        "诸葛",
        "尉迟",
        "皇甫",
        "令狐",
        "慕容",
        "司徒",
        "夏侯",
        "东方",
        "公孙",
        "长孙",
        "宇文",
        "端木",
        "南宫",
        "独孤",
        "轩辕",
        "闻人",
        "呼延",
        "申屠",
        "澹台",
    ]
)
MOBILE = re.compile(r"(?<!\d)(1\d{2})\d{4}(\d{4})(?!\d)")
IDENTITY = re.compile(r"(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)")


def masked_name(name: str) -> str:
    """王芳 → 王某, 王小芳 → 王某某, 欧阳明 → 欧阳某."""
    kept = 2 if len(name) > 2 and name[:2] in COMPOUND else 1
    return name[:kept] + "某" * max(1, len(name) - kept)


def hide_numbers(text: str) -> str:
    """Telephone and identity numbers are in no reading whole."""
    return IDENTITY.sub(r"\1********\2", MOBILE.sub(r"\1****\2", text))


def mask(text: str, names: Iterable[str]) -> str:
    """The text with every one of the names masked, longer names first."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, masked_name(name))
    return text


def named(bulletin: Bulletin) -> Bulletin:
    """实名本: for the policy office, the discipline inspectors and the bureau's leaders."""
    return _with_texts(bulletin, {})


def by_unit(bulletin: Bulletin, unit: int) -> Bulletin:
    """分单位本: everyone's scores and facts, persons of this unit only."""
    own = {row.person for row in bulletin.items if row.unit == unit}
    own |= {row.person for row in bulletin.handlings if row.unit == unit}
    others = [name for name in bulletin.names if name not in own]
    shown = {row.unit: bulletin.names for row in bulletin.standings if row.unit != unit}
    return _with_texts(bulletin, {**shown, unit: tuple(others)})


def public(bulletin: Bulletin) -> Bulletin:
    """公开本: nobody is named."""
    return _with_texts(bulletin, {row.unit: bulletin.names for row in bulletin.standings})


def _with_texts(bulletin: Bulletin, names: dict[int, tuple[str, ...]]) -> Bulletin:
    """The bulletin with the names of each unit's rows masked, and those of all masked units in its words."""

    def shown(text: str, unit: int) -> str:
        return mask(hide_numbers(text), names.get(unit, ()))

    everywhere = set.intersection(*(set(some) for some in names.values())) if names else set()
    return replace(
        bulletin,
        items=tuple(
            replace(
                row,
                fact=shown(row.fact, row.unit),
                why=shown(row.why, row.unit),
                person=shown(row.person, row.unit),
                window=shown(row.window, row.unit),
            )
            for row in bulletin.items
        ),
        notes=tuple(replace(row, fact=shown(row.fact, row.unit)) for row in bulletin.notes),
        handlings=tuple(replace(row, person=shown(row.person, row.unit)) for row in bulletin.handlings),
        words={key: mask(hide_numbers(text), everywhere) for key, text in bulletin.words.items()},
    )
