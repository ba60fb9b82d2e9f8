"""What the parts of a workbook say of its sheets, its shared strings, and which formats are days or times.

Plain XML read with the standard library's parser: `guard` has refused everything that is not.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from posixpath import join, normpath
from xml.etree.ElementTree import Element, fromstring

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
TEXT, RUN = f"{MAIN}t", f"{MAIN}r"
CHINESE_DAYS = frozenset((*range(27, 37), *range(50, 59)))
"""Numbers of formats that a Chinese Excel knows as days or times without writing them out (2026年9月3日)."""
ESCAPED = re.compile(r"_x(000[9AaDd]|005[Ff])_")


@dataclass(frozen=True)
class Formats:
    """Which styles show a number as a moment or as a span of time, by their number as cells write it."""

    moments: frozenset[str]
    spans: frozenset[str]
    epoch: datetime


@dataclass(frozen=True)
class SheetPart:
    """A sheet's name, the part that holds it, and whether people see it."""

    name: str
    path: str
    is_visible: bool


def sheet_parts(parts: Mapping[str, bytes]) -> list[SheetPart]:
    """The worksheets in their order; one without a part behind it is left out."""
    targets = {
        relation.get("Id"): normpath(join("xl", relation.get("Target", ""))).lstrip("/")
        for relation in fromstring(parts["xl/_rels/workbook.xml.rels"])  # noqa: S314
        if relation.get("Type", "").endswith("/worksheet")
    }
    sheets = fromstring(parts["xl/workbook.xml"]).iterfind(f"{MAIN}sheets/{MAIN}sheet")  # noqa: S314
    found = (
        SheetPart(sheet.get("name", ""), path, sheet.get("state", "visible") == "visible")
        for sheet in sheets
        if (path := targets.get(sheet.get(RELATION_ID)))
    )
    return [sheet for sheet in found if sheet.path in parts]


def shared_strings(parts: Mapping[str, bytes]) -> list[str]:
    """The texts that cells refer to by number."""
    text = next((parts[name] for name in parts if name.lower() == "xl/sharedstrings.xml"), None)
    return [] if text is None else [text_in(item) for item in fromstring(text)]  # noqa: S314


def text_in(item: Element) -> str:
    """The text of a string item: plain or in runs, without the reading aids (phonetic) beside it."""
    if len(item) == 1 and item[0].tag == TEXT:
        text = item[0].text or ""
    else:
        runs = (part if part.tag == TEXT else part.find(TEXT) for part in item if part.tag in (TEXT, RUN))
        text = "".join(run.text or "" for run in runs if run is not None)
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def formats(parts: Mapping[str, bytes]) -> Formats:
    """The styles of days, times and spans, and the day that counts as 0."""
    properties = fromstring(parts["xl/workbook.xml"]).find(f"{MAIN}workbookPr")  # noqa: S314
    is_mac = properties is not None and properties.get("date1904") in ("1", "true")
    styles = fromstring(parts["xl/styles.xml"]) if "xl/styles.xml" in parts else Element("none")  # noqa: S314
    own = {
        int(one.get("numFmtId", "0")): one.get("formatCode", "")
        for one in styles.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")
    }
    codes = {
        str(style): _code(int(one.get("numFmtId", "0")), own)
        for style, one in enumerate(styles.iterfind(f"{MAIN}cellXfs/{MAIN}xf"))
    }
    return Formats(
        frozenset(style for style, code in codes.items() if is_date_format(code)),
        frozenset(style for style, code in codes.items() if is_timedelta_format(code)),
        MAC_EPOCH if is_mac else WINDOWS_EPOCH,
    )


def _code(number: int, own: Mapping[int, str]) -> str | None:
    """The format of that number: the file's own, a Chinese day, or one of those that every Excel knows."""
    if number in own:
        return own[number]
    code: str | None = "yyyy-mm-dd" if number in CHINESE_DAYS else BUILTIN_FORMATS.get(number)
    return code
