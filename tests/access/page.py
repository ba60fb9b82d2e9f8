"""What a rendered page holds, read as a browser would: forms, inline code, visible words."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

SILENT = ("script", "style", "template")


@dataclass
class Form:
    """One form of a page: its method, where it goes, the names of its fields."""

    method: str
    action: str
    fields: list[str] = field(default_factory=list)


class PageReader(HTMLParser):
    """Feed it a page; `.forms`, `.inline` and `.text` are what was found."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.inline: list[str] = []
        self.links: list[str] = []
        self._text: list[str] = []
        self._silent = 0
        self._form: Form | None = None
        self.feed(html)

    @property
    def text(self) -> str:
        return " ".join("".join(self._text).split())

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        self.inline += [f"<{tag} {name}>" for name in given if is_code(name)]
        if (tag == "script" and "src" not in given) or tag == "style":
            self.inline.append(f"<{tag}>")
        if tag in SILENT:
            self._silent += 1
        if tag == "a":
            self.links.append(given.get("href", ""))
        if tag == "form":
            self._form = Form(given.get("method", "get").lower(), given.get("action", ""))
            self.forms.append(self._form)
        elif tag in ("input", "select", "textarea", "button") and self._form is not None:
            self._form.fields.append(given.get("name", ""))
        self._text += [f" {given[name]} " for name in ("placeholder", "title", "aria-label") if name in given]

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self._silent -= 1
        if tag == "form":
            self._form = None
        self._text.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._text.append(data)


def is_code(attribute: str) -> bool:
    """Attributes that a strict content security policy forbids, or that need `eval`."""
    return attribute == "style" or attribute.startswith(("on", "hx-on", "hx-vals-js"))


def foreign_words(text: str, allowed: frozenset[str]) -> set[str]:
    """Latin words of three letters and more that nobody meant to be there; digests are no words."""
    words = re.findall(r"(?<![A-Za-z0-9])[A-Za-z]{3,}(?![A-Za-z0-9])", text)
    return {word for word in words if word.lower() not in allowed}
