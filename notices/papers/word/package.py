"""The file around a paper: its parts, properties and page set-up; the same content gives the same bytes."""

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from notices.papers.word.pages import settings
from notices.papers.word.styles import font_table, styles

KEPT = {RT.STYLES, RT.SETTINGS, RT.THEME}
KEPT_OF_PACKAGE = {RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES}
TOLD = {"creator", "title", "language"}
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def empty_document(title: str, author: str) -> Document:
    """A document with our styles and settings, and nothing of python-docx's template but its theme."""
    document = docx.Document()
    package: Any = document.part.package
    for part, kept in ((document.part, KEPT), (package, KEPT_OF_PACKAGE)):
        for key in [key for key, relation in part.rels.items() if relation.reltype not in kept]:
            part.rels.pop(key)
    _refill(document.styles.element, styles())
    _refill(document.settings.element, settings())
    fonts = Part(PackURI("/word/fontTable.xml"), CT.WML_FONT_TABLE, serialize_part_xml(font_table()), package)
    document.part.relate_to(fonts, RT.FONT_TABLE)
    _tell(document, title, author)
    return document


def _refill(element: Any, filled: Any) -> None:
    """The root of a part with the children of another."""
    for child in list(element):
        element.remove(child)
    element.extend(list(filled))


def _tell(document: Document, title: str, author: str) -> None:
    """Title and author; no moment, machine or program, so that equal papers are equal files."""
    told = document.core_properties
    told.title, told.author, told.language = title[:255], author[:255], "zh-CN"
    package: Any = document.part.package
    element = package.part_related_by(RT.CORE_PROPERTIES).element
    for child in list(element):
        if child.tag.rpartition("}")[2] not in TOLD:
            element.remove(child)


def packed(document: Document) -> bytes:
    """The document's bytes, every part of it dated alike."""
    written, packed_again = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as source, ZipFile(packed_again, "w") as target:
        for name in source.namelist():
            entry = ZipInfo(name, LONG_AGO)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o600 << 16
            target.writestr(entry, source.read(name))
    return packed_again.getvalue()
