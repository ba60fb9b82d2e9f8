"""The letters on paper: how many pages, the slip and everything else inside the margins."""

import pytest

from notices.outgoing.types import Heading
from notices.papers.content import Letter
from notices.papers.printing import print_paper
from tests.notices.letters.conftest import ON, written
from tests.notices.letters.test_referral import OpenedAll, opened_all
from tests.papers.measure import BOTTOM, LEFT, RIGHT, sheets

__all__ = ["opened_all"]
TIME = {"when": "2026年11月9日上午9时30分", "where": "局机关三楼会议室"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "pages"),
    [("限期整改", 3), ("约谈", 3), ("撤出", 3), ("移送", 5)],
    ids=["mend", "talk", "removal", "referral"],
)
def test_a_letter_of_two_pages_has_its_slip_on_the_next(kind: str, pages: int, opened_all: OpenedAll) -> None:
    letter = written(opened_all[kind], Heading("鄢人社函〔2026〕3号", ON), **TIME)

    printed = sheets(print_paper(letter).pdf)

    assert len(printed) == pages
    assert "回执" in printed[-1].text
    assert all(field in printed[-1].text for field in _fields(letter))
    assert [line.text for sheet in printed[1:] for line in sheet.body if not _inside(line)] == []


def _fields(letter: Letter) -> tuple[str, ...]:
    assert letter.slip is not None
    return letter.slip.fields


def _inside(line: object) -> bool:
    return line.left >= LEFT - 1 and line.right <= RIGHT + 1 and line.bottom <= BOTTOM + 1  # type: ignore[attr-defined]
