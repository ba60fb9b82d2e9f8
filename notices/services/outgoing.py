"""拟稿、签发 of every paper but the bulletin: the words as they stand, its readings, its issue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from notices.models import Notice, Reading
from notices.outgoing.freezing import texts_of, to_data
from notices.outgoing.personal_data import Held, held_by, label_of, refuse_complainants, staff_named
from notices.outgoing.readings import AT_ONCE, read_as
from notices.outgoing.types import Heading, Outgoing
from notices.papers.content import Letter, Paper
from notices.papers.jobs import Printed
from notices.papers.printing import print_paper
from notices.selectors.drafts import saved_draft
from notices.services.keeping import Prepared, keep_notice, number_for, until_kept
from notices.services.words import checked_outgoing
from records.audit.checking import head


@dataclass(frozen=True, slots=True)
class Written:
    """A paper written out, everybody named, with the names that other readings hide."""

    outgoing: Outgoing
    whole: Paper | Letter
    names: frozenset[str]
    words: Mapping[str, str]

    def as_reading(self, reading: str, unit: int | None = None) -> Paper | Letter:
        """One of its readings."""
        return read_as(self.whole, self.names, self.outgoing.names_of, reading, unit)

    def at_once(self) -> dict[Reading, Paper | Letter]:
        """The readings that are printed and kept when it is issued."""
        return {reading: self.as_reading(reading) for reading in AT_ONCE[self.outgoing.kind]}

    def held(self) -> list[Held]:
        """The personal data of each reading, for the check before issuing."""
        return [
            held_by(label_of(reading), paper, self.names, self.whole)
            for reading, paper in self.at_once().items()
        ]


def current_words(outgoing: Outgoing) -> dict[str, str]:
    """Saved words over the proposed ones."""
    draft = saved_draft(outgoing.kind, outgoing.key)
    return {**outgoing.proposed, **(draft.words if draft else {})}


def write_out(
    outgoing: Outgoing, *, number: str, on: date, typed: Mapping[str, str] | None = None
) -> Written:
    """The paper as it would be issued on this day; staff named in its words are among the names.

    `typed`: words that are not saved yet, in place of the saved ones.
    """
    words = current_words(outgoing) if typed is None else {**outgoing.proposed, **typed}
    whole = outgoing.write(Heading(number, on), words)
    return Written(outgoing, whole, outgoing.names | staff_named(texts_of(whole)), words)


def print_outgoing_draft(outgoing: Outgoing, *, number: str, on: date, reading: str) -> Printed:
    """The draft as PDF, marked 草稿 on every page. Raises PaperError."""
    return printed(write_out(outgoing, number=number, on=on).as_reading(reading), draft=True)


def printed(whole: Any, *, draft: bool = False, anchor: str = "") -> Printed:
    """A paper or letter as PDF. Raises PaperError."""
    return print_paper(whole, draft=draft, anchor=anchor)


def issue_paper(
    *,
    outgoing: Outgoing,
    by: Any,
    at: datetime,
    on: date,
    sequence: int | None = None,
    reason: str = "",
) -> Notice:
    """Issue a paper, dated `on`. Refusal where it may not be; PaperError where it cannot be printed.

    `sequence`: the number that the office's own register gives; `reason`: why it replaces an earlier one.
    """
    return until_kept(
        lambda: prepare_paper(outgoing=outgoing, on=on, sequence=sequence, reason=reason),
        lambda prepared: keep_notice(prepared=prepared, by=by, at=at),
    )


def prepare_paper(*, outgoing: Outgoing, on: date, sequence: int | None = None, reason: str = "") -> Prepared:
    """Print a paper under its number. Writes nothing."""
    outgoing.stands()
    number = number_for(on, outgoing.kind, sequence)
    written = write_out(outgoing, number=str(number), on=on)
    checked_outgoing(outgoing, written.words)
    readings = written.at_once()
    refuse_complainants((label_of(reading), paper) for reading, paper in readings.items())
    anchor = str(head())
    return Prepared(
        kind=outgoing.kind,
        key=outgoing.key,
        title=outgoing.title,
        addressee=outgoing.addressee,
        number=number,
        on=on,
        content=_content(written, reason),
        papers={str(reading): printed(paper, anchor=anchor) for reading, paper in readings.items()},
        anchor=anchor,
        stands=outgoing.stands,
        issued=outgoing.issued,
        month=outgoing.month,
        result=outgoing.result,
        unit=outgoing.unit,
        due_on=outgoing.due(on),
        needs_reason=True,
        reason=reason.strip(),
    )


def _content(written: Written, reason: str) -> dict[str, Any]:
    """All that is kept with an issued paper: enough to print any of its readings again, to the byte."""
    outgoing = written.outgoing
    content: dict[str, Any] = {
        "paper": to_data(written.whole),
        "words": dict(written.words),
        "names": sorted(written.names),
        "names_of": {str(unit): sorted(names) for unit, names in outgoing.names_of.items()},
        "kept": dict(outgoing.kept),
        "reason": reason.strip(),
    }
    if outgoing.result is not None:
        content |= {"revision": outgoing.result.revision, "digest": outgoing.result.digest}
    return content
