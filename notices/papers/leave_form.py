"""The hall's 《窗口工作人员请假条》 as one A4 page: blank or filled, its long texts reckoned to fit.

The form is drawn from units' rows; how much room each text needs is reckoned before layout, and where the
whole would not fit, the boxes for handwriting give way first, then the words about the handover.
"""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from notices.papers.text import clean
from notices.papers.wrapping import wrap
from units.selectors.leave_form import KINDS, FormCover, LeaveForm

MM = 25.4 / 72
WIDE, NARROW = 140.0, 55.0  # mm of a box over the whole width, of one beside another
LARGE, SMALL = 11.0, 9.0  # pt
LINE = 1.35
ROOM = 24.0  # mm of the box of those who stand in
SPARE = 26.0  # mm that the boxes for handwriting can give
MOST_HANDOVER, MOST_SPECIAL = 40, 60


@dataclass(frozen=True)
class Box:
    """A text with the size that it is set in: "large" or "small"."""

    text: str
    size: str = "large"


def leave_form_html(form: LeaveForm, clause: str) -> str:
    """The form as one HTML document; `clause` is the paper's own text of 1.4."""
    return render_to_string("papers/leave_form.html", parts(form, clause))


def parts(form: LeaveForm, clause: str) -> dict[str, Any]:
    """What stands in the boxes, each text in the size that it fits in."""
    covers, tight = _covers(form.covers)
    boxes = {name: _box(getattr(form, name)) for name in ("unit", "window", "name", "post")}
    proxy = f"代办人：{form.proxy}　特殊原因：{_cut(form.special_reason, MOST_SPECIAL)}" if form.proxy else ""
    return {
        "form": form,
        "kinds": [(kind, kind == form.kind) for kind in KINDS],
        "covers": covers,
        "proxy": _box(proxy, WIDE),
        "clause": clean(clause),
        "tight": tight or any(box.size == "small" for box in boxes.values()),
        **boxes,
    }


def _covers(covers: tuple[FormCover, ...]) -> tuple[Box, bool]:
    """Who stands in, a line each: whole and large, else smaller, else with less said of the handover."""
    whole = [_line(cover, cover.place, cover.handover) for cover in covers]
    if _height(whole, LARGE) <= ROOM:
        return Box("\n".join(whole)), False
    shorter = [_line(cover, "", _cut(cover.handover, MOST_HANDOVER)) for cover in covers]
    shortest = [_line(cover, "", "") for cover in covers]
    for lines in (whole, shorter):
        if _height(lines, SMALL) <= ROOM + SPARE - 6:
            return Box("\n".join(lines), "small"), True
    return Box("\n".join(shortest), "small"), True


def _line(cover: FormCover, place: str, handover: str) -> str:
    where = f"（{place}）" if place else ""
    told = f"；交接：{handover}" if handover else ""
    return clean(f"{cover.name}{where}　{cover.when}{told}")


def _box(text: str, width: float = NARROW) -> Box:
    """Large where it needs no second line, else small."""
    text = clean(text)
    return Box(text) if len(_wrapped(text, width, LARGE)) < 2 else Box(text, "small")


def _height(lines: list[str], size: float) -> float:
    """Millimetres that the lines need."""
    return sum(len(_wrapped(line, WIDE, size)) for line in lines) * size * LINE * MM


def _wrapped(text: str, width: float, size: float) -> list[str]:
    return wrap(text, width / (size * MM))


def _cut(text: str, most: int) -> str:
    text = " ".join(clean(text).split())
    return text if len(text) <= most else f"{text[:most]}……"
