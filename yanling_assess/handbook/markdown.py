"""The small Markdown in which the handbook is written: just enough of it, everything else is text.

Blocks, parted by empty lines: `#` to `####` headings, paragraphs, lists of `- ` or `1. ` (other lines go on
with their item), tables of `| a | b |` with dashes under the head, a picture `![words](address)`. In a
line: `**bold**`, `` `code` ``, `[words](/page/)` and `[words](#heading)`. Nothing is nested; no HTML passes.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import NamedTuple

HEADING = re.compile(r"(#{1,4}) (.+)")
ITEM = re.compile(r"(?:-|\d+\.) ")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)$")
DASHES = re.compile(r"\|[\s:|-]+\|$")
LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
WIDE = "\u2e80"  # from here on letters stand without a space between them


class Picture(NamedTuple):
    """Where a picture is served, and its size in pixels."""

    url: str
    width: int
    height: int


class Heading(NamedTuple):
    """One heading: 1 to 4, its words, the id it is linked by."""

    level: int
    title: str
    slug: str


@dataclass
class Chapter:
    """What stands under one heading of the second level; the first is the document's own."""

    heading: Heading
    html: str = ""
    heads: list[Heading] = field(default_factory=list)


def slug(title: str) -> str:
    """The id of a heading, as code hosts make it: no punctuation, dashes for spaces."""
    return re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-")


def chapters(text: str, picture: Callable[[str], Picture]) -> list[Chapter]:
    """The document by its headings of the second level, in order; `picture` finds what an address names."""
    found: list[Chapter] = []
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = block.splitlines()
        heading = HEADING.fullmatch(lines[0])
        if heading:
            head = Heading(len(heading[1]), heading[2], slug(heading[2]))
            if head.level <= 2:
                found.append(Chapter(head))
            else:
                found[-1].heads.append(head)
            found[-1].html += f'<h{head.level} id="{head.slug}">{inline(head.title)}</h{head.level}>\n'
            lines = lines[1:]
        if lines:
            found[-1].html += _block(lines, picture) + "\n"
    return found


def _block(lines: list[str], picture: Callable[[str], Picture]) -> str:
    """One block that is no heading, as HTML."""
    if shown := PICTURE.fullmatch(lines[0]):
        found = picture(shown[2])
        size = f'width="{found.width}" height="{found.height}" loading="lazy"'
        image = f'<img src="{escape(found.url)}" alt="{escape(shown[1])}" {size}>'
        return f"<figure>{image}<figcaption>{escape(shown[1])}</figcaption></figure>"
    if lines[0].startswith("|"):
        return _table(lines)
    if ITEM.match(lines[0]):
        tag = "ul" if lines[0].startswith("-") else "ol"
        return f"<{tag}>{''.join(f'<li>{inline(item)}</li>' for item in _items(lines))}</{tag}>"
    return f"<p>{inline(_joined(lines))}</p>"


def _items(lines: list[str]) -> Iterator[str]:
    starts = [number for number, line in enumerate(lines) if ITEM.match(line)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield ITEM.sub("", _joined(lines[start:end]), count=1)


def _table(lines: list[str]) -> str:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    head = rows.pop(0) if len(lines) > 1 and DASHES.fullmatch(lines[1]) else []
    body = rows[1:] if head else rows
    heads = "".join(f'<th scope="col">{inline(cell)}</th>' for cell in head)
    cells = "".join(f"<tr>{''.join(f'<td>{inline(cell)}</td>' for cell in row)}</tr>" for row in body)
    table = f"<thead><tr>{heads}</tr></thead><tbody>{cells}</tbody>"
    return f'<div class="table-wrap"><table class="table">{table}</table></div>'


def _joined(lines: list[str]) -> str:
    """Lines of one paragraph: a space between them only where both sides are Latin."""
    text = lines[0].strip()
    for line in (part.strip() for part in lines[1:]):
        text += line if text[-1:] >= WIDE or line[:1] >= WIDE else f" {line}"
    return text


def inline(text: str) -> str:
    """Words of one line as HTML; links lead into the site or the page, others are shown as their words."""
    html = re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))
    html = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", html)
    return LINK.sub(_link, html)


def _link(found: re.Match[str]) -> str:
    inside = re.match(r"/(?!/)|#", found[2])
    return f'<a href="{found[2]}">{found[1]}</a>' if inside else found[1]
