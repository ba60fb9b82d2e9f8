"""The worker processes: same bytes everywhere, nothing fetched, a death or a delay is told and got over."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from notices.papers import printing
from notices.papers.errors import PaperError
from notices.papers.fetcher import PaperFetcher
from notices.papers.html import paper_html
from notices.papers.jobs import Job
from notices.papers.workers import Settings, Worker, Workers
from tests.papers.measure import text
from tests.papers.samples import sample

PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def settings_for(seconds: float = 60, count: int = 1) -> Settings:
    return Settings(Path(settings.PAPER_FONT_DIR), printing.STYLES, count, seconds)


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker(settings_for())
    yield worker
    worker.stop()


@pytest.fixture(scope="module")
def html() -> str:
    return paper_html(sample(units=2, attached=False))


def test_same_content_gives_the_same_bytes_in_another_process(
    html: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    prints = []
    for seed in ("1", "2"):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        worker = Worker(settings_for())
        prints.append(worker.run(Job(html, False)).printed)
        worker.stop()
    assert prints[0] == prints[1]
    assert prints[0] is not None
    assert len(prints[0].sha256) == 64


def kill(worker: Worker) -> None:
    assert worker.process is not None
    os.kill(worker.process.pid or 0, signal.SIGKILL)


def test_worker_that_died_idle_is_replaced_without_a_word(worker: Worker, html: str) -> None:
    worker.run(Job(html, False))
    process = worker.process
    kill(worker)
    assert process is not None
    process.join()
    assert worker.run(Job(html, False)).printed is not None


def test_worker_that_dies_at_work_is_told_of_and_replaced(worker: Worker, html: str) -> None:
    worker.run(Job(html, False))
    long = paper_html(sample(units=60))
    timer = threading.Timer(0.3, kill, [worker])
    timer.start()
    with pytest.raises(PaperError, match="打印进程意外中止"):
        worker.run(Job(long, False))
    timer.join()
    assert worker.run(Job(html, False)).printed is not None


def test_paper_that_takes_too_long_is_stopped_and_the_next_one_prints(html: str) -> None:
    worker = Worker(settings_for(seconds=0.01))
    with pytest.raises(PaperError, match=r"超过0\.01秒"):
        worker.run(Job(html, False))
    worker.settings = settings_for()
    assert worker.run(Job(html, False)).printed is not None
    worker.stop()


def test_closed_workers_leave_no_process_and_no_file(html: str) -> None:
    workers = Workers(settings_for(count=2))
    workers.run(Job(html, False))
    started = [worker.process for worker in workers._all if worker.process]
    pids = [process.pid for process in started]
    folders = [Path(worker.scratch) for worker in workers._all if worker.scratch]
    assert any(any(folder.iterdir()) for folder in folders)  # the fonts that WeasyPrint unpacked
    workers.close()
    assert len(pids) == 1
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid or 0, 0)
    assert not any(folder.exists() for folder in folders)


def test_workers_made_ready_print_in_the_process_that_was_started() -> None:
    workers = Workers(settings_for())
    workers.start()
    (worker,) = workers._all
    process = worker.process
    workers.start()
    assert workers.run(Job("<p>正文</p>", False)).printed is not None
    assert worker.process is process is not None
    workers.close()


def test_worker_whose_site_was_killed_ends_and_clears_up(html: str) -> None:
    worker = Worker(settings_for())
    worker.run(Job(html, False))
    assert worker.process is not None
    assert worker.pipe is not None
    worker.pipe.close()
    worker.process.join(20)
    assert worker.process.exitcode == 0
    assert not Path(worker.scratch).exists()
    worker.stop()


@pytest.mark.parametrize(
    "part",
    [
        '<img src="http://127.0.0.1:9/x.png">',
        '<img src="file:///etc/passwd">',
        '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
        '<style>@import "file:///etc/passwd";</style>',
        '<img src="data:image/svg+xml;base64,PHN2Zy8+">',
        "<style>@font-face { font-family: x; src: url(file:///etc/hosts); }</style>",
    ],
    ids=["network", "file", "style sheet", "import", "svg", "font"],
)
def test_paper_that_fetches_anything_foreign_is_refused(part: str) -> None:
    with pytest.raises(PaperError, match="排版有缺漏"):
        printing.print_html(f"<html><body>{part}正文</body></html>")


@pytest.mark.parametrize("path", ["../passwd", "%2e%2e/secret.otf", "sub/FandolFang-Regular.otf"])
def test_fetcher_reads_only_files_that_lie_in_its_folder_itself(path: str, tmp_path: Path) -> None:
    (tmp_path / "secret.otf").write_text("x")
    (tmp_path / "fonts" / "sub").mkdir(parents=True)
    (tmp_path / "fonts" / "sub" / "FandolFang-Regular.otf").write_text("x")
    fetcher = PaperFetcher(tmp_path / "fonts")
    with pytest.raises(ValueError, match="refused"):
        fetcher.fetch(f"{(tmp_path / 'fonts').as_uri()}/{path}")


def test_picture_written_into_the_paper_is_allowed() -> None:
    printed = printing.print_html(
        f'<html><body><img src="data:image/png;base64,{PICTURE}">正文</body></html>'
    )
    assert "正文" in text(printed.pdf)


def test_markup_in_a_fact_is_printed_as_it_stands() -> None:
    fact = '<img src="file:///etc/passwd"><b>粗</b>&amp;{{ secret }}{% now "Y" %}'
    printed = text(printing.print_paper(sample(units=1, attached=False, fact=fact)).pdf)
    assert '<b>粗</b>&amp;{{secret}}{%now"Y"%}' in printed.replace(" ", "")


def test_press_needs_neither_django_nor_the_database() -> None:
    modules = ", ".join(f"notices.papers.{name}" for name in ("press", "fetcher", "justify"))
    code = f"import sys, {modules}; print('django' in sys.modules)"
    root = printing.STYLES.parents[1]
    found = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
