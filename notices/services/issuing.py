"""签发督查通报: a closed month's bulletin goes out, its month is published, its follow-ups are opened."""

from datetime import date, datetime
from typing import Any

from notices.bulletin.paper import bulletin_title
from notices.models import Notice
from notices.outgoing.personal_data import label_of, refuse_complainants
from notices.outgoing.readings import AT_ONCE
from notices.papers.printing import print_paper
from notices.selectors.bulletins import notice_of
from notices.services.after_issue import after_bulletin
from notices.services.drafting import draft_bulletin, reading_paper
from notices.services.keeping import NumberTakenError, Prepared, keep_notice, number_for, until_kept
from notices.services.words import checked_words
from records.audit.checking import head
from records.errors import Refusal
from scoring.models import Month, MonthResult

__all__ = ["NumberTakenError", "check_issuable", "issue_notice", "keep_notice", "prepare_issue"]


def issue_notice(
    *, result: MonthResult, by: Any, at: datetime, on: date, sequence: int | None = None
) -> Notice:
    """Issue the bulletin of a result, dated `on`. Refusal where it may not be; PaperError where it cannot.

    `sequence`: the number that the office's own register gives.
    """
    return until_kept(
        lambda: prepare_issue(result=result, on=on, sequence=sequence),
        lambda prepared: keep_notice(prepared=prepared, by=by, at=at),
    )


def prepare_issue(*, result: MonthResult, on: date, sequence: int | None = None) -> Prepared:
    """Print the bulletin under its number. Writes nothing."""
    check_issuable(result)
    number = number_for(on, Notice.Kind.BULLETIN, sequence)
    bulletin = draft_bulletin(result, number=str(number), on=on)
    checked_words(bulletin.words)
    readings = {reading: reading_paper(bulletin, reading) for reading in AT_ONCE[Notice.Kind.BULLETIN]}
    refuse_complainants((label_of(reading), paper) for reading, paper in readings.items())
    anchor = str(head())
    return Prepared(
        kind=Notice.Kind.BULLETIN,
        key=bulletin.month,
        title=bulletin_title(bulletin),
        addressee=bulletin.head.addressees,
        number=number,
        on=on,
        content=bulletin.to_data(),
        papers={str(reading): print_paper(paper, anchor=anchor) for reading, paper in readings.items()},
        anchor=anchor,
        stands=lambda: check_issuable(result),
        issued=after_bulletin,
        month=result.month,
        result=result,
    )


def check_issuable(result: MonthResult) -> None:
    """Refusal for a month that is not closed, an older revision, or a result that has its bulletin."""
    if notice_of(result) is not None:
        raise Refusal(f"{result.month}的督查通报已经签发，不能重复签发。")
    month = Month.objects.get(pk=result.month_id)
    if month.is_open:
        raise Refusal(f"{month}还没有定分，不能签发督查通报。")
    newest = (
        MonthResult.objects.filter(month=month).order_by("-revision").values_list("pk", flat=True).first()
    )
    if newest != result.pk:
        raise Refusal(f"{month}已经重新定分，请按最新的定分结果拟稿。")
