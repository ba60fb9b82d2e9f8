"""No formula of anybody's in a workbook, no fetch of anybody's from a paper, whatever text a record holds."""

import re
import socket
import threading
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import is_zipfile

import pytest
from openpyxl import load_workbook

from notices.papers import printing
from notices.papers.errors import PaperError
from tests.access import world as texts
from tests.access.odd_texts import fill_every_text
from tests.access.rooms import table
from tests.access.walk import Walk, walk, walking
from tests.access.world import World, small_site

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.drill]
LIVE = ("=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠", "﹦", " =")
OWN_TOTAL = re.compile(r"=[-+A-Z0-9:(),.<>=*/]*")
FUNCTIONS = {"SUM", "ROUND", "AVERAGE", "COUNT", "MAX", "MIN", "IF"}
FROZEN = ("CANARY_PERSON", "CANARY_FACT", "CANARY_STATEMENT", "CANARY_PROOF", "CANARY_PROBLEM", "CANARY_FILE")


def with_texts(make: Callable[[int], str]) -> Callable[[], World]:
    """The small site with these texts in its closed months and issued papers too."""

    def site() -> World:
        with pytest.MonkeyPatch.context() as patch:
            for number, name in enumerate(FROZEN):
                patch.setattr(texts, name, make(number))
            return small_site()

    return site


def fetched(
    make: Callable[[int], str], blocker: Any, folder: Path, *, papers: bool
) -> tuple[Walk, list[str]]:
    """What everybody who may is handed out as a workbook or as a paper, and the fields that were filled."""
    wanted = [
        (key, who)
        for key, row in table("GET").items()
        for who, status in row.items()
        if status == "200"
        and who in (("chief", "head") if papers else ("chief", "head", "leader", "admin", "office"))
        and is_handed_out(key, papers=papers)
    ]
    with blocker.unblock(), walking(with_texts(make), folder) as walker:
        filled = fill_every_text(make)
        return walk(walker, "GET", wanted), filled


def is_handed_out(key: str, *, papers: bool) -> bool:
    name = key.split(maxsplit=1)[0]
    if papers:
        drawn = ("pdf", "draft", "sheet", "talk_record", "leave_form", "leave_form_blank", "docx")
        return name.startswith("notices:") and name.endswith(drawn) and "quarter_draft" not in name
    return name.endswith(("export", "template", "preview"))


def test_no_text_of_anybodys_becomes_a_formula(django_db_blocker: Any, tmp_path: Path) -> None:
    def make(number: int) -> str:
        return f"{LIVE[number % len(LIVE)]}1+{number}"

    answers, filled = fetched(make, django_db_blocker, tmp_path, papers=False)
    books, live, own, begun = 0, [], 0, 0
    for cell, answer in answers.items():
        if not answer.content.startswith(b"PK") or not is_zipfile(BytesIO(answer.content)):
            continue
        books += 1
        for found in cells_of(answer.content):
            begun += found.data_type == "s" and str(found.value).startswith(LIVE)
            if found.data_type == "f":
                own += is_own_total(str(found.value))
                live += [] if is_own_total(str(found.value)) else [(cell, found.coordinate, found.value)]

    assert live == []
    assert (books > 20, own > 0, begun > 100, len(filled) > 40) == (True, True, True, True), (
        books,
        own,
        begun,
    )
    print(f"公式：{len(filled)}个字段，{books}个工作簿，本站合计{own}格，照原样的文字{begun}格，他人公式0格")


def cells_of(content: bytes) -> Iterator[Any]:
    for page in load_workbook(BytesIO(content)).worksheets:
        for row in page.iter_rows():
            yield from (cell for cell in row if cell.value is not None)


def is_own_total(formula: str) -> bool:
    """Sums and means of cells: nothing that calls, links or looks into another file; no bare arithmetic."""
    words = set(re.findall(r"[A-Z]{2,}", formula))
    return bool(OWN_TOTAL.fullmatch(formula)) and words <= FUNCTIONS and bool(re.search(r"[A-Z]\d", formula))


class Ear:
    """Listens on a port of this machine and counts who calls; sends whoever does to the canary's file."""

    def __init__(self, canary: Path) -> None:
        self.calls = 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.answer = (
            f"HTTP/1.1 302 Found\r\nLocation: {canary.as_uri()}\r\nContent-Length: 0\r\n\r\n".encode()
        )
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                caller, _ = self.socket.accept()
            except OSError:
                return
            self.calls += 1
            with caller:
                caller.sendall(self.answer)


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    path = tmp_path / "canary.txt"
    path.write_text("CANARY-OF-A-FILE-4417", encoding="utf-8")
    return path


@pytest.fixture
def ear(canary: Path) -> Iterator[Ear]:
    made = Ear(canary)
    yield made
    made.socket.close()


def payloads(port: int, canary: Path) -> list[str]:
    """Ways to make a program that draws fetch something, as somebody could write them into a text."""
    site, file = f"http://127.0.0.1:{port}", canary.as_uri()
    inner = f"<svg xmlns=%27http://www.w3.org/2000/svg%27><image href=%27{site}/k%27/></svg>"
    return [
        *(f'<img src="{site}/a">', f'<img src="{file}">', f'<img srcset="{site}/b 2x">'),
        *(f'<link rel="stylesheet" href="{site}/c">', f'<link rel="attachment" href="{file}">'),
        *(f'<style>@import "{site}/d";</style>', f"<style>@import url({file});</style>"),
        f'<p style="background:url({site}/e)">x</p>',
        f'<ul style="list-style-image:url({file})"><li>x</ul>',
        f"<style>@font-face{{font-family:x;src:url({site}/f)}} p{{font-family:x}}</style><p>x</p>",
        *(f'<object data="{site}/g"></object>', f'<embed src="{file}">', f'<iframe src="{site}/h"></iframe>'),
        f'<svg><image href="{site}/i" width="9" height="9"/></svg>',
        *(f'<svg><use href="{site}/j#a"/></svg>', f'<svg><image xlink:href="{file}" width="9"/></svg>'),
        f'<img src="data:image/svg+xml,{inner}">',
        f'<base href="{site}/"><img src="l">',
        *(f'<img src="//127.0.0.1:{port}/m">', f'<img src="ftp://127.0.0.1:{port}/n">'),
        *(f'<a rel="attachment" href="{site}/o">x</a>', f'<p style="content:url({file})">x</p>'),
        *('<img src="data:text/html,x">', '<img src="/etc/passwd">', '<img src="file:/etc/passwd">'),
    ]


def test_a_paper_fetches_nothing_even_where_its_markup_asks_for_it(ear: Ear, canary: Path) -> None:
    """The last guard alone: markup goes to the press as it stands, past the templates that escape it."""
    refused = 0
    for payload in payloads(ear.port, canary):
        try:
            printed = printing.print_html(f"<html><body>{payload}正文</body></html>")
        except PaperError:
            refused += 1
            continue
        assert b"CANARY" not in printed.pdf, payload
        assert b"EmbeddedFile" not in printed.pdf, payload

    assert refused > 10
    assert ear.calls == 0
    print(f"排版取件：{len(payloads(ear.port, canary))}种写法，拒绝{refused}，连接{ear.calls}，读取0")


def test_no_text_of_anybodys_makes_a_paper_fetch_anything(
    ear: Ear, canary: Path, django_db_blocker: Any, tmp_path: Path
) -> None:
    """Every paper of the small site, with such a text in every field that takes one."""
    short = (f"<img src=http://127.0.0.1:{ear.port}>", "<img src=file:///etc/passwd>", "<b>&{{x}}{%y%}")

    def make(number: int) -> str:
        return f"{number}{short[number % len(short)]}"

    answers, filled = fetched(make, django_db_blocker, tmp_path / "site", papers=True)
    papers = {cell: answer for cell, answer in answers.items() if answer.content.startswith(b"%PDF-")}

    assert {cell: answer.status for cell, answer in answers.items() if answer.status != 200} == {}
    assert len(papers) > 20
    assert len(filled) > 30
    assert [cell for cell, answer in answers.items() if b"root:x:" in answer.content] == []
    assert ear.calls == 0
    print(f"文书取件：{len(filled)}个字段，{len(papers)}份PDF，连接{ear.calls}，读取0")
