"""What a complaint found true comes to, by what it is about: RULEBOOK §8, one test a row."""

from typing import Any

import pytest

from records.errors import Refusal
from scoring.complaints import APART, DISMISSED, SAME
from scoring.models import ComplaintPoint, ScoreEvent
from scoring.rulebook import shipped_edition
from scoring.rulebook.points import show
from scoring.selectors.complaint_page import points_of
from scoring.selectors.facts import month_score
from scoring.services.complaint_weighing import case_of
from scoring.services.deciding_complaints import reopen_point
from tests.conftest import NOON
from tests.scoring.complaints import a_complaint, charged, decided, proposed, recorded, true_point, weighed
from tests.scoring.factories import recorded_event
from units.models import StaffMember, Unit, User, Window

pytestmark = pytest.mark.django_db
PLAIN, QUARREL = "2.9|投诉属实", "2.9|投诉属实且争吵"
COMPLAINT_LINES = [PLAIN, QUARREL]
PHONE = ["3.5|电话无人接听或占线", "3.5|电话未在15秒内接听", "3.5|电话中争执或强行挂断"]
TELLING = [
    "3.1|未一次性告知",
    "3.1|未书面告知补正",
    "3.1|不予办理未书面说明理由",
    "3.1|未引导导办",
    "3.1|业务不熟致群众重复跑",
]
ABOUT: dict[str, tuple[list[str], list[str]]] = {
    "attitude": (COMPLAINT_LINES, [PLAIN]),
    "quarrel": ([QUARREL, PLAIN], [QUARREL]),
    "graft": ([*COMPLAINT_LINES, "2.5|吃拿卡要"], [PLAIN, "2.5|吃拿卡要"]),
    "phone": (COMPLAINT_LINES + PHONE, [PLAIN]),
    "passed_on": (
        [*COMPLAINT_LINES, "3.6|推诿-首次接待单位", "3.6|推诿-其他单位"],
        [PLAIN, "3.6|推诿-首次接待单位"],
    ),
    "telling": (COMPLAINT_LINES + TELLING, [PLAIN]),
    "delay": ([*COMPLAINT_LINES, "3.2|超承诺时限办结", "3.2|办结不准确"], [PLAIN]),
    "online": ([*COMPLAINT_LINES, "3.4|网上咨询未及时答复", "3.4|网上咨询答复不规范"], [PLAIN]),
    "other": (COMPLAINT_LINES, [PLAIN]),
}


def test_the_table_speaks_of_every_kind_of_complaint() -> None:
    assert set(ABOUT) == set(ComplaintPoint.About.values)


@pytest.mark.parametrize(("about", "offered", "ticked"), [(a, *rows) for a, rows in ABOUT.items()], ids=ABOUT)
def test_true_point_proposes_its_events(
    about: str, offered: list[str], ticked: list[str], clerk: User, unit: Unit
) -> None:
    found = case_of(true_point(clerk, unit, about)).offered

    assert list(found.behaviours) == offered
    assert found.proposed == ticked
    assert all(group.text and group.why for group in found.groups)
    assert found.asks_other_units == (about == "passed_on")


@pytest.mark.parametrize(
    ("about", "text", "ticked"),
    [
        ("phone", "咨询电话一上午打不通", "3.5|电话无人接听或占线"),
        ("telling", "材料没说全，跑了两趟", "3.1|未一次性告知"),
        ("delay", "资格认证办件超时十天", "3.2|超承诺时限办结"),
        ("online", "网上留言没回复", "3.4|网上咨询未及时答复"),
    ],
)
def test_behaviour_that_the_words_tell_is_ticked(
    about: str, text: str, ticked: str, clerk: User, unit: Unit
) -> None:
    assert case_of(true_point(clerk, unit, about, text=text)).offered.proposed == [PLAIN, ticked]


def test_clause_that_asks_for_the_behaviour_wants_one_or_a_reason(clerk: User, unit: Unit) -> None:
    point = true_point(clerk, unit, "phone")

    assert weighed(point).reasons == ["3.5没有勾选查明的是哪一种行为。"]
    with pytest.raises(Refusal, match="写明理由"):
        recorded(clerk, point)
    assert charged(recorded(clerk, point, ticked=[PLAIN, PHONE[0]])) == [
        ("社保中心", "2.9", "投诉属实", "confirmed"),
        ("社保中心", "3.5", "电话无人接听或占线", "confirmed"),
    ]


def test_events_are_confirmed_with_person_window_and_point(
    clerk: User, unit: Unit, person: StaffMember, window: Window
) -> None:
    point = true_point(clerk, unit, "attitude", person=person, window=window)

    finding = recorded(clerk, point, serious=True)

    event = finding.events.get()
    assert (finding.source, finding.complaint_point, finding.window) == ("群众投诉", point, window)
    assert (event.person, event.window, event.status, event.settled_by) == (
        person,
        window,
        "confirmed",
        clerk,
    )
    assert (event.serious, f"{event.counts_in:%Y-%m}") == (True, "2026-10")


def test_point_is_recorded_once(clerk: User, unit: Unit) -> None:
    point = true_point(clerk, unit, "attitude")
    recorded(clerk, point)

    with pytest.raises(Refusal, match="已经登记过"):
        recorded(clerk, point)
    assert ScoreEvent.objects.count() == 1


def test_point_taken_back_and_found_true_again_is_recorded_anew(clerk: User, unit: Unit) -> None:
    point = true_point(clerk, unit, "attitude")
    recorded(clerk, point)
    reopen_point(point=point, expected_version=point.version, reason="重新核对", by=clerk, at=NOON)

    recorded(clerk, decided(clerk, point.complaint))

    assert sorted(ScoreEvent.objects.values_list("status", flat=True)) == ["confirmed", "dismissed"]


# One complaint, one 2.9 a unit (docs/decisions/one_complaint_once_a_unit.md)


def test_further_true_point_against_the_same_unit_adds_only_its_other_categories(
    clerk: User, unit: Unit
) -> None:
    row = a_complaint(clerk, unit, {}, {"about": "phone", "text": "电话打不通"})
    recorded(clerk, decided(clerk, row, 1))

    second = decided(clerk, row, 2)

    assert case_of(second).offered.proposed == ["3.5|电话无人接听或占线"]
    assert charged(recorded(clerk, second)) == [("社保中心", "3.5", "电话无人接听或占线", "confirmed")]


def test_second_2_9_of_one_complaint_wants_a_reason(clerk: User, unit: Unit) -> None:
    row = a_complaint(clerk, unit, {}, {"about": "phone", "text": "电话打不通"})
    recorded(clerk, decided(clerk, row, 1))
    second = decided(clerk, row, 2)
    both = [PLAIN, PHONE[0]]

    assert weighed(second, ticked=both).reasons == [
        "这件投诉对社保中心已记过2.9，每件投诉对一个单位只记一次。"
    ]
    with pytest.raises(Refusal, match="写明理由"):
        recorded(clerk, second, ticked=both)
    recorded(clerk, second, ticked=both, reason="先后两次，投诉合并写成一件")

    assert ScoreEvent.objects.filter(clause="2.9").count() == 2


def test_true_point_that_adds_nothing_waits_for_nothing(clerk: User, unit: Unit) -> None:
    row = a_complaint(clerk, unit, {}, {"about": "other"})
    recorded(clerk, decided(clerk, row, 1))
    decided(clerk, row, 2)

    assert [view.waits for view in points_of(row)] == [False, False]


def test_several_units_in_one_complaint_have_a_2_9_each_where_a_point_is_true(
    clerk: User, unit: Unit, other_unit: Unit
) -> None:
    row = a_complaint(clerk, unit, {}, {"unit": other_unit}, {"unit": other_unit, "about": "telling"})

    recorded(clerk, decided(clerk, row, 1))
    decided(clerk, row, 2, result="false")
    recorded(clerk, decided(clerk, row, 3), ticked=[PLAIN, TELLING[0]])

    assert sorted(ScoreEvent.objects.values_list("unit__name", "clause")) == [
        ("公共就业服务中心", "2.9"),
        ("公共就业服务中心", "3.1"),
        ("社保中心", "2.9"),
    ]


def test_quarrel_found_later_takes_the_place_of_the_plain_2_9(clerk: User, unit: Unit) -> None:
    row = a_complaint(clerk, unit, {}, {"about": "quarrel"})
    recorded(clerk, decided(clerk, row, 1))
    second = decided(clerk, row, 2)

    seen = weighed(second)
    assert [event.behaviour for event in seen.replaced] == ["投诉属实"]
    assert (seen.reasons, [(e.before, e.after) for e in seen.preview.units]) == ([], [("95", "75")])
    recorded(clerk, second)

    rows = ScoreEvent.objects.order_by("id").values_list("behaviour", "status", "settled_reason")
    assert list(rows) == [
        ("投诉属实", "dismissed", "同一投诉查实有争吵，改按2.9投诉属实且争吵计"),
        ("投诉属实且争吵", "confirmed", ""),
    ]


def test_plain_2_9_beside_a_quarrel_already_recorded_is_not_proposed(clerk: User, unit: Unit) -> None:
    row = a_complaint(clerk, unit, {"about": "quarrel"}, {"about": "telling", "text": "材料没说全"})
    recorded(clerk, decided(clerk, row, 1))

    assert case_of(decided(clerk, row, 2)).offered.proposed == ["3.1|未一次性告知"]


# §8: the rival clauses


def test_quarrel_in_a_verified_complaint_empties_the_category_and_is_no_2_1(clerk: User, unit: Unit) -> None:
    seen = weighed(true_point(clerk, unit, "quarrel"))

    assert [(line.label, line.counted) for line in seen.preview.units[0].lines] == [
        ("2.9 投诉属实且争吵", "本类不得分")
    ]
    assert seen.preview.units[0].after == "75"


def test_quarrel_left_out_though_complained_of_wants_a_reason(clerk: User, unit: Unit) -> None:
    seen = weighed(true_point(clerk, unit, "quarrel"), ticked=[PLAIN])

    assert seen.reasons == ["建议登记的“2.9 投诉属实且争吵”没有勾选。"]


SETTLED: dict[str, tuple[str, str, list[str], str]] = {
    "one matter": (DISMISSED, "", ["dismissed", "confirmed"], "75"),
    "same problem": (SAME, "两项都保留，供约谈使用", ["confirmed", "confirmed"], "75"),
    "another quarrel": (APART, "上午、下午两次", ["confirmed", "confirmed"], "75"),
}


@pytest.mark.parametrize(("choice", "reason", "statuses", "total"), SETTLED.values(), ids=SETTLED)
@pytest.mark.parametrize("about", ["quarrel", "attitude"])
def test_2_1_recorded_for_the_day_is_spoken_about_before_2_9(
    about: str,
    choice: str,
    reason: str,
    statuses: list[str],
    total: str,
    clerk: User,
    unit: Unit,
    person: StaffMember,
) -> None:
    seen_on_floor = recorded_event(
        clerk, unit, clause="2.1", behaviour="与群众争吵", person=person, verified=True
    )
    point = true_point(clerk, unit, about, person=person)

    open_one = weighed(point)
    assert [(doubt.event, doubt.choice, doubt.may_dismiss) for doubt in open_one.doubts] == [
        (seen_on_floor, "", True)
    ]
    with pytest.raises(Refusal, match="是什么关系"):
        recorded(clerk, point, reason="写了理由也要说明关系")
    said = {seen_on_floor.pk: choice}
    if reason:
        with pytest.raises(Refusal, match="写明理由"):
            recorded(clerk, point, settled=said)
    recorded(clerk, point, settled=said, reason=reason)

    assert list(ScoreEvent.objects.order_by("id").values_list("status", flat=True)) == statuses
    problems = set(ScoreEvent.objects.values_list("problem", flat=True))
    assert (problems == {None}) == (choice != SAME)
    if about == "quarrel":
        assert weighed_total(unit) == total


def weighed_total(unit: Unit) -> str:
    """What the month of the last event comes to."""
    return show(month_score(ScoreEvent.objects.latest("id").counts_in).units[unit.pk].total)


def test_2_1_of_somebody_else_is_no_doubt(
    clerk: User, unit: Unit, person: StaffMember, other_person: StaffMember
) -> None:
    recorded_event(clerk, unit, clause="2.1", behaviour="与群众争吵", person=other_person)

    assert weighed(true_point(clerk, unit, "attitude", person=person)).doubts == []


def test_complaint_about_the_telephone_is_2_9_and_3_5(clerk: User, unit: Unit) -> None:
    seen = weighed(true_point(clerk, unit, "phone"), ticked=[PLAIN, PHONE[1]])

    assert (seen.reasons, seen.doubts) == ([], [])
    assert seen.preview.units[0].after == "93"


def test_quarrel_on_the_telephone_is_2_9_and_not_3_5(clerk: User, unit: Unit) -> None:
    assert (
        weighed(true_point(clerk, unit, "quarrel", text="电话里争吵")).charges[0].behaviour
        == "投诉属实且争吵"
    )

    both = weighed(true_point(clerk, unit, "phone"), ticked=[QUARREL, PHONE[2]])

    assert len(both.reasons) == 1
    assert both.reasons[0].startswith("2.9 投诉属实且争吵、3.5 电话中争执或强行挂断：")


def test_hanging_up_without_a_quarrel_is_2_9_and_3_5(clerk: User, unit: Unit) -> None:
    seen = weighed(true_point(clerk, unit, "phone"), ticked=[PLAIN, PHONE[2]])

    assert seen.reasons == []


def test_complaint_of_graft_is_2_5_and_2_9(clerk: User, unit: Unit, person: StaffMember) -> None:
    seen = weighed(true_point(clerk, unit, "graft", person=person))

    assert [(line.label, line.counted) for line in seen.preview.units[0].lines] == [
        ("2.9 投诉属实", "−5"),
        ("2.5 吃拿卡要", "本类不得分"),
    ]
    assert seen.preview.units[0].follow_ups == ["移送纪检（王芳）"]


def test_passing_on_charges_the_first_unit_and_every_other_under_one_problem(
    clerk: User, unit: Unit, other_unit: Unit
) -> None:
    finding = recorded(clerk, true_point(clerk, unit, "passed_on"), passed_on_by=(other_unit,))

    assert charged(finding) == [
        ("社保中心", "2.9", "投诉属实", "confirmed"),
        ("社保中心", "3.6", "推诿-首次接待单位", "confirmed"),
        ("公共就业服务中心", "3.6", "推诿-其他单位", "confirmed"),
    ]
    titles = finding.events.filter(clause="3.6").values_list("problem__title", flat=True)
    assert len(set(titles)) == 1
    assert next(iter(titles)).startswith("10月6日投诉")


def test_second_unit_of_one_case_is_an_other_unit(clerk: User, unit: Unit, other_unit: Unit) -> None:
    about = {"about": "passed_on"}
    row = a_complaint(clerk, unit, about, about | {"unit": other_unit})
    recorded(clerk, decided(clerk, row, 1))

    second = decided(clerk, row, 2)

    assert case_of(second).offered.proposed == [PLAIN, "3.6|推诿-其他单位"]
    recorded(clerk, second)
    assert len(set(ScoreEvent.objects.filter(clause="3.6").values_list("problem__title", flat=True))) == 1


def test_other_unit_recorded_with_the_first_has_only_its_2_9_left(
    clerk: User, unit: Unit, other_unit: Unit
) -> None:
    about = {"about": "passed_on"}
    row = a_complaint(clerk, unit, about, about | {"unit": other_unit})
    recorded(clerk, decided(clerk, row, 1), passed_on_by=(other_unit,))

    second = decided(clerk, row, 2)

    assert case_of(second).offered.proposed == [PLAIN]
    assert weighed(second).reasons == []
    recorded(clerk, second)
    assert [view.waits for view in points_of(row)] == [False, False]


MISFITS: dict[str, tuple[dict[str, Any], str, str]] = {
    "nothing": ({"ticked": []}, "lines", "至少勾选一项"),
    "both kinds of 2.9": ({"ticked": [PLAIN, QUARREL]}, "lines", "2.9对一个单位只记一项"),
    "first and other at once": (
        {"ticked": [PLAIN, "3.6|推诿-首次接待单位", "3.6|推诿-其他单位"]},
        "lines",
        "3.6对一个单位只记一项",
    ),
    "others without the own unit": ({"ticked": [PLAIN]}, "other_units", "本单位的3.6也要勾选"),
}


@pytest.mark.parametrize(("changes", "field", "told"), MISFITS.values(), ids=MISFITS)
def test_lines_that_do_not_go_together_are_refused(
    changes: dict[str, Any], field: str, told: str, clerk: User, unit: Unit, other_unit: Unit
) -> None:
    point = true_point(clerk, unit, "passed_on")

    with pytest.raises(Refusal, match=told) as refused:
        recorded(clerk, point, passed_on_by=(other_unit,), **changes)
    assert refused.value.field == field


def test_unit_does_not_pass_on_to_itself(clerk: User, unit: Unit) -> None:
    with pytest.raises(Refusal, match="单位自己"):
        recorded(clerk, true_point(clerk, unit, "passed_on"), passed_on_by=(unit,))


def test_hall_bulletin_about_the_same_matter_covers_or_is_covered(clerk: User, unit: Unit) -> None:
    bulletin = {"clause": "2.8", "behaviour": "大厅督查通报", "verified": True}
    report = recorded_event(clerk, unit, on=NOON.date().replace(day=5), **bulletin)
    point = true_point(clerk, unit, "attitude")

    (doubt,) = weighed(point).doubts
    assert (doubt.event, doubt.choice, doubt.must, doubt.may_dismiss) == (report, APART, False, False)
    joined = weighed(point, settled={report.pk: SAME})

    assert joined.reasons == []
    assert [(e.before, e.after) for e in joined.preview.units] == [("95", "95")]
    (line,) = joined.preview.units[0].lines
    assert (line.label, line.counted) == ("2.9 投诉属实", "0")
    assert line.why.startswith("同一违纪问题已按2026年10月5日的2.8“大厅督查通报”扣分")


def test_further_behaviour_that_was_found_is_recorded_with_it(clerk: User, unit: Unit) -> None:
    point = true_point(clerk, unit, "other", text="下班前拒绝受理")
    late = shipped_edition().behaviour("2.4", "未执行延时服务")

    finding = recorded(clerk, point, behaviours=(*proposed(point).behaviours, late))

    assert [row[1:3] for row in charged(finding)] == [("2.9", "投诉属实"), ("2.4", "未执行延时服务")]


def test_substitutes_light_breach_is_proposed_under_1_3(clerk: User, unit: Unit, person: StaffMember) -> None:
    person.postings.update(post="substitute")
    point = true_point(clerk, unit, "telling", person=person)

    seen = weighed(point, ticked=[PLAIN, TELLING[0]])

    assert seen.reasons == ["王芳当日是替岗人员：建议按1.3替岗人员违纪记在请假人员名下（口径R4）。"]


def test_digest_tells_what_was_seen_from_what_is_sent(clerk: User, unit: Unit, person: StaffMember) -> None:
    point = true_point(clerk, unit, "attitude")

    assert weighed(point).digest == weighed(point).digest
    assert weighed(point).digest != weighed(point, person=person).digest
