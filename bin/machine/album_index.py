"""index.html of the gallery: pages in order, to be chosen by name, role and width; pictures open large."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from machine.album import Seen, faults

HEAD = '<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>图册</title>'
HERE = Path(__file__).parent


def write_index(seen: Sequence[Seen], folder: Path) -> None:
    """Faults first, then page by page, then who, then how wide."""
    whos = sorted({who for one in seen for who in (one.username, *one.also)})
    widths = sorted({width for one in seen for width in one.pictures})
    boxes = [*whos, *map(str, widths)]
    chosen = "".join(
        f'<label><input type="checkbox" value="{escape(box)}" checked> {escape(box)}</label>' for box in boxes
    )
    parts = [
        f"{HEAD}<style>{_part('album.css')}</style><h1>图册</h1><ul>",
        *(f"<li>{escape(line)}" for line in faults(seen)),
        '</ul><div class="choose"><input type="search" placeholder="网址名称" aria-label="网址名称">',
        f"{chosen}<span>点图放大，←→换下一张</span></div>",
        *(_section(name, seen) for name in sorted({one.name for one in seen})),
        f"<dialog><p></p><img alt=''></dialog><script>{_part('album.js')}</script>",
    ]
    (folder / "index.html").write_text("\n".join(parts) + "\n", encoding="utf-8")


def _part(name: str) -> str:
    """What lies beside this module and goes into the page, so that the page is one file."""
    return (HERE / name).read_text(encoding="utf-8")


def _section(name: str, seen: Sequence[Seen]) -> str:
    rows = "".join(_row(one) for one in seen if one.name == name)
    return f'<section data-name="{escape(name)}"><h2>{escape(name)}</h2>{rows}</section>'


def _row(one: Seen) -> str:
    same = f"（{'、'.join(one.also)}看到的相同）" if one.also else ""
    said = (
        f"{one.username}{same} {one.path}　服务器{one.server_ms}毫秒，载入{one.load_ms}毫秒，"
        f"{one.weight // 1000}kB，再次{one.weight_after // 1000}kB"
    )
    figures = [
        f'<figure data-width="{width}"><a href="{escape(name)}"><img src="{escape(name)}" loading="lazy" '
        f'alt="{escape(f"{one.name} {one.username} {width}")}"></a><figcaption>{width}</figcaption></figure>'
        for width, name in one.pictures.items()
    ]
    who = escape(" ".join((one.username, *one.also)))
    return f'<article data-who="{who}"><h3>{escape(said)}</h3>{"".join(figures)}</article>'
