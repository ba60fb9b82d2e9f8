"""更正通报 (RULEBOOK §6): what it tells, once; whom each reading names; the bulletin that points to it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine

from notices.models import Notice, Reading
from notices.outgoing.correction import find
from notices.outgoing.types import Outgoing
from notices.selectors.corrections import untold_corrections
from notices.services.handing_out import paper_of
from notices.services.issuing import issue_notice
from notices.services.outgoing import issue_paper, write_out
from notices.services.words import save_outgoing_words
from records.errors import Refusal
from scoring.models import Correction, ScoreEvent
from scoring.services.corrections import correct_event, withdraw_correction
from tests.conftest import NOON, logged_in
from tests.papers.measure import text
from tests.scoring.test_corrections import SEPTEMBER, close, late
from units.models import StaffMember, Unit, User

TODAY = date(2026, 10, 8)
KEY = "2026-09/1"


@pytest.fixture(autouse=True)
def _october() -> Iterator[None]:
    with time_machine.travel(NOON):
        yield


@pytest.fixture
def event(clerk: User, unit: Unit, person: StaffMember) -> ScoreEvent:
    return late(clerk, unit, person, 3)


@pytest.fixture
def bulletin(event: ScoreEvent, other_unit: Unit, chief: User) -> Notice:
    """September's, with 王芳 of 社保中心 late on the third."""
    return issue_notice(result=close(SEPTEMBER, chief), by=chief, at=NOON, on=TODAY)


@pytest.fixture
def correction(bulletin: Notice, event: ScoreEvent, chief: User) -> Correction:
    return correct_event(
        event=event, changes={}, statement="王芳迟到一项撤销", reason="大厅来函更正", by=chief, at=NOON
    )


def outgoing(key: str = KEY) -> Outgoing:
    found = find(key)
    assert found is not None
    return found


def issued(chief: User, key: str = KEY, **more: Any) -> Notice:
    return issue_paper(outgoing=outgoing(key), by=chief, at=NOON, on=TODAY, **more)


def told(notice: Notice, reading: str, unit: Unit | None = None) -> str:
    return "".join(text(bytes(paper_of(notice, reading, unit).pdf)).split())


def test_it_tells_line_reason_totals_and_the_month_that_takes_the_difference(
    correction: Correction, bulletin: Notice, chief: User
) -> None:
    notice = issued(chief)

    assert (notice.number, notice.key, notice.result_id) == ("鄢人社通报〔2026〕2号", KEY, bulletin.result_id)
    said = told(notice, Reading.NAMED)
    for part in (
        "关于更正2026年9月窗口单位百分考核情况的通报",
        f"（{bulletin.number}）",
        "迟到（细则1.1，9月3日，王芳）：王芳迟到一项撤销。更正理由：大厅来函更正。“1.1迟到”原为扣2分，应为不列。",
        "2026年10月",
    ):
        assert part in said, part


def test_each_reading_names_whom_it_may(
    correction: Correction, chief: User, unit: Unit, other_unit: Unit
) -> None:
    notice = issued(chief)

    assert "王芳" in told(notice, Reading.NAMED)
    assert "王芳" not in told(notice, Reading.PUBLIC)
    assert "王某" in told(notice, Reading.PUBLIC)
    assert "王芳" in told(notice, Reading.UNIT, unit)
    assert paper_of(notice, Reading.UNIT, unit).pk == paper_of(notice, Reading.UNIT, unit).pk


def test_a_correction_is_told_once_and_its_withdrawal_in_another_paper(
    correction: Correction, chief: User, event: ScoreEvent
) -> None:
    issued(chief)
    assert untold_corrections() == []
    assert find("2026-09/2") is None

    withdraw_correction(
        correction=correction, expected_version=correction.version, reason="来函有误", by=chief, at=NOON
    )

    (waiting,) = untold_corrections()
    assert waiting.key == "2026-09/2"
    second = issued(chief, "2026-09/2")
    assert "撤回，仍按原通报计分。理由：来函有误。" in told(second, Reading.NAMED)
    assert second.replaces is None
    assert untold_corrections() == []


def test_a_correction_taken_back_before_it_was_told_is_not_told(correction: Correction, chief: User) -> None:
    withdraw_correction(
        correction=correction, expected_version=correction.version, reason="来函有误", by=chief, at=NOON
    )

    assert untold_corrections() == []


def test_corrections_that_change_while_it_is_composed_stop_it(correction: Correction, chief: User) -> None:
    composed = outgoing()
    withdraw_correction(
        correction=correction, expected_version=correction.version, reason="来函有误", by=chief, at=NOON
    )

    with pytest.raises(Refusal, match="刚刚有变化"):
        issue_paper(outgoing=composed, by=chief, at=NOON, on=TODAY)
    assert Notice.objects.count() == 1


def test_another_in_its_place_needs_a_reason_that_is_kept(correction: Correction, chief: User) -> None:
    first = issued(chief)

    with pytest.raises(Refusal, match="请写明理由"):
        issued(chief)
    second = issued(chief, reason="抄写有误")

    assert (second.replaces, second.content["reason"]) == (first, "抄写有误")
    assert untold_corrections() == []


@pytest.mark.parametrize(
    "key", ["2026-09/2", "2026-09", "2026-13/1", "2026-08/1", "x", "2026-09/01"], ids=str
)
def test_nothing_is_composed_of_what_there_is_not(correction: Correction, key: str) -> None:
    assert find(key) is None


def test_before_the_bulletin_there_is_nothing_to_correct_it(event: ScoreEvent, chief: User) -> None:
    close(SEPTEMBER, chief)
    correct_event(event=event, changes={}, statement="撤销", reason="来函", by=chief, at=NOON)

    assert find(KEY) is None
    assert untold_corrections() == []


def test_the_desk_and_the_register_ask_for_it_and_the_bulletin_points_to_it(
    correction: Correction, bulletin: Notice, chief: User, clerk: User, head: User
) -> None:
    address = "/papers/correction/2026-09_1/"
    for path in ("/", "/notices/", f"/notices/{bulletin.pk}/"):
        assert address in logged_in(clerk).get(path).content.decode(), path
        assert address not in logged_in(head).get(path).content.decode(), path

    notice = issued(chief)

    for user in (clerk, head):
        page = logged_in(user).get(f"/notices/{bulletin.pk}/").content.decode()
        assert f'本件已有更正：<a href="/notices/{notice.pk}/">{notice.number}</a>' in page
    assert address not in logged_in(clerk).get("/").content.decode()


def test_staff_named_in_the_words_are_masked_where_others_are(
    correction: Correction, chief: User, other_person: StaffMember
) -> None:
    save_outgoing_words(
        outgoing=outgoing(),
        words={"lead": "经孙丽同志核对。", "closing": ""},
        expected_version=0,
        by=chief,
        at=NOON,
    )

    written = write_out(outgoing(), number="1号", on=TODAY)
    assert [str(one) for one in written.held()] == [
        "实名本：载有2名工作人员姓名（孙丽、王芳）。",
        "公开本：没有工作人员姓名。",
    ]
    assert "孙丽" not in told(issued(chief), Reading.PUBLIC)
