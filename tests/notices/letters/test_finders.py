"""Which follow-up has which letter, when it may not be issued, until when it asks for an answer."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from notices.models import FollowUp, Notice
from notices.outgoing.letters.finders import FINDERS
from notices.outgoing.letters.phrases import quoted, subsection
from records.errors import Refusal
from records.models import Change
from scoring.rulebook import shipped_edition
from tests.conftest import NOON
from tests.notices.letters.conftest import a_letter, found
from units.models import CalendarDay, User

OpenFollowUp = Callable[..., FollowUp]
Kind = Notice.Kind
REGULATION = Path(__file__).resolve().parents[3] / "docs" / "regulation.txt"


def test_each_kind_of_letter_goes_with_its_kind_of_follow_up(follow_up: OpenFollowUp) -> None:
    key = str(follow_up(kind="限期整改").pk)

    assert [kind for kind in FINDERS if FINDERS[kind](key)] == [Kind.MEND]


@pytest.mark.parametrize("key", ["", "0", "99999", "2026-09", "一", "１"])
def test_there_is_no_letter_of_what_is_no_follow_up(key: str, follow_up: OpenFollowUp) -> None:
    follow_up(kind="限期整改")

    assert [FINDERS[kind](key) for kind in FINDERS] == [None, None, None, None]


def test_a_follow_up_that_has_no_letter_has_none(follow_up: OpenFollowUp) -> None:
    key = str(follow_up(kind="书面检查").pk)

    assert [FINDERS[kind](key) for kind in FINDERS] == [None, None, None, None]


@pytest.mark.parametrize(
    ("state", "why"),
    [
        ("waiting", "所据事项的申诉正在复核，等复核后再发"),
        ("proposed", "还没有经负责人确认，请先确认"),
        ("withdrawn", "已经撤销，不能再发"),
        ("done", "已经办结，不用再发"),
        ("escalated", "已经移送纪检，请发移送函"),
    ],
)
def test_no_letter_goes_out_where_the_follow_up_does_not_ask_for_it(
    state: str, why: str, follow_up: OpenFollowUp
) -> None:
    row = follow_up(kind="限期整改")
    paper = found(row)
    FollowUp.objects.filter(pk=row.pk).update(state=state)

    with pytest.raises(Refusal) as refused:
        paper.stands()

    assert refused.value.message == f"社保中心2026年9月限期整改{why}。"


@pytest.mark.parametrize("state", ["open", "handed_in"])
def test_a_letter_may_go_out_while_the_follow_up_is_open(state: str, follow_up: OpenFollowUp) -> None:
    row = follow_up(kind="限期整改")
    FollowUp.objects.filter(pk=row.pk).update(state=state)

    found(row).stands()


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (date(2026, 9, 7), date(2026, 9, 20)),
        (date(2026, 9, 28), date(2026, 10, 16)),
        (date(2026, 10, 9), date(2026, 10, 22)),
    ],
    ids=["over a weekend made up for", "over the national holiday", "over a Saturday worked"],
)
def test_a_deadline_not_set_yet_counts_the_bureau_s_working_days(
    on: date, due: date, follow_up: OpenFollowUp
) -> None:
    row = follow_up(kind="限期整改")
    FollowUp.objects.filter(pk=row.pk).update(due_on=None)

    assert found(row).due(on) == due


def test_a_deadline_not_set_yet_minds_the_bureau_s_own_days_off(follow_up: OpenFollowUp) -> None:
    row = follow_up(kind="限期整改")
    FollowUp.objects.filter(pk=row.pk).update(due_on=None)
    CalendarDay.objects.create(day=date(2026, 10, 22), is_working=False, name="停电检修")

    assert found(row).due(date(2026, 10, 9)) == date(2026, 10, 23)


def test_issuing_is_written_into_the_follow_up_s_history(follow_up: OpenFollowUp, chief: User) -> None:
    row = follow_up(kind="限期整改")

    found(row).issued(a_letter(row, chief), chief, NOON)

    [line] = Change.objects.filter(subject_type="notices.FollowUp", subject_id=str(row.pk))
    assert (line.action, line.after) == ("签发限期整改通知书", {"文号": "鄢人社函〔2026〕1号"})


def test_a_letter_that_comes_after_its_deadline_is_refused(follow_up: OpenFollowUp, chief: User) -> None:
    row = follow_up(kind="限期整改")

    with pytest.raises(Refusal, match="办理期限2026年10月21日早于成文日期"):
        found(row).issued(a_letter(row, chief, date(2026, 10, 22)), chief, NOON)


@pytest.mark.parametrize("number", [*shipped_edition().clauses, "四（二）", "四（一）"])
def test_every_basis_is_quoted_word_for_word(number: str) -> None:
    _, words = quoted(shipped_edition(), number)
    regulation = "".join(REGULATION.read_text("utf-8").split()).replace("[bookmark:_Hlk65566323]", "")

    assert "".join(words.split()) in regulation


@pytest.mark.parametrize(
    ("number", "where"),
    [
        ("6.3", "《细则》“六、窗口工作人员进驻管理”第3项"),
        ("5.1", "《细则》“五、着装规定”"),
        ("四（二）", "本局实行窗口单位考核办法的通知“四、结果运用”（二）“整改处理”"),
    ],
)
def test_a_basis_is_named_as_the_paper_counts(number: str, where: str) -> None:
    assert quoted(shipped_edition(), number)[0] == where


def test_a_section_without_the_part_is_quoted_whole() -> None:
    assert subsection("甲\n乙", "（二）") == ("", "甲\n乙")
