"""The template for units, windows and people: its sheets, its headers, and what each column takes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from records.tables import parse_choice, parse_day, parse_text, parse_whole, parse_yes
from records.workbooks import Cell
from units.models import Posting, StaffMember, Unit, Window

KIND = "basics"
UNITS, WINDOWS, STAFF = "单位", "窗口", "人员"


@dataclass(frozen=True)
class Field:
    """A column of the template: header, the model's field it fills, how a cell becomes a value, help."""

    label: str
    name: str
    parse: Callable[[Cell], Any]
    required: bool = False
    width: int = 14
    kind: str = "text"
    note: str = ""
    words: tuple[str, ...] = field(default=())


def text(label: str, name: str, model: Any, **options: Any) -> Field:
    """A column of text, as long as the model's field takes."""
    longest = model._meta.get_field(options.pop("column", name)).max_length
    return Field(label, name, partial(parse_text, most=longest), **options)


def day(label: str, name: str, note: str = "") -> Field:
    return Field(label, name, parse_day, width=13, kind="day", note=note or "写成 2026-09-03 的样子")


def choice(label: str, name: str, choices: list[tuple[Any, Any]], note: str = "") -> Field:
    """A column that takes one of a list of words."""
    words = {str(word): str(value) for value, word in choices}
    return Field(label, name, partial(parse_choice, choices=words), words=tuple(words), width=10, note=note)


def yes(label: str, name: str) -> Field:
    return Field(label, name, parse_yes, words=("是", "否"), width=8)


UNIT_NAME = partial(text, "单位名称", "unit", Unit, column="name", width=24)

SHEETS: dict[str, tuple[Field, ...]] = {
    UNITS: (
        text("单位名称", "name", Unit, required=True, width=24, note="必填，与牌子一致；以此认出已有的单位"),
        text("简称", "short_name", Unit),
        Field("排序", "order", partial(parse_whole, most=9999), kind="whole", width=8, note="数字小的在前"),
        text("负责人", "head", Unit),
        text("电话", "phone", Unit, width=18),
        day("启用日期", "in_service_from"),
        day("停用日期", "in_service_to", "还在用的不填"),
    ),
    WINDOWS: (
        UNIT_NAME(required=True, note="必填，已有的单位，或“单位”表里的单位"),
        text("窗口号", "number", Window, required=True, note="必填，照大厅的写法，如“3号窗口”"),
        text("窗口名称", "name", Window, width=20),
        yes("在用", "in_use"),
    ),
    STAFF: (
        text("姓名", "name", StaffMember, required=True, note="必填"),
        text("工号", "number", StaffMember, required=True, note="必填，一人一号；以此认出已有的人员"),
        text("拼音", "pinyin", StaffMember, width=20, note="供检索；新人员不填则按姓名生成"),
        yes("党员", "party_member"),
        choice("工装", "uniform", StaffMember.Uniform.choices),
        choice("身份", "kind", StaffMember.Kind.choices),
        UNIT_NAME(note="进驻的单位；不填则只登记人员"),
        text("窗口号", "window", Window, column="number", note="进驻的窗口；不在某个窗口的不填"),
        choice("岗位", "post", Posting.Post.choices),
        day("进驻日期", "starts_on", "填了进驻单位的必填"),
    ),
}
POSTING_FIELDS = ("unit", "window", "post", "starts_on")
