"""限期整改通知书: what it says of whom, on which basis, until when."""

from collections.abc import Callable
from datetime import date

import pytest

from notices.models import FollowUp, Notice
from notices.papers.content import Signature, Slip
from scoring.models import Finding, ScoreEvent
from tests.notices.conftest import tell
from tests.notices.letters.conftest import GIVEN, found, said, text, written
from units.models import Bureau, Posting, StaffMember, Unit, User

OpenFollowUp = Callable[..., FollowUp]


def test_letter_tells_facts_basis_deadline_and_consequence(follow_up: OpenFollowUp) -> None:
    letter = written(follow_up(kind="限期整改"))

    assert said(letter.blocks) == text("mend")


def test_letter_has_number_addressee_signature_copy_and_slip(follow_up: OpenFollowUp) -> None:
    Bureau.objects.update(contact="李华，0374-7160000")

    letter = written(follow_up(kind="限期整改"))

    office = "鄢陵县人力资源和社会保障局"
    assert (letter.mark, letter.number, letter.title) == (office, "鄢人社函〔2026〕3号", ("限期整改通知书",))
    assert (letter.addressee, letter.copies) == ("社保中心", "驻人社局纪检监察组")
    assert letter.signature == Signature(office, "2026年10月9日", sealed=True)
    assert letter.note == "联系人及电话：李华，0374-7160000"
    assert letter.slip == Slip(
        "回执",
        office,
        "《限期整改通知书》（鄢人社函〔2026〕3号）已收到，我单位将按要求整改，按期提交书面整改意见。",
        ("签收人", "签收时间"),
    )


def test_letter_says_the_same_after_today_s_rows_change(follow_up: OpenFollowUp, unguarded: None) -> None:
    row = follow_up(kind="限期整改")
    before = written(row)
    Finding.objects.update(fact="改过的事实")
    ScoreEvent.objects.update(times=9)
    Unit.objects.filter(pk=row.unit_id).update(name="改过的名称")

    assert written(row) == before


@pytest.fixture
def two_late(told: None, clerk: User, unit: Unit) -> None:
    """李娟 was absent as well."""
    second = StaffMember.objects.create(name="李娟", number="003")
    Posting.objects.create(person=second, unit=unit, starts_on=date(2026, 1, 1))
    absent = {"clause": "1.2", "behaviour": "未履行请假手续"}
    tell(clerk, unit, 21, "没有办理请假手续，全天未到岗", person=second, **absent)


def test_one_letter_names_everybody_of_the_unit_who_was_over_the_limit(
    two_late: None, follow_up: OpenFollowUp
) -> None:
    letter = written(follow_up(kind="限期整改"))

    assert said(letter.blocks)[2:6] == text("mend_two")


def test_words_of_the_office_take_the_place_of_those_proposed(follow_up: OpenFollowUp) -> None:
    words = {"lead": "现通知如下。", "demands": '一要自查.\n二要"立行立改"。', "ending": ""}

    told = said(written(follow_up(kind="限期整改"), **words).blocks)

    assert (told[0], told[-2:]) == ("现通知如下。", ["一要自查.", "二要“立行立改”。"])


def test_nobody_is_missing_among_the_names_to_be_masked(two_late: None, follow_up: OpenFollowUp) -> None:
    paper = found(follow_up(kind="限期整改"))

    assert paper.names == {"王芳", "李娟"}
    assert "王芳" not in paper.title + paper.addressee + "".join(paper.proposed.values())


def test_letter_is_of_its_follow_up_unit_month_and_result(follow_up: OpenFollowUp, notice: Notice) -> None:
    row = follow_up(kind="限期整改")
    paper = found(row)

    assert (paper.kind, paper.key, paper.title) == (Notice.Kind.MEND, str(row.pk), "限期整改通知书")
    assert (paper.unit, paper.month, paper.result) == (row.unit, row.month, notice.result)
    assert paper.back == f"/follow-ups/{row.pk}/"
    assert paper.due(GIVEN.on) == date(2026, 10, 21)
