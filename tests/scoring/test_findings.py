"""登记事项: what is written, what is refused, what it counts in."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from records.changes import changes_of
from records.errors import Refusal
from records.models import Change, StoredFile
from scoring.models import Finding, Month, Problem, ScoreEvent
from scoring.models.findings import Source
from scoring.selectors.exempt_kinds import NEWCOMER_DAYS
from scoring.services.findings import record_finding
from tests.conftest import NOON, TODAY
from tests.records.test_files import picture
from tests.scoring.factories import a_charge, a_finding, record, recorded_event
from units.models import Bureau, Posting, StaffMember, Unit, User, Window


def test_finding_is_written_with_each_charge_pending(
    clerk: User, unit: Unit, window: Window, person: StaffMember
) -> None:
    finding = record_finding(
        by=clerk,
        at=NOON,
        finding=a_finding(unit, happened_at=time(8, 41), window=window, statement="路上堵车"),
        charges=[a_charge(unit, clause="1.1", behaviour="迟到", person=person, window=window, measure=12)],
    )
    event = finding.events.get()
    assert (event.clause, event.behaviour, event.person, event.status) == ("1.1", "迟到", person, "pending")
    assert (event.counts_in, event.times, event.measure) == (date(2026, 10, 1), 1, None)
    assert (finding.recorded_by, finding.recorded_at, finding.statement) == (clerk, NOON, "路上堵车")


def test_recording_is_told_in_the_change_log(clerk: User, unit: Unit) -> None:
    event = recorded_event(clerk, unit)
    change = changes_of(event).get()
    assert (change.by, change.at, change.action) == (clerk, NOON, "登记")
    assert change.after["行为"] == "接打手机"
    assert changes_of(event.finding).get().after["发现情况"] == "低头看手机"


def test_fact_outside_every_clause_is_kept_without_an_event(clerk: User, unit: Unit) -> None:
    finding = record_finding(
        by=clerk, at=NOON, finding=a_finding(unit, fact="接待热情", is_good=True), charges=[]
    )
    assert (finding.is_good, finding.events.count()) == (True, 0)


def test_finding_after_its_month_is_closed_counts_in_the_earliest_open_one(clerk: User, unit: Unit) -> None:
    Month.objects.update_or_create(month=date(2026, 9, 1), defaults={"state": "closed"})
    assert recorded_event(clerk, unit, on=date(2026, 9, 28)).counts_in == date(2026, 10, 1)


REFUSED: dict[str, tuple[dict[str, Any], dict[str, Any], str, str]] = {
    "tomorrow": ({"happened_on": TODAY + timedelta(days=1)}, {}, "happened_on", "还没有到"),
    "before the first month": ({"happened_on": date(2026, 8, 31)}, {}, "happened_on", "起计分"),
    "no text": ({"fact": "  "}, {}, "fact", "写明"),
    "unknown clause": ({}, {"clause": "7.1"}, "behaviour", "细则中没有“7.1”条"),
    "unknown behaviour": ({}, {"behaviour": "跳舞"}, "behaviour", "可选：上网聊天、玩游戏"),
    "derived clause": ({}, {"clause": "6.3", "behaviour": "首次超限"}, "behaviour", "自动得出"),
    "derived complaint": ({}, {"clause": "2.9", "behaviour": "当月三次投诉"}, "behaviour", "自动得出"),
    "clause without points": ({}, {"clause": "1.4", "behaviour": ""}, "behaviour", "没有可以计分的行为"),
    "stationing in words": ({}, {"clause": "6.2", "behaviour": "不敬业"}, "behaviour", "没有可以计分的行为"),
    "no times": ({}, {"times": 0}, "times", "1到999"),
    "too many times": ({}, {"times": 1000}, "times", "1到999"),
    "no measure": ({}, {"clause": "1.1", "behaviour": "空岗"}, "measure", "离岗超过10分钟"),
    "endless measure": ({}, {"clause": "1.1", "behaviour": "空岗", "measure": 10**9}, "measure", "0到"),
    "good and deducted": ({"is_good": True}, {}, "is_good", "不能同时扣分"),
}


@pytest.mark.parametrize(("about", "charge", "field", "words"), REFUSED.values(), ids=REFUSED)
def test_what_does_not_fit_is_refused_at_its_field_and_nothing_is_written(
    clerk: User, unit: Unit, about: dict[str, Any], charge: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(Refusal, match=words) as refusal:
        record_finding(
            by=clerk, at=NOON, finding=a_finding(unit, **about), charges=[a_charge(unit, **charge)]
        )
    assert refusal.value.field == field
    assert (Finding.objects.count(), ScoreEvent.objects.count(), Change.objects.count()) == (0, 0, 0)


def test_window_of_another_unit_is_refused(clerk: User, unit: Unit, other_unit: Unit) -> None:
    theirs = Window.objects.create(unit=other_unit, number="7号窗口")
    with pytest.raises(Refusal, match="“7号窗口”不是“社保中心”的窗口"):
        record_finding(by=clerk, at=NOON, finding=a_finding(unit, window=theirs), charges=[])


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ({"in_service_from": date(2026, 10, 7)}, "还没有启用"),
        ({"in_service_to": date(2026, 10, 5)}, "不再计分"),
    ],
    ids=["before it began", "after it ended"],
)
def test_unit_out_of_service_that_day_is_refused(
    clerk: User, unit: Unit, period: dict[str, date], words: str
) -> None:
    Unit.objects.filter(pk=unit.pk).update(**period)
    unit.refresh_from_db()
    with pytest.raises(Refusal, match=words):
        record(clerk, unit)


def test_person_of_another_unit_may_be_charged_where_helping_out(
    clerk: User, unit: Unit, other_person: StaffMember
) -> None:
    assert recorded_event(clerk, unit, person=other_person).person == other_person


def test_events_with_one_title_in_a_unit_are_one_problem(clerk: User, unit: Unit, other_unit: Unit) -> None:
    first = recorded_event(clerk, unit, problem_title="9月1日游戏")
    second = recorded_event(clerk, unit, problem_title=" 9月1日游戏 ")
    elsewhere = recorded_event(clerk, other_unit, problem_title="9月1日游戏")
    assert first.problem == second.problem != elsewhere.problem


def test_naming_an_earlier_event_makes_both_one_problem(clerk: User, unit: Unit, person: StaffMember) -> None:
    first = recorded_event(clerk, unit, person=person)
    second = recorded_event(clerk, unit, clause="2.8", behaviour="大厅督查通报", same_as=first)
    first.refresh_from_db()
    assert second.problem == first.problem == Problem.objects.get(title="10月6日接打手机（王芳）")
    assert (first.version, changes_of(first).first().action) == (2, "记为同一问题")  # type: ignore[union-attr]


def test_earlier_event_of_a_closed_month_is_not_touched(clerk: User, unit: Unit) -> None:
    first = recorded_event(clerk, unit, on=date(2026, 9, 3))
    Month.objects.update_or_create(month=date(2026, 9, 1), defaults={"state": "closed"})
    with pytest.raises(Refusal, match="2026年9月已定分"):
        recorded_event(clerk, unit, clause="2.8", behaviour="大厅督查通报", same_as=first)


def test_problem_of_another_unit_is_refused(clerk: User, unit: Unit, other_unit: Unit) -> None:
    theirs = recorded_event(clerk, other_unit)
    with pytest.raises(Refusal, match="同一个窗口单位"):
        recorded_event(clerk, unit, same_as=theirs)


PRAISE = {"clause": "2.7", "behaviour": "锦旗"}


def test_praise_without_proof_is_kept_pending_and_not_confirmed(clerk: User, unit: Unit) -> None:
    assert recorded_event(clerk, unit, **PRAISE).status == "pending"
    with pytest.raises(Refusal, match="要有证明材料") as refusal:
        record(clerk, unit, verified=True, **PRAISE)
    assert refusal.value.field == "proof"
    assert recorded_event(clerk, unit, verified=True, proof="锦旗照片", **PRAISE).status == "confirmed"


def test_bonus_that_the_unit_applied_for_needs_proof_too(clerk: User, unit: Unit) -> None:
    bonus = {"clause": "2.6", "behaviour": "上门服务", "source": Source.APPLICATION, "verified": True}
    with pytest.raises(Refusal, match="登记簿"):
        record(clerk, unit, **bonus)
    assert recorded_event(clerk, unit, proof="上门服务登记簿", **bonus).status == "confirmed"


def test_photo_is_kept_with_the_finding_and_counts_as_proof(clerk: User, unit: Unit) -> None:
    finding = record_finding(
        by=clerk,
        at=NOON,
        finding=a_finding(unit, fact="群众赠送锦旗"),
        charges=[a_charge(unit, verified=True, **PRAISE)],
        files=[SimpleUploadedFile("锦旗.jpg", picture())],
    )
    assert [file.name for file in finding.evidence.all()] == ["锦旗.jpg"]


def test_bad_file_leaves_nothing_behind(clerk: User, unit: Unit) -> None:
    with pytest.raises(Refusal, match=r"“坏\.svg”"):
        record_finding(
            by=clerk,
            at=NOON,
            finding=a_finding(unit),
            charges=[],
            files=[SimpleUploadedFile("坏.svg", b"<svg/>")],
        )
    assert (Finding.objects.count(), StoredFile.objects.count()) == (0, 0)


UNDRESSED = {"clause": "5.1", "behaviour": "未着工装"}


def test_person_whose_uniform_is_on_order_is_exempt(clerk: User, unit: Unit, person: StaffMember) -> None:
    StaffMember.objects.filter(pk=person.pk).update(uniform=StaffMember.Uniform.ON_ORDER)
    person.refresh_from_db()
    event = recorded_event(clerk, unit, person=person, **UNDRESSED)
    assert event.exempt_reason == "工装申领中，不按“未着工装”扣分（口径R6）"
    other = recorded_event(clerk, unit, person=person, clause="5.1", behaviour="穿拖鞋")
    assert other.exempt_reason == ""


@pytest.mark.parametrize(
    ("days", "exempt"),
    [(0, True), (NEWCOMER_DAYS, True), (NEWCOMER_DAYS + 1, False)],
    ids=["first", "last", "after"],
)
def test_newcomer_is_exempt_for_thirty_days(
    clerk: User, unit: Unit, person: StaffMember, days: int, exempt: bool
) -> None:
    Posting.objects.update(starts_on=date(2026, 10, 6) - timedelta(days=days))
    event = recorded_event(clerk, unit, person=person, **UNDRESSED)
    assert bool(event.exempt_reason) is exempt


def test_substitute_is_exempt_on_the_days_of_standing_in(
    clerk: User, unit: Unit, person: StaffMember
) -> None:
    Posting.objects.create(
        person=person,
        unit=unit,
        post=Posting.Post.SUBSTITUTE,
        starts_on=date(2026, 10, 6),
        ends_on=date(2026, 10, 6),
    )
    then = recorded_event(clerk, unit, person=person, **UNDRESSED)
    after = recorded_event(clerk, unit, person=person, on=date(2026, 10, 7), **UNDRESSED)
    assert (then.exempt_reason.startswith("替岗人员"), after.exempt_reason) == (True, "")


def test_party_badge_is_asked_of_party_members_alone(clerk: User, unit: Unit, person: StaffMember) -> None:
    badge = {"clause": "5.1", "behaviour": "党员未佩戴党徽", "person": person}
    with pytest.raises(Refusal, match="王芳不是党员"):
        record(clerk, unit, **badge)
    person.party_member = True
    assert recorded_event(clerk, unit, **badge).person == person


FALSE = {"clause": "2.7", "behaviour": "弄虚作假"}


def test_false_praise_names_the_praise_and_dismisses_it(clerk: User, unit: Unit) -> None:
    praise = recorded_event(clerk, unit, verified=True, proof="表扬信", clause="2.7", behaviour="群众表扬信")
    with pytest.raises(Refusal, match="所涉及的那项表扬加分") as refusal:
        record(clerk, unit, **FALSE)
    assert refusal.value.field == "concerns"
    record(clerk, unit, concerns=praise, verified=True, **FALSE)
    praise.refresh_from_db()
    assert (praise.status, praise.settled_reason) == ("dismissed", "2026年10月6日查实弄虚作假，该加分撤销")


def test_false_praise_leaves_the_praise_while_it_is_pending(clerk: User, unit: Unit) -> None:
    praise = recorded_event(clerk, unit, verified=True, proof="表扬信", clause="2.7", behaviour="群众表扬信")
    record(clerk, unit, concerns=praise, **FALSE)
    praise.refresh_from_db()
    assert praise.status == "confirmed"


def test_false_praise_cannot_name_what_is_no_praise_or_another_units(
    clerk: User, unit: Unit, other_unit: Unit
) -> None:
    phone = recorded_event(clerk, unit)
    theirs = recorded_event(clerk, other_unit, proof="信", clause="2.7", behaviour="群众表扬信")
    for wrong in (phone, theirs):
        with pytest.raises(Refusal, match=r"要是“社保中心”在2\.7登记的表扬"):
            record(clerk, unit, concerns=wrong, **FALSE)


def test_person_cannot_stand_in_for_oneself(clerk: User, unit: Unit, person: StaffMember) -> None:
    with pytest.raises(Refusal, match="同一个人"):
        record(clerk, unit, clause="1.3", behaviour="替岗人员违纪", person=person, substitute=person)


def test_first_month_is_the_bureaus_own(clerk: User, unit: Unit, bureau: Bureau) -> None:
    Bureau.objects.update(first_month=date(2026, 10, 1))
    with pytest.raises(Refusal, match="从2026年10月起计分"):
        record(clerk, unit, on=date(2026, 9, 30))
