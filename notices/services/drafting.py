"""A bulletin before it is issued: the stored result with the words as they stand."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from notices.bulletin import masking
from notices.bulletin.content import Bulletin
from notices.bulletin.paper import bulletin_paper
from notices.bulletin.words import proposed_words
from notices.models import Notice, Reading
from notices.outgoing.personal_data import Held, held_by, label_of
from notices.outgoing.readings import AT_ONCE
from notices.papers.content import Paper
from notices.papers.jobs import Printed
from notices.papers.printing import print_paper
from notices.selectors.bulletins import bulletin_of, draft_of, edition_of
from records.errors import Refusal
from scoring.models import MonthResult
from units.models import Bureau, Unit


def draft_bulletin(
    result: MonthResult,
    *,
    number: str,
    on: date,
    office: Bureau | None = None,
    typed: Mapping[str, str] | None = None,
) -> Bulletin:
    """The month's bulletin as it would be issued on this day: saved words over the proposed ones.

    `office` where it is known already. `typed`: words that are not saved yet, in place of the saved ones.
    """
    draft = draft_of(result) if typed is None else None
    saved = draft.words if draft else dict(typed or {})
    bulletin = bulletin_of(result, number=number, on=on, words=saved.values(), office=office)
    return replace(bulletin, words={**proposed_words(bulletin, edition_of(result)), **saved})


def held_in(bulletin: Bulletin) -> list[Held]:
    """The personal data of each reading that is kept when it is issued, for the check before."""
    whole = bulletin_paper(bulletin)
    return [
        held_by(label_of(reading), reading_paper(bulletin, reading), bulletin.names, whole)
        for reading in AT_ONCE[Notice.Kind.BULLETIN]
    ]


def reading_of(bulletin: Bulletin, reading: str, unit: Unit | None = None) -> Bulletin:
    """One of the three readings. Refusal for a 分单位本 without a unit, or of one that was not scored."""
    if reading == Reading.NAMED:
        return masking.named(bulletin)
    if reading == Reading.PUBLIC:
        return masking.public(bulletin)
    if unit is None:
        raise Refusal("分单位本须指定窗口单位。")
    if not bulletin.name(unit.pk):
        raise Refusal(f"{unit.name}没有参加{bulletin.month}的考核，没有它的分单位本。")
    return masking.by_unit(bulletin, unit.pk)


def reading_paper(bulletin: Bulletin, reading: str, unit: Unit | None = None) -> Paper:
    """The paper of one reading."""
    return bulletin_paper(reading_of(bulletin, reading, unit))


def print_draft(bulletin: Bulletin, reading: str, unit: Unit | None = None) -> Printed:
    """The draft as PDF, marked 草稿 on every page. Raises PaperError."""
    return print_paper(reading_paper(bulletin, reading, unit), draft=True)
