"""将要发生: told to the policy office and to the unit's own head, before it happens."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine

from scoring.selectors.coming import coming
from tests.conftest import NOON, TODAY, logged_in
from tests.scoring.factories import record
from units.models import StaffMember, Unit, User, Window

pytestmark = pytest.mark.django_db
PAGE = "/statistics/coming/"
ON = date(2026, 10, 6)


@pytest.fixture(autouse=True)
def _october() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def near(clerk: User, unit: Unit, other_unit: Unit, person: StaffMember, other_person: StaffMember) -> None:
    """王芳 late twice; 孙丽 of the other unit absent, not yet verified; two complaints about 3号窗口."""
    about: dict[str, Any] = {"on": ON, "verified": True}
    for _ in range(2):
        record(clerk, unit, **about, person=person, clause="1.1", behaviour="迟到")
    absent = {"clause": "1.2", "behaviour": "脱岗半天及以上", "verified": False}
    record(clerk, other_unit, on=ON, person=other_person, **absent)
    window = Window.objects.get(unit=unit)
    for _ in range(2):
        record(clerk, unit, **about, window=window, clause="2.9", behaviour="投诉属实")
    record(clerk, unit, **about, clause="2.8", behaviour="大厅督查通报")


@pytest.mark.usefixtures("near")
def test_what_is_near_is_told_in_words(unit: Unit) -> None:
    found = coming(TODAY)

    assert [(row.who, row.state, row.brings) for row in found.lates] == [
        ("孙丽", "旷工尚未核实，待核实1次，核实后即达到1次", "6.3 首次超限，扣3分；限期整改"),
        ("王芳", "已迟到2次，再有1次即达到3次", "6.3 首次超限，扣3分；限期整改"),
    ]
    assert [(row.who, row.state, row.brings) for row in found.complaints] == [
        (
            "3号窗口",
            "已投诉属实2次，再有1次即达到3次",
            "2.9 当月三次投诉，“文明廉洁服务”类不得分；研究撤出人员",
        )
    ]
    assert [(row.unit_name, row.rungs, row.next_number, row.follow_ups) for row in found.rungs] == [
        ("社保中心", 1, 2, ("约谈",))
    ]
    assert found.count == 3
    assert coming(TODAY, [unit.pk]).count == 2


@pytest.mark.usefixtures("near")
def test_after_the_limit_nothing_is_coming_any_more(clerk: User, unit: Unit, person: StaffMember) -> None:
    record(clerk, unit, on=ON, person=person, clause="1.1", behaviour="迟到", verified=True)

    assert [row.who for row in coming(TODAY).lates] == ["孙丽"]


@pytest.mark.usefixtures("near")
def test_the_page_tells_the_office_and_the_leaders(cast: dict[str, User]) -> None:
    for who in ("clerk", "chief", "leader"):
        text = logged_in(cast[who]).get(PAGE).content.decode()
        assert "王芳" in text
        assert "核实后即达到1次" in text
        assert "第2次：约谈" in text


@pytest.mark.usefixtures("near")
def test_the_unit_page_tells_the_own_head_of_the_own_persons(
    head: User, other_head: User, unit: Unit, other_unit: Unit
) -> None:
    own = logged_in(head).get(f"/months/2026-10/units/{unit.pk}/").content.decode()
    other = logged_in(other_head).get(f"/months/2026-10/units/{other_unit.pk}/").content.decode()

    assert "已迟到2次，再有1次即达到3次，即超限" in own
    assert "再被通报批评为第 2 次：约谈" in own
    assert "孙丽" not in own
    assert "投诉属实" not in own.split('id="coming"')[1].split("</section>")[0]
    assert "旷工尚未核实，待核实1次" in other


@pytest.mark.usefixtures("near")
def test_the_home_page_counts_what_is_near(clerk: User, head: User, unit: Unit) -> None:
    office = logged_in(clerk).get("/").context["desk"].duties
    own = logged_in(head).get("/").context["desk"].duties

    assert [(row.label, row.count, row.measure, row.url) for row in office if "将要" in row.label] == [
        ("将要超限的人员", 2, "名", PAGE)
    ]
    assert [(row.label, row.count, row.url) for row in own if "将要" in row.label] == [
        ("将要超限的人员", 1, f"/months/2026-10/units/{unit.pk}/#coming")
    ]


def test_nothing_is_coming_where_nothing_happened(cast: dict[str, User], unit: Unit) -> None:
    text = logged_in(cast["clerk"]).get(PAGE).content.decode()

    assert text.count("没有。") == 3
    assert "将要发生" not in logged_in(cast["head"]).get(f"/months/2026-10/units/{unit.pk}/").content.decode()
    assert not any("将要" in row.label for row in logged_in(cast["head"]).get("/").context["desk"].duties)
