"""A cell's value, from a workbook or from text, as what is needed: days, times, whole numbers, words."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from records.errors import Refusal
from records.workbooks import Cell

Choice = TypeVar("Choice")
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+0{1,2}:00(?::00)?)?")
TIME = re.compile(r"(上午|下午)?\s*(\d{1,2})\s*[:点时]\s*(\d{1,2})?\s*分?(?::(\d{1,2}))?")
FIRST_YEAR, LAST_YEAR = 1950, 2199
INVISIBLE = dict.fromkeys(
    [0xFEFF, 0x200B, 0x200C, 0x200D, 0x2060, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)


def text_of(value: Cell) -> str:
    """Any cell as trimmed text, the same whether it came from xlsx or csv: 2026-09-03, 09:30, 12."""
    if value is None:
        return ""
    if isinstance(value, str) and value.isprintable():  # nothing invisible: all but a few cells
        return value.strip()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date | time):
        return _text_of_moment(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).translate(INVISIBLE).replace("\xa0", " ").strip()


def _text_of_moment(value: date | time) -> str:
    if isinstance(value, time):
        return value.strftime("%H:%M:%S" if value.second else "%H:%M")
    if isinstance(value, datetime) and value.time() != time():
        return value.isoformat(" ", "minutes")
    return value.isoformat()[:10]


def parse_day(value: Cell) -> date | None:
    """A day; None where the cell is empty; Refusal for anything else."""
    if isinstance(value, datetime) and value.time() == time():
        return _sensible(value.date())
    if isinstance(value, date) and not isinstance(value, datetime):
        return _sensible(value)
    text = _half_width(value)
    if not text:
        return None
    if isinstance(value, int | float):
        raise Refusal(f"“{text}”是数字，不是日期；请把单元格格式设为日期，或写成 2026-09-03 这样的文字。")
    found = DAY.fullmatch(text) or re.fullmatch(r"(\d{4})(\d\d)(\d\d)", text)
    try:
        year, month, day = (int(part) for part in found.groups()) if found else (0, 0, 0)
        return _sensible(date(year, month, day))
    except ValueError:
        raise Refusal(f"“{_short(text)}”不是日期；请写成 2026-09-03 的样子。") from None


def parse_time(value: Cell) -> time | None:
    """A time of day to the minute; None where the cell is empty; Refusal for anything else."""
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    if isinstance(value, timedelta) and timedelta() <= value < timedelta(days=1):
        return time(value.seconds // 3600, value.seconds // 60 % 60)
    text = _half_width(value)
    if not text:
        return None
    found = TIME.fullmatch(text)
    try:
        half, hour, minute, _ = found.groups() if found else ("", "99", "", "")
        later = 12 if half == "下午" and int(hour) < 12 else 0
        return time(int(hour) + later, int(minute or 0))
    except ValueError:
        raise Refusal(f"“{_short(text)}”不是时间；请写成 09:30 的样子。") from None


def parse_whole(value: Cell, *, least: int = 0, most: int = 999_999) -> int | None:
    """A whole number within bounds; None where the cell is empty; Refusal for anything else."""
    text = _half_width(text_of(value)).replace(",", "")
    if not text:
        return None
    is_number = not isinstance(value, bool | date | time) and re.fullmatch(
        r"-?\d{1,9}(\.0+)?", text, re.ASCII
    )
    if not is_number or not least <= int(text.split(".")[0]) <= most:
        raise Refusal(f"“{_short(text)}”不是{least}到{most}之间的整数。")
    return int(text.split(".")[0])


def parse_text(value: Cell, *, most: int) -> str:
    """Trimmed text of at most so many characters, without control characters."""
    text = text_of(value)
    if len(text) > most:
        raise Refusal(f"有{len(text)}个字，超过上限{most}个字；请缩短。")
    if text.isprintable():
        return text
    if any(
        unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t" for sign in text.replace("\r", "")
    ):
        raise Refusal(f"“{_short(text)}”里有看不见的控制字符；请重新输入。")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parse_choice(value: Cell, choices: Mapping[str, Choice], *, empty: Choice | None = None) -> Choice | None:
    """One of the words offered; `empty` where the cell is empty; Refusal names the words."""
    text = text_of(value)
    if not text:
        return empty
    if text not in choices:
        raise Refusal(f"“{_short(text)}”不在可选的内容之中；可填：{'、'.join(choices)}。")
    return choices[text]


def parse_yes(value: Cell) -> bool:
    """是 or 否; empty is 否."""
    words = dict.fromkeys(("是", "√", "✓", "1", "Y", "y"), True) | dict.fromkeys(
        ("否", "×", "0", "N", "n"), False
    )
    text = text_of(value)
    if text and text not in words:
        raise Refusal(f"“{_short(text)}”应填“是”或“否”。")
    return bool(words.get(text))


def _half_width(value: Cell) -> str:
    return unicodedata.normalize("NFKC", text_of(value))


def _short(text: str) -> str:
    """As much of what was found as helps to find it again."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return shown if len(shown) <= 30 else shown[:30] + "…"


def _sensible(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refusal(f"日期 {day.isoformat()} 的年份不对，请核对。")
    return day
