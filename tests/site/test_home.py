"""工作台: each role opens the site on what is to be done today, each line with a link that works."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from scoring.models import Complaint, Month
from tests.access.page import PageReader
from tests.conftest import NOON, TODAY, actor, logged_in
from tests.scoring.complaints import a_complaint
from tests.scoring.editions import a_draft
from tests.scoring.factories import record
from tests.site.desks import line_of, lines_of, page_of
from tests.units.leave import registered
from units.access import Actor
from units.models import Bureau, LeaveSlip, Posting, Role, StaffMember, Unit, User
from yanling_assess.duties import Deadline, desk

pytestmark = pytest.mark.django_db
ROLES = ("clerk", "chief", "head", "leader", "discipline", "office", "admin")
SEPTEMBER = date(2026, 9, 1)


def deadline_on(month: int, day: int) -> Deadline | None:
    office = Actor(None, frozenset({Role.CLERK}), frozenset())
    return desk(office, date(2026, month, day)).deadline


def test_the_bulletin_is_due_by_the_tenth_of_the_next_month(unit: Unit) -> None:
    page = "/months/2026-09/"
    assert deadline_on(9, 30) is None
    assert deadline_on(10, 1) == Deadline(date(2026, 9, 1), date(2026, 10, 10), 9, page)
    assert deadline_on(10, 12) == Deadline(date(2026, 9, 1), date(2026, 10, 10), -2, page)


def test_the_deadline_of_a_closed_month_leads_to_its_draft(unit: Unit) -> None:
    Month.objects.create(month=SEPTEMBER, state=Month.State.CLOSED)

    deadline = deadline_on(10, 8)

    assert deadline is not None
    assert deadline.url == "/notices/compose/2026-09/"


def test_a_published_month_is_no_longer_due(unit: Unit) -> None:
    Month.objects.create(month=SEPTEMBER, state=Month.State.PUBLISHED)

    assert deadline_on(10, 12) is None
    assert deadline_on(11, 1) == Deadline(date(2026, 10, 1), date(2026, 11, 10), 9, "/months/2026-10/")


QUIET: dict[str, dict[str, list[str]]] = {
    "clerk": {
        "核实和定分": ["2026年9月准备定分", "未处理的线索", "2026年9月考勤还没有导入"],
        "督查和人员": ["本月还没有督查的单位"],
        "了解情况": ["2026年10月得分"],
    },
    "chief": {
        "核实和定分": ["2026年9月定分", "未处理的线索", "2026年9月考勤还没有导入"],
        "督查和人员": ["本月还没有督查的单位"],
        "了解情况": ["2026年10月得分"],
    },
    "head": {
        "要办的事": ["推荐典型（2026年第三季度）"],
        "社保中心": ["2026年10月得分及明细", "2026年9月得分及明细"],
    },
    "leader": {"了解情况": ["2026年9月月度总表", "2026年10月月度总表", "季度和年度", "统计"]},
    "discipline": {"了解情况": ["约谈和移送的整改台账"]},
    "office": {"了解情况": ["荣誉登记", "观摩交流活动"]},
    "admin": {
        "要办的事": ["没有角色的账号"],
        "了解情况": ["账号和角色", "窗口单位和窗口", "操作记录", "个人信息保存情况"],
    },
}
"""In a month in which nothing has happened yet."""


@pytest.fixture
def quiet(cast: dict[str, User], person: StaffMember) -> dict[str, User]:
    return cast


@pytest.mark.parametrize("who", ROLES)
def test_each_role_sees_only_what_is_there_under_its_headings(quiet: dict[str, User], who: str) -> None:
    assert lines_of(quiet[who]) == QUIET[who]


@pytest.mark.parametrize("who", ROLES)
def test_every_line_leads_to_a_page_that_opens(quiet: dict[str, User], who: str) -> None:
    client = logged_in(quiet[who])
    with time_machine.travel(NOON, tick=False):
        addresses = [duty.url for duty in client.get("/").context["desk"].duties]
        answers = {url: client.get(url).status_code for url in addresses}

    assert addresses
    assert set(answers.values()) == {200}, answers


@pytest.mark.parametrize("who", ROLES)
def test_a_desk_with_nothing_to_do_says_so_and_offers_the_next_step(
    quiet: dict[str, User], stranger: User, who: str
) -> None:
    stranger.delete()  # who has no role: the one thing that the administrator has to do

    nothing_to_do = who in ("leader", "discipline", "office", "admin")

    assert ("今天没有要办的事。" in page_of(quiet[who])) is nothing_to_do
    assert lines_of(quiet[who])


def test_no_line_counts_nothing_whatever_the_role(quiet: dict[str, User]) -> None:
    for who in ROLES:
        assert 0 not in [duty.count for duty in desk(actor(quiet[who]), TODAY).duties], who
        assert not re.search(r"(?<!\d)0 [件条张个名份处]", page_of(quiet[who])), who


def test_what_is_overdue_comes_first_and_is_told_once(clerk: User, unit: Unit) -> None:
    first, _ = (a_complaint(clerk, unit) for _ in range(2))
    Complaint.objects.filter(pk=first.pk).update(due_on=date(2026, 10, 5))

    shown_lines, text = lines_of(clerk), page_of(clerk)

    assert next(iter(shown_lines)) == "已超期"
    assert shown_lines["已超期"] == ["待查的投诉"]
    assert "待查的投诉 1件已超期，最早应于10月5日（周一）办结 2 件" in text
    assert text.count("已超期") == 2  # the heading, and how many of the two


def test_where_all_of_a_line_are_overdue_the_heading_alone_says_so(clerk: User, unit: Unit) -> None:
    row = a_complaint(clerk, unit)
    Complaint.objects.filter(pk=row.pk).update(due_on=date(2026, 10, 5))

    text = page_of(clerk)

    assert "已超期 待查的投诉 最早应于10月5日（周一）办结 1 件" in text
    assert text.count("超期") == 1


def test_a_closing_past_the_tenth_is_overdue(chief: User, unit: Unit) -> None:
    in_time, late = (line_of(chief, "2026年9月定分", date(2026, 10, day)) for day in (10, 11))

    assert (in_time.due, in_time.late, late.late) == (date(2026, 10, 10), 0, 1)
    with time_machine.travel(NOON + timedelta(days=3), tick=False):
        text = PageReader(logged_in(chief).get("/").content.decode()).text
    assert "2026年10月督查通报" not in text
    assert "2026年9月督查通报 应于10月10日（周六）前印发，已超期1天 。" in text
    assert "已超期 2026年9月定分 应于10月10日（周六）前办结" in text


def test_each_line_counts_in_its_own_measure_word(
    clerk: User, chief: User, unit: Unit, person: StaffMember, other_person: StaffMember
) -> None:
    record(clerk, unit, person=person)
    registered(clerk, person, special_reason="车祸")
    registered(clerk, other_person)
    Posting.objects.filter(person=other_person).update(starts_on=date(2026, 9, 1))
    a_draft(chief, month=date(2026, 11, 1))

    text = {user.username: page_of(user) for user in (clerk, chief)}

    for line in (
        "待核实的事项 1 件",
        "请假条待补证明 1 张",
        "待审查的进驻 1 名",
        "本月还没有督查的单位 2 个",
    ):
        assert line in text["clerk"], line
    assert "待签批的请假条 2 张" in text["chief"]
    assert "施行月份将到的细则草稿 1 份" in text["chief"]
    assert "项 " not in text["clerk"].replace("事项 ", "")


def test_proposals_are_counted_later_and_their_line_goes_where_there_are_none(
    clerk: User, unit: Unit
) -> None:
    client = logged_in(clerk)
    with time_machine.travel(NOON, tick=False):
        page = client.get("/").content.decode()
        (address,) = re.findall(r'<li class="duty" hx-get="([^"]+)" hx-trigger="load"', page)
        answer, plain = client.get(address), client.get(address.split("?")[0])

    assert (answer.headers["HX-Retarget"], answer.headers["HX-Reswap"]) == ("this", "delete")
    assert plain.content.decode().strip() == "0 条"
    assert "HX-Reswap" not in plain.headers


def test_leaders_see_the_deadline_what_is_late_anywhere_and_the_tables(
    clerk: User, cast: dict[str, User], unit: Unit
) -> None:
    row = a_complaint(clerk, unit)
    assert "已超期" not in lines_of(cast["leader"])
    Complaint.objects.filter(pk=row.pk).update(due_on=date(2026, 10, 5))

    text = page_of(cast["leader"])

    assert "2026年9月督查通报 应于10月10日（周六）前印发，还有2天 。" in text
    assert lines_of(cast["leader"])["已超期"] == ["待查的投诉"]
    assert "2026年9月月度总表 录入中 2026年10月月度总表 录入中" in text


def test_the_administrator_sees_names_that_are_locked(cast: dict[str, User]) -> None:
    AccessAttempt.objects.create(
        username="x", attempt_time=NOON, failures_since_start=settings.AXES_FAILURE_LIMIT
    )

    assert "输错密码暂时锁定的登录 1 个" in page_of(cast["admin"])


@pytest.mark.parametrize("who", ["clerk", "chief", "admin"])
def test_a_year_without_its_holidays_is_asked_for_in_december(
    cast: dict[str, User], unit: Unit, who: str
) -> None:
    label = "2031年放假安排还没有载入"

    november, december = (desk(actor(cast[who]), date(2030, month, 1)).duties for month in (11, 12))

    assert label not in [duty.label for duty in november]
    assert label in [duty.label for duty in december]


def test_the_office_sees_how_many_slips_and_postings_wait(
    clerk: User, chief: User, person: StaffMember, other_person: StaffMember
) -> None:
    registered(clerk, person, special_reason="车祸")
    done = registered(clerk, other_person, starts_on=date(2026, 10, 1), ends_on=date(2026, 10, 7))
    LeaveSlip.objects.filter(pk=done.pk).update(state="signed")
    Posting.objects.filter(person=other_person).update(starts_on=date(2026, 9, 1))

    counts = {duty.label: duty.count for duty in desk(actor(clerk), TODAY).duties}

    for label in ("请假条待补证明", "请假条未到督查室留档", "请假条到期未销假", "待审查的进驻"):
        assert counts[label] == 1, label
    assert line_of(chief, "待签批的请假条").count == 1


def test_the_home_page_opens_before_the_first_month(head: User, clerk: User, bureau: Bureau) -> None:
    Bureau.objects.update(first_month=date(2027, 1, 1))

    with time_machine.travel(NOON, tick=False):
        assert [logged_in(user).get("/").status_code for user in (head, clerk)] == [200, 200]


@pytest.mark.parametrize(
    ("month", "told"),
    [(date(2026, 11, 1), True), (date(2026, 10, 1), True), (date(2026, 12, 1), False)],
    ids=["next month", "this month", "later"],
)
def test_the_chief_is_told_of_drafts_whose_month_is_near(
    chief: User, clerk: User, unit: Unit, month: date, told: bool
) -> None:
    a_draft(chief, month=month)

    with time_machine.travel(NOON, tick=False):
        pages = [logged_in(user).get("/").content.decode() for user in (chief, clerk)]

    assert ["施行月份将到的细则草稿" in page for page in pages] == [told, False]


@pytest.mark.parametrize("who", ROLES)
def test_the_home_page_asks_the_same_few_queries_for_one_row_and_for_a_hundred(
    cast: dict[str, User], unit: Unit, person: StaffMember, who: str
) -> None:
    clerk, client = cast["clerk"], logged_in(cast[who])

    def asked() -> int:
        with time_machine.travel(NOON, tick=False), CaptureQueriesContext(connection) as queries:
            assert client.get("/").status_code == 200
        return len(queries)

    def happen() -> None:
        record(clerk, unit, person=person)
        a_complaint(clerk, unit)

    happen()
    one = asked()
    for _ in range(99):
        happen()

    assert asked() == one <= 12
