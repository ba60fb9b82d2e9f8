"""表彰通报: what it says, when it may go out, and what follows from issuing it."""

from datetime import date
from typing import Any

import pytest

from notices.models import Honour, Notice
from notices.outgoing.commendation import find
from notices.outgoing.registry import outgoing_of
from notices.outgoing.types import Heading, Outgoing
from notices.papers.content import Heading as Head
from notices.papers.content import Paper, Table
from notices.services.outgoing import issue_paper
from records.errors import Refusal
from tests.conftest import NOON, TODAY
from tests.notices.honours.conftest import DECLINED, Recommend, decide
from tests.scoring.quarters import close_all
from units.models import StaffMember, Unit, User, Window

KEY = "2026-Q3"


def found(key: str = KEY) -> Outgoing:
    outgoing = find(key)
    assert outgoing is not None
    return outgoing


def written() -> Paper:
    outgoing = found()
    paper = outgoing.write(Heading("鄢人社通报〔2026〕11号", date(2026, 10, 12)), outgoing.proposed)
    assert isinstance(paper, Paper)
    return paper


def told(paper: Paper) -> list[Any]:
    """Headings and tables."""
    return [
        block.text if isinstance(block, Head) else block.rows
        for block in paper.blocks
        if isinstance(block, (Head, Table))
    ]


@pytest.fixture
def three(
    recommend: Recommend, people: dict[str, StaffMember], window: Window, other_unit: Unit, chief: User
) -> list[Honour]:
    """A person, a window and a story are selected, another story is declined."""
    rows = [
        recommend(kind="person", person=people["李明"], excellence="skill", title="业务能手"),
        recommend(kind="window", window=window, excellence="surroundings", title="整洁窗口"),
        recommend(other_unit, excellence="efficiency", title="孙丽的马上办"),
    ]
    decide(recommend(title="不入选的"), by=chief, state=DECLINED)
    return decide(*rows, by=chief)


def test_the_paper_names_who_was_selected_under_the_papers_own_clause(three: list[Honour]) -> None:
    paper = written()

    assert paper.name == (
        "鄢陵县人力资源和社会保障局关于表彰2026年第三季度文明优质服务标兵、文明服务示范窗口和典型经验的通报"
    )
    texts = ["".join(run.text for run in block.runs) for block in paper.blocks if hasattr(block, "runs")]
    assert "四（一）规定：“适时开展‘作风我最好，服务我最优’观摩交流活动，每季度末" in texts[0]
    assert texts[0].endswith("提升服务水平。”")
    assert texts[2] == (
        "2026年第三季度共选树文明优质服务标兵1名、文明服务示范窗口1个、典型经验1项，名单如下。"
    )
    assert told(paper) == [
        "文明优质服务标兵名单",
        (("1", "社保中心", "李明", "服务技能优"),),
        "文明服务示范窗口名单",
        (("1", "社保中心", "3号窗口", "服务环境优"),),
        "典型经验",
        (("1", "公共就业服务中心", "孙丽的马上办", "服务效率优"),),
        "学习借鉴",
    ]
    assert found().names == {"李明"}


@pytest.mark.parametrize("key", ["2026-3", "2026-Q2", "x", ""])
def test_nothing_recommended_has_no_paper(three: list[Honour], key: str) -> None:
    assert find(key) is None


def test_it_goes_out_once_the_quarter_is_closed_and_all_is_decided(
    recommend: Recommend, chief: User, closed: None
) -> None:
    first, second = recommend(), recommend(title="上门服务")
    with pytest.raises(Refusal, match="还有2件推荐没有决定"):
        found().stands()
    decide(first, second, by=chief, state=DECLINED)
    with pytest.raises(Refusal, match="没有选树任何典型"):
        found().stands()


def test_it_waits_for_the_last_month_to_be_closed(three: list[Honour], chief: User) -> None:
    with pytest.raises(Refusal, match="2026年9月还没有定分"):
        found().stands()
    close_all(chief)

    found().stands()


@pytest.mark.slow
def test_issuing_it_commends_what_was_selected_and_nothing_else(
    three: list[Honour], closed: None, chief: User
) -> None:
    outgoing = outgoing_of(Notice.Kind.COMMENDATION, KEY)
    assert outgoing is not None

    notice = issue_paper(outgoing=outgoing, by=chief, at=NOON, on=TODAY)

    assert set(Honour.objects.filter(commended_in=notice)) == set(three)
    assert Honour.objects.get(state=DECLINED).commended_in is None
    with pytest.raises(Refusal, match="已经签发"):
        found().stands()
