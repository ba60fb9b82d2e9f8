"""The lists of the honours: found, sorted, exported."""

from io import BytesIO

import pytest

from notices.models import Exchange
from records.workbooks import read_workbook
from tests.conftest import NOON, TODAY, logged_in
from tests.notices.honours.conftest import Recommend, decide
from tests.notices.honours.test_pages import QUARTER_PAGE, text
from units.models import Unit, User


def cells_of(content: bytes) -> list[str]:
    sheets = read_workbook("表.xlsx", BytesIO(content).read(), max_rows=100, max_bytes=10**7)
    return [str(cell) for sheet in sheets for _, cells in sheet.rows for cell in cells]


def test_the_honours_are_sorted_by_a_head_and_stand_by_quarter_else(
    recommend: Recommend, other_unit: Unit, chief: User
) -> None:
    decide(recommend(title="乙"), recommend(other_unit, title="甲"), by=chief)
    browser = logged_in(chief)

    own, turned = text(browser, "/honours/"), text(browser, "/honours/?sort=-unit")

    assert 'scope="rowgroup"' in own
    assert 'scope="rowgroup"' not in turned
    assert own.index(">乙<") < own.index(">甲<")
    assert turned.index(">甲<") < turned.index(">乙<")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"马上办", "一次办结"}),
        ("q=马上", {"马上办"}),
        ("state=declined", {"马上办"}),
        ("kind=person", set()),
    ],
)
def test_own_recommendations_are_found_and_exported_with_what_became_of_them(
    query: str, expected: set[str], recommend: Recommend, head: User, chief: User
) -> None:
    decide(recommend(title="马上办"), by=chief, state="declined", reason="材料不全")
    recommend(title="一次办结")
    browser = logged_in(head)

    page = text(browser, f"/honours/own/?{query}")
    told = cells_of(browser.get(f"/honours/own/export.xlsx?{query}").content)

    assert {title for title in ("马上办", "一次办结") if title in page} == expected
    assert {title for title in ("马上办", "一次办结") if title in told} == expected
    assert ("材料不全" in told) == ("马上办" in expected)


def test_a_quarter_s_recommendations_are_exported_with_their_facts(
    chief: User, recommend: Recommend, other_unit: Unit, closed: None
) -> None:
    recommend(title="一次办结")
    recommend(other_unit, title="马上办")

    told = cells_of(logged_in(chief).get(f"{QUARTER_PAGE}export.xlsx").content)

    assert {"一次办结", "马上办", "97.83", "2026年第三季度推荐与选树"} <= set(told)
    assert any("第1次" in cell for cell in told)


def test_exchanges_are_found_by_unit_and_exported(chief: User, unit: Unit, other_unit: Unit) -> None:
    for own, topic in ((unit, "作风我最好"), (other_unit, "服务我最优")):
        exchange = Exchange.objects.create(on=TODAY, place="大厅", topic=topic, by=chief, at=NOON)
        exchange.units.add(own)
    browser = logged_in(chief)

    page = text(browser, f"/exchanges/?unit={unit.pk}&sort=-topic")
    told = cells_of(browser.get(f"/exchanges/export.xlsx?unit={unit.pk}").content)

    for found in (page, told):
        assert "作风我最好" in found
        assert "服务我最优" not in found
    assert unit.name in told
