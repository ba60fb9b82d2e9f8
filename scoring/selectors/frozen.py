"""Copying a month whole: facts, names, words, history, scores and lines, and one digest over all of it."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from records.json import ChineseJSONEncoder
from scoring.engine import Fact
from scoring.selectors.details import Details
from scoring.selectors.facts import ScoredMonth
from scoring.selectors.outcome import ResultLine, UnitResult, narrative, unit_lines, unit_result

FLAGS = ("criticised", "accountable", "serious", "verified")
Outcome = list[tuple[UnitResult, list[ResultLine]]]


def frozen_inputs(scored: ScoredMonth, words: Details) -> dict[str, Any]:
    """The columns of `MonthResult` that the month is scored from, as JSON keeps them on every database."""
    return {
        "edition_sha256": scored.edition.sha256,
        "units": [
            {"id": unit.pk, "name": unit.name, "short_name": unit.short_name, "order": unit.order}
            for unit in scored.units.values()
        ],
        "facts": [frozen_fact(row) for row in sorted(scored.facts, key=lambda row: row[0])],
        "names": {"persons": _by_text(words.persons), "windows": _by_text(words.windows)},
        "narratives": [narrative(found, words) for found in words.findings.values()],
        "history_before": scored.before.to_data(),
        "corrections": [one._asdict() for one in scored.corrections],
    }


def frozen_fact(row: Sequence[Any]) -> list[Any]:
    """A fact as JSON keeps it; truth values alike from every database."""
    fact = Fact._make(row)
    return [bool(value) if name in FLAGS else value for name, value in zip(Fact._fields, fact, strict=True)]


def outcome_of(scored: ScoredMonth, words: Details) -> Outcome:
    """Every unit with its lines."""
    return [(unit_result(scored, unit, words), unit_lines(scored, unit, words)) for unit in scored.units]


def digest_of(
    month: str, inputs: Mapping[str, Any], outcome: Outcome, history_after: Mapping[str, Any]
) -> str:
    """SHA-256 over canonical JSON of everything that a closed month is.

    The text is written part by part, for a large month's is as long as its rows together: the bytes are those
    of one canonical document.
    """
    scores = (
        {**vars(unit), "lines": [line._asdict() for line in lines]}
        for unit, lines in sorted(outcome, key=lambda pair: pair[0].unit_id)
    )
    whole = {"month": month, **inputs, "history_after": history_after, "scores": scores}
    digest = hashlib.sha256()
    for part in _canonical(whole):
        digest.update(part.encode())
    return digest.hexdigest()


def _canonical(whole: Mapping[str, Any]) -> Iterator[str]:
    """An object's canonical JSON, its keys in order, its lists element by element."""
    before = "{"
    for name in sorted(whole):
        yield f"{before}{_plain(name)}:"
        yield from _elements(whole[name])
        before = ","
    yield "}"


def _elements(value: Any) -> Iterator[str]:
    if isinstance(value, str | Mapping) or not isinstance(value, Iterable):
        yield _plain(value)
        return
    before = "["
    for element in value:
        yield f"{before}{_plain(element)}"
        before = ","
    yield "]" if before == "," else "[]"


def _plain(value: Any) -> str:
    return json.dumps(
        value, cls=ChineseJSONEncoder, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def _by_text(names: Mapping[int, str]) -> dict[str, str]:
    return {str(key): names[key] for key in sorted(names)}
