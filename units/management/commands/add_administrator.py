"""add_administrator USERNAME --name NAME: the first account of a new site."""

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.utils import timezone

from records.errors import Refusal
from units.services.first_account import open_first_account


class Command(BaseCommand):
    """Exits 0 when the account is there, 1 when there is an administrator already, 2 on bad input."""

    help = (
        "新建第一位系统管理员；以后的账号由其登录后在“账号”页新建。密码从键盘输入，或者由标准输入的第一行给出。"
        "退出码：0 已新建，1 已有系统管理员，2 输入有误。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", metavar="USERNAME", help="用户名")
        parser.add_argument("--name", required=True, metavar="NAME", help="姓名")

    def handle(self, *_args: Any, **options: Any) -> None:
        username, name = options["username"], options["name"]
        try:
            password = asked_password()
            open_first_account(username=username, name=name, password=password, at=timezone.now())
        except Refusal as refusal:
            self._leave(refusal.message, 2 if refusal.field else 1)
        except ValidationError as error:
            self._leave("；".join(error.messages), 2)
        else:
            self.stdout.write(f"系统管理员{name}（{username}）已新建，可以登录。")

    def _leave(self, cause: str, code: int) -> None:
        self.stderr.write(cause)
        sys.exit(code)


def asked_password() -> str:
    """Typed twice at a terminal, or the first line of standard input; Refusal where the two differ."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("密码：")
    if first != getpass.getpass("再输入一次："):
        raise Refusal("两次输入的密码不一样，请重新执行。", field="password")
    return first
