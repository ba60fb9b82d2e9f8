"""What is written down is read back the same, whatever was changed and whatever signs the texts hold."""

from collections import Counter
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.rulebook import Edition, EditionError, load_edition, shipped_edition
from scoring.rulebook.parts import Part, keys, part_of, with_part
from scoring.rulebook.writer import dump
from tests.engine.mutants import mutants

MUTANTS = dict(mutants(shipped_edition()))
ODD = st.text(alphabet="字，。'\"\\\n\r\t #=[]{}\x01\x7f\x85\u2028a1𠮷", max_size=12)
"""Signs that mean something to TOML, or to those who write it carelessly."""


def said(edition: Edition) -> dict[str, Any]:
    """Everything but the digest of the text."""
    return {field.name: getattr(edition, field.name) for field in fields(edition) if field.name != "sha256"}


def read_back(edition: Edition) -> Edition | str:
    """The edition as it is read back, or why it is refused."""
    try:
        return load_edition(dump(edition), "again")
    except EditionError as error:
        return error.cause


def test_the_shipped_edition_is_read_back_the_same() -> None:
    again = load_edition(dump(shipped_edition()), "again")

    assert said(again) == said(shipped_edition())
    assert dump(again) == dump(shipped_edition())


def test_every_changed_edition_is_read_back_the_same_or_refused_for_what_is_wrong_with_it() -> None:
    causes: Counter[str] = Counter()
    for name, edition in MUTANTS.items():
        again = read_back(edition)
        if isinstance(again, str):
            causes[again.partition("应为100分")[0]] += 1
        else:
            assert said(again) == said(edition), name

    assert len(MUTANTS) > 300
    assert causes == {"六类满分合计": 12, "加分应大于0": 9, "扣分应小于0": 1, "各级应从1起依次排列": 1}


@settings(max_examples=150)
@given(st.sampled_from(sorted(MUTANTS)), ODD.filter(str.strip), ODD.filter(str.strip), ODD, st.data())
def test_any_text_survives(name: str, text: str, other: str, blank: str, data: st.DataObject) -> None:
    edition = MUTANTS[name]
    clause = data.draw(st.sampled_from([*edition.clauses.values()]))
    behaviours = tuple(
        replace(each, warning=blank, proof=blank, basis=other, words=(text, f"{text}1"))
        for each in clause.behaviours
    )
    edition = with_part(
        edition, replace(clause, text=text, basis=blank, amended_by=other, behaviours=behaviours)
    )
    edition = replace(edition, title=text, lead_in=other)
    edition = with_part(edition, replace(edition.readings[0], text=other))
    edition = with_part(edition, replace(edition.notice[1], text=text, amended_by=blank))
    again = read_back(edition)
    if isinstance(again, str):
        assert again.startswith(("六类满分", "加分应", "扣分应", "各级应"))
    else:
        assert said(again) == said(edition)


@pytest.mark.parametrize("key", list(keys(shipped_edition())))
def test_a_part_put_back_as_it_was_changes_nothing(key: str) -> None:
    part: Part = part_of(shipped_edition(), key)

    assert said(with_part(shipped_edition(), part)) == said(shipped_edition())
