"""move_database URL: everything into another, empty database, counted and compared, or not at all."""

import sys
import time
from argparse import ArgumentParser
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

from records.errors import Refusal
from records.unavailable import cause_of
from yanling_assess.archive.ending import cleaned_up
from yanling_assess.archive.moving import Moved, connected, move


class Command(BaseCommand):
    """Exits 0 when all is there and the same, 2 when nothing was moved."""

    requires_system_checks = ()  # missing fonts, say, are no reason to go without
    help = (
        "把现在的数据库（DATABASE_URL）整个搬到另一个空的数据库，例如从 SQLite 搬到 PostgreSQL：自动建表、"
        "写入，逐表比较行数和SHA-256，有一处不同就全部撤回。先停止网站和打印服务。证明文件不动。"
        "退出码：0 完成，2 没有搬。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("url", metavar="URL", help="目标数据库，如 postgres://用户:密码@主机:5432/库名")

    @cleaned_up
    def handle(self, *_args: Any, url: str, **_options: Any) -> None:
        begun = time.monotonic()
        try:
            with connected(url) as target:
                moved = move(connections[DEFAULT_DB_ALIAS], target)
        except Refusal as refusal:
            self._fail(refusal.message)
        except (OSError, DatabaseError) as error:
            cause = cause_of(error)
            self._fail(f"{cause.title if cause else error}：没有搬迁（{error}）。")
        self._tell(moved, time.monotonic() - begun)

    def _tell(self, moved: list[Moved], seconds: float) -> None:
        for table in moved:
            self.stdout.write(
                f"  {table.title}（{table.label}）：{table.rows}行，SHA-256 {table.digest[:16]}…，一致"
            )
        self.stdout.write(
            f"已搬迁{len(moved)}张表{sum(table.rows for table in moved)}行，"
            f"逐表比较一致，用时{seconds:.1f}秒。"
        )
        self.stdout.write(
            "接着：把环境变量 DATABASE_URL 改为这个地址，执行 manage.py replay_month 和 "
            "manage.py check_records，再启动网站；所有人要重新登录。原来的数据库没有改动，核对无误前请保留。"
        )

    def _fail(self, why: str) -> NoReturn:
        self.stderr.write(why)
        sys.exit(2)
