"""close_month YYYY-MM --by USER [--reason …]: close a month without a browser."""

import sys
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from records.errors import Refusal
from scoring.periods import month_from, month_key, next_month
from scoring.services.months import close_month
from units.access import May, actor_for
from units.models import User


class Command(BaseCommand):
    """Exits 0 when closed, 1 when the month cannot be closed now, 2 on bad input; the cause in one line."""

    help = (
        "为一个月份定分：结果整体存档，此后只读。还有未处理的事项时须用 --reason 写明理由，"
        "其中待核实的移到下一个未定分的月份补记。退出码：0 已定分，1 现在不能定分，2 输入有误。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("month", metavar="YYYY-MM", help="月份，如 2026-09")
        parser.add_argument(
            "--by", required=True, metavar="USER", help="定分人的用户名，须是政策法规股负责人"
        )
        parser.add_argument("--reason", default="", metavar="TEXT", help="仍有事项未处理时的理由")

    def handle(self, *_args: Any, **options: Any) -> None:
        at = timezone.now()
        try:
            month = asked_month(options["month"])
            user = asked_chief(options["by"], timezone.localdate(at))
        except Refusal as refusal:
            self._leave(refusal.message, 2)
            return
        try:
            result = close_month(month=month, by=user, at=at, reason=options["reason"])
        except Refusal as refusal:
            self._leave(refusal.message, 1)
            return
        moved = len(result.unsettled["pending"])
        told = f"，{moved}项待核实的事项移到{month_key(next_month(month))}补记" if moved else ""
        self.stdout.write(f"{result.month}已定分，第{result.revision}版，摘要 {result.digest}{told}")

    def _leave(self, cause: str, code: int) -> None:
        self.stderr.write(cause)
        sys.exit(code)


def asked_month(text: str) -> date:
    """The month of “2026-09”; Refusal where it names none."""
    try:
        return month_from(text)
    except ValueError:
        raise Refusal(f"月份“{text}”无法识别，应写成 2026-09 的样子。") from None


def asked_chief(username: str, on: date) -> User:
    """The user who may close months on this day; Refusal where nobody is called so, or may not."""
    user = User.objects.filter(username=username).first()
    if user is None:
        raise Refusal(f"没有用户名为“{username}”的账号。")
    if not actor_for(user, on=on).may(May.CLOSE_MONTHS):
        raise Refusal(f"{user}（{username}）今天没有定分的权限；只有政策法规股负责人可以定分。")
    return user
