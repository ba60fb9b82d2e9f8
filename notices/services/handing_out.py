"""The bytes of an issued paper.

A 分单位本 is printed from the frozen content when it is first asked for, then kept.
"""

from typing import Any

from django.db import IntegrityError, transaction

from notices.bulletin.content import Bulletin
from notices.models import Notice, NoticePaper, Reading
from notices.outgoing.readings import reading_of_content
from notices.papers.printing import print_paper
from notices.services.drafting import reading_paper
from units.models import Unit


def paper_of(notice: Notice, reading: str, unit: Unit | None = None) -> NoticePaper:
    """The kept paper of one reading. Raises PaperError, or Refusal for a unit that was not scored."""
    unit = unit if reading == Reading.UNIT else None
    kept = NoticePaper.objects.filter(notice=notice, reading=reading, unit=unit)
    return kept.first() or _printed(notice, reading, unit)


def _printed(notice: Notice, reading: str, unit: Unit | None) -> NoticePaper:
    """Print from the frozen content and keep; where another was quicker, theirs is the paper."""
    printed = print_paper(paper_as_issued(notice, reading, unit), anchor=notice.anchor)
    try:
        with transaction.atomic():
            return NoticePaper.objects.create(
                notice=notice,
                reading=reading,
                unit=unit,
                pdf=printed.pdf,
                sha256=printed.sha256,
                pages=printed.pages,
            )
    except IntegrityError:
        return NoticePaper.objects.get(notice=notice, reading=reading, unit=unit)


def paper_as_issued(notice: Notice, reading: str, unit: Unit | None) -> Any:
    """The paper of one reading, from what was frozen when it was issued."""
    if notice.kind == Notice.Kind.BULLETIN:
        return reading_paper(Bulletin.from_data(notice.content), reading, unit)
    return reading_of_content(notice.content, reading, unit.pk if unit else None)
