"""thin_backups FOLDER: keeps backups of the last days, weeks, months and years, removes the rest."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from yanling_assess.archive.thinning import DAYS, MONTHS, WEEKS, backups_in, forgotten_parts, kept


class Command(BaseCommand):
    """Exits 0 when done, 2 where the folder cannot be read or written."""

    requires_system_checks = ()  # missing fonts, say, are no reason to go without
    help = (
        f"清理备份目录：最近{DAYS}天、{WEEKS}周、{MONTHS}个月和每一年，各保留最新的一份，其余删除。"
        "从最新的一份往前数（不看今天的日期），最新的一份从不删除。"
        "只认 yanling-年月日-时分秒.tar 这样的文件名，别的文件一概不动。退出码：0 完成，2 目录不能读写。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="FOLDER", help="放备份的目录")
        parser.add_argument("--dry-run", action="store_true", help="只列出，不删除")

    def handle(self, *_args: Any, folder: str, dry_run: bool, **_options: Any) -> None:
        try:
            self._thin(Path(folder), dry_run=dry_run)
        except OSError as error:
            self.stderr.write(f"目录 {folder} 不能读写：{error.strerror}。")
            sys.exit(2)

    def _thin(self, folder: Path, *, dry_run: bool) -> None:
        backups = backups_in(folder)
        reasons = kept(backup.at for backup in backups)
        for backup in backups:
            why = reasons.get(backup.at)
            self.stdout.write(f"{f'保留（{why}）' if why else '删除'}　{backup.path.name}")
            if why is None and not dry_run:
                backup.path.unlink()
        parts = forgotten_parts(folder, timezone.now())
        for part in parts:
            self.stdout.write(f"删除（没有写完的）　{part.name}")
            if not dry_run:
                part.unlink()
        removed = len(backups) - len(reasons) + len(parts)
        self.stdout.write(
            f"共{len(backups)}份，保留{len(reasons)}份，{'应删除' if dry_run else '已删除'}{removed}份。"
        )
