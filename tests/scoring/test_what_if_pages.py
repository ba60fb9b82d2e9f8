"""The pages of 试算: before and after, every unit, every line that changes with its why."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.workbooks import read_workbook
from scoring.models import RuleEdition
from scoring.rulebook import shipped_edition
from scoring.services.months import close_month
from tests.conftest import NOON, logged_in
from tests.scoring.editions import a_draft, change, priced
from tests.scoring.factories import record
from units.models import Bureau, StaffMember, Unit, User

pytestmark = pytest.mark.django_db
CLAUSE = shipped_edition().clause("4.5")
SEPTEMBER = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def draft(chief: User) -> RuleEdition:
    """接打手机 costs one point, 玩游戏 is dropped."""
    halves = priced(CLAUSE, "接打手机", -2)["behaviours"]
    return change(
        a_draft(chief), "clause-4.5", chief, behaviours=tuple(b for b in halves if b.name != "玩游戏")
    )


@pytest.fixture
def months(clerk: User, chief: User, unit: Unit, other_unit: Unit, person: StaffMember) -> None:
    """September closed, October open; a telephone in both, a game in October."""
    record(clerk, unit, on=date(2026, 9, 7), fact="九月看手机", person=person, verified=True)
    close_month(month=SEPTEMBER, by=chief, at=NOON, reason="未设申诉期")
    record(clerk, unit, fact="十月看手机", person=person, verified=True)
    record(clerk, other_unit, fact="玩纸牌", behaviour="玩游戏", verified=True)


@pytest.fixture
def site(clerk: User) -> Client:
    return logged_in(clerk)


def text_of(site: Client, url: str, status: int = 200) -> str:
    response = site.get(url)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


@pytest.mark.usefixtures("months")
def test_totals_ranks_and_lines_are_shown_before_and_after(site: Client, draft: RuleEdition) -> None:
    text = text_of(site, f"/editions/{draft.pk}/what-if/")

    assert "试算2个月的结果" in text
    assert "公共就业服务中心2026年10月 98 → 100（+2）" in text
    assert '2026年9月 <small class="muted">定分结果，依据2022版' in text
    assert '2026年10月 <small class="muted">未定分，依据2022版' in text
    assert "本版没有的行为，试算中计0分：4.5 玩游戏 1项" in text
    assert (
        '<td class="num beside" data-label="总分">98 → 99</td> '
        '<td class="num beside points-plus" data-label="变化">+1</td>' in text
    )


@pytest.mark.usefixtures("months")
def test_only_the_months_that_were_chosen_are_shown(site: Client, draft: RuleEdition) -> None:
    text = text_of(site, f"/editions/{draft.pk}/what-if/?month=2026-09")

    assert "试算1个月的结果" in text
    assert 'id="m-2026-10"' not in text
    assert 'value="2026-09" checked' in text
    assert 'value="2026-10">' in text


@pytest.mark.usefixtures("months")
@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("month=2026-08", "没有“2026-08”这个月份，请从列表中选择。"),
        ("month=2026-09&month=x", "没有“x”这个月份，请从列表中选择。"),
        ("month=", "没有“”这个月份，请从列表中选择。"),
        ("month=%00", "这个月份，请从列表中选择。"),
    ],
    ids=["before the first", "one of two", "none", "NUL"],
)
def test_months_that_cannot_be_tried_are_told(
    site: Client, draft: RuleEdition, query: str, message: str
) -> None:
    text = text_of(site, f"/editions/{draft.pk}/what-if/?{query}")

    assert message in text
    assert "的结果" not in text
    text_of(site, f"/editions/{draft.pk}/what-if/export/?{query}", 404)


@pytest.mark.usefixtures("months")
def test_an_edition_that_changes_nothing_says_so(site: Client) -> None:
    assert "各单位的得分、名次、整改处理都与原来相同。" in text_of(site, "/editions/0/what-if/")


@pytest.mark.usefixtures("months")
def test_a_units_lines_are_shown_with_their_words_and_why(
    site: Client, draft: RuleEdition, unit: Unit, other_unit: Unit
) -> None:
    text = text_of(site, f"/editions/{draft.pk}/what-if/units/{unit.pk}/")
    words = ("九月看手机", "十月看手机", "王芳", "9月7日（周一）", "98 → 99", "每次 −2", "每次 −1")
    assert [word for word in words if word not in text] == []

    text = text_of(site, f"/editions/{draft.pk}/what-if/units/{other_unit.pk}/?month=2026-10")
    assert "玩纸牌" in text
    assert "本月适用的细则没有4.5“玩游戏”这一行为，只作记录，不计分" in text
    for odd in (99, 10**30):
        text_of(site, f"/editions/{draft.pk}/what-if/units/{odd}/", 404)


@pytest.mark.usefixtures("months")
def test_the_workbook_has_every_unit_and_every_line(site: Client, draft: RuleEdition) -> None:
    response = site.get(f"/editions/{draft.pk}/what-if/export/?month=2026-10")

    sheets = {sheet.name: [cells for _, cells in sheet.rows] for sheet in read(response.content)}
    assert [row[:7] for row in sheets["各月得分"][3:]] == [
        ("2026年10月", "社保中心", 98, 99, 1, 1, 2),
        ("2026年10月", "公共就业服务中心", 98, 100, 2, 1, 1),
    ]
    assert [(row[3], row[6], row[8]) for row in sheets["变动明细"][3:]] == [
        ("4.5 接打手机", "−2", "−1"),
        ("4.5 玩游戏", "−2", "0"),
    ]


def read(data: bytes) -> Any:
    return read_workbook("x.xlsx", BytesIO(data).getvalue(), max_rows=100, max_bytes=10**6)


@pytest.mark.usefixtures("months")
def test_the_pages_cost_the_same_queries_for_one_unit_and_many(
    site: Client, draft: RuleEdition, unit: Unit, clerk: User
) -> None:
    urls = [f"/editions/{draft.pk}/what-if/", f"/editions/{draft.pk}/what-if/units/{unit.pk}/"]

    def costs() -> list[int]:
        found = []
        for url in urls:
            site.get(url)
            with CaptureQueriesContext(connection) as asked:
                site.get(url)
            found.append(len(asked))
        return found

    one = costs()
    for order in range(3):
        more = Unit.objects.create(name=f"单位{order}", order=10 + order)
        record(clerk, more, verified=True)
        record(clerk, unit, fact=f"又看手机{order}", verified=True)

    assert costs() == one
    assert max(one) <= 12


def test_before_the_first_month_there_is_nothing_to_try(site: Client, unit: Unit) -> None:
    Bureau.objects.update(first_month=date(2027, 1, 1))

    assert "还没有可以试算的月份" in text_of(site, "/editions/0/what-if/")
