"""`load_demo` carries the whole story in; here it is looked at as it stands in the tables."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from notices.models import FollowUp, Notice
from scoring.models import (
    Finding,
    Inspection,
    InspectionDraw,
    Month,
    MonthResult,
    ProposalDecision,
    Report,
    ScoreEvent,
    ScoreLine,
    UnitScore,
)
from scoring.rulebook import shipped_edition
from scoring.selectors.applications import own_applications
from scoring.selectors.proposals import open_proposals
from scoring.selectors.proposals.leave import leave_proposals
from scoring.selectors.proposals.postings import posting_proposals
from scoring.selectors.proposals.substitutes import substitute_proposals
from units.access import actor_for
from units.models import AttendanceDay, CalendarYear, LeaveSlip, Membership, Role, StaffMember, Unit, User
from yanling_assess.demo import loading
from yanling_assess.demo.bureau import CLOSED_MONTHS, OPEN_MONTH
from yanling_assess.demo_accounts import DEMO_ACCOUNTS
from yanling_assess.management.commands.load_demo import OTHER_DATA

SEPTEMBER = date(2026, 9, 1)


@pytest.fixture(scope="module")
def _loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demo without its papers, loaded once for this module and taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        loading.load_facts()
        yield
        transaction.set_rollback(True)


def load() -> tuple[int, str, str]:
    """Run the command; its exit status, what it said, what it complained of."""
    out, err = StringIO(), StringIO()
    try:
        call_command("load_demo", stdout=out, stderr=err)
    except SystemExit as stop:
        return int(stop.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


@pytest.mark.slow
@pytest.mark.django_db
def test_load_demo_publishes_five_months_and_does_nothing_the_second_time() -> None:
    status, said, complained = load()

    assert (status, complained) == (0, "")
    assert said.startswith("演示数据已载入。通报5份。\n演示账号（密码都是 yanling-2026）：\n  jingban ")
    states = dict(Month.objects.values_list("month", "state"))
    assert states == dict.fromkeys(CLOSED_MONTHS, "published") | {
        month: state for month, state in states.items() if month not in CLOSED_MONTHS
    }
    assert [notice.number for notice in Notice.objects.order_by("sequence")] == [
        f"鄢人社通报〔2026〕{number}号" for number in range(1, 7)
    ]
    followed = Counter(FollowUp.objects.values_list("state", flat=True))
    assert followed == {"done": 20, "open": 5, "proposed": 2, "handed_in": 1}
    before = Counter(Finding.objects.values_list("unit__name", flat=True))

    status, said, _ = load()

    assert status == 0
    assert said.startswith("演示数据此前已载入，未作改动。\n")
    assert Counter(Finding.objects.values_list("unit__name", flat=True)) == before


@pytest.mark.django_db
def test_load_demo_refuses_a_database_that_holds_something_else(unit: Unit) -> None:
    assert load() == (1, "", OTHER_DATA + "\n")
    assert not Finding.objects.exists()


@pytest.mark.usefixtures("_loaded")
class TestWhatIsThere:
    def test_one_account_a_role(self) -> None:
        own = [account.username for account in DEMO_ACCOUNTS]
        rows = Membership.objects.filter(user__username__in=own)
        assert Counter(rows.values_list("role", flat=True)) == Counter(list(Role.values))

    def test_other_heads_recommend_and_nobody_can_log_in_as_them(self) -> None:
        own = [account.username for account in DEMO_ACCOUNTS]
        others = User.objects.exclude(username__in=own)
        assert {user.name for user in others} == {"马红卫", "扈秀云", "翟文静"}
        assert not any(user.has_usable_password() for user in others)

    def test_twenty_units_and_two_hundred_people_with_their_pinyin(self) -> None:
        assert Unit.objects.count() == 20
        assert StaffMember.objects.count() == 200
        assert not StaffMember.objects.filter(pinyin="").exists()
        assert StaffMember.objects.get(name="仇英杰").pinyin == "qiuyingjie qyj"

    def test_september_holds_the_sheet_and_nothing_else(self) -> None:
        findings = Finding.objects.filter(happened_on__month=9)
        events = ScoreEvent.objects.filter(counts_in=SEPTEMBER)

        assert findings.count() == 26
        assert set(events.values_list("finding_id")) < set(findings.values_list("pk"))
        assert findings.values("unit").distinct().count() == 10

    def test_every_clause_with_points_and_every_behaviour_is_met(self) -> None:
        met = set(ScoreLine.objects.values_list("clause", "behaviour"))
        priced = {
            (number, behaviour.name)
            for number, clause in shipped_edition().clauses.items()
            for behaviour in clause.behaviours
        }

        assert priced - met == set()

    def test_every_way_of_not_counting_is_met(self) -> None:
        assert set(ScoreEvent.objects.values_list("status", flat=True)) == set(ScoreEvent.Status.values)
        assert ScoreEvent.objects.exclude(exempt_reason="").exists()
        assert UnitScore.objects.filter(overflow_halves__gt=0).exists()
        covered = ScoreLine.objects.filter(clause="2.8", counted_halves=0)
        assert covered.exists()
        assert Finding.objects.filter(events__isnull=True, is_good=True).exists()
        assert Finding.objects.filter(events__isnull=True, is_good=False).exists()

    def test_follow_ups_climb_to_the_referral(self) -> None:
        kinds = Counter(
            follow_up["kind"] for score in UnitScore.objects.all() for follow_up in score.follow_ups
        )

        assert {
            "书面检查",
            "处理意见",
            "书面整改意见",
            "限期整改",
            "约谈",
            "移送纪检",
            "5日内撤出并替换",
        } == set(kinds)

    def test_a_late_entry_counts_in_the_next_month(self) -> None:
        late = ScoreEvent.objects.filter(
            finding__happened_on__lt=date(2026, 7, 1), counts_in=date(2026, 7, 1)
        )

        assert late.count() == 2

    def test_one_unit_has_no_event_at_all(self) -> None:
        assert not ScoreEvent.objects.filter(unit__name="流动人员档案窗口").exists()

    def test_october_is_open_with_something_to_settle(self) -> None:
        events = ScoreEvent.objects.filter(counts_in=OPEN_MONTH)
        events = events.exclude(finding__recorded_by__username="danwei")

        assert events.count() == 17
        assert events.filter(status="pending").count() == 6
        assert not MonthResult.objects.filter(month__month=OPEN_MONTH).exists()

    def test_a_unit_head_has_applied_for_bonuses_and_reads_why_one_was_refused(self) -> None:
        head = User.objects.get(username="danwei")
        applied = own_applications(actor_for(head, on=date(2026, 10, 20)))

        assert Counter(applied.values_list("status", flat=True)) == {"pending": 2, "dismissed": 1}
        assert "没有延时办件记录" in applied.get(status="dismissed").settled_reason

    def test_documents_came_in_some_of_them_still_to_be_registered(self) -> None:
        reports = Report.objects.all()

        assert reports.count() == 5
        assert reports.filter(findings__isnull=True).count() == 2
        assert set(reports.values_list("issued_on__month", flat=True)) == {10}
        assert not Finding.objects.filter(report__isnull=False, happened_on__lt=OPEN_MONTH).exists()

    def test_the_hall_was_walked_without_touching_a_score(self) -> None:
        rounds = Inspection.objects.order_by("started_at")

        assert [(row.get_kind_display(), row.visits.count()) for row in rounds] == [
            ("日常巡查", 4),
            ("日常巡查", 5),
            ("日常巡查", 3),
            ("不定期抽查", 3),
            ("专项检查", 3),
        ]
        assert not ScoreEvent.objects.filter(finding__inspection__isnull=False).exists()
        drawn = InspectionDraw.objects.get()
        assert {visit.unit_id for visit in drawn.inspections.get().visits.all()} == set(drawn.chosen)

    def test_there_are_slips_of_every_kind_and_state(self) -> None:
        slips = LeaveSlip.objects.all()

        assert slips.count() == 13
        assert set(slips.values_list("state", flat=True)) == set(LeaveSlip.State.values)
        assert set(slips.values_list("kind", flat=True)) == set(LeaveSlip.Kind.values)
        assert slips.exclude(proxy_name="").filter(proofs__isnull=True).exists()

    def test_slips_and_postings_of_october_suggest_what_the_story_tells(self) -> None:
        found = leave_proposals(OPEN_MONTH, date(2026, 10, 31))
        found += substitute_proposals(OPEN_MONTH, date(2026, 10, 31))
        found += posting_proposals(OPEN_MONTH, date(2026, 10, 31))

        assert [(one.happened_on.day, one.clause, one.behaviour) for one in found] == [
            (21, "1.3", "未安排替岗"),
            (22, "1.2", "先休假后补假条"),
            (14, "1.3", "替岗人员违纪"),
            (19, "6.1", "未经审查递交进驻手续"),
        ]

    def test_slips_and_postings_of_closed_months_suggest_nothing(self) -> None:
        span = CLOSED_MONTHS[0], date(2026, 9, 30)

        assert [leave_proposals(*span), substitute_proposals(*span), posting_proposals(*span)] == [[], [], []]

    def test_october_has_sign_in_times_whose_proposals_wait_and_none_counts(self) -> None:
        october = (OPEN_MONTH, date(2026, 10, 31))
        decided = ProposalDecision.objects.filter(kind="考勤")

        assert AttendanceDay.objects.values("person").distinct().count() > 190
        assert AttendanceDay.objects.values("day").distinct().count() == 10
        assert sum(one.kind == "考勤" for one in open_proposals(*october)) >= 12
        assert list(decided.values_list("state", flat=True)) == ["dismissed", "dismissed"]
        assert CalendarYear.objects.filter(year=2026).exists()

    def test_what_was_waived_was_waived_by_the_chief(self) -> None:
        waived = ScoreEvent.objects.filter(status="waived")

        assert set(waived.values_list("settled_by__username", flat=True)) == {"fuzeren"}
