"""The shipped edition quotes the paper word for word."""

import re
from pathlib import Path

import pytest

from scoring.rulebook import shipped_edition

PAPER = Path(__file__).parents[2] / "docs" / "regulation.txt"
WORD_ARTEFACT = "[bookmark: _Hlk65566323]"
"""Left in 2.7 by the word processor that the paper was written with; the only thing not quoted."""

CLAUSES = [
    "1.1",
    "1.2",
    "1.3",
    "1.4",
    "1.5",
    "2.1",
    "2.2",
    "2.3",
    "2.4",
    "2.5",
    "2.6",
    "2.7",
    "2.8",
    "2.9",
    "3.1",
    "3.2",
    "3.3",
    "3.4",
    "3.5",
    "3.6",
    "4.1",
    "4.2",
    "4.3",
    "4.4",
    "4.5",
    "4.6",
    "4.7",
    "5.1",
    "6.1",
    "6.2",
    "6.3",
]


def paper() -> str:
    text = PAPER.read_text(encoding="utf-8")
    assert text.count(WORD_ARTEFACT) == 1
    return text.replace(WORD_ARTEFACT, "")


def category_text(number: int) -> str:
    """The part of the rules under the heading of one category."""
    rules = paper().split("窗口单位百分考核计分细则\n")[1]
    return re.split(r"^[一二三四五六]、.*$", rules, flags=re.MULTILINE)[number]


def test_edition_has_every_clause_of_the_paper_in_its_order() -> None:
    assert list(shipped_edition().clauses) == CLAUSES


@pytest.mark.parametrize("number", CLAUSES)
def test_clause_is_quoted_word_for_word(number: str) -> None:
    clause = shipped_edition().clause(number)
    lines = [line.strip() for line in category_text(clause.category).splitlines() if line.strip()]
    item = number.split(".")[1]

    assert (clause.text if number == "5.1" else f"{item}.{clause.text}") == lines[int(item) - 1]


def test_edition_quotes_the_rules_whole() -> None:
    items = [len(re.findall(r"^\d\.|^    ", category_text(n), flags=re.MULTILINE)) for n in range(1, 7)]

    assert items == [len(category.clauses) for category in shipped_edition().categories]


def test_category_headings_are_the_papers() -> None:
    headings = re.findall(r"^[一二三四五六]、(.*)（(\d+)分）$", paper(), flags=re.MULTILINE)

    assert headings == [(c.name, str(c.full // 2)) for c in shipped_edition().categories]


def test_notice_is_quoted_word_for_word() -> None:
    edition = shipped_edition()
    quoted = "".join(f"{s.number}、{s.title}\n{s.text}\n" for s in edition.notice)

    assert f"局各窗口单位：\n{edition.lead_in}\n{quoted} 鄢陵县人力资源和社会保障局\n窗口" in paper()


def test_follow_ups_and_rungs_are_the_papers_words() -> None:
    edition = shipped_edition()
    quoted = [kind.text for kind in edition.follow_ups.values()] + [rung.text for rung in edition.rungs]

    assert [text for text in quoted if text not in paper()] == []
