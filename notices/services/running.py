"""What a runner does: take the run that waits longest, print it sheet by sheet, keep all of it or nothing.

The clock is handed in, for a run takes longer than a moment (`clock()` is now).
"""

import hashlib
import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.db.models import QuerySet
from django.utils import timezone

from notices.models import JobRunner, PrintRun
from notices.models.print_runs import KEPT
from notices.papers.errors import PaperError
from notices.papers.jobs import Printed
from notices.papers.printing import print_html
from notices.papers.score_sheet import score_sheets_html
from notices.papers.score_sheet_parts import ScoreSheet
from notices.selectors.print_runs import next_waiting
from notices.selectors.score_sheets import month_sheets
from records.file_names import clean_name
from records.unavailable import cause_of
from scoring.models import MonthResult
from units.selectors import bureau

logger = logging.getLogger(__name__)
Clock = Callable[[], datetime]
FORGOTTEN = timedelta(days=1)
UNEXPECTED = "程序出错，没有打印成功；请重新打印，仍不成功的，请系统管理员查看打印服务的日志。"


class TakenOverError(Exception):
    """Somebody gave the run up for dead and started it again: this one must not write any more."""


def check_in(*, name: str, at: datetime) -> None:
    """Say that a runner is there; those not heard of for a day are forgotten."""
    JobRunner.objects.update_or_create(
        name=name, defaults={"heard_at": at}, create_defaults={"heard_at": at, "started_at": at}
    )
    JobRunner.objects.filter(heard_at__lt=at - FORGOTTEN).delete()


def check_out(*, name: str) -> None:
    """A runner ends."""
    JobRunner.objects.filter(name=name).delete()


def take_next(*, runner: str, at: datetime) -> PrintRun | None:
    """The run that has waited longest, now this runner's alone; None where none waits.

    One conditional update decides between two runners: whoever comes second changes no row, and looks again.
    """
    while (run := next_waiting()) is not None:
        mine = PrintRun.objects.filter(pk=run.pk, state=PrintRun.State.QUEUED, attempt=run.attempt)
        if mine.update(state=PrintRun.State.RUNNING, runner=runner, heard_at=at, done=0):
            return run
    return None


def carry_out(*, run: PrintRun, runner: str, clock: Clock) -> None:
    """Print a run that was taken; its end is written down whatever happens."""
    try:
        _keep(run, _files(run, runner, clock), clock())
    except TakenOverError:
        logger.warning("Print run %s was started again by somebody else; this attempt ends.", run.pk)
    except PaperError as error:
        _fail(run, str(error), clock())
    except Exception as error:
        logger.exception("Print run %s failed.", run.pk)
        cause = cause_of(error)
        _fail(run, cause.message if cause else UNEXPECTED, clock())


def _files(run: PrintRun, runner: str, clock: Clock) -> tuple[bytes, bytes]:
    """The one PDF and the zip. The sheets are printed one by one first, so that one that fails has a name."""
    result = MonthResult.objects.select_related("month").get(pk=run.result_id)
    sheets = month_sheets(result, office=bureau().name, with_rank=run.with_ranks)
    packed, when = BytesIO(), timezone.localtime(result.closed_at)
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for number, (sheet, paper) in enumerate(_printed(sheets), start=1):
            name = clean_name(f"{number:02} {sheet.unit} {sheet.month}得分单", suffix=".pdf")
            entry = ZipInfo(name, date_time=when.timetuple()[:6])
            archive.writestr(entry, paper.pdf, ZIP_DEFLATED)
            _hear(run, runner, number, clock())
    return _bound(sheets).pdf, packed.getvalue()


def _printed(sheets: list[ScoreSheet]) -> Iterator[tuple[ScoreSheet, Printed]]:
    for sheet in sheets:
        try:
            yield sheet, print_sheets([sheet])
        except PaperError as error:
            raise PaperError(f"{sheet.unit}的得分单没有打印成功，整批没有保留：{error}") from error


def _bound(sheets: list[ScoreSheet]) -> Printed:
    try:
        return print_sheets(sheets)
    except PaperError as error:
        raise PaperError(f"合订的PDF没有打印成功，整批没有保留：{error}") from error


def print_sheets(sheets: list[ScoreSheet], *, draft: bool = False) -> Printed:
    """Sheets as one PDF. PaperError, also where one did not keep to its page."""
    printed = print_html(score_sheets_html(sheets, draft=draft), draft=draft, style="sheet")
    if printed.pages != len(sheets):
        raise PaperError(f"{len(sheets)}份得分单排成了{printed.pages}页，应当一份一页；请告知系统管理员。")
    return printed


def _own(run: PrintRun) -> QuerySet[PrintRun]:
    """The row, as long as this attempt is the one that counts."""
    return PrintRun.objects.filter(pk=run.pk, attempt=run.attempt, state=PrintRun.State.RUNNING)


def _hear(run: PrintRun, runner: str, done: int, at: datetime) -> None:
    check_in(name=runner, at=at)
    if not _own(run).update(done=done, heard_at=at):
        raise TakenOverError


def _keep(run: PrintRun, files: tuple[bytes, bytes], at: datetime) -> None:
    pdf, packed = files
    kept = _own(run).update(
        state=PrintRun.State.DONE,
        pdf=pdf,
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
        zip=packed,
        zip_sha256=hashlib.sha256(packed).hexdigest(),
        finished_at=at,
        heard_at=at,
        expires_at=at + KEPT,
    )
    if not kept:
        raise TakenOverError


def _fail(run: PrintRun, why: str, at: datetime) -> None:
    _own(run).update(state=PrintRun.State.FAILED, failure=why, finished_at=at, heard_at=at)
