"""What every list offers: search, columns that sort, an export of what is seen, a next step when empty.

A line a list: its address, who looks, whether it is searched by words, a column that it sorts by, its export;
“-” where it has none. Lists of other rooms stand here with what they offer at least.
"""

import re
from typing import NamedTuple

import pytest
from django.test import Client

from records.downloads import XLSX
from records.workbooks import Cell, read_workbook
from tests.access.rooms import all_paths
from tests.access.world import World
from tests.conftest import logged_in
from units.models import Bureau, User

LISTS = """
/units/                                 clerk  search  name     /units/list/export/
/staff/                                 clerk  search  -number  /staff/export/
/postings/?tab=all                      clerk  search  start    /postings/export/
/leave/                                 clerk  search  -start   /leave/export/
/leave/calendar/                        clerk  search  -        /leave/calendar/export/
/leave/on-duty/                         clerk  search  away     /leave/on-duty/export/
/inspections/                           clerk  search  at       /inspections/export/
/inspections/coverage/                  clerk  search  days     /inspections/coverage/export/
/inspections/draws/                     clerk  search  at       /inspections/draws/export/
/complaints/                            clerk  search  due      /complaints/export/
/reports/                               clerk  search  date     /reports/export/
/applications/                          head   search  date     /applications/export/
/nameless/                              clerk  search  date     /nameless/export/
/proposals/?month=2026-10               clerk  search  date     /proposals/export/
/proposals/?month=2026-09&tab=decided   clerk  search  date     /proposals/export/
/ledger/                                clerk  search  date     /ledger/export/
/accounts/                              admin  search  name     /accounts/export/
/objections/                            clerk  search  at       /objections/export/
/corrections/                           clerk  search  at       /corrections/export/
/statistics/persons/?open=on            clerk  search  -        /statistics/export/
/log/                                   admin  search  -        /log/export/
/notices/                               clerk  search  issued   /notices/export/
/follow-ups/?state=all                  clerk  search  -due     /follow-ups/export.xlsx
/honours/                               clerk  search  title    /honours/export.xlsx
/honours/own/                           head   search  title    /honours/own/export.xlsx
/exchanges/                             clerk  search  topic    /exchanges/export.xlsx
"""
EMPTY = {
    "/units/": "从表格导入",
    "/staff/": "从表格导入",
    "/postings/?tab=all": "工作人员",
    "/leave/": "登记请假条",
    "/inspections/": "去督查",
    "/inspections/coverage/": "窗口单位",
    "/inspections/draws/": "还没有抽取过",
    "/complaints/": "登记投诉",
    "/reports/": "登记来文",
    "/nameless/": "看事项台账",
    "/proposals/?month=2026-10": "导入考勤",
    "/proposals/?month=2026-09&tab=decided": "去处理线索",
    "/ledger/": "登记事项",
    "/objections/": "提出申诉",
    "/corrections/": "更正",
}
"""What an empty list says or leads to."""


class Offer(NamedTuple):
    """What a list offers."""

    url: str
    who: str
    search: str
    sort: str
    export: str

    def with_(self, parameter: str) -> str:
        return f"{self.url}{'&' if '?' in self.url else '?'}{parameter}"


OFFERS = [Offer(*line.split()) for line in LISTS.strip().splitlines()]


def text_of(desk: Client, url: str) -> str:
    return desk.get(url).content.decode()


def lacking(desk: Client, offer: Offer) -> list[str]:
    """What of its line a list does not keep."""
    page, found = text_of(desk, offer.url), []
    if offer.search != "-":
        nothing = text_of(desk, offer.with_("q=没有这样的"))
        found += [] if 'type="search"' in page and 'name="q"' in page else ["search"]
        found += [] if "empty-state" in nothing and "没有符合条件" in nothing else ["nothing found"]
    if offer.sort != "-":
        ordered = text_of(desk, offer.with_(f"sort={offer.sort}"))
        found += [] if "恢复原来的顺序" in ordered else ["sort"]
    if offer.export != "-":
        answer = desk.get(offer.export + offer.url[len(offer.url.partition("?")[0]) :])
        is_book = answer.headers["Content-Type"] == XLSX and answer.content.startswith(b"PK")
        found += [] if is_book and f'href="{offer.export}' in page else ["export"]
    return found


@pytest.mark.slow
def test_every_list_offers_what_its_line_says(world: World) -> None:
    all_paths(world)
    desks = {who: logged_in(world.users[who]) for who in ("clerk", "head", "admin")}

    assert {offer.url: missing for offer in OFFERS if (missing := lacking(desks[offer.who], offer))} == {}


def test_an_empty_list_says_what_to_do_next(bureau: Bureau, clerk: User) -> None:
    desk = logged_in(clerk)
    pages = {url: text_of(desk, url).partition("empty-state")[2] for url in EMPTY}

    assert {url for url, words in EMPTY.items() if words not in pages[url]} == set()


def rows_of(desk: Client, address: str) -> list[tuple[Cell, ...]]:
    """The rows of an export below title, note and head."""
    answer = desk.get(address)
    (sheet,) = read_workbook("表.xlsx", answer.content, max_rows=1000, max_bytes=1_000_000)
    return [cells for _, cells in sheet.rows][3:]


@pytest.mark.slow
def test_an_export_holds_as_many_rows_as_the_list_says_it_has(world: World) -> None:
    """But the rounds, which are exported a line a unit, and who is on duty, who are not counted."""
    all_paths(world)
    desks = {who: logged_in(world.users[who]) for who in ("clerk", "head", "admin")}
    counted = [offer for offer in OFFERS if offer.who in desks and offer.sort != "-"]
    told, held = {}, {}
    for offer in counted:
        if offer.url in ("/inspections/", "/leave/on-duty/"):
            continue
        query = offer.url.partition("?")[2]
        head = re.search(r"<h1>.*?(\d+) [个名条张件份次项]</span></h1>", text_of(desks[offer.who], offer.url))
        told[offer.url] = int(head.group(1)) if head else None
        held[offer.url] = len(rows_of(desks[offer.who], f"{offer.export}?{query}"))

    assert held == told
    assert {url for url, number in held.items() if not number} == set()


def test_an_export_is_narrowed_and_sorted_as_the_list(world: World) -> None:
    desk = logged_in(world.users["clerk"])
    forth, back = (
        [row[1] for row in rows_of(desk, f"/staff/export/?sort={sort}")] for sort in ("number", "-number")
    )

    assert forth == sorted(str(number) for number in forth)
    assert back == forth[::-1]
    assert rows_of(desk, "/staff/export/?q=没有这样的") == []
    assert {row[5] for row in rows_of(desk, "/staff/export/?kind=established")} == {"在编"}
    assert rows_of(desk, "/staff/export/?unit=none") == []
    assert [row[0] for row in rows_of(desk, f"/units/list/export/?q={world.other.name}&state=open")] == [
        world.other.name
    ]


def test_a_unit_head_exports_the_own_unit_alone(world: World) -> None:
    desk = logged_in(world.users["head"])

    assert [row[0] for row in rows_of(desk, "/units/list/export/")] == [world.own.name]
    assert {row[0] for row in rows_of(desk, "/leave/on-duty/export/")} == {world.own.name}
