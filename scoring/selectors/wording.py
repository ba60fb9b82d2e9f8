"""Numbers and days as pages show them: formatted once in Python, so that templates only print text."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from scoring.rulebook.points import show

WEEKDAYS = "一二三四五六日"
CLEARS = "清零"


def signed(halves: int | None) -> str:
    """−2, +0.5, 0; 清零 where the category is emptied (None). A true minus sign, as the papers print it."""
    if halves is None:
        return CLEARS
    if halves == 0:
        return "0"
    return f"{'−' if halves < 0 else '+'}{show(abs(halves))}"


def plain(halves: int) -> str:
    """97.5, −4: a number with a true minus sign."""
    return f"−{show(-halves)}" if halves < 0 else show(halves)


def mean(halves: Iterable[int]) -> str:
    """The mean of half-points, in points to two decimals, half up: 97.53; empty for nothing."""
    values = list(halves)
    return mean_of(sum(values), len(values)) if values else ""


def mean_of(halves: int, count: int) -> str:
    """The mean of a sum of half-points over so many."""
    hundredths = (100 * halves + count) // (2 * count)
    return f"{hundredths // 100}.{hundredths % 100:02}"


def arithmetic(row: dict[str, Any]) -> str:
    """How a category's score comes about: 25 − 6 + 0.5 = 19.5; what was held back is said."""
    full, deducted, awarded = row["full"], row["deducted"], row["awarded"]
    if not (deducted or awarded or row["emptied_by"]):
        return f"{show(full)}（没有加减分）"
    terms = show(full)
    terms += f" − {show(-deducted)}" if deducted else ""
    terms += f" + {show(awarded)}" if awarded else ""
    if deducted or awarded:
        terms += f" = {plain(row['raw'])}"
    return terms + _held(row)


def corrected_total(categories: Iterable[dict[str, Any]], corrected: int, total: int) -> str:
    """六类合计98，更正＋3，计100: how corrections of earlier months enter the total; empty without any."""
    if not corrected:
        return ""
    own = sum(row["score"] for row in categories)
    held = "" if own + corrected == total else f"，计{show(total)}"
    return f"六类合计{show(own)}，更正{signed(corrected)}，得{plain(own + corrected)}{held}"


def _held(row: dict[str, Any]) -> str:
    if row["emptied_by"]:
        return "；本类不得分，计0"
    if row["overflow"]:
        return f"；按满分计{show(row['score'])}（溢出加分{show(row['overflow'])}）"
    if row["swallowed"]:
        return f"；已扣完，计{show(row['score'])}（另有{show(row['swallowed'])}分无分可扣）"
    return ""


def short_category(name: str) -> str:
    """A category's name as it fits into a narrow head: 进驻管理 for 窗口工作人员进驻管理."""
    return name.removeprefix("窗口工作人员").removeprefix("窗口人员")


def moment(day: date | None, at: time | None) -> str:
    """9月3日（周四）08:40; nothing for a derived line."""
    if day is None:
        return ""
    clock = f" {at.hour:02}:{at.minute:02}" if at else ""
    return f"{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）{clock}"


def quantity(times: int, measure: int | None, unit: str = "") -> str:
    """×8，12分钟; empty for once and without a measure."""
    parts = [f"×{times}" if times != 1 else "", f"{measure}{unit}" if measure is not None else ""]
    return "，".join(part for part in parts if part)
