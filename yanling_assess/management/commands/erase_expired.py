"""erase_expired [--apply] [--on DAY] [--by USER]: what is past its time is shown, and erased on demand."""

import sys
from argparse import ArgumentParser
from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from records.errors import Refusal
from units.access import May, actor_for
from units.models import User
from yanling_assess.personal.erasing import Past, erase_due, leave_no_trace, past_their_time, settle_file
from yanling_assess.personal.rules import due_at

YEARS = (2000, 2199)


class Command(BaseCommand):
    """Exits 0 when nothing is past its time (any more), 1 when something is, 2 on bad input."""

    help = (
        "列出保存期满的个人信息：种类、数量、最早的日期、依据的期限；加 --apply 才真正清除（逐类一次完成，"
        "每类在操作记录中留一行）。已定分的结果和已签发的公文不在其内。期限由 RETENTION_… 环境变量设定，"
        "见 docs/部署.md。退出码：0 没有期满的，或者已清除；1 有期满的；2 输入有误。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--apply", action="store_true", help="清除；不加只列出，不改动任何内容")
        parser.add_argument("--on", metavar="YYYY-MM-DD", help="按这一天计算（默认今天）；清除时不得晚于今天")
        parser.add_argument("--by", metavar="USER", help="记在操作记录中的操作人用户名（定时任务不写）")

    def handle(self, *_args: Any, **options: Any) -> None:
        at = timezone.now()
        try:
            as_of = asked_moment(options["on"], at, apply=options["apply"])
            user = asked_user(options["by"], timezone.localdate(at))
        except Refusal as refusal:
            self.stderr.write(refusal.message)
            sys.exit(2)
        if options["apply"]:
            self._erase(as_of, user, at)
        elif self._show(as_of):
            sys.exit(1)

    def _show(self, as_of: datetime) -> bool:
        """Every kind on its line; whether anything is past its time."""
        found = past_their_time(as_of)
        for past in found:
            self.stdout.write(_line(past))
        due = any(past.count for past in found)
        self.stdout.write("加 --apply 清除以上期满的内容。" if due else "没有保存期满的内容。")
        return due

    def _erase(self, as_of: datetime, user: User | None, at: datetime) -> None:
        leave_no_trace()
        for due in due_at(as_of):
            count = erase_due(due, by=user, at=at)
            if count:
                self.stdout.write(f"已清除 {due.rule.what}：{count}{due.rule.measure}（{due.rule.words}）")
        settle_file()
        self.stdout.write("完成。")


def _line(past: Past) -> str:
    setting = f"，{past.rule.term.setting}" if past.rule.term.setting else ""
    rule = f"{past.rule.words}{setting}"
    if not past.count:
        return f"{past.rule.what}：没有期满的（{rule}）"
    oldest = f"，最早{past.oldest:%Y-%m-%d}" if past.oldest else ""
    return f"{past.rule.what}：期满{past.count}{past.rule.measure}{oldest}（{rule}）"


def asked_moment(text: str | None, now: datetime, *, apply: bool) -> datetime:
    """Now, or the first moment of the day asked for; Refusal where it is none, or erasing would be early."""
    if text is None:
        return now
    try:
        day = date.fromisoformat(text)
        if not YEARS[0] <= day.year <= YEARS[1]:
            raise ValueError(day)
        moment = timezone.make_aware(datetime.combine(day, time.min))
    except ValueError:
        raise Refusal(
            f"日期“{text}”无法识别，应写成 2026-09-30 的样子，在{YEARS[0]}年至{YEARS[1]}年之间。"
        ) from None
    if apply and moment > now:
        raise Refusal(f"{day:%Y-%m-%d}还没有到，不能提前清除；去掉 --apply 可以先看到那天会期满的内容。")
    return moment


def asked_user(username: str | None, on: date) -> User | None:
    """Who erases; Refusal where nobody is called so, or may not answer for personal data."""
    if username is None:
        return None
    user = User.objects.filter(username=username).first()
    if user is None:
        raise Refusal(f"没有用户名为“{username}”的账号。")
    if not actor_for(user, on=on).may(May.SEE_PERSONAL_DATA):
        raise Refusal(f"{user}（{username}）今天没有“{May.SEE_PERSONAL_DATA.value}”的权限。")
    return user
