"""Work done in a process of its own, so that its memory is its own: seconds, queries, peak of memory."""

import gc
import multiprocessing
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.db import connection, connections

from benchmarks.timing import cpu_of

MEGABYTE = 1024
HERE = "inet_server_addr() IS NULL OR inet_server_addr() = inet_client_addr()"


@dataclass(frozen=True)
class Taken:
    """Of one piece of work (medians): seconds by the clock, seconds of processor of this process and of its
    database's where that runs on the same machine; queries, peak of memory in MB, its answer."""

    seconds: float
    cpu: float
    queries: int
    peak: int
    answer: Any


def apart(work: Callable[[], Any], *, rounds: int = 1) -> Taken:
    """Run `work` in a forked process and come back with what it took. RuntimeError where it failed."""
    connections.close_all()
    gc.collect()
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_told, args=(theirs, work, rounds))
    process.start()
    theirs.close()
    try:
        told = ours.recv()
    except EOFError:
        told = f"进程中断（{process.exitcode}）"
    process.join()
    if isinstance(told, str):
        raise RuntimeError(told)  # noqa: TRY004 - what the other process said
    return Taken(*told)


def _told(pipe: Any, work: Callable[[], Any], rounds: int) -> None:
    try:
        pipe.send(_measured(work, rounds))
    except Exception as error:  # noqa: BLE001 - told to the process that asked
        pipe.send(" ".join(f"{type(error).__name__}: {error}".split())[:300])


def _measured(work: Callable[[], Any], rounds: int) -> tuple[float, float, int, int, Any]:
    asked: list[str] = []

    def count(execute: Callable[..., object], sql: str, *rest: object) -> object:
        asked.append(sql)
        return execute(sql, *rest)

    seconds, cpu = [], []
    used = _processor()
    with connection.execute_wrapper(count):
        for _ in range(rounds):
            start, busy = time.perf_counter(), used()
            answer = work()
            seconds.append(time.perf_counter() - start)
            cpu.append(used() - busy)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEGABYTE
    return median(seconds), median(cpu), len(asked) // rounds, peak, answer


def _processor() -> Callable[[], float]:
    """Processor seconds so far. The database works in one process, whose clock can be read: no helpers."""
    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        cursor.execute(f"SELECT pg_backend_pid(), {HERE}")
        pid, is_here = cursor.fetchone()
    return lambda: time.process_time() + (cpu_of(pid) if is_here else 0.0)
