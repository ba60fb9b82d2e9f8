"""`make demo`: sets up what is missing, fills the demo, prints last month's bulletin and serves the site.

Run again it keeps the data that is there. BIND and PORT choose the address (127.0.0.1:8000).
"""

import os
import socket
import subprocess
import sys
from pathlib import Path

import set_up
from machine import environment
from machine.console import RefusalError, complain, run_quietly, say, speak_utf8

ROOT = set_up.ROOT
LAST_CLOSED = (
    "from scoring.models import Month; "
    "closed = Month.objects.filter(state__in=('closed', 'published')).order_by('-month').first(); "
    "print(f'{closed.month:%Y-%m}' if closed else '')"
)


def main() -> int:
    """Set-up, data, paper, server; the server takes this process's place, so that Ctrl-C stops it whole."""
    speak_utf8()
    bind, port = os.environ.get("BIND") or "127.0.0.1", os.environ.get("PORT") or "8000"
    try:
        refuse_unless_free(bind, port)
        set_up.set_up("site")
        os.environ.update(demo_environment(bind, port))
        fill()
        say(f"上月督查通报：{print_bulletin()}")
    except RefusalError as error:
        complain(str(error))
        return 1
    except KeyboardInterrupt:
        complain("已中断；再次执行 make demo 会接着做完。")
        return 1
    serve()
    return 0


def refuse_unless_free(bind: str, port: str) -> None:
    """Raises RefusalError when the address cannot be served from."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise RefusalError(f"端口“{port}”无效，应为1至65535之间的数，例如 make demo PORT=8001。")
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bind.strip("[]"), int(port)))
        except OSError as error:
            raise RefusalError(
                f"地址 {bind}:{port} 不能使用（{error.strerror}）；"
                f"请换一个端口，例如 make demo PORT={int(port) % 65535 + 1}。"
            ) from error


def demo_environment(bind: str, port: str) -> dict[str, str]:
    """The demo's settings: accounts on the login page; any host name where others may reach it."""
    hosts = {} if bind in ("127.0.0.1", "localhost", "::1") else {"ALLOWED_HOSTS": "*"}
    return {"YANLING_DEMO": "1", "BIND": bind, "PORT": port, "PYTHONUNBUFFERED": "1"} | hosts


def manage(*arguments: str) -> str:
    """Runs a command of the site and returns what it printed."""
    return run_quietly([str(environment.python_of(ROOT)), str(ROOT / "manage.py"), *arguments], cwd=ROOT)


def fill() -> None:
    """Database, demo data (kept when there) and static files."""
    say("数据库：建表")
    manage("migrate", "--verbosity", "0")
    say("演示数据：20个窗口单位、200名人员、2026年5月至10月")
    print(manage("load_demo").rstrip(), flush=True)
    manage("collectstatic", "--noinput", "--verbosity", "0")


def print_bulletin() -> Path:
    """Prints the last closed month's bulletin into var/ and returns where it lies."""
    month = manage("shell", "--verbosity", "0", "-c", LAST_CLOSED).strip()
    if not month:
        raise RefusalError("数据库中没有已定分的月份，不能打印督查通报。")
    paper = ROOT / "var" / f"督查通报-{month}.pdf"
    manage("print_bulletin", month, "--output", str(paper))
    return paper.relative_to(ROOT)


def serve() -> None:
    """Puts gunicorn in the place of this process; what prints runs beside it and ends when it does."""
    python = str(environment.python_of(ROOT))
    os.chdir(ROOT)
    subprocess.Popen([python, "manage.py", "run_jobs", "--with-parent"])
    os.execv(python, [python, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "yanling_assess.wsgi"])


if __name__ == "__main__":
    sys.exit(main())
