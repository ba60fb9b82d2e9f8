"""Sets up all that is missing for the site, for the site on PostgreSQL, or for its tests.

    python3 bin/set_up.py site|postgres|s3|tests|fonts [--offline FOLDER]

Needs nothing but Python's standard library; run again it looks, finds everything there and says so.
Exit code: 0 ready, 1 something is missing that it may not or cannot install, 2 wrong call.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "✗ 需要Python 3.11或更新的版本（Debian 12自带），本机的python3是" + sys.version.split()[0] + "。"
    )

import argparse
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from machine import apt, environment, fonts, needs, secret
from machine.console import RefusalError, complain, say, speak_utf8

ROOT = Path(__file__).resolve().parent.parent
SYSTEM = {
    **dict.fromkeys(("site", "postgres", "s3"), needs.SITE),
    "tests": (*needs.SITE, *needs.TESTS),
    "fonts": (),
}
LOCKS = {
    "site": ("requirements.txt",),
    "postgres": ("requirements.txt", "requirements-postgres.txt"),
    "s3": ("requirements.txt", "requirements-postgres.txt", "requirements-s3.txt"),
    "tests": ("requirements.txt", "requirements-postgres.txt", "requirements-s3.txt", "requirements-dev.txt"),
    "fonts": (),
}


def set_up(purpose: str, *, offline: Path | None = None) -> None:
    """System packages, .venv, secret key, fonts; raises RefusalError with what to do."""
    with one_at_a_time():
        apt.install(SYSTEM[purpose], source=offline / "debs" if offline else None)
        if LOCKS[purpose]:
            environment.make_ready(ROOT, LOCKS[purpose], wheels=offline / "wheels" if offline else None)
        if purpose != "fonts":
            secret.make_ready(data_folder())
        fonts.make_ready(data_folder() / "fonts", source=offline / "fonts" if offline else None)


def data_folder() -> Path:
    """Where the site keeps its data, as its settings see it."""
    return Path(os.environ.get("YANLING_DATA_DIR") or ROOT / "var").resolve()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Holds off a second set-up of the same folder until the first is done."""
    folder = data_folder()
    folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    with (folder / ".set-up.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("另一个安装过程正在进行，等待它结束……")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main() -> int:
    """Reads the command line; everything a person must know is one line."""
    speak_utf8()
    parser = argparse.ArgumentParser(description="安装缺少的系统软件包、Python软件包和字体。")
    parser.add_argument(
        "purpose",
        choices=sorted(SYSTEM),
        help="site 运行网站；postgres 另加PostgreSQL驱动；s3 再加S3存储的客户端；"
        "tests 另加测试所需；fonts 只取字体",
    )
    parser.add_argument("--offline", type=Path, help="离线安装包的目录，其中有 debs、wheels、fonts")
    given = parser.parse_args()
    try:
        set_up(given.purpose, offline=given.offline.resolve() if given.offline else None)
    except RefusalError as error:
        complain(str(error))
        return 1
    except KeyboardInterrupt:
        complain("已中断；再次执行会接着做完。")
        return 1
    say("环境就绪")
    return 0


if __name__ == "__main__":
    sys.exit(main())
