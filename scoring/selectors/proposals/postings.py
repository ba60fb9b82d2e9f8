"""进驻 handed to the hall before, or without, a review of the office: 6.1 of the unit."""

from datetime import date
from typing import Any

from scoring.models.findings import Source
from scoring.selectors.proposals.ground import ground_of
from scoring.selectors.proposals.types import Proposed
from units.models import Posting

KIND = "进驻"


def posting_proposals(first: date, last: date) -> list[Proposed]:
    """One a posting, on the day on which its papers were handed in."""
    rows = sorted(ground_of(first, last).postings, key=lambda row: row.pk)
    return [_of_posting(row) for row in rows if _is_breach(row, first, last)]


def _is_breach(posting: Any, first: date, last: date) -> bool:
    return posting.is_breach and first <= posting.handed_on <= last


def _of_posting(posting: Posting) -> Proposed:
    name, handed = posting.person.name, posting.handed_on
    assert handed is not None  # noqa: S101 (asked for by the query)
    reviewed = f"{posting.reviewed_on:%Y-%m-%d}审查通过" if posting.reviewed_on else "没有审查通过"
    place = f"{posting.unit.name}　{posting.window or ''}　{posting.get_post_display()}".replace("　　", "　")
    opinion = (("审查意见", posting.review_note),) if posting.review_note else ()
    return Proposed(
        key=f"posting:{posting.pk}:{handed:%Y%m%d}",
        kind=KIND,
        unit_id=posting.unit_id,
        window_id=posting.window_id,
        happened_on=handed,
        clause="6.1",
        behaviour="未经审查递交进驻手续",
        source=Source.INSPECTION,
        fact=f"没有经过局政策法规股审查，{handed.month}月{handed.day}日直接向市民中心大厅递交{name}的进驻手续",
        basis=(
            ("人员", f"{name}　{posting.person.number}"),
            ("进驻", f"{place}　自{posting.starts_on:%Y-%m-%d}"),
            ("递交大厅", f"{handed:%Y-%m-%d}"),
            ("审查", reviewed),
            *opinion,
        ),
    )
