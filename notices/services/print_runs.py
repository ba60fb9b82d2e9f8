"""All unit sheets of a month: asked for once while valid, started again where needed, cleaned up later."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from notices.models import PrintRun
from notices.selectors.print_runs import light_runs
from records.changes import record_change
from records.errors import Refusal
from scoring.models import MonthResult
from scoring.selectors.month import standing
from scoring.selectors.results import latest_result

ACTIVE = (PrintRun.State.QUEUED, PrintRun.State.RUNNING, PrintRun.State.DONE)


@transaction.atomic
def ask_for_sheets(*, month: date, by: Any, at: datetime) -> PrintRun:
    """A run for the month's newest result; the one that is valid already where there is one.

    Ranks stand on the sheets once the month is published, as units may know them then (unit page's rule).
    Refusal for a month that is not closed.
    """
    where = standing(month)
    result = None if where.is_open else latest_result(month)
    if result is None:
        raise Refusal("本月没有定分，得分单还会变化，不能成批打印；请定分后再打印，或在单位得分页打印草稿。")
    clean_up(at=at)
    valid = _valid(result.pk, with_ranks=where.is_published)
    return valid or _asked(result, with_ranks=where.is_published, by=by, at=at)


def _valid(result: int, *, with_ranks: bool) -> PrintRun | None:
    runs = light_runs().filter(kind=PrintRun.Kind.SHEETS, result=result, with_ranks=with_ranks)
    return runs.filter(state__in=ACTIVE).first()


def _asked(result: MonthResult, *, with_ranks: bool, by: Any, at: datetime) -> PrintRun:
    run = PrintRun.objects.create(
        result=result, with_ranks=with_ranks, asked_by=by, asked_at=at, total=result.scores.count()
    )
    record_change(by=by, at=at, action="成批打印", subject=run, after={"份数": run.total})
    return run


@transaction.atomic
def restart_run(*, run: PrintRun, by: Any, at: datetime) -> PrintRun:
    """A run that failed, or whose process died, waits again from the start.

    Refusal where it goes on, is done, or another of the same result is valid.
    """
    run = light_runs().select_for_update(of=("self",)).get(pk=run.pk)
    if not (run.state == PrintRun.State.FAILED or run.is_silent(at)):
        raise Refusal(f"这次打印的状态是“{run.get_state_display()}”，不需要重新打印；请刷新页面查看。")
    other = _valid(run.result_id, with_ranks=run.with_ranks)
    if other is not None and other.pk != run.pk:
        raise Refusal("这一版的得分单已另行打印；请回到月度总表，点“打印全部得分单”查看。")
    record_change(by=by, at=at, action="重新打印", subject=run, before={"状态": run.get_state_display()})
    PrintRun.objects.filter(pk=run.pk).update(
        state=PrintRun.State.QUEUED, attempt=run.attempt + 1, done=0, failure="", runner="", heard_at=None
    )
    return run


def clean_up(*, at: datetime) -> int:
    """Drop the bytes of runs that have been kept long enough; how many there were."""
    past = PrintRun.objects.filter(state=PrintRun.State.DONE, expires_at__lte=at)
    return past.update(state=PrintRun.State.EXPIRED, pdf=None, zip=None)
