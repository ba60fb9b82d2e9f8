"""The eleven rows of RULEBOOK §8, each met and settled on the entry form: the reading is proposed, the office
may choose otherwise with a reason, and what was recorded before stays beside what is recorded now."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.test import Client

from scoring.models import Report, ScoreEvent
from scoring.periods import first_of
from scoring.selectors.facts import month_score
from scoring.services.settling import waive_event
from tests.conftest import NOON, logged_in
from tests.scoring.factories import record
from tests.scoring.test_record_page import PAGE, checked, text_of, typed
from units.models import LeaveCover, LeaveSlip, Posting, StaffMember, Unit, User, Window, WorkingHours

DAY = date(2026, 10, 6)
REASON = "已核实，情况不同"
COMPLAINT, INSPECTION, HALL = "群众投诉", "日常抽查", "大厅通报"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def desk(clerk: User) -> Client:
    return logged_in(clerk)


@pytest.fixture(autouse=True)
def _hours(bureau: object) -> None:
    """8:30 to 12:00, 14:30 to 18:00."""
    times = {"morning_start": time(8, 30), "morning_end": time(12), "afternoon_start": time(14, 30)}
    WorkingHours.objects.create(name="全年", starts_on=date(2026, 1, 1), afternoon_end=time(18), **times)


@pytest.fixture
def colleague(unit: Unit) -> StaffMember:
    """李强 of the same unit, on leave on the day, so that slips are known to be kept."""
    found = StaffMember.objects.create(name="李强", number="009")
    Posting.objects.create(person=found, unit=unit, starts_on=date(2026, 1, 1))
    return found


def slip(person: StaffMember, unit: Unit, by: User, state: str) -> LeaveSlip:
    return LeaveSlip.objects.create(
        person=person,
        unit=unit,
        kind=LeaveSlip.Kind.PERSONAL,
        reason="家事",
        starts_on=DAY,
        ends_on=DAY,
        handed_at=NOON,
        state=state,
        recorded_by=by,
        recorded_at=NOON,
    )


@dataclass(frozen=True)
class Row:
    """One way to meet a row: what is entered against the proposed reading, and what is proposed instead."""

    chosen: str
    says: str
    proposed: str
    fact: str = "查明情况"
    source: str = INSPECTION
    more: dict[str, Any] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    """Recorded before, of the same person and day."""


AGAINST = {
    "quarrel in a verified complaint": Row(
        "2.1|与群众争吵", "建议归2.9投诉属实且争吵", "2.9|投诉属实且争吵", source=COMPLAINT
    ),
    "quarrel found by inspection": Row("2.9|投诉属实且争吵", "建议归2.1", "2.1|与群众争吵"),
    "quarrel, both for one": Row(
        "2.1|与群众争吵", "不能既按2.1又按2.9计", "", before=("2.9|投诉属实且争吵",)
    ),
    "smoking at the counter": Row(
        "4.6|公共区域或后台吸烟", "建议归2.2抽烟", "2.2|抽烟", more={"window": "3号窗口"}
    ),
    "smoking in the back office": Row(
        "2.2|抽烟", "建议归4.6", "4.6|公共区域或后台吸烟", fact="在后台办公室抽烟"
    ),
    "coming late, less than three minutes early": Row(
        "1.1|迟到",
        "不足3分钟到岗的建议归4.3",
        "4.3|未提前3分钟到岗或评价器未就绪",
        more={"happened_at": "08:28"},
    ),
    "coming late, after the start": Row(
        "4.3|未提前3分钟到岗或评价器未就绪", "建议归1.1迟到", "1.1|迟到", more={"happened_at": "14:36"}
    ),
    "coming early enough": Row("1.1|迟到", "建议不计", "", more={"happened_at": "08:20"}),
    "being away half a day": Row(
        "1.1|空岗", "建议归1.2脱岗半天及以上", "1.2|脱岗半天及以上", more={"measure": 210}
    ),
    "being away, both for one": Row(
        "1.1|空岗", "不能既按1.1又按1.2计", "", more={"measure": 40}, before=("1.2|脱岗半天及以上",)
    ),
    "leave without any procedure": Row("1.3|未安排替岗", "没有履行请假手续的建议归1.2", "1.2|未履行请假手续"),
    "leave, both for one": Row(
        "1.3|替岗衔接空档", "不能既按1.2又按1.3计", "", before=("1.2|未履行请假手续",)
    ),
    "a hall bulletin about attendance": Row(
        "2.8|大厅督查通报",
        "因考勤被大厅通报的，建议归1.5",
        "1.5|因考勤被大厅通报",
        fact="大厅通报当月迟到",
        source=HALL,
    ),
    "a hall bulletin about anything else": Row(
        "1.5|因考勤被大厅通报", "建议归2.8", "2.8|大厅督查通报", fact="大厅通报上班时间网购", source=HALL
    ),
    "a quarrel on the telephone": Row(
        "3.5|电话中争执或强行挂断",
        "建议归2.9投诉属实且争吵，不再按3.5计",
        "2.9|投诉属实且争吵",
        fact="电话里与群众争吵",
        source=COMPLAINT,
    ),
    "an act that a visit reported that day": Row(
        "4.5|网购", "同一违纪问题只扣一次", "", before=("2.8|上级明查暗访",)
    ),
    "a visit that reports an act charged that day": Row(
        "2.8|上级明查暗访", "同一违纪问题只扣一次", "", before=("4.5|网购",), source="上级明查暗访"
    ),
}
PROPOSED = {name: row for name, row in AGAINST.items() if row.proposed}


def entry(unit: Unit, person: StaffMember, behaviour: str, row: Row) -> dict[str, Any]:
    more = dict(row.more)
    if "window" in more:
        more["window"] = Window.objects.get(unit=unit).pk
    about = {"persons": [person.pk], "source": row.source, "fact": row.fact, "happened_at": ""}
    return typed(unit, behaviour=behaviour, **about | more)


@pytest.mark.parametrize("row", AGAINST.values(), ids=AGAINST)
def test_reading_is_proposed_and_another_is_kept_with_its_reason(
    desk: Client, clerk: User, unit: Unit, person: StaffMember, colleague: StaffMember, row: Row
) -> None:
    slip(colleague, unit, clerk, LeaveSlip.State.SIGNED)
    for label in row.before:
        clause, _, name = label.partition("|")
        record(clerk, unit, clause=clause, behaviour=name, person=person, verified=True)
    data = checked(desk, entry(unit, person, row.chosen, row))

    refused = text_of(desk.post(PAGE, data))
    assert row.says in refused
    assert "仍按此登记的，请写明理由" in refused
    assert ScoreEvent.objects.count() == len(row.before)

    desk.post(PAGE, data | {"choice_reason": REASON})
    kept = [f"{event.clause}|{event.behaviour}" for event in ScoreEvent.objects.order_by("id")]
    assert kept == [*row.before, row.chosen]
    assert ScoreEvent.objects.latest("id").choice_reason == REASON


@pytest.mark.parametrize("row", PROPOSED.values(), ids=PROPOSED)
def test_proposed_reading_is_saved_without_a_reason(
    desk: Client, clerk: User, unit: Unit, person: StaffMember, colleague: StaffMember, row: Row
) -> None:
    slip(colleague, unit, clerk, LeaveSlip.State.SIGNED)
    desk.post(PAGE, checked(desk, entry(unit, person, row.proposed, row)))

    event = ScoreEvent.objects.get()
    assert (f"{event.clause}|{event.behaviour}", event.choice_reason) == (row.proposed, "")


def test_being_away_for_ten_minutes_counts_nothing(desk: Client, unit: Unit, person: StaffMember) -> None:
    page = text_of(desk.post(PAGE, typed(unit, behaviour="1.1|空岗", persons=[person.pk], measure=10)))
    assert "总分不变" in page
    assert "应计 −2，实计 0" in page
    longer = typed(unit, behaviour="1.1|空岗", persons=[person.pk], measure=11)
    assert "100 → 98 分" in text_of(desk.post(PAGE, longer))


@pytest.mark.parametrize("state", ["registered", "signed", "refused"])
def test_leaving_on_a_slip_that_nobody_stands_in_for_is_no_absence(
    desk: Client, clerk: User, unit: Unit, person: StaffMember, state: str
) -> None:
    slip(person, unit, clerk, state)
    absent = typed(unit, behaviour="1.2|未履行请假手续", persons=[person.pk])
    assert "仍离岗的建议归1.3" in text_of(desk.post(PAGE, absent))
    desk.post(PAGE, checked(desk, typed(unit, behaviour="1.3|未安排替岗", persons=[person.pk])))
    assert ScoreEvent.objects.get().behaviour == "未安排替岗"


BESIDE = {
    "about the telephone": ("3.5|电话无人接听或占线", "2.9|投诉属实", "投诉电话打不通"),
    "about being sent around": ("3.6|推诿-首次接待单位", "2.9|投诉属实", "投诉互相推诿"),
    "about 吃拿卡要": ("2.5|吃拿卡要", "2.9|投诉属实", "投诉收礼"),
}


@pytest.mark.parametrize(("first", "second", "fact"), BESIDE.values(), ids=BESIDE)
def test_verified_complaint_stands_under_both_clauses(
    desk: Client, unit: Unit, person: StaffMember, first: str, second: str, fact: str
) -> None:
    about = {"persons": [person.pk], "source": COMPLAINT, "fact": fact, "proof": "投诉登记"}
    data = checked(desk, typed(unit, behaviour=first, **about))
    assert "2.9还没有登记的，请另登记一项" in text_of(desk.post(PAGE, data | {"step": "check"}))
    desk.post(PAGE, data)
    again = checked(desk, typed(unit, behaviour=second, **about))
    page = text_of(desk.post(PAGE, again | {"step": "check"}))
    assert "还没有登记的" not in page
    assert "请写明理由" not in page
    desk.post(PAGE, again)

    kept = list(ScoreEvent.objects.order_by("id").values_list("clause", "choice_reason"))
    assert kept == [(first[:3], ""), ("2.9", "")]
    lines = month_score(first_of(DAY)).lines(unit.pk)
    assert all(line.counted != 0 for line in lines)


def test_complaint_first_asks_for_the_clause_it_is_about(
    desk: Client, unit: Unit, person: StaffMember
) -> None:
    about = {"persons": [person.pk], "source": COMPLAINT, "proof": "投诉登记"}
    phone = typed(unit, behaviour="2.9|投诉属实", fact="投诉电话打不通", **about)
    plain = typed(unit, behaviour="2.9|投诉属实", fact="投诉解释不清", **about)
    assert "3.5还没有登记的，请另登记一项" in text_of(desk.post(PAGE, phone))
    assert "还没有登记的" not in text_of(desk.post(PAGE, plain))


LIGHT = {"using the telephone": "4.5|接打手机", "coming late": "1.1|迟到", "no badge": "5.1|未佩戴胸牌"}


@pytest.mark.parametrize("behaviour", LIGHT.values(), ids=LIGHT)
def test_light_breach_of_a_substitute_is_proposed_for_who_is_on_leave(
    desk: Client, clerk: User, unit: Unit, person: StaffMember, colleague: StaffMember, behaviour: str
) -> None:
    cover = {"starts_on": DAY, "ends_on": DAY}
    away = slip(colleague, unit, clerk, LeaveSlip.State.SIGNED)
    LeaveCover.objects.create(slip=away, substitute=person, **cover)
    page = text_of(desk.post(PAGE, typed(unit, behaviour=behaviour, persons=[person.pk])))
    assert "建议按1.3替岗人员违纪记在请假人员李强名下" in page
    assert "仍按此条款登记的理由" in page

    proposed = typed(unit, behaviour="1.3|替岗人员违纪", persons=[colleague.pk], substitute=person.pk)
    desk.post(PAGE, checked(desk, proposed))
    event = ScoreEvent.objects.get()
    assert (event.person, event.substitute, event.choice_reason) == (colleague, person, "")


def test_grave_breach_of_a_substitute_keeps_its_clause_with_the_other_bearer(
    desk: Client, unit: Unit, person: StaffMember
) -> None:
    Posting.objects.filter(person=person).update(post=Posting.Post.SUBSTITUTE)
    page = text_of(desk.post(PAGE, typed(unit, behaviour="2.3|酒后上班", persons=[person.pk])))
    assert "按原条款计的，人员请选请假的人，王芳填在“替岗人员”" in page
    assert "仍按此登记的理由" not in page


def a_bulletin(by: User, kind: str = Report.Kind.HALL) -> Report:
    return Report.objects.create(
        kind=kind,
        title="督查通报",
        number="第9期",
        issued_on=date(2026, 10, 8),
        received_on=date(2026, 10, 8),
        recorded_by=by,
        recorded_at=NOON,
    )


def test_act_not_yet_charged_is_charged_by_the_visit_on_its_day(
    desk: Client, clerk: User, unit: Unit, person: StaffMember
) -> None:
    visit = a_bulletin(clerk, Report.Kind.VISIT)
    data = typed(
        unit,
        behaviour="2.8|上级明查暗访",
        report=visit.pk,
        persons=[person.pk],
        happened_at="",
        fact="暗访发现网购",
    )
    page = text_of(desk.post(PAGE, data))
    assert "100 → 95 分" in page
    desk.post(PAGE, checked(desk, data))
    event = ScoreEvent.objects.get()
    assert (event.finding.happened_on, event.finding.report) == (DAY, visit)


def test_act_charged_before_stands_and_the_report_counts_nothing(
    desk: Client, clerk: User, unit: Unit, person: StaffMember
) -> None:
    act = record(clerk, unit, clause="4.5", behaviour="网购", person=person, verified=True).events.get()
    bulletin = a_bulletin(clerk)
    about = {"report": bulletin.pk, "happened_on": "", "happened_at": "", "persons": [person.pk]}
    data = typed(unit, behaviour="2.8|大厅督查通报", fact="10月6日上班网购被通报", **about)
    page = desk.post(PAGE, data).content.decode()
    assert re.search(rf'name="same_as" value="{act.pk}"', page)

    joined = checked(desk, data | {"same_as": act.pk})
    page = text_of(desk.post(PAGE, joined | {"step": "check"}))
    assert "应计 −5，实计 0" in page
    assert "不再重复扣分" in page
    desk.post(PAGE, joined)
    assert month_score(first_of(DAY)).units[unit.pk].total == 196
    assert ScoreEvent.objects.latest("id").problem == ScoreEvent.objects.get(pk=act.pk).problem


@pytest.mark.parametrize("who", ["clerk", "chief"])
def test_report_of_what_was_waived_is_put_to_the_chief(
    clerk: User, chief: User, unit: Unit, person: StaffMember, who: str
) -> None:
    act = record(clerk, unit, clause="4.5", behaviour="网购", person=person).events.get()
    waive_event(event=act, expected_version=1, reason="为群众代购", by=chief, at=NOON)
    page = logged_in({"clerk": clerk, "chief": chief}[who])
    data = typed(
        unit,
        behaviour="2.8|上级明查暗访",
        happened_on="2026-10-07",
        persons=[person.pk],
        same_as=act.pk,
        source="上级明查暗访",
    )
    shown = page.post(PAGE, data).content.decode()
    assert "此前已免予扣分（为群众代购），这次是否一并免予，请政策法规股负责人决定" in shown
    assert ("登记并核实" in shown) is (who == "chief")

    page.post(PAGE, checked(page, data, "save"))
    report = ScoreEvent.objects.latest("id")
    home = page.get("/").content.decode()
    assert ('<a href="/ledger/?for_chief=on">此前已免予扣分的问题又被通报' in home) is (who == "chief")
    assert "共 1 件" in text_of(page.get("/ledger/", {"for_chief": "on"}))
    assert "此前已免予扣分（为群众代购）" in text_of(page.get(f"/events/{report.pk}/"))
    page.post(
        f"/events/{report.pk}/confirm/", {"form_key": "6f1f5d0c-6f0b-4a53-9a2f-0d1c1a6e7b11", "version": 1}
    )
    report.refresh_from_db()
    assert report.status == ("confirmed" if who == "chief" else "pending")
