"""The demo in a folder of its own, served as for real, for scripts that look at its pages.

The site believes that it is the morning of 5 November 2026: October waits to be closed, the bulletin is due
on the 10th. So what is seen does not depend on the day on which the script is run.
"""

import io
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import django
import time_machine
from django.core.management import call_command

from machine import environment
from machine.console import RefusalError, run_quietly, say

ROOT = Path(__file__).resolve().parents[2]
DAY = datetime(2026, 11, 5, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
LAST_MONTH = date(2026, 10, 1)
STARTS_WITHIN = 60  # seconds
OF_THE_CALLER = ("DATABASE_URL", "DEBUG", "DJANGO_SETTINGS_MODULE", "YANLING_HTTPS", "FILES_URL")


def environ(folder: Path, port: int = 8000) -> dict[str, str]:
    """The environment of a site whose data lie in the folder; nothing of another site leaks in."""
    kept = {name: value for name, value in os.environ.items() if name not in OF_THE_CALLER}
    own = {"YANLING_DATA_DIR": str(folder), "YANLING_DEMO": "1", "BIND": "127.0.0.1", "PORT": str(port)}
    return kept | own | {"DJANGO_SETTINGS_MODULE": "yanling_assess.settings", "PYTHONPATH": str(ROOT / "bin")}


def fill(folder: Path) -> None:
    """Tables, the demo's data (kept when there), static files; RefusalError with a command's last lines."""
    say("演示数据：载入（约一分钟；已有则保留）")
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "fonts").exists():
        (folder / "fonts").symlink_to(ROOT / "var" / "fonts")
    for command in (["migrate", "--verbosity", "0"], ["load_demo"], ["collectstatic", "--noinput"]):
        run_quietly([python(), str(ROOT / "manage.py"), *command], cwd=ROOT, env=environ(folder))


def be_inside(folder: Path) -> None:
    """Makes this process one of the site's own, on its day: models and test client work from here on."""
    os.environ.update(environ(folder))
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser's loop runs in this thread
    sys.path.insert(0, str(ROOT))
    time_machine.travel(DAY).start()
    django.setup()


def close_october() -> None:
    """Closes the month that waits for it; once closed it stays closed."""
    from scoring.models import Month  # noqa: PLC0415 - with the demo's settings in force

    if not Month.objects.filter(month=LAST_MONTH, state__in=("closed", "published")).exists():
        reason = "个别事项仍在核查，转入下月。"
        call_command("close_month", f"{LAST_MONTH:%Y-%m}", by="fuzeren", reason=reason, stdout=io.StringIO())


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The site's address while the server runs; it is stopped at the end, also where the script is killed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    port = free_port()
    command = [
        python(),
        "-m",
        "gunicorn",
        "--config",
        "deploy/gunicorn.conf.py",
        "machine.demo_day:application",
    ]
    server = subprocess.Popen(command, cwd=ROOT, env=environ(folder, port), stdout=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(url + "/login/", server)
        yield url
    finally:
        server.terminate()
        server.wait(60)


def wait_for(url: str, server: "subprocess.Popen[bytes]") -> None:
    """Until the page is there. Raises RefusalError when the server ends or takes too long."""
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=10).close()  # noqa: S310 - an address of our own
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise RefusalError("演示网站没有启动，请先执行 make demo 看它说什么。")


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def python() -> str:
    return str(environment.python_of(ROOT))
