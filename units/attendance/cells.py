"""What stands in the cells of a sign-in file: days and times in the many ways they are written."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from records.errors import Refusal
from records.tables import parse_day, text_of
from records.workbooks import Cell

NO_SIGN = "未打卡 缺卡 未签到 未签退 未签 漏卡 漏打卡 未刷卡 缺勤 旷工 无 无记录 空 null none 0"
NO_MARK = "- -- — —— ― – / \\ ×"
NOTHING = frozenset((*NO_SIGN.split(), *NO_MARK.split()))
"""Words and marks for “no sign”, in half width and small letters."""
AWAY = ("假", "公出", "外出", "出差", "休息", "调休", "培训", "公务", "开会")
"""Words of the hall's own remarks: no sign either, but shown beside the row."""
SERIALS = range(36_526, 73_051)
"""Days as Excel counts them, from 2000 to 2099."""
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - Excel knows no zones
WEEKDAY = re.compile(r"[\s(]*(?:星期|周)[一二三四五六日天][\s)]*$")
DAY_BEFORE = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}日?(?:T|\s|$)")
SIGN = re.compile(
    r"(上午|下午)?\s*(?<!\d)(\d{1,2})\s*[:点时]\s*(\d{1,2})(?:\s*分)?(?::\s*\d{1,2}(?:\.\d+)?)?(?!\d)"
)


def read_day(value: Cell) -> date | None:
    """A day: a date, text with or without its weekday, or Excel's number; Refusal for anything else."""
    if isinstance(value, datetime):
        value = value.date()
    number = _number(value)
    if number is not None and int(number) in SERIALS:
        return (EPOCH + timedelta(days=int(number))).date()
    if isinstance(value, str):
        value = WEEKDAY.sub("", _half_width(value))
    return parse_day(value)


def read_clock(value: Cell) -> time | None:
    """The one time of a cell; None for an empty cell or a word that says so. Refusal for anything else."""
    found = read_clocks(value)
    if len(found) > 1:
        raise Refusal(f"“{_short(value)}”里有{len(found)}个时间，这一列只能有一个；请检查列的对应关系。")
    return found[0] if found else None


def read_clocks(value: Cell) -> list[time]:
    """All times of a cell, whatever parts them; seconds are dropped, midnight means none."""
    found = _moment(value)
    if found is not None:
        return [found] if found != time() else []
    text = _half_width(text_of(value))
    if is_nothing(text):
        return []
    signs = SIGN.findall(DAY_BEFORE.sub(" ", text))
    rest = SIGN.sub("", DAY_BEFORE.sub(" ", text))
    has_more = re.search(r"[\dA-Za-z]", rest) is not None
    if has_more or not (signs or said(text)):
        raise Refusal(f"“{_short(value)}”不是时间；请写成 08:30 的样子，没有签的留空。")
    return [sign for half, hour, minute in signs if (sign := _clock(value, half, hour, minute)) != time()]


def read_moment(value: Cell) -> tuple[date, list[time]] | None:
    """A day with its time in one cell; None where it is empty."""
    if is_nothing(_half_width(text_of(value))):
        return None
    if isinstance(value, datetime):
        return value.date(), read_clocks(value)
    number = _number(value)
    if number is not None and int(number) in SERIALS:
        return read_moment(_rounded(EPOCH + timedelta(days=number)))
    text = _half_width(text_of(value))
    found = DAY_BEFORE.match(text)
    day = read_day(found[0].rstrip("T ")) if found else None
    if day is None:
        raise Refusal(f"“{_short(value)}”不是日期时间；请写成 2026-09-03 08:21 的样子。")
    return day, read_clocks(text)


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is no sign."""
    return not text or text.lower() in NOTHING


def said(value: Cell) -> str:
    """The hall's own remark where one stands instead of a sign: “事假”, “出差”."""
    text = text_of(value)
    has_time = SIGN.search(_half_width(text)) is not None
    return text if not has_time and any(word in text for word in AWAY) and len(text) <= 20 else ""


def _moment(value: Cell) -> time | None:
    """A time that Excel holds as such, or as a part of a day."""
    if isinstance(value, datetime):
        return _rounded(value).time().replace(second=0)
    if isinstance(value, time):
        return _rounded(datetime.combine(EPOCH, value)).time().replace(second=0)
    if isinstance(value, timedelta):
        return _moment(EPOCH + value) if timedelta() <= value < timedelta(days=1) else None
    number = _number(value)
    if number is None or not (0 < number < 1 or (number % 1 and int(number) in SERIALS)):
        return None
    return _moment(EPOCH + timedelta(days=number % 1))


def _rounded(value: datetime) -> datetime:
    """To the nearest second: what a program computed as a part of a day is off by a hair."""
    return (value + timedelta(microseconds=500_000)).replace(microsecond=0)


def _number(value: Cell) -> float | None:
    """A number, also one that a csv holds as text."""
    if isinstance(value, str) and re.fullmatch(r"\d{1,5}(\.\d{1,17})?", value.strip(), re.ASCII):
        return float(value)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and 0 <= value < 100_000 else None  # type: ignore[arg-type,operator]


def _clock(value: Cell, half: str, hour: str, minute: str) -> time:
    later = 12 if half == "下午" and int(hour) < 12 else 0
    try:
        return time(int(hour) + later, int(minute))
    except ValueError:
        raise Refusal(f"“{_short(value)}”不是时间；请写成 08:30 的样子。") from None


def _half_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _short(value: Cell) -> str:
    text = "".join(sign if sign.isprintable() else " " for sign in text_of(value))
    return text if len(text) <= 30 else text[:30] + "…"
