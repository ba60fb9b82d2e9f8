"""公文登记簿: all papers that an actor may know of, searched and filtered."""

import re
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from notices.models import Notice, NoticePaper, Reading
from notices.selectors.notices import may_read, visible_notices
from notices.selectors.receipts import unsigned_by
from units.access import Actor

NUMBER = re.compile(r"(.*?)[〔\[（(【](\d{4})[〕\]）)】]\s*第?(\d{1,5})[号期]?")
BARE = re.compile(r"第?(\d{1,5})[号期]?")


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for; empty parts look for everything."""

    words: str = ""
    kind: str = ""
    year: int | None = None
    unit: int | None = None
    outdated: bool = False
    unsigned: bool = False
    """Those that a unit of the actor's has not confirmed."""


def register(actor: Actor, sought: Sought) -> QuerySet[Notice]:
    """The papers that fit, newest first, each with its kept readings as `kept`, without their bytes."""
    rows = visible_notices(actor).defer("content", "replaces__content", "replaced_by__content")
    kept = NoticePaper.objects.filter(unit__isnull=True).defer("pdf").order_by("pk")
    rows = rows.prefetch_related(Prefetch("papers", queryset=kept, to_attr="kept"))
    rows = rows.order_by("-year", "-issued_at", "-pk")
    if sought.words.strip():
        rows = rows.filter(_telling(sought.words.strip()))
    if sought.kind:
        rows = rows.filter(kind=sought.kind)
    if sought.year:
        rows = rows.filter(year=sought.year)
    if sought.unit:
        rows = rows.filter(unit=sought.unit)
    if sought.unsigned:
        rows = rows.filter(pk__in=unsigned_papers(actor))
    return rows.filter(Q(("outdated", True))) if sought.outdated else rows


def unsigned_papers(actor: Actor) -> frozenset[int]:
    """The papers that wait for a confirmation of the actor's own units."""
    return frozenset(pk for unit in actor.unit_ids for pk in unsigned_by(unit).values_list("pk", flat=True))


def years_of(actor: Actor) -> list[int]:
    """The years with a paper, newest first."""
    rows = visible_notices(actor).order_by("-year").values_list("year", flat=True).distinct()
    return list(rows)


def digest_of(notice: Notice, actor: Actor) -> str:
    """The SHA-256 of the first reading that the actor may open; of a row of `register`."""
    kept = {paper.reading: paper.sha256 for paper in notice.kept}  # type: ignore[attr-defined]
    for reading in (Reading.NAMED, Reading.PUBLIC):
        if reading in kept and may_read(actor, notice, reading):
            return str(kept[reading])
    return ""


def _telling(words: str) -> Q:
    """A whole number, a bare one, or words of the title, addressee or unit."""
    number = NUMBER.fullmatch(words)
    if number:
        code, year, sequence = number.groups()
        return Q(code__icontains=code.strip(), year=int(year), sequence=int(sequence))
    said = (
        Q(title__icontains=words)
        | Q(addressee__icontains=words)
        | Q(unit__name__icontains=words)
        | Q(code__icontains=words)
    )
    bare = BARE.fullmatch(words)
    return said | Q(sequence=int(bare[1])) if bare else said
