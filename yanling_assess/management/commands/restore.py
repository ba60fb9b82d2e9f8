"""restore FILE: an archive put back on an empty site, whole and compared, or not at all."""

import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection

from records.changes import record_act
from records.errors import Refusal
from records.unavailable import cause_of
from yanling_assess.archive.checking import Archive, opened_archive
from yanling_assess.archive.ending import cleaned_up
from yanling_assess.archive.manifest import key_values
from yanling_assess.archive.restoring import refuse_if_newer, restore


class Command(BaseCommand):
    """Exits 0 when all is there and compared, 2 when nothing was written."""

    requires_system_checks = ()  # missing fonts, say, are no reason to go without
    help = (
        "把备份恢复到一个空的网站（数据库、证明文件）。先逐字节核对备份，再写入，写完与备份的清单逐表、逐个文件比较；"
        "有一处不对就全部撤回。损坏的、更新版本的、用另一个记录密钥的备份和不是空的网站，一律拒绝。"
        "旧版本的备份恢复后自动升级。退出码：0 完成，2 没有恢复。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="备份文件")
        parser.add_argument("--check", action="store_true", help="只核对备份是否完好，不恢复")

    @cleaned_up
    def handle(self, *_args: Any, file: str, check: bool, **_options: Any) -> None:
        begun = time.monotonic()
        try:
            with opened_archive(Path(file)) as archive:
                refuse_if_newer(frozenset((app, name) for app, name in archive.manifest.migrations))
                if not check:
                    restore(archive, connection)
                    self._log(archive, file)
                self._tell(archive, "备份完好" if check else "已恢复", time.monotonic() - begun)
        except Refusal as refusal:
            self._fail(refusal.message)
        except (OSError, DatabaseError) as error:
            cause = cause_of(error)
            self._fail(f"{cause.title if cause else error}：没有恢复任何内容（{error}）。")

    def _log(self, archive: Archive, file: str) -> None:
        manifest = archive.manifest
        record_act(
            action="从备份恢复",
            label=Path(file).name,
            reason=f"备份时间 {manifest.made_at}，操作记录的位置 {manifest.anchor}",
        )

    def _tell(self, archive: Archive, what: str, seconds: float) -> None:
        manifest = archive.manifest
        for table in manifest.tables:
            if table.rows:
                self.stdout.write(
                    f"  {table.title}（{table.label}）：{table.rows}行，SHA-256 {table.digest[:16]}…"
                )
        self.stdout.write(
            f"{what}：{manifest.made_at} 的备份，{sum(table.rows for table in manifest.tables)}行，"
            f"证明文件{len(manifest.files)}个，公文文本{len(manifest.papers)}份，逐项核对一致，用时{seconds:.1f}秒。"
        )
        for doubt in manifest.doubts:
            self.stdout.write(f"备份时已有的问题：{doubt}。")
        if manifest.keys.get("SECRET_KEY") != key_values()["SECRET_KEY"]:
            self.stdout.write("SECRET_KEY 与备份时不同：不影响数据，所有人要重新登录。")
        if what == "已恢复":
            anchor = f" --anchor {manifest.anchor}" if manifest.anchor else ""
            self.stdout.write(f"接着执行：manage.py check_records{anchor}；manage.py replay_month。")

    def _fail(self, why: str) -> NoReturn:
        self.stderr.write(why)
        sys.exit(2)
