"""One click asks for all sheets; what is valid is offered again, what died can be started again."""

from datetime import date, timedelta

import pytest

from notices.models import PrintRun
from notices.services.print_runs import ask_for_sheets, clean_up, restart_run
from records.errors import Refusal
from records.models import Change
from scoring.models import Month, MonthResult
from tests.conftest import NOON
from tests.notices.print_runs.conftest import SEPTEMBER
from units.models import User

DAY = timedelta(days=1)


def finished(run: PrintRun) -> None:
    PrintRun.objects.filter(pk=run.pk).update(state="done", pdf=b"p", zip=b"z", expires_at=NOON + 7 * DAY)


def test_a_run_waits_with_its_count_and_stands_in_the_log(run: PrintRun, chief: User) -> None:
    assert (run.state, run.total, run.done, run.with_ranks) == ("queued", 3, 0, False)
    assert list(Change.objects.filter(action="成批打印").values_list("by", "subject_label")) == [
        (chief.pk, "2026年9月 第1版 全部得分单")
    ]


@pytest.mark.parametrize("state", ["queued", "running", "done"])
def test_what_is_valid_is_offered_again(run: PrintRun, clerk: User, state: str) -> None:
    if state == "done":
        finished(run)
    else:
        PrintRun.objects.update(state=state)

    assert ask_for_sheets(month=SEPTEMBER, by=clerk, at=NOON + 6 * DAY) == run
    assert PrintRun.objects.count() == 1


def test_after_seven_days_the_bytes_are_dropped_and_it_is_printed_anew(run: PrintRun, clerk: User) -> None:
    finished(run)
    again = ask_for_sheets(month=SEPTEMBER, by=clerk, at=NOON + 7 * DAY)
    run.refresh_from_db()

    assert (run.state, run.pdf, run.zip) == ("expired", None, None)
    assert (again.pk == run.pk, again.state) == (False, "queued")
    assert clean_up(at=NOON + 8 * DAY) == 0


def test_publication_brings_ranks_and_so_a_new_run(run: PrintRun, clerk: User) -> None:
    Month.objects.update(state=Month.State.PUBLISHED)
    again = ask_for_sheets(month=SEPTEMBER, by=clerk, at=NOON)

    assert (again.pk == run.pk, again.with_ranks) == (False, True)


@pytest.mark.parametrize("state", ["open", "review", "reopened"])
def test_a_month_that_is_not_closed_is_refused(
    september: MonthResult, chief: User, state: str, unguarded: None
) -> None:
    Month.objects.update(state=state)

    with pytest.raises(Refusal, match="本月没有定分"):
        ask_for_sheets(month=SEPTEMBER, by=chief, at=NOON)
    with pytest.raises(Refusal, match="本月没有定分"):
        ask_for_sheets(month=date(2026, 10, 1), by=chief, at=NOON)


def test_a_run_whose_process_died_can_be_started_again(run: PrintRun, clerk: User) -> None:
    PrintRun.objects.update(state="running", done=2, heard_at=NOON, runner="a")
    restart_run(run=run, by=clerk, at=NOON + timedelta(seconds=181))
    run.refresh_from_db()

    assert (run.state, run.attempt, run.done, run.runner, run.heard_at) == ("queued", 2, 0, "", None)


def test_a_run_that_failed_can_be_started_again(run: PrintRun, clerk: User) -> None:
    PrintRun.objects.update(state="failed", failure="排版没有成功")
    restart_run(run=run, by=clerk, at=NOON)
    run.refresh_from_db()

    assert (run.state, run.failure) == ("queued", "")


def test_a_run_that_goes_on_is_not_started_again(run: PrintRun, clerk: User) -> None:
    PrintRun.objects.update(state="running", heard_at=NOON)

    with pytest.raises(Refusal, match="不需要重新打印"):
        restart_run(run=run, by=clerk, at=NOON + timedelta(seconds=60))


def test_a_failed_run_gives_way_to_a_newer_one(run: PrintRun, clerk: User) -> None:
    PrintRun.objects.update(state="failed")
    ask_for_sheets(month=SEPTEMBER, by=clerk, at=NOON)

    with pytest.raises(Refusal, match="已另行打印"):
        restart_run(run=run, by=clerk, at=NOON)
