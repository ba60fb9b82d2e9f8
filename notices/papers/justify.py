"""Lines of Chinese that fill the text area: WeasyPrint widens only spaces, and Chinese has none.

A line's rest is spread evenly between its Chinese characters. This reaches into private functions of
WeasyPrint 70.0 (pinned); tests/papers measures the result, and a changed signature fails at import.
"""

import re
from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.ffi import TO_UNITS, ffi, pango

CHINESE = re.compile(
    "[\u2014\u2018\u2019\u201c\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\U00020000-\U0003ffff]+"
)
WIDEST_GAP = 0.5  # of the font's size; a line that would need more stays ragged

Layout: Any = line_break.Layout
original_set_text = Layout.set_text
original_justify_line = inline.justify_line


def install() -> None:
    """Replace WeasyPrint's justification in this process."""
    Layout.set_text = set_text
    inline.justify_line = justify_line


def set_text(layout: Any, text: str, justify: bool = False) -> None:
    """As WeasyPrint does, then the extra spacing of a justified line on its Chinese characters."""
    original_set_text(layout, text, justify)
    extra = getattr(layout, "chinese_extra", 0)
    if not (justify and extra):
        return
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    tracking = layout.style["letter_spacing"]
    spacing = int(((0 if tracking == "normal" else tracking) + extra) * TO_UNITS)
    for found in CHINESE.finditer(layout.text):
        attribute = pango.pango_attr_letter_spacing_new(spacing)
        attribute.start_index = len(layout.text[: found.start()].encode())
        attribute.end_index = attribute.start_index + len(found.group().encode())
        pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(layout.layout, attributes)


def justify_line(context: Any, line: Any, rest: float) -> None:
    """Spread the rest of a line; a line without Chinese is left to WeasyPrint."""
    texts = [box for box in text_boxes(line) if box.text]
    gaps = sum(count(box.text) for box in texts)
    if gaps < 2:
        original_justify_line(context, line, rest)
        return
    if CHINESE.match(texts[-1].text.rstrip(" \u200b")[-1:]):
        gaps -= 1  # after the last character of the line there is no gap
    extra = rest / gaps
    if extra <= WIDEST_GAP * line.style["font_size"]:
        spread(line, extra, 0)


def spread(box: Any, extra: float, moved: float) -> float:
    """Move a box by what stands before it, widen it by its gaps; returns how far what follows moves."""
    if isinstance(box, boxes.TextBox):
        box.position_x += moved
        gaps = count(box.text)
        if gaps:
            box.pango_layout.chinese_extra = extra
            box.width += extra * gaps
        return moved + extra * gaps
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        start = moved
        box.position_x += moved
        for child in box.children:
            if child.is_in_normal_flow():
                moved = spread(child, extra, moved)
        box.width += moved - start
        return moved
    box.translate(moved, 0)
    return moved


def text_boxes(box: Any) -> Iterator[Any]:
    """The text boxes of a line, in order."""
    if isinstance(box, boxes.TextBox):
        yield box
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            yield from text_boxes(child)


def count(text: str) -> int:
    """The Chinese characters of a text."""
    return sum(len(found.group()) for found in CHINESE.finditer(text))
