"""Worker processes that print.

They start when first needed, get a time limit, are replaced when they die and closed at exit.
"""

import atexit
import contextlib
import gc
import multiprocessing
import os
import queue
import shutil
import signal
import sys
import tempfile
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from notices.papers.errors import PaperError
from notices.papers.jobs import Job, Outcome

SPAWN = multiprocessing.get_context("spawn")
PATIENCE = 10  # seconds that a worker has to end by itself


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the fonts and style sheets lie, how many workers, how many seconds a paper may take.

    `own`: the folder of the bureau's own fonts; `pdfa`: whether papers are written as PDF/A.
    """

    fonts: Path
    styles: Path
    count: int
    seconds: float
    own: Path | None = None
    pdfa: bool = True


class Worker:
    """One worker process, its pipe and its temporary folder."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.process: BaseProcess | None = None
        self.pipe: Connection | None = None
        self.scratch = ""

    def run(self, job: Job) -> Outcome:
        """Print one job; PaperError when the worker dies or takes too long (the next job gets a new one)."""
        pipe = self._ready()
        try:
            pipe.send(job)
            if pipe.poll(self.settings.seconds):
                outcome: Outcome = pipe.recv()
                return outcome
        except (EOFError, OSError) as error:
            self.stop(at_once=True)
            raise PaperError(
                "打印进程意外中止，文件没有生成。请重试；仍不成功的，请联系系统管理员。"
            ) from error
        self.stop(at_once=True)
        raise PaperError(f"排版超过{self.settings.seconds:g}秒，已停止，文件没有生成。请缩短内容后重试。")

    def start(self) -> None:
        """Have the process there before the first job."""
        self._ready()

    def stop(self, *, at_once: bool = False) -> None:
        """End the process and remove what it left."""
        if self.pipe:
            self.pipe.close()
        if self.process:
            if at_once:
                self.process.kill()
            self.process.join(PATIENCE)
            if self.process.is_alive():
                self.process.kill()
                self.process.join()
            self.process.close()
        shutil.rmtree(self.scratch, ignore_errors=True)
        self.process, self.pipe, self.scratch = None, None, ""

    def _ready(self) -> Connection:
        """The pipe to a living process; a new one loads WeasyPrint and the fonts while the caller goes on."""
        if self.pipe and self.process and self.process.is_alive():
            return self.pipe
        self.stop()
        self.scratch = tempfile.mkdtemp(prefix="yanling-paper-")
        self.pipe, theirs = SPAWN.Pipe()
        args = (theirs, self.settings, Path(self.scratch))
        self.process = SPAWN.Process(target=work, args=args, daemon=True, name="paper")
        self.process.start()
        theirs.close()
        return self.pipe


@dataclass
class Workers:
    """A small pool. A process that was forked from its owner makes its own."""

    settings: Settings
    owner: int = field(default_factory=os.getpid)

    def __post_init__(self) -> None:
        self._all = [Worker(self.settings) for _ in range(self.settings.count)]
        self._idle: queue.LifoQueue[Worker] = queue.LifoQueue()
        for worker in self._all:
            self._idle.put(worker)
        atexit.register(self.close)

    def run(self, job: Job) -> Outcome:
        """Print one job on the worker that was used last."""
        worker = self._idle.get()
        try:
            return worker.run(job)
        finally:
            self._idle.put(worker)

    def start(self) -> None:
        """Start the worker that the next job will get; none where all are at work."""
        with contextlib.suppress(queue.Empty):
            worker = self._idle.get_nowait()
            try:
                worker.start()
            finally:
                self._idle.put(worker)

    @property
    def pids(self) -> list[int]:
        """The processes that have started."""
        return [worker.process.pid for worker in self._all if worker.process and worker.process.pid]

    def close(self) -> None:
        """End every worker; only the process that started them may."""
        if os.getpid() != self.owner:
            return
        atexit.unregister(self.close)
        for worker in self._all:
            with contextlib.suppress(ValueError, OSError):
                worker.stop()


def work(pipe: Connection, settings: Settings, scratch: Path) -> None:
    """The worker's life: print what comes through the pipe until it is closed.

    A terminal's Ctrl-C is the site's affair. WeasyPrint is loaded only here: the site's processes stay small.
    The site may have been killed without a word, so the temporary folder is removed on this side too.
    """
    from notices.papers.press import Press  # noqa: PLC0415

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    tempfile.tempdir = str(scratch)
    try:
        press = Press(settings.fonts, settings.styles, settings.own, pdfa=settings.pdfa)
        _collect_between_papers()
        while True:
            job: Job = pipe.recv()
            pipe.send(press.print(job))
            gc.collect()
    except (EOFError, BrokenPipeError):
        return
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _collect_between_papers() -> None:
    """No search for garbage while a paper is waited for (a sixth of its time), nor ever among what stays."""
    gc.collect()
    gc.freeze()
    gc.disable()
