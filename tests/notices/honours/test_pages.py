"""The pages of the honours: who sees what, files, filters, printing and query counts."""

import uuid
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from notices.models import Exchange, Honour, Publicity
from records.workbooks import read_workbook
from tests.access.world import photo
from tests.conftest import NOON, TODAY, logged_in
from tests.notices.honours.conftest import Recommend, decide, publicise
from tests.notices.honours.test_selecting import commended
from units.models import StaffMember, Unit, User

STORY = {"kind": "story", "excellence": "attitude", "title": "一次办结", "story": "为群众跑腿", "kept": ""}
QUARTER_PAGE = "/honours/2026-3/"


def key() -> dict[str, str]:
    return {"form_key": str(uuid.uuid4())}


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def queries_of(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        text(client, path)
    return len(queries)


def test_a_head_recommends_with_a_file_mends_and_takes_back(head: User, unit: Unit, people: Any) -> None:
    browser = logged_in(head)
    sent = {**STORY, **key(), "unit": unit.pk, "uploads": photo("锦旗.png")}
    first = browser.post("/honours/recommend/", sent)
    honour = Honour.objects.get()
    page = text(browser, first["Location"])
    assert first["Location"] == f"/honours/{honour.pk}/"
    assert "锦旗.png" in page
    file = honour.files.get()
    opened = browser.get(f"/honours/{honour.pk}/files/{file.pk}/")
    assert b"".join(opened.streaming_content)  # type: ignore[arg-type]
    opened.close()

    mended = {**STORY, **key(), "unit": unit.pk, "version": 1, "title": "马上办"}
    browser.post(f"/honours/{honour.pk}/edit/", mended)
    honour.refresh_from_db()
    assert (honour.title, honour.files.count()) == ("马上办", 0)

    browser.post(f"/honours/{honour.pk}/withdraw/", {**key(), "version": 2, "reason": "材料不全"})
    assert "单位撤回" in text(browser, "/honours/own/")


def test_a_double_click_recommends_once(head: User, unit: Unit, people: Any) -> None:
    browser, sent = logged_in(head), {**STORY, **key(), "unit": unit.pk}
    first, again = browser.post("/honours/recommend/", sent), browser.post("/honours/recommend/", sent)

    assert first["Location"] == again["Location"]
    assert Honour.objects.count() == 1


def test_what_is_wrong_is_told_and_what_was_typed_and_uploaded_is_kept(
    head: User, unit: Unit, people: Any
) -> None:
    sent = {**STORY, **key(), "unit": unit.pk, "kind": "person", "uploads": photo("锦旗.png")}
    page = logged_in(head).post("/honours/recommend/", sent)

    assert page.status_code == 422
    for words in ("推荐标兵请选择人员", "为群众跑腿", "锦旗.png"):
        assert words in page.content.decode()


def test_the_second_editor_sees_both_texts(head: User, unit: Unit, recommend: Recommend) -> None:
    honour = recommend()
    Honour.objects.update(version=2, title="别人写的")
    sent = {**STORY, **key(), "unit": unit.pk, "version": 1, "title": "我写的"}
    page = logged_in(head).post(f"/honours/{honour.pk}/edit/", sent).content.decode()

    assert "别人写的" in page
    assert "我写的" in page
    assert 'name="version" value="2"' in page


def test_the_chief_decides_on_one_page_after_checking(
    chief: User, recommend: Recommend, other_unit: Unit, closed: None
) -> None:
    fine, criticised = recommend(), recommend(other_unit, title="马上办")
    browser = logged_in(chief)
    page = text(browser, QUARTER_PAGE)
    assert "本年度受过通报批评" in page
    assert "平均 <strong>97.83</strong>，第 <strong>1</strong> 名" in page
    sent = {f"state-{row.pk}": "selected" for row in (fine, criticised)}
    sent |= {f"version-{row.pk}": "1" for row in (fine, criticised)}
    refused = browser.post(f"{QUARTER_PAGE}select/", {**sent, **key()})
    assert refused.status_code == 422
    assert "仍要选树的请写明理由" in refused.content.decode()

    sent[f"reason-{criticised.pk}"] = "整改彻底"
    check = browser.post(f"{QUARTER_PAGE}select/", {**sent, **key()})
    assert "核对决定（2件）" in check.content.decode()
    assert not Honour.objects.filter(state="selected").exists()
    done = browser.post(f"{QUARTER_PAGE}select/", {**sent, **key(), "step": "confirm"})
    assert done["Location"] == QUARTER_PAGE
    assert Honour.objects.filter(state="selected").count() == 2
    assert "/papers/commendation/2026-Q3/" in text(browser, QUARTER_PAGE)

    version = Honour.objects.get(pk=fine.pk).version
    browser.post(f"/honours/{fine.pk}/undo/", {**key(), "version": version})
    assert Honour.objects.get(pk=fine.pk).state == "recommended"


def test_heads_see_others_only_once_commended_and_the_office_what_is_selected(
    cast: dict[str, User], recommend: Recommend, people: dict[str, StaffMember], chief: User
) -> None:
    honour = recommend(kind="person", person=people["李明"], title="业务能手")
    waiting = recommend(title="还没有决定")
    head, other, office = (logged_in(cast[who]) for who in ("head", "other_head", "office"))
    assert office.get(f"/honours/{honour.pk}/").status_code == 404
    decide(honour, by=chief)

    assert "业务能手" not in text(other, "/honours/") + text(head, "/honours/")
    assert other.get(f"/honours/{honour.pk}/").status_code == 404
    seen = text(office, "/honours/")
    assert "业务能手" in seen
    assert "还没有决定" not in seen
    page = text(office, f"/honours/{honour.pk}/")
    assert "选树：" not in page
    assert "变更记录" not in page

    commended(chief)
    assert "业务能手" in text(other, "/honours/")
    assert "李明" in text(other, f"/honours/{honour.pk}/")
    assert other.get(f"/honours/{waiting.pk}/").status_code == 404


def test_the_office_records_and_takes_back_publicity(
    cast: dict[str, User], recommend: Recommend, chief: User
) -> None:
    honour = decide(recommend(), by=chief)[0]
    browser = logged_in(cast["office"])
    assert "典型待宣传" in text(browser, "/")
    sent = {"honours": honour.pk, "where": "county", "on": "2026-10-08", "words": "县委县政府信息"}
    browser.post("/honours/publicity/", {**sent, **key()})
    assert "典型待宣传" not in text(browser, "/")
    assert "县委、县政府" in text(browser, "/honours/?publicity=known")

    row = Publicity.objects.get()
    browser.post(f"/honours/publicity/{row.pk}/remove/", {**key(), "reason": "报送有误"})
    assert "已撤去：报送有误" in text(browser, f"/honours/{honour.pk}/")
    assert "没有符合条件" in text(browser, "/honours/?publicity=known")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"业务能手", "马上办"}),
        ("q=liming", set()),
        ("q=李明", {"业务能手"}),
        ("period=2026-3", {"业务能手", "马上办"}),
        ("period=2026", {"业务能手", "马上办"}),
        ("period=2025", set()),
        ("period=x&kind=y&unit=z", {"业务能手", "马上办"}),
        ("kind=person", {"业务能手"}),
        ("excellence=efficiency", {"马上办"}),
        ("publicity=unknown", {"马上办"}),
        ("page=99", {"业务能手", "马上办"}),
    ],
)
def test_the_honours_are_found_and_exported(
    query: str,
    expected: set[str],
    cast: dict[str, User],
    recommend: Recommend,
    people: dict[str, StaffMember],
    other_unit: Unit,
    chief: User,
) -> None:
    person = recommend(kind="person", person=people["李明"], title="业务能手")
    story = recommend(other_unit, excellence="efficiency", title="马上办")
    publicise(decide(person, story, by=chief)[0], by=chief)
    browser = logged_in(cast["leader"])

    page = text(browser, f"/honours/?{query}")
    book = browser.get(f"/honours/export.xlsx?{query}").content
    rows = read_workbook("荣誉.xlsx", BytesIO(book).read(), max_rows=100, max_bytes=10**7)

    told = [str(cell) for sheet in rows for _, cells in sheet.rows for cell in cells]
    assert {title for title in ("业务能手", "马上办") if title in page} == expected
    assert {title for title in ("业务能手", "马上办") if title in told} == expected


def test_an_exchange_is_recorded_on_its_page_and_mended(
    cast: dict[str, User], recommend: Recommend, unit: Unit, chief: User
) -> None:
    honour = decide(recommend(), by=chief)[0]
    browser = logged_in(cast["office"])
    sent = {
        "on": "2026-10-08",
        "place": "市民中心",
        "topic": "作风我最好",
        "units": unit.pk,
        "words": "现场观摩",
    }
    browser.post("/exchanges/new/", {**sent, **key(), "honours": honour.pk, "uploads": photo("现场.png")})
    row = Exchange.objects.get()
    page = text(browser, f"/exchanges/{row.pk}/")
    for words in ("作风我最好", "一次办结", "现场.png"):
        assert words in page
    assert "一次办结" not in text(logged_in(cast["other_head"]), f"/exchanges/{row.pk}/")

    kept = {"kept": row.files.get().pk}
    browser.post(f"/exchanges/{row.pk}/edit/", {**sent, **key(), **kept, "version": 1, "topic": "服务我最优"})
    row.refresh_from_db()
    assert (row.topic, row.files.count()) == ("服务我最优", 1)
    assert "服务我最优" in text(browser, "/exchanges/?q=最优")


PAGES = [
    ("chief", QUARTER_PAGE),
    ("head", "/honours/own/"),
    ("other_head", "/honours/"),
    ("office", "/honours/"),
    ("leader", "/exchanges/"),
    ("office", "/honours/publicity/"),
]


@pytest.mark.parametrize(("who", "path"), PAGES, ids=str)
def test_lists_take_the_same_few_queries_for_one_row_and_for_three(
    who: str, path: str, cast: dict[str, User], recommend: Recommend, chief: User, unit: Unit
) -> None:
    def another(title: str) -> Honour:
        honour = recommend(title=title)
        exchange = Exchange.objects.create(on=TODAY, place="大厅", topic=title, by=chief, at=NOON)
        exchange.units.add(unit)
        if path != QUARTER_PAGE:
            publicise(decide(honour, by=chief)[0], by=chief)
        return honour

    browser = logged_in(cast[who])
    another("甲")
    if who == "other_head":
        commended(chief)
        Honour.objects.update(commended_in=Honour.objects.get().commended_in)
    one = queries_of(browser, path)
    make_more(another, who)

    assert queries_of(browser, path) == one
    assert one <= 12


def make_more(another: Callable[[str], Honour], who: str) -> None:
    """Two more rows; where the quarter is commended already they are written into it."""
    first = Honour.objects.get()
    if who != "other_head":
        another("乙")
        another("丙")
        return
    for title in ("乙", "丙"):
        twin = Honour.objects.get(pk=first.pk)
        twin.pk, twin.title, twin._state.adding = None, title, True
        twin.save()
