"""run_jobs: carries out print runs, one after the other, until it is stopped."""

import logging
import os
import signal
import socket
import threading
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from notices.papers import printing
from notices.services.print_runs import clean_up
from notices.services.running import carry_out, check_in, check_out, take_next

logger = logging.getLogger(__name__)
PAUSE, HEARD_EVERY, CLEAN_EVERY = 1.0, 10.0, 3600.0  # seconds


class Command(BaseCommand):
    """Exits 0 when stopped or, with --once, when nothing waits any more."""

    help = "打印服务：按先后执行成批打印等较长的工作，直到被停止（SIGTERM 或 Ctrl-C：做完手头这一项再停）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="做完排队的就结束（定时任务用）")
        parser.add_argument(
            "--with-parent", action="store_true", help="启动它的进程（网站）结束时也结束（演示、开发用）"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        self.name = f"{socket.gethostname()[:60]}:{os.getpid()}"
        self.stopping = threading.Event()
        self.parent = os.getppid() if options["with_parent"] else None
        self.heard = self.cleaned = float("-inf")
        if not options["once"]:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: self.stopping.set())
        try:
            self._work(once=options["once"])
        finally:
            check_out(name=self.name)
            printing.close()

    def _work(self, *, once: bool) -> None:
        """Look for work, do it, look again; wait only where there was none."""
        while not self._is_over():
            found = self._next(once=once)
            if not found and once:
                return
            if not found:
                self.stopping.wait(PAUSE)

    def _next(self, *, once: bool) -> bool:
        """Carry out one run; whether there was one. A database that is away for a moment is asked again."""
        try:
            self._housekeeping()
            run = take_next(runner=self.name, at=timezone.now())
            if run is not None:
                self.stdout.write(f"打印：{run}，{run.total}份")
                carry_out(run=run, runner=self.name, clock=timezone.now)
            return run is not None
        except OperationalError:
            if once:
                raise
            logger.warning("The database cannot be reached; trying again.", exc_info=True)
            return False
        finally:
            if not once:
                close_old_connections()

    def _housekeeping(self) -> None:
        """Say that somebody is here; now and then drop what has been kept long enough."""
        now = time.monotonic()
        if now - self.heard >= HEARD_EVERY:
            check_in(name=self.name, at=timezone.now())
            self.heard = now
        if now - self.cleaned >= CLEAN_EVERY:
            clean_up(at=timezone.now())
            self.cleaned = now

    def _is_over(self) -> bool:
        return self.stopping.is_set() or (self.parent is not None and os.getppid() != self.parent)
