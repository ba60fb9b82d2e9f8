"""Print runs without their bytes, and whether anybody is there to carry them out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from notices.models import JobRunner, PrintRun
from notices.models.print_runs import SILENT

AWAY = timedelta(seconds=60)
"""A runner that has nothing to do is heard of every few seconds."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: what its page shows and whether it should look again."""

    run: PrintRun
    percent: int
    ahead: int
    """Runs that come before it."""
    is_silent: bool
    lacks_runner: bool

    @property
    def goes_on(self) -> bool:
        """Whether the page will change by itself."""
        return self.run.is_under_way and not self.is_silent


def light_runs() -> QuerySet[PrintRun]:
    """Runs with their result and month, without bytes and what only replay reads."""
    return PrintRun.objects.select_related("result__month", "asked_by").only(
        "kind", "with_ranks", "state", "asked_at", "total", "done", "attempt", "heard_at", "finished_at",
        "failure", "pdf_sha256", "zip_sha256", "expires_at", "asked_by__name", "asked_by__username",
        "result__revision", "result__closed_at", "result__month__month",
    )  # fmt: skip


def progress(run: PrintRun, now: datetime) -> Progress:
    """At most three queries for one that waits."""
    waits = run.state == PrintRun.State.QUEUED
    return Progress(
        run=run,
        percent=100 * run.done // run.total if run.total else 0,
        ahead=_ahead(run) if waits else 0,
        is_silent=run.is_silent(now),
        lacks_runner=waits and not _is_somebody_there(now),
    )


def _ahead(run: PrintRun) -> int:
    active = PrintRun.objects.filter(state__in=(PrintRun.State.QUEUED, PrintRun.State.RUNNING))
    return active.filter(asked_at__lt=run.asked_at).count()


def _is_somebody_there(now: datetime) -> bool:
    """A runner was heard of lately, or one is busy with a paper that takes its time."""
    busy = PrintRun.objects.filter(state=PrintRun.State.RUNNING, heard_at__gte=now - SILENT)
    return JobRunner.objects.filter(heard_at__gte=now - AWAY).exists() or busy.exists()


def next_waiting() -> PrintRun | None:
    """The run that has waited longest."""
    return light_runs().filter(state=PrintRun.State.QUEUED).order_by("asked_at", "id").first()
