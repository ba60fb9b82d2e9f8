"""移送函: to the 驻人社局纪检监察组, with all that it needs, and nobody who complained."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from notices.models import FollowUp, Notice
from notices.outgoing.letters.gather import case_of
from notices.outgoing.letters.referral import letter, proposed
from notices.outgoing.types import Heading
from notices.papers.content import Letter
from scoring.models import ScoreLine
from tests.access.world import photo
from tests.conftest import NOON
from tests.notices.letters.conftest import found, opened, said, seen, text, written
from units.models import StaffMember, Unit, User, Window
from units.selectors import bureau

GIVEN = Heading("鄢人社函〔2026〕7号", date(2026, 12, 7))
OpenedAll = dict[str, FollowUp]


def whole(paper: Letter) -> list[str]:
    """The letter with its annexes under their titles."""
    annexes = [line for part in paper.attachments for line in (f"附件 {part.title}", *said(part.blocks))]
    return said(paper.blocks) + annexes


@pytest.fixture
def opened_all(notice: Notice, october: Notice, november: Notice, unit: Unit) -> OpenedAll:
    """The unit's year: what its three bulletins opened, some of it done."""
    kinds = {
        "限期整改": opened(notice, unit, kind="限期整改"),
        "书面检查": opened(notice, unit, kind="书面检查"),
        "约谈": opened(october, unit, kind="约谈"),
        "撤出": opened(october, unit, kind="5日内撤出并替换"),
        "移送": opened(november, unit, kind="移送纪检"),
    }
    done = {"state": FollowUp.State.DONE, "decided_at": notice.issued_at}
    FollowUp.objects.filter(pk__in=[kinds["限期整改"].pk, kinds["书面检查"].pk]).update(**done)
    return kinds


def test_letter_of_a_third_criticism_tells_the_unit_s_year(opened_all: OpenedAll) -> None:
    paper = written(opened_all["移送"], GIVEN)
    digest = ScoreLine.objects.get(event__in=opened_all["移送"].causes).evidence[0]["sha256"]

    lines = [line.replace(_grouped(digest), "（值）") for line in whole(paper)]

    assert lines == text("referral")
    assert paper.title == ("关于移送社保中心有关问题的函",)
    assert (paper.addressee, paper.copies) == ("驻人社局纪检监察组", "")
    assert paper.slip is not None
    assert paper.slip.fields == ("接收人", "接收时间", "处理意见")


def _grouped(digest: str) -> str:
    return " ".join(digest[start : start + 8] for start in range(0, 64, 8))


def test_letter_of_a_refused_withdrawal_tells_what_was_demanded(opened_all: OpenedAll) -> None:
    lines = whole(
        written(refused(opened_all["撤出"], ground="5日内撤出并替换拒绝办理：书面答复不同意"), GIVEN)
    )

    assert lines[2] == "移送对象：社保中心3号窗口工作人员王芳。"
    assert lines[4] == (
        "我局已要求该单位5日内撤出并替换（王芳），期限为2026年11月10日。5日内撤出并替换拒绝办理：书面答复不同意。"
    )
    assert lines[6].startswith("《细则》“六、窗口工作人员进驻管理”第3项规定：")
    assert "10月20日大厅督查通报" in "".join(lines)


def refused(row: FollowUp, **more: Any) -> FollowUp:
    """A referral that arose from a follow-up, confirmed."""
    return FollowUp.objects.create(
        kind="移送纪检",
        unit=row.unit,
        person=row.person,
        month=row.month,
        basis=row.basis,
        handled_by="驻人社局纪检监察组",
        causes=row.causes,
        opened_by=row.opened_by,
        opened_at=row.opened_at + timedelta(days=9),
        arose_from=row,
        **more,
    )


def test_titles_name_nobody_and_the_names_to_be_masked_are_all_there(opened_all: OpenedAll) -> None:
    paper = found(refused(opened_all["撤出"]))

    assert "王芳" not in paper.title
    assert paper.names == {"王芳"}


@pytest.fixture
def complained(told: None, clerk: User, unit: Unit, window: Window, person: StaffMember) -> None:
    """A verified complaint of 吃拿卡要, proved by a letter whose file tells who wrote it."""
    seen(
        clerk,
        unit,
        NOON,
        date(2026, 9, 22),
        "收受投诉人香烟一条",
        clause="2.5",
        behaviour="吃拿卡要",
        source="群众投诉",
        window=window,
        person=person,
        files=[photo("刘大爷投诉信.png")],
    )


def test_a_file_of_a_complaint_is_not_named(complained: None, notice: Notice, unit: Unit) -> None:
    lines = whole(written(opened(notice, unit, kind="移送纪检"), GIVEN))

    assert "刘大爷" not in "".join(lines)
    assert "1｜第1项｜投诉证明材料（存政策法规股）｜" in "".join(lines)
    assert lines[3].endswith(
        "2026年9月22日，3号窗口，收受投诉人香烟一条（吃拿卡要，《细则》2.5，本项不得分）。"
        "上述情形已在《督查通报》（鄢人社通报〔2026〕1号）中通报。"
    )
    assert lines[5] == (
        "《细则》“二、文明廉洁服务”第5项规定：职工群众反映有吃、拿、卡、要等不廉洁行为的窗口或个人，"
        "经查实扣完本项得分，并由驻人社局纪检监察组处理。"
    )


def test_of_many_facts_the_letter_gives_the_number_and_the_annex_all(opened_all: OpenedAll) -> None:
    case = case_of(opened_all["移送"], bureau())
    many = replace(case, facts=case.facts * 7)

    told = said(letter(many, GIVEN, proposed(many)).blocks)

    assert told[3] == (
        "经查，2026年11月，该单位有违反《鄢陵县人力资源和社会保障局窗口单位百分考核计分细则》（以下简称《细则》）的情形7项，"
        "逐项列在附件中，已在《督查通报》（鄢人社通报〔2026〕3号）中通报，为该单位2026年第3次被通报批评。"
    )
