"""Short ways to draft an edition, and the form that a page would send."""

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

from scoring.models import RuleEdition
from scoring.rulebook import Clause, Edition, shipped_edition
from scoring.rulebook.parts import digest, part_of
from scoring.selectors.edition_list import KeptEdition
from scoring.services.editions import draft_edition, edit_part
from tests.conftest import NOON
from units.models import User

JANUARY = date(2027, 1, 1)


def a_draft(by: User, name: str = "2027", month: date = JANUARY, base: Edition | None = None) -> RuleEdition:
    return draft_edition(name=name, month=month, base=base or shipped_edition(), by=by, at=NOON)


def edition_in(row: RuleEdition) -> Edition:
    """What the row says now."""
    return KeptEdition(RuleEdition.objects.get(pk=row.pk)).edition


def change(row: RuleEdition, key: str, by: User, /, read: str = "", **fields: Any) -> RuleEdition:
    """Some fields of one part, changed as it stands now, or as `read` says that it was read."""
    part: Any = part_of(edition_in(row), key)
    return edit_part(
        draft=row, key=key, read=read or digest(part), part=replace(part, **fields), by=by, at=NOON
    )


def priced(clause: Clause, name: str, halves: int) -> dict[str, Any]:
    """The clause's behaviours with one at another price."""
    changed = [replace(b, halves=halves) if b.name == name else b for b in clause.behaviours]
    return {"behaviours": tuple(changed)}


def without(clause: Clause, name: str) -> dict[str, Any]:
    """The clause's behaviours but one."""
    return {"behaviours": tuple(b for b in clause.behaviours if b.name != name)}


class Sender(HTMLParser):
    """The data that a page's (last) post form would send as it stands."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.data: dict[str, list[str]] = {}
        self._inside = False
        self._name: str | None = None
        self._text: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if (
            tag == "form"
            and given.get("method") == "post"
            and not (given.get("action") or "").endswith("logout/")
        ):
            self._inside, self.data = True, {}
        if not self._inside or "disabled" in given:
            return
        name = given.get("name")
        if tag == "input" and name:
            kind = given.get("type", "text")
            if kind not in ("checkbox", "radio") or "checked" in given:
                self.data.setdefault(name, []).append(
                    given.get("value") or ("on" if kind == "checkbox" else "")
                )
        elif tag in ("textarea", "select") and name:
            self._name, self._text = name, []
        elif tag == "option" and self._name and "selected" in given:
            self.data.setdefault(self._name, []).append(given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        if tag == "textarea" and self._name:
            text = "".join(self._text)
            self.data[self._name] = [text.removeprefix("\n").replace("\n", "\r\n")]
        if tag in ("textarea", "select"):
            self._name = None

    def handle_data(self, data: str) -> None:
        self._text.append(data)
