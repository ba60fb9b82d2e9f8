"""A substitute's breach (1.3, R4), proposed and warned of; and who was on leave when something happened."""

from datetime import date, time
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from scoring.models import ScoreEvent
from scoring.rulebook import shipped_edition
from scoring.selectors.behaviours import behaviour_or_none, is_light
from scoring.selectors.proposals.substitutes import substitute_proposals
from tests.conftest import NOON
from tests.scoring.factories import a_charge, record
from tests.scoring.test_preview import advised, said
from tests.units.leave import a_cover, posted, registered, signed
from units.models import LeaveSlip, StaffMember, Unit, User, Window

pytestmark = pytest.mark.django_db
OCTOBER = date(2026, 10, 1), date(2026, 10, 31)
SIXTH = date(2026, 10, 6)
AWAY = {"starts_on": SIXTH, "ends_on": SIXTH}
"""Told to be leave of a day in the National holidays: enough for what is recorded of it."""


@pytest.fixture
def mate(unit: Unit) -> StaffMember:
    """李强 of 4号窗口."""
    return posted("李强", "005", unit, Window.objects.create(unit=unit, number="4号窗口"))


@pytest.fixture
def slip(clerk: User, person: StaffMember, mate: StaffMember) -> LeaveSlip:
    """李强 stood in for 王芳 on the morning of the 6th."""
    return signed(clerk, person, covers=[a_cover(mate, **AWAY, ends_half="am")], **AWAY)


def brief() -> list[tuple[str, str, int | None, int | None]]:
    return [
        (one.clause, one.behaviour, one.person_id, one.substitute_id)
        for one in substitute_proposals(*OCTOBER)
    ]


CASES: dict[str, tuple[dict[str, Any], str]] = {
    "light, in the morning": ({"happened_at": time(9)}, "1.3 替岗人员违纪"),
    "light, at noon": ({"happened_at": time(12, 30)}, "1.3 替岗人员违纪"),
    "light, in the afternoon": ({"happened_at": time(14, 30)}, ""),
    "light, at no told time": ({}, "1.3 替岗人员违纪"),
    "light, the day after": ({"on": date(2026, 10, 7)}, ""),
    "lateness": ({"clause": "1.1", "behaviour": "迟到"}, "1.3 替岗人员违纪"),
    "half a point": ({"clause": "4.1", "behaviour": "便民物品缺少或损坏", "measure": 3}, "1.3 替岗人员违纪"),
    "three points": ({"clause": "3.2", "behaviour": "超承诺时限办结"}, "3.2 超承诺时限办结"),
    "five points": ({"clause": "2.3", "behaviour": "酒后上班"}, "2.3 酒后上班"),
    "a zeroing": ({"clause": "2.5", "behaviour": "吃拿卡要"}, "2.5 吃拿卡要"),
    "1.3 itself": ({"clause": "1.3", "behaviour": "未安排替岗"}, ""),
    "praise": (
        {"clause": "2.7", "behaviour": "锦旗", "proof": "锦旗照片", "source": "群众表扬"},
        "",
    ),
}


@pytest.mark.usefixtures("slip")
@pytest.mark.parametrize(("told", "proposed"), CASES.values(), ids=CASES)
def test_a_substitutes_breach_is_laid_to_the_one_on_leave(
    clerk: User, unit: Unit, person: StaffMember, mate: StaffMember, told: dict[str, Any], proposed: str
) -> None:
    record(clerk, unit, person=mate, **{"on": SIXTH} | told)

    clause, _, behaviour = proposed.partition(" ")
    assert brief() == ([(clause, behaviour, person.pk, mate.pk)] if proposed else [])


@pytest.mark.usefixtures("slip")
@pytest.mark.parametrize(
    ("status", "found"), [("pending", 1), ("confirmed", 1), ("dismissed", 0), ("waived", 0)]
)
def test_what_was_dismissed_or_waived_is_not_charged_to_another(
    clerk: User, unit: Unit, mate: StaffMember, status: str, found: int
) -> None:
    record(clerk, unit, person=mate, on=SIXTH)
    ScoreEvent.objects.update(status=status, settled_reason="查无此事")

    assert len(brief()) == found


@pytest.mark.parametrize("state", ["registered", "refused", "withdrawn"])
def test_only_signed_slips_make_a_substitute(
    clerk: User, unit: Unit, mate: StaffMember, slip: LeaveSlip, state: str
) -> None:
    record(clerk, unit, person=mate, on=SIXTH)
    LeaveSlip.objects.update(state=state)

    assert brief() == []


@pytest.mark.usefixtures("slip")
def test_what_it_stands_on_and_what_is_to_be_done_is_told(
    clerk: User, unit: Unit, window: Window, mate: StaffMember
) -> None:
    record(clerk, unit, person=mate, on=SIXTH, happened_at=time(9, 5), fact="低头看手机")
    record(clerk, unit, person=mate, on=SIXTH, clause="2.3", behaviour="酒后上班", fact="身上有酒气")

    light, grave = substitute_proposals(*OCTOBER)

    assert (light.unit_id, light.window_id, light.happened_at, light.source) == (
        unit.pk, window.pk, time(9, 5), "日常抽查",
    )  # fmt: skip
    assert light.fact == "李强替王芳上岗期间：低头看手机"
    assert light.basis == (
        ("请假条", "王芳　事假　2026年10月6日全天"),
        ("替岗", "李强替王芳"),
        ("已登记", "4.5 接打手机（李强，待核实）"),
    )
    assert light.doubt == (
        "认定后，原来登记的4.5 接打手机（李强，待核实）要改为“不予认定”：一次行为只计一次（口径R4）。"
    )
    assert "可以把原来登记的2.3 酒后上班（李强，待核实）的人员改为王芳、替岗人员填李强" in grave.doubt


def test_the_price_of_the_clause_decides_what_is_light() -> None:
    edition = shipped_edition()
    light = {
        entry.label
        for entry in edition.entered
        if is_light(behaviour_or_none(edition, entry.clause, entry.name), edition)  # type: ignore[arg-type]
    }

    assert {"1.1 迟到", "2.1 与群众争吵", "4.5 接打手机", "5.1 混装", "3.3 网上受理逾期"} <= light
    assert (
        not {
            "1.2 脱岗半天及以上",
            "1.3 替岗人员违纪",
            "2.3 酒后上班",
            "2.5 吃拿卡要",
            "6.1 未经审查递交进驻手续",
        }
        & light
    )


def test_proposals_cost_the_same_for_one_and_many(
    clerk: User,
    unit: Unit,
    mate: StaffMember,
    slip: LeaveSlip,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    record(clerk, unit, person=mate, on=SIXTH)
    with django_assert_num_queries(6):
        substitute_proposals(*OCTOBER)
    for clause, behaviour in (("4.7", "上班后打扫卫生"), ("2.2", "抽烟"), ("2.3", "酒后上班")):
        record(clerk, unit, person=mate, on=SIXTH, clause=clause, behaviour=behaviour)
    with django_assert_num_queries(6):
        assert len(substitute_proposals(*OCTOBER)) == 4


# what entry says (UX page 3)


@pytest.mark.usefixtures("slip")
def test_entry_proposes_1_3_for_a_light_breach_of_whoever_stands_in_by_a_slip(
    unit: Unit, mate: StaffMember
) -> None:
    morning = advised(unit, a_charge(unit, person=mate), happened_on=SIXTH, happened_at=time(9))
    afternoon = advised(unit, a_charge(unit, person=mate), happened_on=SIXTH, happened_at=time(15))

    assert [warning.text for warning in morning.contested] == [
        "李强当日是替岗人员：建议按1.3替岗人员违纪记在请假人员王芳名下（口径R4）。"
    ]
    assert afternoon.contested == []


@pytest.mark.usefixtures("slip")
def test_entry_says_that_a_graver_breach_is_borne_by_the_one_on_leave(unit: Unit, mate: StaffMember) -> None:
    grave = advised(unit, a_charge(unit, clause="2.3", behaviour="酒后上班", person=mate), happened_on=SIXTH)

    assert "按原条款计的，人员请选请假的人，李强填在“替岗人员”（口径R4）" in said(grave)
    assert grave.contested == []


ON_LEAVE: dict[str, tuple[dict[str, Any], dict[str, Any], bool]] = {
    "that day": ({}, {}, True),
    "in the afternoon of a morning's leave": ({"ends_half": "am"}, {"happened_at": time(15)}, False),
    "in the morning of a morning's leave": ({"ends_half": "am"}, {"happened_at": time(9)}, True),
    "another day": ({"starts_on": date(2026, 10, 7), "ends_on": date(2026, 10, 7)}, {}, False),
}


@pytest.mark.parametrize(("away", "seen", "warns"), ON_LEAVE.values(), ids=ON_LEAVE)
def test_entry_says_that_the_person_was_on_leave(
    clerk: User, unit: Unit, person: StaffMember, away: dict[str, Any], seen: dict[str, Any], warns: bool
) -> None:
    registered(clerk, person, **AWAY | away)

    text = said(advised(unit, a_charge(unit, person=person), happened_on=SIXTH, **seen))

    assert ("请假（事假，待签批），请核对人员和时间" in text) is warns


def test_entry_of_a_charge_about_the_leave_itself_says_nothing_of_it(
    clerk: User, unit: Unit, person: StaffMember, mate: StaffMember
) -> None:
    registered(clerk, person, **AWAY)
    charges = [
        a_charge(unit, clause="1.2", behaviour="先休假后补假条", person=person),
        a_charge(unit, clause="1.3", behaviour="替岗人员违纪", person=person, substitute=mate),
        a_charge(unit, clause="2.3", behaviour="酒后上班", person=person, substitute=mate),
    ]

    texts = [said(advised(unit, charge, happened_on=SIXTH)) for charge in charges]

    assert [text for text in texts if "请假（事假" in text] == []
    assert NOON.date() > SIXTH
