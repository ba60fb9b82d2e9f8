"""What is answered otherwise in other states of the months than the tables' own, written by hand as they are.

核对: October is shown to its units. The same people get the same pages: what they find there differs.
重新开放: August, published, and September, closed, were opened again; no month is closed.
"""

from datetime import date

from scoring.models import Correction, Month
from scoring.services.corrections import withdraw_correction
from scoring.services.reopening import reopen_month
from tests.access.world import AUGUST, OCTOBER, SEPTEMBER, World
from tests.conftest import NOON

REVIEW, REOPENED = "核对", "重新开放"

# Heads see a month's table once it is published: no longer. Papers of a quarter need a closed month.
# A month that is open is neither opened again nor corrected, and may be closed.
REOPENED_GET = """
scoring:month published            302 403 200 200 404 404 403 403 200 403
scoring:month_export published     302 403 200 200 404 404 403 403 200 403
scoring:close_month published      302 403 403 200 403 403 403 403 403 403
scoring:close_month closed         302 403 403 200 403 403 403 403 403 403
scoring:reopen published           302 403 403 302 403 403 403 403 403 403
scoring:correct own                302 403 403 302 403 403 403 403 403 403
scoring:correct other              302 403 403 302 403 403 403 403 403 403
notices:outgoing                   302 403 404 404 403 403 403 403 403 403
notices:outgoing_preview           302 403 404 404 403 403 403 403 403 403
notices:outgoing_draft             302 403 404 404 403 403 403 403 403 403
notices:outgoing_docx              302 403 404 404 403 403 403 403 403 403
notices:outgoing_issue             302 403 403 404 403 403 403 403 403 403
notices:quarter_draft              302 403 404 404 403 403 403 403 403 403
notices:quarter_sheet              302 403 404 404 403 403 403 403 403 403
notices:quarter_pdf                302 403 404 404 403 403 403 403 403 403
notices:year_draft                 302 403 404 404 403 403 403 403 403 403
notices:year_sheet                 302 403 404 404 403 403 403 403 403 403
notices:year_pdf                   302 403 404 404 403 403 403 403 403 403
"""
REOPENED_POST = """
notices:outgoing                   302 403 404 404 403 403 403 403 403 403
notices:outgoing_preview           302 403 404 404 403 403 403 403 403 403
notices:outgoing_issue             302 403 403 404 403 403 403 403 403 403
"""
DIFFERENT = {
    (REVIEW, "GET"): "",
    (REVIEW, "POST"): "",
    (REOPENED, "GET"): REOPENED_GET,
    (REOPENED, "POST"): REOPENED_POST,
}


def bring_about(state: str, world: World) -> None:
    """Change the months of the small site."""
    if state == REVIEW:
        shown = {"state": Month.State.REVIEW, "review_until": date(2026, 10, 20)}
        assert Month.objects.filter(month=OCTOBER).update(**shown)
        return
    about = {"by": world.users["chief"], "at": NOON, "reason": "复核"}
    for row in Correction.objects.all():  # a month is not opened again while corrections of it are in force
        withdraw_correction(correction=row, expected_version=row.version, **about)
    for month in (SEPTEMBER, AUGUST):
        reopen_month(month=month, **about)
