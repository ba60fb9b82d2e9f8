"""Prints papers: the content of a paper in, its PDF out.

Slow (0.3 s and more): never inside a transaction.
"""

import os
import threading
from pathlib import Path

from django.conf import settings

from notices.papers.content import Letter, Paper, Statement
from notices.papers.errors import PaperError
from notices.papers.html import paper_html, statement_html
from notices.papers.jobs import Job, Printed
from notices.papers.workers import Settings, Workers

STYLES = Path(__file__).resolve().parents[2] / "static" / "papers"

_lock = threading.Lock()
_workers: Workers | None = None


def print_paper(paper: Paper | Letter, *, draft: bool = False, anchor: str = "") -> Printed:
    """The paper as PDF; the same content gives the same bytes. Raises PaperError, and never half a paper.

    `anchor` says, in the file's keywords, how far the log had come when it was issued.
    """
    return print_html(paper_html(paper, draft=draft, anchor=anchor), draft=draft)


def print_statement(statement: Statement, *, draft: bool = False) -> Printed:
    """A plain sheet as PDF. Raises PaperError."""
    return print_html(statement_html(statement, draft=draft), draft=draft)


def print_html(html: str, *, draft: bool = False, style: str = "paper") -> Printed:
    """A paper's HTML as PDF, drawn by the sheets of `style`.

    What WeasyPrint complains of fails it: a paper may not silently lack a part.
    """
    outcome = workers().run(Job(html, draft, style))
    if outcome.printed is None:
        raise PaperError(f"排版没有成功，文件没有生成：{outcome.failure}")
    if outcome.log:
        raise PaperError(f"排版有缺漏，文件没有生成：{'；'.join(outcome.log[:3])}")
    return outcome.printed


def get_ready() -> None:
    """Let a printing process start now, for the paper that will be asked for next; returns at once."""
    workers().start()


def workers() -> Workers:
    """This process's workers, made when first needed."""
    global _workers  # noqa: PLW0603 - one set of workers a process
    with _lock:
        if _workers is None or _workers.owner != os.getpid():
            _workers = Workers(
                Settings(
                    Path(settings.PAPER_FONT_DIR),
                    STYLES,
                    settings.PAPER_WORKERS,
                    settings.PAPER_SECONDS,
                    settings.PAPER_OWN_FONT_DIR,
                    settings.PAPER_PDFA,
                )
            )
        return _workers


def close() -> None:
    """End the workers of this process now; the next paper starts new ones."""
    global _workers  # noqa: PLW0603 - one set of workers a process
    with _lock:
        if _workers is not None:
            _workers.close()
        _workers = None
