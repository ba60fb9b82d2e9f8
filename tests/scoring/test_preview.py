"""核对: what an entry would do to the score, and what is worth saying before it is saved."""

from datetime import date, timedelta
from typing import Any

import pytest

from records.errors import Refusal
from scoring.entry import ChargeData
from scoring.models import Finding, Month, ScoreEvent
from scoring.models.findings import Source
from scoring.selectors.editions import edition_for
from scoring.selectors.entry_choices import entry_choices, suggested
from scoring.services.entry_warnings import Advice, advice_on
from scoring.services.preview import Preview, preview_entry
from scoring.services.settling import waive_event
from tests.conftest import NOON
from tests.scoring.factories import a_charge, a_finding, recorded_event
from units.models import Posting, StaffMember, Unit, User

DAY = date(2026, 10, 6)


def looked_at(unit: Unit, *charges: ChargeData, **about: Any) -> Preview:
    return preview_entry(finding=a_finding(unit, **about), charges=charges, at=NOON)


def advised(unit: Unit, *charges: ChargeData, **about: Any) -> Advice:
    finding = a_finding(unit, **about)
    preview = preview_entry(finding=finding, charges=charges, at=NOON)
    return advice_on(
        finding=finding,
        charges=charges,
        preview=preview,
        edition=edition_for(preview.month),
        choices=entry_choices(finding.happened_on),
    )


def said(advice: Advice) -> str:
    return "\n".join(warning.text for warning in advice.warnings)


def test_effect_on_total_and_category_is_computed_and_nothing_written(clerk: User, unit: Unit) -> None:
    effect = looked_at(unit, a_charge(unit)).units[0]
    assert (effect.before, effect.after) == ("100", "98")
    assert effect.categories == [("办公秩序", "10", "8")]
    assert [(line.label, line.points, line.why) for line in effect.lines] == [("4.5 接打手机", "−2", "")]
    assert not ScoreEvent.objects.exists()
    assert not Finding.objects.exists()


def test_what_the_entry_would_derive_is_shown_with_its_follow_up(unit: Unit, person: StaffMember) -> None:
    effect = looked_at(unit, a_charge(unit, clause="1.1", behaviour="迟到", person=person, times=3)).units[0]
    assert (effect.after, effect.follow_ups) == ("91", ["限期整改"])
    assert [(line.label, line.who, line.derived) for line in effect.lines] == [
        ("1.1 迟到", "王芳", False),
        ("6.3 首次超限", "王芳", True),
    ]


def test_report_of_a_problem_charged_before_is_shown_as_covered(clerk: User, unit: Unit) -> None:
    recorded_event(clerk, unit, verified=True, problem_title="手机")
    report = a_charge(unit, clause="2.8", behaviour="大厅督查通报", problem_title="手机")
    effect = looked_at(unit, report, happened_on=DAY + timedelta(days=1)).units[0]
    assert (effect.before, effect.after, effect.lines[0].counted) == ("98", "98", "0")
    assert "接打手机" in effect.lines[0].why


def test_event_that_the_entry_covers_is_shown_as_no_longer_counting(clerk: User, unit: Unit) -> None:
    recorded_event(clerk, unit, verified=True, problem_title="手机")
    visit = a_charge(unit, clause="2.8", behaviour="上级明查暗访", problem_title="手机")
    effect = looked_at(unit, visit).units[0]
    assert (effect.before, effect.after) == ("98", "95")
    assert [(line.label, line.counted, line.earlier) for line in effect.lines] == [
        ("4.5 接打手机", "0", True),
        ("2.8 上级明查暗访", "−5", False),
    ]


def test_naming_an_earlier_event_joins_it_in_the_preview(clerk: User, unit: Unit) -> None:
    earlier = recorded_event(clerk, unit, verified=True)
    report = a_charge(unit, clause="2.8", behaviour="大厅督查通报", same_as=earlier)
    assert looked_at(unit, report, happened_on=DAY + timedelta(days=1)).units[0].after == "98"
    earlier.refresh_from_db()
    assert earlier.problem is None


def test_several_units_are_shown_each(unit: Unit, other_unit: Unit) -> None:
    found = looked_at(
        unit,
        a_charge(unit, clause="3.6", behaviour="推诿-首次接待单位", problem_title="推诿"),
        a_charge(other_unit, clause="3.6", behaviour="推诿-其他单位", problem_title="推诿"),
    )
    assert [(effect.unit, effect.after) for effect in found.units] == [(unit, "95"), (other_unit, "97")]


def test_praise_found_false_is_left_out_of_the_score_after(clerk: User, unit: Unit) -> None:
    recorded_event(clerk, unit, verified=True, clause="2.2", behaviour="抽烟")
    praise = recorded_event(clerk, unit, verified=True, proof="信", clause="2.7", behaviour="群众表扬信")
    effect = looked_at(unit, a_charge(unit, clause="2.7", behaviour="弄虚作假", concerns=praise)).units[0]
    assert (effect.before, effect.after) == ("98.5", "93")


def test_entry_after_closing_is_said_to_count_later(unit: Unit, clerk: User) -> None:
    Month.objects.update_or_create(month=date(2026, 9, 1), defaults={"state": "published"})
    charge = a_charge(unit)
    found = looked_at(unit, charge, happened_on=date(2026, 9, 28))
    assert (found.month, found.is_late) == (date(2026, 10, 1), True)
    assert "补记在2026年10月" in said(advised(unit, charge, happened_on=date(2026, 9, 28)))


def test_unit_out_of_service_in_the_counting_month_is_said_not_to_be_scored(unit: Unit) -> None:
    Month.objects.update_or_create(month=date(2026, 9, 1), defaults={"state": "closed"})
    unit.in_service_to = date(2026, 9, 30)
    unit.save()
    found = looked_at(unit, a_charge(unit), happened_on=date(2026, 9, 28))
    assert (found.units, found.unscored) == ([], [unit])


def test_entry_that_would_be_refused_is_refused_in_the_preview(unit: Unit) -> None:
    with pytest.raises(Refusal, match="要填数值"):
        looked_at(unit, a_charge(unit, clause="1.1", behaviour="空岗"))


def test_same_person_day_and_clause_is_pointed_out(clerk: User, unit: Unit, person: StaffMember) -> None:
    earlier = recorded_event(clerk, unit, person=person)
    advice = advised(unit, a_charge(unit, person=person, behaviour="玩游戏"))
    assert advice.warnings[0].event == earlier
    assert "王芳当日已登记过4.5 接打手机" in advice.warnings[0].text
    assert "已登记过" not in said(advised(unit, a_charge(unit)))


RIVALS = {
    "quarrel": (("2.9", "投诉属实且争吵"), ("2.1", "与群众争吵")),
    "smoking": (("2.2", "抽烟"), ("4.6", "公共区域或后台吸烟")),
    "coming late": (("1.1", "迟到"), ("4.3", "未提前3分钟到岗或评价器未就绪")),
    "hall bulletin": (("1.5", "因考勤被大厅通报"), ("2.8", "大厅督查通报")),
    "telephone": (("2.9", "投诉属实且争吵"), ("3.5", "电话中争执或强行挂断")),
    "away": (("1.2", "脱岗半天及以上"), ("1.1", "空岗")),
}


@pytest.mark.parametrize(("recorded", "chosen"), RIVALS.values(), ids=RIVALS)
def test_rival_clause_already_recorded_asks_for_a_reason(
    clerk: User, unit: Unit, person: StaffMember, recorded: tuple[str, str], chosen: tuple[str, str]
) -> None:
    recorded_event(clerk, unit, clause=recorded[0], behaviour=recorded[1], person=person)
    again = a_charge(unit, clause=chosen[0], behaviour=chosen[1], person=person, measure=20)
    advice = advised(unit, again)
    assert advice.needs_reason
    assert f"当日已登记{recorded[0]} {recorded[1]}" in advice.contested[0].text
    assert "建议：" in advice.contested[0].text
    assert not advised(unit, again, happened_on=DAY + timedelta(days=1)).needs_reason


def test_clauses_that_both_stand_ask_for_no_reason(clerk: User, unit: Unit) -> None:
    recorded_event(clerk, unit, clause="2.9", behaviour="投诉属实")
    advice = advised(unit, a_charge(unit, clause="3.5", behaviour="电话无人接听或占线"))
    assert not advice.needs_reason
    assert any(rival.act == "投诉属实" for rival in advice.rivals)


def test_another_persons_act_is_no_rival(
    clerk: User, unit: Unit, person: StaffMember, other_person: StaffMember
) -> None:
    recorded_event(clerk, unit, clause="2.2", behaviour="抽烟", person=other_person)
    assert not advised(
        unit, a_charge(unit, clause="4.6", behaviour="公共区域或后台吸烟", person=person)
    ).needs_reason


def test_clause_against_its_source_asks_for_a_reason(unit: Unit) -> None:
    quarrel = a_charge(unit, clause="2.1", behaviour="与群众争吵")
    assert advised(unit, quarrel, source=Source.COMPLAINT).needs_reason
    assert not advised(unit, quarrel).needs_reason


def test_events_that_may_be_the_same_problem_are_offered_for_a_report(
    clerk: User, unit: Unit, other_unit: Unit
) -> None:
    own = recorded_event(clerk, unit)
    recorded_event(clerk, other_unit)
    recorded_event(clerk, unit, clause="2.6", behaviour="上门服务")
    advice = advised(unit, a_charge(unit, clause="2.8", behaviour="大厅督查通报"))
    assert [row.event for row in advice.related] == [own]


def test_problem_waived_before_is_put_to_the_chief(clerk: User, chief: User, unit: Unit) -> None:
    earlier = recorded_event(clerk, unit, problem_title="手机")
    waive_event(event=earlier, expected_version=1, reason="突发疾病", by=chief, at=NOON)
    advice = advised(unit, a_charge(unit, clause="2.8", behaviour="上级明查暗访", problem_title="手机"))
    assert "是否一并免予，请政策法规股负责人决定" in said(advice)


def test_where_the_person_stood_that_day_is_said(
    unit: Unit, person: StaffMember, other_unit: Unit, other_person: StaffMember
) -> None:
    assert "孙丽当日进驻在公共就业服务中心" in said(advised(unit, a_charge(unit, person=other_person)))
    Posting.objects.filter(person=person).update(post=Posting.Post.B)
    assert "王芳当日是B岗" in said(advised(unit, a_charge(unit, person=person)))
    Posting.objects.filter(person=person).update(ends_on=date(2026, 10, 1))
    assert "王芳当日没有进驻记录" in said(advised(unit, a_charge(unit, person=person)))


def test_light_breach_of_a_substitute_is_proposed_under_1_3(unit: Unit, person: StaffMember) -> None:
    Posting.objects.filter(person=person).update(post=Posting.Post.SUBSTITUTE)
    advice = advised(unit, a_charge(unit, person=person))
    assert "1.3替岗人员违纪" in advice.contested[0].text
    assert not advised(unit, a_charge(unit, clause="2.3", behaviour="酒后上班", person=person)).contested


def test_exempt_person_is_said_and_counts_nothing(unit: Unit, person: StaffMember) -> None:
    person.uniform = StaffMember.Uniform.ON_ORDER
    charge = a_charge(unit, clause="5.1", behaviour="未着工装", person=person)
    assert "工装申领中" in said(advised(unit, charge))
    assert looked_at(unit, charge).units[0].after == "100"


def test_missing_proof_is_said(unit: Unit) -> None:
    flag = a_charge(unit, clause="2.7", behaviour="锦旗")
    assert advised(unit, flag).lacks_proof
    assert not advised(unit, flag, proof="锦旗照片").lacks_proof


SAID = {
    "低头玩手机": "接打手机",
    "窗口人员没穿工服": "未着工装",
    "有人在后台抽烟": "公共区域或后台吸烟",
    "群众送来锦旗": "锦旗",
    "电话打不通": "电话无人接听或占线",
}


@pytest.mark.parametrize(("fact", "behaviour"), SAID.items(), ids=SAID)
def test_typed_text_suggests_the_behaviour(db: None, fact: str, behaviour: str) -> None:
    names = [found.name for found in suggested(edition_for(date(2026, 10, 1)), fact)]
    assert behaviour in names[:3]


def test_text_that_says_nothing_suggests_nothing(db: None) -> None:
    assert suggested(edition_for(date(2026, 10, 1)), "一切正常") == []
