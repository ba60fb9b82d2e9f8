"""《窗口单位得分单》: a unit's month on exactly one A4, its sizes and texts reckoned to fit before layout.

What does not fit in the largest size is set smaller, step by step; where even the smallest is too large,
long facts are shortened first, then facts outside clauses, at last the tail of the lines, whose count and sum
stand there. The scores above are the whole month's always: nothing is ever left out of a sum.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.template.loader import render_to_string

from notices.papers.score_sheet_parts import ScoreSheet, SheetLine, tail
from notices.papers.text import clean
from notices.papers.wrapping import cells, wrap

MM = 25.4 / 72
PAGE = 270.0  # mm between the margins, less what rounding may cost
WIDTH = 180.0
LINE, PADDING = 1.3, 1.2  # of the size; mm of a cell, both sides together
RULE = 0.7  # mm that a row needs beside its lines
SIZES = (10.0, 9.0, 8.0, 7.5)  # pt, as size-1 to size-4 of the sheet
COLUMNS = (18.0, 27.0, 38.0, 73.0, 12.0, 12.0)
CAPS = (240, 160, 110, 80, 50, 30, 16)
NAME_ROOM = 145.0  # mm of the unit's name
HEAD, FOOT = 60.0, 36.0  # mm of the head down to the categories, of the objection and the signatures
BAR, BAR_ROOM, BAR_SIZE = 5.2, 82.0, 8.5
HEADING = 6.2  # mm of a section's heading
SPARE = 3.0  # mm that the reckoning may be wrong by


@dataclass(frozen=True, slots=True)
class Fit:
    """How a sheet is set: which size, at most so many characters a text, so many notes and lines."""

    size: int
    cap: int | None
    notes: int
    lines: int

    @property
    def points(self) -> float:
        return SIZES[self.size]


def score_sheets_html(sheets: Sequence[ScoreSheet], *, draft: bool = False) -> str:
    """The sheets as one HTML document, each on a page of its own."""
    context = {"sheets": [parts(sheet, fitting(sheet)) for sheet in sheets], "draft": draft}
    return render_to_string("papers/score_sheet.html", context)


def parts(sheet: ScoreSheet, fit: Fit) -> dict[str, Any]:
    """What stands on the sheet when set so."""
    lines, left_out = _lines(sheet, fit), sheet.lines[fit.lines :]
    return {
        "sheet": sheet,
        "size": f"size-{fit.size + 1}",
        "name": "name-1" if cells(clean(sheet.unit)) * 14 * MM <= NAME_ROOM - 26 else "name-2",
        "office": "office-1" if cells(clean(sheet.office)) <= 24 else "office-2",
        "lines": lines,
        "tail": tail(left_out),
        "notes": _notes(sheet, fit),
        "is_short": bool(left_out) or fit.cap is not None or fit.notes < len(sheet.notes),
        "follow_ups": _follow_ups(sheet, fit),
    }


def fitting(sheet: ScoreSheet, room: float = PAGE - SPARE) -> Fit:
    """The first of the ways to set the sheet that fits the room (mm); the last of them where none does."""
    ways = list(_ways(sheet))
    return next((fit for fit in ways if height(sheet, fit) <= room), ways[-1])


def _ways(sheet: ScoreSheet) -> Iterator[Fit]:
    """Whole and large, then smaller, then with less and less said."""
    whole = Fit(0, None, len(sheet.notes), len(sheet.lines))
    for size in range(len(SIZES)):
        yield replace(whole, size=size)
    smallest = replace(whole, size=len(SIZES) - 1)
    for cap in CAPS:
        yield replace(smallest, cap=cap)
    shortest = replace(smallest, cap=CAPS[-1])
    notes_left = 0 if len(sheet.notes) > 1 else len(sheet.notes)
    for notes in range(len(sheet.notes) - 2, -1, -1):  # “另有1项” takes as much room as a note
        yield replace(shortest, notes=notes)
    for lines in range(len(sheet.lines) - 1, -1, -1):
        yield replace(shortest, notes=notes_left, lines=lines)


def height(sheet: ScoreSheet, fit: Fit) -> float:
    """Millimetres that the sheet needs when set so."""
    lines, notes, follow_ups = _lines(sheet, fit), _notes(sheet, fit), _follow_ups(sheet, fit)
    total = HEAD + FOOT + (6.0 if sheet.corrected else 0.0)
    total += sum(_bar_height(bar.arithmetic) for bar in sheet.bars) + BAR
    total += HEADING + _row_height(("条",), COLUMNS[:1], fit) + sum(_line_height(line, fit) for line in lines)
    total += _row_height(("条",), COLUMNS[:1], fit) if fit.lines < len(sheet.lines) or not lines else 0.0
    for texts in (follow_ups, notes):
        total += (HEADING + sum(_row_height((text,), (WIDTH,), fit) for text in texts)) if texts else 0.0
    return total


def _bar_height(arithmetic: str) -> float:
    lines = len(wrap(clean(arithmetic), (BAR_ROOM - PADDING) / (BAR_SIZE * MM)))
    return BAR + (lines - 1) * BAR_SIZE * 1.25 * MM


def _line_height(line: SheetLine, fit: Fit) -> float:
    return _row_height((line.when, line.who, line.what, line.text, line.points, line.counted), COLUMNS, fit)


def _row_height(texts: Sequence[str], widths: Sequence[float], fit: Fit) -> float:
    """Millimetres of a row: those of its highest cell."""
    size = fit.points * MM
    most = max(len(wrap(text, (width - PADDING) / size)) for text, width in zip(texts, widths, strict=True))
    return most * size * LINE + RULE


def _lines(sheet: ScoreSheet, fit: Fit) -> list[SheetLine]:
    """The lines that are printed, their texts shortened where they must be."""
    return [
        replace(line, who=_cut(line.who, fit.cap), what=_cut(line.what, fit.cap), text=_line_text(line, fit))
        for line in sheet.lines[: fit.lines]
    ]


def _line_text(line: SheetLine, fit: Fit) -> str:
    """What was seen and why it counts so; the fact is shortened before the reason."""
    least = None if fit.cap is None else max(fit.cap, 40)
    return "。".join(part for part in (_cut(line.text, fit.cap).rstrip("。"), _cut(line.why, least)) if part)


def _notes(sheet: ScoreSheet, fit: Fit) -> list[str]:
    """Facts outside every clause; the last line tells how many are not printed."""
    notes = [_cut(note, fit.cap) for note in sheet.notes[: fit.notes]]
    left_out = len(sheet.notes) - fit.notes
    return [*notes, f"另有{left_out}项，见得分说明。"] if left_out else notes


def _follow_ups(sheet: ScoreSheet, fit: Fit) -> list[str]:
    least = None if fit.cap is None else max(fit.cap, 80)
    return [_cut(text, least) for text in sheet.follow_ups]


def _cut(text: str, most: int | None) -> str:
    text = clean(text)
    if most is None:
        return text
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[:most]}……"
