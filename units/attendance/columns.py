"""What the columns of a sign-in file mean: told once for a header, guessed from the usual words before."""

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from records.errors import Refusal
from units.attendance.punches import SLOTS, TWICE


@dataclass(frozen=True)
class Meaning:
    """What a column can be: its name in this site, and the words by which files call it."""

    name: str
    label: str
    words: tuple[str, ...]
    help: str = ""


def _meaning(name: str, label: str, words: str, help_text: str = "") -> Meaning:
    return Meaning(name, label, tuple(words.split()), help_text)


MEANINGS = (
    _meaning("name", "姓名", "姓名 人员姓名 员工姓名 名字 人员 员工"),
    _meaning(
        "number",
        "工号",
        "工号 人员编号 员工编号 员工号 人员工号 职工号 编号",
        "与本站工号一致时才有用；大厅自己的编号不要选",
    ),
    _meaning(
        "group", "部门（单位）", "部门 单位 所属部门 所在单位 窗口单位 部门名称 单位名称 科室 组织 所属单位"
    ),
    _meaning("day", "日期", "日期 考勤日期 打卡日期 签到日期 刷卡日期 出勤日期"),
    _meaning(
        "morning_in",
        "上午签到",
        "上午签到 上午签到时间 上午上班 上午上班时间 上班1 签到1 上班1打卡时间 早上签到 "
        "签到 签到时间 上班 上班时间 上班打卡 上班签到 上班打卡时间 最早打卡 最早",
        "一天只签两次的，选上班（签到）那一列",
    ),
    _meaning(
        "morning_out",
        "上午签退",
        "上午签退 上午签退时间 上午下班 上午下班时间 下班1 签退1 下班1打卡时间 中午签退",
    ),
    _meaning(
        "afternoon_in",
        "下午签到",
        "下午签到 下午签到时间 下午上班 下午上班时间 上班2 签到2 上班2打卡时间 中午签到",
    ),
    _meaning(
        "afternoon_out",
        "下午签退",
        "下午签退 下午签退时间 下午下班 下午下班时间 下班2 签退2 下班2打卡时间 "
        "签退 签退时间 下班 下班时间 下班打卡 下班签退 下班打卡时间 最晚打卡 最晚",
        "一天只签两次的，选下班（签退）那一列",
    ),
    _meaning(
        "punches",
        "打卡时间",
        "打卡时间 刷卡记录 打卡记录 刷卡时间 签到记录 打卡明细 全部打卡时间 考勤记录 出勤时间 时间",
        "一格里有一天的全部时间，或者一次一行",
    ),
    _meaning(
        "moment",
        "日期时间",
        "日期时间 打卡日期时间 考勤时间 刷卡日期时间 验证时间 签到日期时间",
        "一格里既有日期又有时间，一次一行",
    ),
)
LABELS = {meaning.name: meaning.label for meaning in MEANINGS}
HEADER_WITHIN = 10


@dataclass(frozen=True)
class Layout:
    """Which column (by its header) is what; `times`: how often a day people sign, where no column says."""

    columns: Mapping[str, str]
    times: int = 4

    @property
    def slots(self) -> tuple[str, ...]:
        """The signs that this file asks for; what it has no column for is not asked."""
        named = tuple(slot for slot in SLOTS if slot in self.columns)
        return named or (TWICE if self.times == 2 else SLOTS)

    def to_data(self) -> dict[str, Any]:
        return {"columns": dict(self.columns), "times": self.times}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Layout":
        return cls(data["columns"], data["times"])


def check_layout(layout: Layout) -> None:
    """Refusal, with the field it belongs to, where the columns told do not make a sign-in file."""
    told = layout.columns
    if "name" not in told and "number" not in told:
        raise Refusal("请指明哪一列是姓名。", field="name")
    used = list(told.values())
    for name, column in told.items():
        if used.count(column) > 1:
            raise Refusal(f"“{column}”一列选了两次，请只选一次。", field=name)
    slots = [slot for slot in SLOTS if slot in told]
    kinds = [bool(slots), "punches" in told, "moment" in told]
    if sum(kinds) > 1:
        raise Refusal("签到签退各列、打卡时间、日期时间是三种不同的表，只能选其中一种。", field="punches")
    if not any(kinds):
        raise Refusal("请指明签到、签退的时间在哪几列。", field="morning_in")
    if "moment" not in told and "day" not in told:
        raise Refusal("请指明哪一列是日期。", field="day")
    if len(slots) == 1:
        raise Refusal("只选了一列时间；至少要有签到、签退两列。", field=slots[0])


def guessed(header: Sequence[str]) -> dict[str, str]:
    """{meaning: column} by the usual words; a column serves once, the first word of a meaning first."""
    left = {plain(label): label for label in reversed(header) if label}
    found: dict[str, str] = {}
    for meaning in MEANINGS:
        word = next((word for word in meaning.words if word in left), None)
        if word is not None:
            found[meaning.name] = left.pop(word)
    return _one_kind(found)


def _one_kind(found: dict[str, str]) -> dict[str, str]:
    """Without what cannot stand beside the signs told apart."""
    if any(slot in found for slot in SLOTS):
        return {name: column for name, column in found.items() if name not in ("punches", "moment")}
    if "moment" in found and not ("day" in found and "punches" in found):
        return {name: column for name, column in found.items() if name not in ("punches", "day")}
    return {name: column for name, column in found.items() if name != "moment"}


def header_digest(header: Sequence[str]) -> str:
    """What a header is known again by."""
    return hashlib.sha256("\0".join(plain(label) for label in header).encode()).hexdigest()


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row is the header: somebody, and a day or a time."""
    found = guessed([cell for cell in cells if cell])
    return ("name" in found or "number" in found) and len(found) >= 2


def plain(label: str) -> str:
    """A header without blanks, brackets and line breaks."""
    text = unicodedata.normalize("NFKC", label)
    return "".join(sign for sign in text if sign.isalnum())
