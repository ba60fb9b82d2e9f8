"""更正通报 (RULEBOOK §6): what lines of a month's issued bulletin should have been, and what follows."""

import re
from collections.abc import Mapping

from notices.bulletin.words import Part
from notices.models import Notice
from notices.outgoing.correction_paper import correction_paper, title_phrases
from notices.outgoing.personal_data import named_in, staff_names
from notices.outgoing.types import Heading, Outgoing
from notices.papers.content import Paper
from notices.selectors.corrections import Told, Untold, untold_corrections
from notices.services.after_issue import after_correction
from records.errors import Refusal
from scoring.models import Correction
from scoring.periods import month_from
from units.selectors import bureau

KEY = re.compile(r"(\d{4}-\d{2})/([1-9]\d?)")
PARTS = (
    Part("lead", "导语", 600, "放在开头；所更正的通报及其文号由系统写入。", required=True),
    Part("closing", "结语", 1000, "放在最后，可以留空。每行一段。"),
)
PROPOSED = {
    "lead": "经复核，该通报中有关计分事项需要更正。现将更正情况通报如下。",
    "closing": "请有关单位知悉，并按更正后的情况办理。",
}


def find(key: str) -> Outgoing | None:
    """The next 更正通报 of a month, or one issued before, to be replaced; None where nothing is told."""
    untold, was_issued = _untold(key)
    if untold is None:
        return None
    office = bureau()
    told = [(row.pk, row.state) for row in untold.corrections]
    names_of = _names_of(untold.corrections)

    def write(heading: Heading, words: Mapping[str, str]) -> Paper:
        return correction_paper(untold, office, heading, words)

    return Outgoing(
        kind=Notice.Kind.CORRECTION,
        key=key,
        title="".join(title_phrases(untold, office)),
        addressee=office.addressees,
        parts=PARTS,
        proposed=PROPOSED,
        write=write,
        stands=lambda: _stands(key, told),
        looks=lambda: None,
        was_issued=was_issued,
        office=office,
        back=f"/notices/{untold.bulletin.pk}/",
        names=frozenset(name for names in names_of.values() for name in names),
        names_of=names_of,
        month=untold.bulletin.month,
        result=untold.bulletin.result,
        kept={"told": [list(one) for one in told], "corrects": untold.bulletin.pk},
        issued=after_correction,
    )


def _untold(key: str) -> tuple[Untold | None, bool]:
    """What the paper tells, and whether one of this key went out before."""
    found = KEY.fullmatch(key)
    if found is None:
        return None, False
    try:
        month = month_from(found[1])
    except ValueError:
        return None, False
    is_issued = Notice.objects.filter(kind=Notice.Kind.CORRECTION, key=key).exists()
    waiting = untold_corrections(month, but=key if is_issued else "")
    return next((one for one in waiting if one.key == key), None), is_issued


def _stands(key: str, told: list[Told]) -> None:
    """The same corrections are still to be told, of the same bulletin."""
    now, _ = _untold(key)
    if now is None or [(row.pk, row.state) for row in now.corrections] != told:
        raise Refusal("这个月的更正刚刚有变化，请刷新页面核对后再签发。")


def _names_of(rows: tuple[Correction, ...]) -> dict[int, frozenset[str]]:
    """By unit, the people named in its corrections."""
    found: dict[int, set[str]] = {}
    staff = staff_names()
    for row in rows:
        names = found.setdefault(row.unit_id, set())
        if row.event.person:
            names.add(row.event.person.name)
        names |= {one["person_name"] for one in _follow_ups(row)}
        names |= named_in([*_texts(row), *(line["who"] for line in row.effects.get("lines", []))], staff)
    return {unit: frozenset(names - {""}) for unit, names in found.items()}


def _follow_ups(row: Correction) -> list[dict[str, str]]:
    return [*row.effects.get("follow_ups_added", []), *row.effects.get("follow_ups_dropped", [])]


def _texts(row: Correction) -> list[str]:
    decision = row.objection.decision if row.objection else ""
    return [row.statement, row.reason, decision, row.withdrawn_reason, row.event.finding.fact]
