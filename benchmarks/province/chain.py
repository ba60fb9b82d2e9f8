"""Writers at once on PostgreSQL: what the audit chain's one lock costs.

`make bench ARGS=--chain`, on the database that DATABASE_URL names: so many processes write a line of the log,
each in a transaction of its own, into the chain and into a table without one; then they record findings.
"""

import multiprocessing
import secrets
import time
from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils import timezone

from records.audit.chain import START
from records.audit.writing import append
from records.models import Change
from scoring.entry import ChargeData, FindingData
from scoring.services.findings import record_finding
from units.models import Bureau, Unit, User

WRITERS = (1, 8, 32)
SECONDS = 8
FREE = "bench_change"


def run_chain() -> int:
    """Print the writes a second of each, as a table."""
    _make_ready()
    print("| 同时写的进程 | 记录，有链 | 记录，无链 | 登记一项 |\n|---|---|---|---|")
    for writers in WRITERS:
        cells = " | ".join(_told(*_written(writers, work)) for work in (_chained, _free, _recorded))
        print(f"| {writers} | {cells} |", flush=True)
    return 0


def _told(rate: float, slow: float) -> str:
    return f"每秒{rate:.0f}笔，95%在{slow:.0f}毫秒内"


def _written(writers: int, write: Callable[[], None]) -> tuple[float, float]:
    """Writes a second of all together, and the 95th percentile of one in milliseconds."""
    connections.close_all()
    context = multiprocessing.get_context("fork")
    start, found = context.Barrier(writers), context.SimpleQueue()
    processes = [context.Process(target=_write, args=(start, found, write)) for _ in range(writers)]
    for process in processes:
        process.start()
    seconds = sorted(second for _ in processes for second in found.get())
    for process in processes:
        process.join()
    return len(seconds) / SECONDS, seconds[len(seconds) * 95 // 100] * 1000


def _write(start: Any, found: Any, write: Callable[[], None]) -> None:
    connection.ensure_connection()
    seconds = []
    start.wait()
    over = time.perf_counter() + SECONDS
    while (before := time.perf_counter()) < over:
        write()
        seconds.append(time.perf_counter() - before)
    found.put(seconds)


def _line() -> Change:
    return Change(at=timezone.now(), action="测量", subject_type="bench", subject_id="1", after={"甲": "乙"})


def _chained() -> None:
    """As a service does: a query of its own, then the log's line, then the commit."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        append([_line()])


def _free() -> None:
    """The same row into a table of the same shape: no lock, no link."""
    row = _line()
    row.number, row.words, row.link = secrets.randbits(62), START, START
    fields = [field for field in Change._meta.concrete_fields if field.attname != "id"]
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.execute(f"INSERT INTO {FREE} ({columns}) VALUES ({', '.join(['%s'] * len(values))})", values)


def _recorded() -> None:
    """登记一项 by the site's own service: the finding, its charge, two lines of the log."""
    unit, by, now = Unit.objects.all()[0], User.objects.all()[0], timezone.now()
    finding = FindingData(happened_on=timezone.localdate(now), unit=unit, fact="低头看手机")
    charge = ChargeData(unit=unit, clause="4.5", behaviour="接打手机")
    record_finding(by=by, at=now, finding=finding, charges=[charge])


def _make_ready() -> None:
    """A unit to charge, a person who records, and the table without a chain."""
    call_command("migrate", verbosity=0)
    if not Bureau.objects.exists():
        Bureau.objects.create(id=1, first_month=timezone.localdate().replace(day=1))
        Unit.objects.create(name="社保中心", order=1)
        User.objects.create(username="bench", name="经办甲")
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE IF NOT EXISTS {FREE} (LIKE records_change INCLUDING ALL)")
