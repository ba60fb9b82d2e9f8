"""A run is carried out by one runner, whole or not at all."""

import hashlib
import io
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.db import connection, connections
from pypdf import PdfReader

from notices.models import JobRunner, PrintRun
from notices.papers import printing
from notices.selectors.score_sheets import month_sheets
from notices.services.print_runs import ask_for_sheets, restart_run
from notices.services.running import carry_out, check_in, check_out, take_next
from scoring.models import MonthResult
from tests.conftest import NOON
from tests.notices.print_runs.conftest import SEPTEMBER
from units.models import Unit, User

Clock = Callable[[], datetime]
UNITS = ["社保中心", "公共就业服务中心", "人才交流中心"]


def carried_out(run: PrintRun, clock: Clock) -> PrintRun:
    taken = take_next(runner="a", at=clock())
    assert taken is not None
    carry_out(run=taken, runner="a", clock=clock)
    run.refresh_from_db()
    return run


def words(pdf: bytes) -> list[str]:
    """The text of each page."""
    return [page.extract_text().replace("\n", "") for page in PdfReader(io.BytesIO(pdf)).pages]


def test_all_sheets_come_as_one_pdf_and_one_zip_in_the_offices_order(run: PrintRun, clock: Clock) -> None:
    done = carried_out(run, clock)
    pages = words(bytes(done.pdf or b""))

    assert (done.state, done.done, done.total, done.failure) == ("done", 3, 3, "")
    assert [f"窗口单位：{unit}" in page for unit, page in zip(UNITS, pages, strict=True)] == [True] * 3
    assert done.pdf_sha256 == hashlib.sha256(bytes(done.pdf or b"")).hexdigest()
    assert done.zip_sha256 == hashlib.sha256(bytes(done.zip or b"")).hexdigest()
    assert done.expires_at == done.finished_at + timedelta(days=7)  # type: ignore[operator]


def test_the_zip_holds_one_pdf_a_unit_under_chinese_names_marked_utf_8(run: PrintRun, clock: Clock) -> None:
    done = carried_out(run, clock)
    with ZipFile(io.BytesIO(bytes(done.zip or b""))) as archive:
        names = [(entry.filename, bool(entry.flag_bits & 0x800)) for entry in archive.infolist()]
        pages = [words(archive.read(entry)) for entry in archive.infolist()]

    assert names == [(f"0{n} {unit} 2026年9月得分单.pdf", True) for n, unit in enumerate(UNITS, 1)]
    assert [(len(page), unit in page[0]) for unit, page in zip(UNITS, pages, strict=True)] == [(1, True)] * 3


def test_the_same_result_is_printed_the_same(run: PrintRun, clock: Clock, chief: User) -> None:
    first = carried_out(run, clock).pdf_sha256, run.zip_sha256
    PrintRun.objects.all().delete()
    again = carried_out(ask_for_sheets(month=SEPTEMBER, by=chief, at=NOON), clock)

    assert (again.pdf_sha256, again.zip_sha256) == first


def test_ranks_are_printed_once_the_month_is_published(september: MonthResult) -> None:
    told = {
        with_rank: [sheet.facts[0] for sheet in month_sheets(september, office="本局", with_rank=with_rank)]
        for with_rank in (False, True)
    }

    assert told == {
        False: ["名次：通报印发后公布"] * 3,
        True: ["名次：第3名（共3个单位）", "名次：第2名（共3个单位）", "名次：第1名（共3个单位）"],
    }


def test_sheets_of_many_units_take_no_more_queries(
    september: MonthResult, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(6):
        assert len(month_sheets(september, office="本局", with_rank=True)) == 3


def test_a_unit_whose_sheet_fails_is_named_and_nothing_is_kept(
    run: PrintRun, clock: Clock, settings: Any
) -> None:
    printing.close()
    settings.PAPER_SECONDS = 0.0001
    done = carried_out(run, clock)
    printing.close()

    assert (done.state, done.pdf, done.zip, done.done) == ("failed", None, None, 0)
    assert done.failure.startswith("社保中心的得分单没有打印成功，整批没有保留：排版超过")


def test_a_run_is_taken_once(run: PrintRun) -> None:
    first, second = take_next(runner="a", at=NOON), take_next(runner="b", at=NOON)

    assert (first and first.pk, second) == (run.pk, None)
    run.refresh_from_db()
    assert (run.state, run.runner) == ("running", "a")


@pytest.mark.django_db(transaction=True)
def test_two_runners_at_once_never_take_one_run_both(september: MonthResult, chief: User) -> None:
    if connection.vendor == "sqlite" and connection.is_in_memory_db():  # type: ignore[attr-defined]
        pytest.skip("an SQLite database in memory belongs to one thread")
    run = ask_for_sheets(month=SEPTEMBER, by=chief, at=NOON)
    start = threading.Barrier(2)
    taken: list[int] = []

    def take(name: str) -> None:
        start.wait()
        found = take_next(runner=name, at=NOON)
        taken.extend([found.attempt] if found else [])
        connections.close_all()

    for number in range(8):
        PrintRun.objects.filter(pk=run.pk).update(state="queued", attempt=number)
        threads = [threading.Thread(target=take, args=(name,)) for name in "ab"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert taken == list(range(8))


def test_an_attempt_given_up_for_dead_writes_no_more(run: PrintRun, clock: Clock, chief: User) -> None:
    dead = take_next(runner="a", at=NOON)
    later = NOON + timedelta(hours=1)
    restart_run(run=run, by=chief, at=later)
    assert dead is not None
    carry_out(run=dead, runner="a", clock=clock)
    run.refresh_from_db()

    assert (run.state, run.attempt, run.pdf) == ("queued", 2, None)


def test_a_program_error_ends_the_run_with_what_to_do(run: PrintRun, caplog: Any) -> None:
    looks = iter((ZeroDivisionError, None))

    def broken_once() -> datetime:
        if (error := next(looks)) is not None:
            raise error
        return NOON

    taken = take_next(runner="a", at=NOON)
    assert taken is not None
    carry_out(run=taken, runner="a", clock=broken_once)
    run.refresh_from_db()

    assert (run.state, run.pdf) == ("failed", None)
    assert run.failure.startswith("程序出错，没有打印成功；请重新打印")
    assert "ZeroDivisionError" in caplog.text


def test_run_jobs_once_empties_the_queue_and_ends(run: PrintRun, capsys: Any) -> None:
    call_command("run_jobs", "--once")
    run.refresh_from_db()

    assert run.state == "done"
    assert "打印：2026年9月 第1版 全部得分单，3份" in capsys.readouterr().out
    assert JobRunner.objects.count() == 0


def test_a_runner_checks_in_and_out_and_old_ones_are_forgotten(db: None) -> None:
    check_in(name="old", at=NOON - timedelta(days=2))
    check_in(name="a", at=NOON)
    check_in(name="a", at=NOON + timedelta(seconds=10))

    assert list(JobRunner.objects.values_list("name", "started_at", "heard_at")) == [
        ("a", NOON, NOON + timedelta(seconds=10))
    ]
    check_out(name="a")
    assert JobRunner.objects.count() == 0


def test_units_are_in_the_offices_order_not_by_rank(september: MonthResult, unit: Unit) -> None:
    sheets = month_sheets(september, office="本局", with_rank=True)

    assert [sheet.unit for sheet in sheets] == UNITS
