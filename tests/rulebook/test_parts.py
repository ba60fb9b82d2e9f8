"""An edition is changed part by part; what refers to a behaviour follows its name."""

from dataclasses import replace

import pytest

from scoring.rulebook import Clause, Edition, load_edition, shipped_edition
from scoring.rulebook.parts import digest, is_quoted, key_of_next, keys, part_of, with_part
from scoring.rulebook.writer import dump

SHIPPED = shipped_edition()


def clause(number: str, **changes: object) -> Clause:
    return replace(SHIPPED.clause(number), **changes)  # type: ignore[arg-type]


def rivals(edition: Edition) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {rival.act: (rival.one, rival.other) for rival in edition.rivals}


def test_parts_are_found_by_their_keys_and_others_are_not_there() -> None:
    assert len(list(keys(SHIPPED))) == 5 + 31 + 16 + 6
    for key in ("clause-7.1", "clause-1.7", "reading-R17", "notice-七", "head-1", "", "rivals", "clause-"):
        with pytest.raises(KeyError):
            part_of(SHIPPED, key)


def test_a_part_that_was_read_is_known_by_its_digest_after_others_were_changed() -> None:
    changed = with_part(SHIPPED, replace(SHIPPED.options, missing_items="item"))
    again = load_edition(dump(changed), "x")

    digests = {key: digest(part_of(SHIPPED, key)) for key in keys(SHIPPED)}
    now = {key: digest(part_of(again, key)) for key in keys(again)}
    assert {key for key in digests if digests[key] != now[key]} == {"options"}


def test_the_clause_after_the_last_is_added_and_taken_out_again() -> None:
    category = SHIPPED.category(4)
    assert key_of_next(category) == "clause-4.8"
    new = part_of(SHIPPED, "clause-4.8")
    assert new == Clause("4.8", 4, "", "", ())

    added = with_part(SHIPPED, replace(new, text="不得外放声音。", amended_by="某文件"))
    assert [c.number for c in added.category(4).clauses][-2:] == ["4.7", "4.8"]
    assert list(added.clauses) == [*list(SHIPPED.clauses)[:27], "4.8", *list(SHIPPED.clauses)[27:]]

    without = with_part(added, new)
    assert list(without.clauses) == list(SHIPPED.clauses)


def test_rival_clauses_follow_a_behaviour_that_is_renamed() -> None:
    smoking = clause("2.2")
    renamed = tuple(replace(b, name="吸烟") if b.name == "抽烟" else b for b in smoking.behaviours)

    changed = with_part(SHIPPED, replace(smoking, behaviours=renamed), {"抽烟": "吸烟"})

    assert rivals(changed) == rivals(SHIPPED) | {"吸烟": (("2.2 吸烟",), ("4.6",))}
    assert load_edition(dump(changed), "x").behaviour("2.2", "吸烟").halves == -4


def test_a_pair_of_rival_clauses_without_one_side_is_none() -> None:
    smoking = clause("2.2")
    left = tuple(b for b in smoking.behaviours if b.name != "抽烟")

    changed = with_part(SHIPPED, replace(smoking, behaviours=left))

    expected = dict(rivals(SHIPPED))
    del expected["吸烟"]
    assert rivals(changed) == expected
    assert load_edition(dump(changed), "x").rivals == changed.rivals


def test_the_papers_words_are_told_from_others() -> None:
    section = SHIPPED.notice[2]

    assert is_quoted(clause("1.1"))
    assert not is_quoted(clause("1.1", text="违者每人每次扣1分。"))
    assert is_quoted(section)
    assert not is_quoted(replace(section, text="每月中旬通报。"))
    assert is_quoted(Clause("4.8", 4, "", "", ()))
    assert not is_quoted(Clause("4.8", 4, "不得外放声音。", "", ()))
