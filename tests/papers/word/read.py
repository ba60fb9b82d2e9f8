"""Reads a Word file back, part by part, with the standard library alone."""

import io
from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(docx: bytes) -> dict[str, bytes]:
    """Its parts by name."""
    with ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def part(docx: bytes, name: str) -> Element:
    return fromstring(parts(docx)[name])


def body(docx: bytes) -> Element:
    found = part(docx, "word/document.xml").find(f"{W}body")
    assert found is not None
    return found


def value(element: Element, path: str, name: str = "val") -> str | None:
    """An attribute of the first element at a path such as `pPr/jc`."""
    found = element.find("/".join(W + tag for tag in path.split("/")))
    return None if found is None else found.get(W + name)


def text(element: Element) -> str:
    return "".join(piece.text or "" for piece in element.iter(f"{W}t"))


def styled(docx: bytes, style: str) -> list[Element]:
    """The paragraphs of a style, in order."""
    return [p for p in body(docx).iter(f"{W}p") if value(p, "pPr/pStyle") == style]


def looks(docx: bytes) -> Iterator[tuple[str, Element]]:
    """Every `w:rPr` of the file with the part that holds it."""
    for name, data in parts(docx).items():
        if name.startswith("word/") and name.endswith(".xml"):
            yield from ((name, look) for look in fromstring(data).iter(f"{W}rPr"))
