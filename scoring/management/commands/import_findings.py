"""`import_findings FILE [--confirm] --by USER`: findings from csv or xlsx, each row once."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from records.errors import Refusal
from records.tables import Table
from scoring.services.import_findings import findings_table, import_rows
from scoring.services.import_plan import BAD, ImportOptions, ImportPlan, plan_findings
from units.access import Actor, May, actor_for
from units.models import User


class Command(BaseCommand):
    """Exit status: 0 done (or, without --confirm, could be done); 1 some rows were edited since they were
    imported and were left alone; 2 bad input, nothing written."""

    help = "从 CSV 或 xlsx 导入事项；不加 --confirm 只预览，不写入。同一张表再导入一次不会重复。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="CSV（UTF-8 或 GB18030）或 xlsx 文件")
        parser.add_argument("--by", required=True, metavar="USER", help="登记人的用户名（政策法规股）")
        parser.add_argument("--confirm", action="store_true", help="写入；不加则只预览")
        parser.add_argument("--create-units", action="store_true", help="一并新建缺少的单位和窗口")
        parser.add_argument("--pending", action="store_true", help="按待核实导入（默认按已核实）")

    def handle(self, *_: Any, **options: Any) -> None:
        by = self._user(options["by"], create=options["create_units"])
        table = self._table(Path(options["file"]))
        chosen = ImportOptions(verified=not options["pending"], create=options["create_units"])
        now = timezone.now()
        try:
            plan = plan_findings(table, chosen, at=now)
            self._tell(plan)
            if plan.bad:
                self._stop(f"{table.source}：{len(plan.bad)}行有错误，没有写入任何内容。")
            if options["confirm"]:
                import_rows(table=table, options=chosen, by=by, at=now)
        except Refusal as refusal:
            self._stop(refusal.message)
        done = "已导入" if options["confirm"] else "预览（未写入，加 --confirm 写入）：将导入"
        self.stdout.write(
            f"{done}{len(plan.new)}行；以前已导入{len(plan.known)}行；有改动未处理{len(plan.edited)}行。"
        )
        if plan.edited:
            raise CommandError(
                f"有{len(plan.edited)}行与以前导入的相比有改动，没有写入这些行；请在网页的台账中修改。",
                returncode=1,
            )

    def _user(self, username: str, *, create: bool) -> User:
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            self._stop(f"没有用户名为“{username}”的在用账号。")
        actor: Actor = actor_for(user, on=timezone.localdate())
        if not actor.may(May.ENTER_FINDINGS) or (create and not actor.may(May.MANAGE_BASICS)):
            self._stop(f"账号“{username}”没有导入事项的权限（须为政策法规股人员）。")
        return user

    def _table(self, path: Path) -> Table:
        try:
            if path.stat().st_size > settings.IMPORT_MAX_BYTES:
                self._stop(f"{path}超过{settings.IMPORT_MAX_BYTES // 1024 // 1024}MB，请分成几个文件。")
            return findings_table(path.name, path.read_bytes())
        except OSError as error:
            self._stop(f"{path}无法读取：{error.strerror or error}。")
        except Refusal as refusal:
            self._stop(refusal.message)

    def _tell(self, plan: ImportPlan) -> None:
        for row in plan.rows:
            what = "、".join(f"{each.clause} {each.behaviour}" for each in row.charges) or "只作记录"
            self.stdout.write(
                f"第{row.line}行 {row.status} {row.read.day or ''} {row.read.unit} {what}".rstrip()
            )
            for column, text in row.errors if row.status == BAD else []:
                self.stdout.write(f"    {row.read.place}{f'“{column}”' if column else ''}：{text}")
            for column, before, after in row.differences:
                self.stdout.write(f"    {column}：{before or '（空）'} → {after or '（空）'}")
        for unit in plan.new_units:
            self.stdout.write(f"新建单位：{unit.name}")
        for window in plan.new_windows:
            self.stdout.write(f"新建窗口：{window.unit.name} {window.number}")

    def _stop(self, cause: str) -> NoReturn:
        raise CommandError(cause, returncode=2)
