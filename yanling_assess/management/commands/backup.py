"""backup FILE: the whole site, database and evidence, in one archive, while it runs."""

import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from django.utils import timezone

from records.errors import Refusal
from records.unavailable import cause_of
from yanling_assess.archive.ending import cleaned_up
from yanling_assess.archive.manifest import Manifest
from yanling_assess.archive.thinning import file_name
from yanling_assess.archive.writing import write_archive

KEYS = (
    "备份里没有密钥：恢复要用数据目录的 records_key（或环境变量 RECORDS_KEY）和 secret_key，"
    "请与备份分开保管一份。"
)


class Command(BaseCommand):
    """Exits 0 when written, 1 when written but something was amiss before, 2 when nothing was written."""

    requires_system_checks = ()  # missing fonts, say, are no reason to go without
    help = (
        "把数据库和证明文件写进一个备份文件，网站不用停；写完落盘才有这个文件名，中途出错不留下半个文件。"
        "给的是目录时，自动取名 yanling-年月日-时分秒.tar。密钥不在备份里，要另外保管。"
        "退出码：0 完成，1 已写好但有文件原来就缺失或不符（逐个列出），2 没有写成。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="备份文件，或放备份的目录")

    @cleaned_up
    def handle(self, *_args: Any, file: str, **options: Any) -> None:
        now, begun = timezone.localtime(), time.monotonic()
        path = Path(file)
        path = path / file_name(now) if path.is_dir() else path
        try:
            manifest = write_archive(connection, path, at=now)
        except FileExistsError:
            self._fail(f"{path} 已经存在，没有覆盖；请换一个文件名。")
        except FileNotFoundError:
            self._fail(f"目录 {path.parent} 不存在，没有写成。")
        except Refusal as refusal:
            self._fail(refusal.message)
        except (OSError, DatabaseError) as error:
            cause = cause_of(error)
            self._fail(f"{cause.title if cause else error}：没有写成，也没有留下文件。{path}（{error}）")
        if options["verbosity"] > 0:
            self._tell(manifest, path, time.monotonic() - begun)
        for doubt in manifest.doubts:
            self.stderr.write(f"请查明：{doubt}。")
        if manifest.doubts:
            sys.exit(1)

    def _tell(self, manifest: Manifest, path: Path, seconds: float) -> None:
        rows = sum(table.rows for table in manifest.tables)
        self.stdout.write(
            f"已备份到 {path}：{len(manifest.tables)}张表{rows}行，证明文件{len(manifest.files)}个，"
            f"公文文本{len(manifest.papers)}份，{path.stat().st_size / 1e6:.1f} MB，用时{seconds:.1f}秒。"
        )
        self.stdout.write(f"操作记录的位置：{manifest.anchor or '还没有记录'}")
        self.stdout.write(KEYS)

    def _fail(self, why: str) -> NoReturn:
        self.stderr.write(why)
        sys.exit(2)
