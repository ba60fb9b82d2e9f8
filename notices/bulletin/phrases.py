"""How the bulletin puts things: days, scores, one event in a sentence."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from notices.bulletin.content import Handling, Item, Note
from notices.papers.text import formal
from scoring.rulebook.points import show


def month_words(month: str) -> str:
    """2026-09 → 2026年9月"""
    year, number = month.split("-")
    return f"{year}年{int(number)}月"


def day_words(on: str, at: str = "") -> str:
    """2026-09-03, 08:40 → 9月3日8时40分"""
    if not on:
        return ""
    day = date.fromisoformat(on)
    hour, _, minute = at.partition(":")
    clock = f"{int(hour)}时{f'{minute[:2]}分' if minute[:2] != '00' else ''}" if at else ""
    return f"{day.month}月{day.day}日{clock}"


def full_day(on: str) -> str:
    """2026-10-08 → 2026年10月8日"""
    day = date.fromisoformat(on)
    return f"{day.year}年{day.month}月{day.day}日"


def mean(halves: list[int]) -> str:
    """The mean of totals to two decimals, half up."""
    if not halves:
        return "0"
    return str((Decimal(sum(halves)) / 2 / len(halves)).quantize(Decimal("0.01"), ROUND_HALF_UP))


def place(row: Item | Note) -> str:
    """Where and when: 9月3日8时40分，3号窗口"""
    return "，".join(part for part in (day_words(row.on, row.at), row.window) if part)


def said(text: str) -> str:
    """A fact as it stands in the middle of a sentence."""
    return formal(text).rstrip("。；;，, ")


def charge(item: Item) -> str:
    """One charge with its fact, behaviour, clause and what it cost."""
    who = bearer(item)
    fact = said(item.fact) or said(item.why)
    late = "（补记）" if item.is_late else ""
    where = f"{place(item)}，" if place(item) else ""
    return f"{where}{who}{fact}{late}（{item.behaviour}，细则{item.clause}，{cost(item)}）。"


def award(item: Item) -> str:
    """One award with its fact and what it earned."""
    who = bearer(item)
    held = "" if item.counted else "，未计入"
    earned = f"加{show(item.points or 0)}分{held}"
    where = f"{place(item)}，" if place(item) else ""
    return f"{where}{who}{said(item.fact)}（{item.behaviour}，细则{item.clause}，{earned}）。"


def correction(item: Item) -> str:
    """2026年8月更正：…，加2分（理由）."""
    halves = item.points or 0
    moved = f"加{show(halves)}分" if halves > 0 else f"扣{show(-halves)}分" if halves < 0 else "分数不变"
    return f"{item.behaviour}：{said(item.fact)}，{moved}（{said(item.why)}）。"


def bearer(item: Item) -> str:
    """The person, unless the fact names them."""
    return f"{item.person}，" if item.person and item.person not in item.fact else ""


def cost(item: Item) -> str:
    """扣2分, 本项不得分, or that it was not deducted again."""
    if item.zeroes:
        return "本项不得分"
    if not item.counted:
        return "不再重复扣分" if "重复" in item.why or item.clause == "2.8" else "不扣分"
    return f"扣{show(-item.counted)}分"


def remark(note: Note) -> str:
    """One fact outside every clause."""
    return f"{place(note)}{'，' if place(note) else ''}{said(note.fact)}。"


def order(handling: Handling) -> str:
    """One handling: what, by whom, on which clauses, until when."""
    due = f"，于{full_day(handling.due)}前完成" if handling.due else ""
    who = f"（{handling.person}）" if handling.person else ""
    if handling.waits:
        return f"{handling.kind}{who}，申诉正在复核，暂缓办理（依据{basis_words(handling.basis)}）。"
    return f"{handling.kind}{who}，由{handling.by}办理{due}（依据{basis_words(handling.basis)}）。"


def basis_words(basis: str) -> str:
    """“1.5、四（二）” → 细则1.5、《通知》四（二）"""
    parts = [f"细则{part}" if part[:1].isdigit() else f"《通知》{part}" for part in basis.split("、") if part]
    return "、".join(parts) or "细则"
