"""remind [--days N] [--json]: what is due and overdue, by who must act; for cron."""

import json
import sys
from argparse import ArgumentParser
from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from notices.selectors.reminders import Reminder, reminders
from notices.services.follow_ups.resuming import resume_decided

MOST_DAYS = 366


class Command(BaseCommand):
    """Exits 0 when nothing is overdue, 1 when something is, 2 on bad input."""

    help = (
        "列出到期和逾期的事项：督查通报（次月10日前）、整改处理、投诉、未留档的请假条、未发的更正通报，"
        "按由谁办理分列；申诉已复核的整改处理同时恢复办理。退出码：0 没有逾期，1 有逾期，2 输入有误。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=3, metavar="N", help="提前几天提醒（0到366，默认3）")
        parser.add_argument("--json", action="store_true", help="输出 JSON，供其他程序读取")

    def handle(self, *_args: Any, **options: Any) -> None:
        at, days = timezone.now(), options["days"]
        if not 0 <= days <= MOST_DAYS:
            self.stderr.write(f"--days 是{days}，须在0到{MOST_DAYS}之间。")
            sys.exit(2)
        today = timezone.localdate(at)
        resume_decided(at=at)
        found = reminders(today, days)
        if options["json"]:
            self.stdout.write(json.dumps([_data(row) for row in found], ensure_ascii=False, indent=1))
        else:
            self._tell(found, today)
        if any(row.overdue for row in found):
            sys.exit(1)

    def _tell(self, found: list[Reminder], today: Any) -> None:
        if not found:
            self.stdout.write("没有到期或者逾期的事项。")
        for who, rows in groupby(found, key=lambda row: row.who):
            self.stdout.write(f"【{who}】")
            for row in rows:
                self.stdout.write(f"  {'逾期 ' if row.overdue else ''}{row.words(today)}")


def _data(row: Reminder) -> dict[str, Any]:
    return {
        "who": row.who,
        "what": row.what,
        "due": row.due.isoformat() if row.due else None,
        "overdue": row.overdue,
    }
