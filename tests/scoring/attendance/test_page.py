"""线索: found, told with their evidence, confirmed or dismissed in batches, each form once."""

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.models import Finding, ProposalDecision, ScoreEvent
from scoring.selectors.proposals import proposals_between
from scoring.services.proposals import dismiss_proposals
from tests.conftest import NOON, logged_in
from tests.scoring.attendance.signs import LATE, THURSDAY, WELL, days_before, file, only, picked, sign, slip
from tests.scoring.factories import closed, record
from tests.units.test_malformed import ODD
from units.models import CalendarDay, Posting, StaffMember, Unit, User

pytestmark = pytest.mark.django_db
PAGE = "/proposals/?month=2026-09"
NOT_BEFORE = "未提前3分钟到岗或评价器未就绪"


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def _two(clerk: User, person: StaffMember, other_person: StaffMember) -> None:
    """王芳 late, 孙丽 gone early."""
    batch = file(clerk)
    sign(batch, person, LATE)
    sign(batch, other_person, "08:21 12:03 14:22 17:10")


def shown(user: User, url: str = PAGE) -> list[str]:
    """“王芳 1.1 迟到” of the rows on a page."""
    return [f"{row.person} {row.behaviour}" for row in logged_in(user).get(url).context["rows"]]


def value(on: date = THURSDAY) -> str:
    return f"{on:%Y-%m-%d}|{only(on).key}"


def settle(user: User, **fields: Any) -> Any:
    sent = {"form_key": str(uuid.uuid4()), "query": "month=2026-09", **fields}
    return logged_in(user).post("/proposals/settle/", sent)


@pytest.mark.usefixtures("_two")
def test_the_page_tells_each_with_its_evidence(clerk: User) -> None:
    text = logged_in(clerk).get(PAGE).content.decode()

    for words in ("社保中心", "王芳", "9月24日（周四）", "1.1 迟到", "−2分", "签到表.xlsx 第2行"):
        assert words in text


@pytest.mark.usefixtures("_two")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["王芳 1.1 迟到", "孙丽 1.1 早退"]),
        ("&q=wangf", ["王芳 1.1 迟到"]),
        ("&q=孙丽", ["孙丽 1.1 早退"]),
        ("&behaviour=1.1 早退", ["孙丽 1.1 早退"]),
        ("&kind=请假", []),
        ("&unit=999", []),
        ("&unit=²&page=x&tab=?", ["王芳 1.1 迟到", "孙丽 1.1 早退"]),
        ("&q=\x00王芳", ["王芳 1.1 迟到"]),
    ],
)
def test_proposals_are_found_by_what_is_asked(clerk: User, query: str, expected: list[str]) -> None:
    assert shown(clerk, PAGE + query) == expected


@pytest.mark.usefixtures("_two")
def test_another_month_has_others_and_the_first_open_one_is_shown_first(clerk: User) -> None:
    assert shown(clerk, "/proposals/") == ["王芳 1.1 迟到", "孙丽 1.1 早退"]
    assert logged_in(clerk).get("/proposals/?month=2026-10").context["rows"] == []
    closed(date(2026, 9, 1))
    assert logged_in(clerk).get("/proposals/").context["month"] == date(2026, 10, 1)
    assert "现在认定的线索作为补记，计入2026年10月" in logged_in(clerk).get(PAGE).content.decode()


@pytest.mark.usefixtures("_two")
def test_what_was_ticked_is_confirmed_and_its_finding_linked(clerk: User, person: StaffMember) -> None:
    row = logged_in(clerk).get(PAGE).context["rows"][0]
    answer = settle(clerk, pick=row.value, act="confirm")

    assert (answer.status_code, answer.url) == (302, "/proposals/?month=2026-09")
    assert ScoreEvent.objects.get().person == person
    assert shown(clerk) == ["孙丽 1.1 早退"]
    decided = logged_in(clerk).get(PAGE + "&tab=decided").content.decode()
    assert f"/findings/{Finding.objects.get().pk}/" in decided
    assert "经办甲" in decided


@pytest.mark.usefixtures("_two")
def test_the_rows_own_button_confirms_that_one_alone(clerk: User) -> None:
    first, second = logged_in(clerk).get(PAGE).context["rows"]
    settle(clerk, pick=first.value, one=second.value, reason="不该用到")

    assert [decision.key for decision in ProposalDecision.objects.all()] == [second.proposal.key]


@pytest.mark.usefixtures("_two")
def test_several_are_dismissed_with_one_reason_and_one_taken_back(clerk: User) -> None:
    rows = logged_in(clerk).get(PAGE).context["rows"]
    settle(clerk, pick=[row.value for row in rows], act="dismiss", reason="考勤机故障")

    decisions = ProposalDecision.objects.all()
    assert [(one.state, one.reason) for one in decisions] == [("dismissed", "考勤机故障")] * 2
    page = logged_in(clerk).get(PAGE + "&tab=decided").content.decode()
    assert page.count("理由：考勤机故障") == 2
    answer = logged_in(clerk).post(f"/proposals/{decisions[0].pk}/reopen/", {"form_key": str(uuid.uuid4())})
    assert answer.status_code == 302
    assert len(shown(clerk)) == 1


@pytest.mark.usefixtures("_two")
def test_a_dismissal_without_a_reason_keeps_what_was_ticked(clerk: User) -> None:
    first = logged_in(clerk).get(PAGE).context["rows"][0]
    answer = settle(clerk, pick=first.value, act="dismiss", reason=" ")

    assert answer.status_code == 422
    text = answer.content.decode()
    assert "请写明不予认定的理由" in text
    assert f'value="{first.value}" checked' in text
    assert not ProposalDecision.objects.exists()


@pytest.mark.usefixtures("_two")
def test_a_batch_sent_twice_is_carried_out_once(clerk: User) -> None:
    row = logged_in(clerk).get(PAGE).context["rows"][0]
    sent = {"form_key": str(uuid.uuid4()), "query": "month=2026-09", "pick": row.value, "act": "confirm"}
    answers = [logged_in(clerk).post("/proposals/settle/", sent) for _ in range(2)]

    assert [answer.url for answer in answers] == ["/proposals/?month=2026-09"] * 2
    assert Finding.objects.count() == 1


def test_nothing_ticked_is_nothing_done(clerk: User) -> None:
    assert settle(clerk, act="confirm").status_code == 302
    assert not ProposalDecision.objects.exists()


@pytest.mark.parametrize(
    ("charge", "told"),
    [
        ({"clause": "1.1", "behaviour": "迟到"}, ["1.1 迟到"]),
        (
            {"clause": "4.3", "behaviour": NOT_BEFORE},
            [f"4.3 {NOT_BEFORE}"],
        ),
        ({"clause": "4.5", "behaviour": "接打手机"}, []),
    ],
    ids=["the same clause", "a rival", "something else"],
)
def test_what_is_recorded_by_hand_stands_beside_and_is_not_ticked(
    clerk: User, unit: Unit, person: StaffMember, charge: dict[str, str], told: list[str]
) -> None:
    sign(file(clerk), person, LATE)
    record(clerk, unit, on=THURSDAY, person=person, **charge)
    page = logged_in(clerk).get(PAGE + "&tick=clear")

    (row,) = page.context["rows"]
    assert [str(event) for event in row.already] == told
    assert (row.value in page.context["ticked"]) == (not told)
    assert ("已登记过" in page.content.decode()) == bool(told)


def test_a_sibling_confirmed_before_is_no_double(clerk: User, person: StaffMember) -> None:
    sign(file(clerk), person, "08:42 11:50 14:22 17:35")
    first, second = logged_in(clerk).get(PAGE).context["rows"]
    settle(clerk, one=first.value)

    (row,) = logged_in(clerk).get(PAGE).context["rows"]
    assert (row.value, row.already) == (second.value, [])


def test_doubtful_ones_are_not_ticked_with_the_clear(clerk: User, person: StaffMember) -> None:
    batch = file(clerk)
    sign(batch, person, LATE)
    sign(batch, person, "— — — —", on=days_before(1))
    slip(person, clerk, on=days_before(1), state="registered")
    page = logged_in(clerk).get(PAGE + "&tick=clear")

    assert page.context["ticked"] == {value()}
    assert "有未签批的请假条" in page.content.decode()


def test_a_decision_whose_rows_changed_says_so(clerk: User, person: StaffMember) -> None:
    sign(file(clerk), person, LATE)
    settle(clerk, one=value())
    sign(file(clerk), person, WELL)

    assert "请核对是否仍应扣分" in logged_in(clerk).get(PAGE + "&tab=decided").content.decode()


def test_the_count_is_of_the_month_asked_or_of_all_open_ones(clerk: User, person: StaffMember) -> None:
    batch = file(clerk)
    sign(batch, person, LATE)
    sign(batch, person, LATE, on=date(2026, 10, 1))
    CalendarDay.objects.create(day=date(2026, 10, 1), is_working=True)
    client = logged_in(clerk)
    paths = [f"/proposals/count/{query}" for query in ("", "?month=2026-09", "?month=x")]

    assert [client.get(path).content.decode().strip() for path in paths] == ["2 条", "1 条", "2 条"]
    dismiss_proposals(picked=picked(only()), reason="考勤机故障", by=clerk, at=NOON)
    assert [client.get(path).content.decode().strip() for path in paths] == ["1 条", "0 条", "1 条"]


@pytest.mark.parametrize("people", [1, 3, 60], ids=["one row", "three rows", "two pages"])
@pytest.mark.parametrize("tab", ["", "&tab=decided"], ids=["open", "decided"])
def test_the_page_costs_at_most_twelve_queries(
    clerk: User, unit: Unit, people: int, tab: str, django_assert_max_num_queries: Any
) -> None:
    batch = file(clerk)
    for count in range(people):
        person = StaffMember.objects.create(name=f"某{count}", number=f"N{count:03}")
        Posting.objects.create(person=person, unit=unit, starts_on=date(2026, 1, 1))
        sign(batch, person, LATE)
    if tab:
        dismiss_proposals(picked=_all(), reason="考勤机故障", by=clerk, at=NOON)

    client = logged_in(clerk)
    with django_assert_max_num_queries(12):
        page = client.get(PAGE + tab)
    assert len(page.context["page"].object_list) == min(people, 50)


def _all() -> Any:
    return picked(*proposals_between(THURSDAY, THURSDAY))


def test_closing_over_open_proposals_is_led_to_them_and_wants_a_reason(
    chief: User, clerk: User, person: StaffMember
) -> None:
    sign(file(clerk), person, LATE)
    client, page = logged_in(chief), "/months/2026-09/close/"
    sent = {"form_key": str(uuid.uuid4()), "typed": "2026-09", "reason": ""}

    assert 'hx-get="/proposals/count/?month=2026-09"' in client.get("/months/2026-09/").content.decode()
    assert 'href="/proposals/?month=2026-09"' in client.get(page).content.decode()
    refused = client.post(page, sent)
    assert refused.status_code == 422
    assert "还有未处理的线索1项" in refused.content.decode()
    assert client.post(page, sent | {"reason": "考勤表刚到"}).status_code == 302


def test_one_act_that_two_rooms_propose_can_be_confirmed_once(clerk: User, person: StaffMember) -> None:
    sign(file(clerk), person, "— — — —")
    slip(person, clerk, state="refused")
    page = logged_in(clerk).get(PAGE + "&tick=clear")

    told = {row.behaviour: row.rivals for row in page.context["rows"]}
    assert told == {"1.2 脱岗半天及以上": ("1.3 未安排替岗",), "1.3 未安排替岗": ("1.2 脱岗半天及以上",)}
    assert page.context["ticked"] == set()
    assert "只能认定一条" in page.content.decode()


def test_an_empty_page_says_the_next_step(clerk: User) -> None:
    text = logged_in(clerk).get(PAGE).content.decode()

    assert "导入考勤" in text
    assert "/attendance/import/" in text


def test_the_sheet_shows_a_units_month_and_exports_it(
    clerk: User, unit: Unit, person: StaffMember, django_assert_max_num_queries: Any
) -> None:
    sign(file(clerk), person, LATE)
    client = logged_in(clerk)
    with django_assert_max_num_queries(12):
        text = client.get(f"/attendance/?month=2026-09&unit={unit.pk}").content.decode()

    for words in ("王芳", "24日 周四", "08:42 12:03", "上午迟到", "线索 1 条"):
        assert words in text
    answer = client.get(f"/attendance/export/?month=2026-09&unit={unit.pk}")
    assert answer.headers["Content-Type"].endswith("spreadsheetml.sheet")
    assert answer.content.startswith(b"PK")


@pytest.mark.parametrize("query", ["", "?month=2027-05", "?month=9999-12", "?unit=999999&month=x", "?unit=²"])
def test_a_sheet_of_nothing_is_an_answer(clerk: User, unit: Unit, query: str) -> None:
    assert logged_in(clerk).get(f"/attendance/{query}").status_code == 200


FIELDS = ("pick", "one", "act", "reason", "query", "form_key")
KEYS = ["2026-09-24|", "2026-09-24|attendance:late:am:1:2026-09-24", "9999-12-31|x", "|", "month=%00"]
NASTY = st.one_of(ODD, st.sampled_from(KEYS))
SENT = st.dictionaries(st.sampled_from(FIELDS), st.one_of(NASTY, st.lists(NASTY, max_size=3)), max_size=6)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=SENT)
def test_a_malformed_batch_never_fails_the_site(
    clerk: User, person: StaffMember, fields: dict[str, Any]
) -> None:
    client = logged_in(clerk)
    client.raise_request_exception = False
    sent = {"form_key": str(uuid.uuid4()), **fields}

    assert client.post("/proposals/settle/", sent).status_code in (302, 400, 409, 422)
    assert not Finding.objects.exists()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(month=ODD, unit=ODD, words=ODD, page=ODD)
def test_a_malformed_search_is_answered(clerk: User, month: str, unit: str, words: str, page: str) -> None:
    asked = {"month": month, "unit": unit, "q": words, "behaviour": words, "page": page}
    client = logged_in(clerk)

    for path in ("/proposals/", "/attendance/", "/proposals/count/"):
        assert client.get(path, asked).status_code == 200
