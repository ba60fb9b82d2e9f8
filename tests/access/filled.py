"""A form as the browser holds it when its page has come: every field with its value."""

from html.parser import HTMLParser


class _Fields(HTMLParser):
    """Fields of every form of a page, in order: (action, {name: values})."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[tuple[str, dict[str, list[str]]]] = []
        self._inside = False
        self._select = ""
        self._options: list[tuple[str, bool]] = []
        self._area = ""
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        name = given.get("name") or ""
        if tag == "form":
            self._inside = (given.get("method") or "get").lower() == "post"
            if self._inside:
                self.forms.append((given.get("action") or "", {}))
        elif tag == "input" and name:
            kind = given.get("type") or "text"
            ticked = "checked" in given or kind not in ("checkbox", "radio")
            if ticked and kind not in ("file", "submit", "button"):
                self._add(name, given.get("value") or ("on" if kind == "checkbox" else ""))
        elif tag == "select":
            self._select, self._options = name, []
        elif tag == "option" and self._select:
            self._options.append((given.get("value") or "", "selected" in given))
        elif tag == "textarea":
            self._area, self._text = name, []

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "select" and self._select:
            picked = [value for value, selected in self._options if selected]
            first = [value for value, _ in self._options[:1]]
            self._add(self._select, *(picked or first))
            self._select = ""
        elif tag == "textarea" and self._area:
            self._add(self._area, "".join(self._text).removeprefix("\n"))
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self._text.append(data)

    def _add(self, name: str, *values: str) -> None:
        if self._inside and self.forms:
            self.forms[-1][1].setdefault(name, []).extend(values)


def filled(page: str, field: str) -> dict[str, list[str]]:
    """The form of the page that has this field, as it would be sent unchanged."""
    reader = _Fields()
    reader.feed(page)
    (found,) = [fields for _, fields in reader.forms if field in fields and "form_key" in fields]
    return found
