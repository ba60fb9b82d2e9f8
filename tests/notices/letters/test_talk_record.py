"""约谈记录: blank before the talk, filled after it, for who may see it."""

from datetime import datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from notices.models import FollowUp, Notice, Talk
from notices.papers.talk_record import TalkRecord
from notices.views.talk_record import record_of
from tests.conftest import NOON, logged_in, make_user
from tests.notices.letters.conftest import a_letter, opened
from units.models import Role, Unit, User

LADDER = (
    "本局实行窗口单位考核办法的通知“四、结果运用”（二）“整改处理”规定：若该窗口单位工作人员此后再被通报批评的，"
    "由驻人社局纪检监察组对该窗口单位负责人进行约谈。"
)


@pytest.fixture
def row(october: Notice, unit: Unit) -> FollowUp:
    return opened(october, unit, kind="约谈")


def a_talk(row: FollowUp, by: User, hour: int = 9, minute: int = 30) -> Talk:
    return Talk.objects.create(
        follow_up=row,
        held_at=datetime(2026, 11, 9, hour, minute, tzinfo=NOON.tzinfo),
        place="局机关三楼会议室",
        person="单位丙",
        led_by="纪检己",
        noted_by="经办甲",
        points="指出问题。",
        answer="认识到问题。",
        demands="限期改正。",
        by=by,
        at=NOON,
    )


def test_before_the_talk_only_what_is_known_is_filled_in(row: FollowUp, chief: User) -> None:
    assert record_of(row) == TalkRecord(bureau="鄢陵县人力资源和社会保障局", unit="社保中心", basis=LADDER)

    a_letter(row, chief)

    assert record_of(row).number == "鄢人社函〔2026〕1号"


def test_after_the_talk_the_record_is_filled(row: FollowUp, clerk: User) -> None:
    a_talk(row, clerk)

    assert record_of(row) == TalkRecord(
        bureau="鄢陵县人力资源和社会保障局",
        unit="社保中心",
        person="单位丙",
        held_at="2026年11月9日9时30分",
        place="局机关三楼会议室",
        led_by="纪检己",
        noted_by="经办甲",
        basis=LADDER,
        points="指出问题。",
        answer="认识到问题。",
        demands="限期改正。",
    )


def test_a_full_hour_is_told_without_minutes(row: FollowUp, clerk: User) -> None:
    a_talk(row, clerk, 15, 0)

    assert record_of(row).held_at == "2026年11月9日15时"


@pytest.mark.slow
def test_the_inspectors_print_the_record_and_the_unit_s_head_does_not(row: FollowUp, head: User) -> None:
    discipline = make_user("discipline", "纪检己", Role.DISCIPLINE)
    address = f"/follow-ups/{row.pk}/talk-record.pdf"

    answer = logged_in(discipline).get(address)

    pages = PdfReader(BytesIO(answer.content)).pages
    assert len(pages) == 1, "the blank form is one sheet, signatures included"
    assert "社保中心" in pages[0].extract_text()
    assert logged_in(head).get(address).status_code == 403
