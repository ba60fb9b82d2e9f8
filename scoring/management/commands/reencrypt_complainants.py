"""reencrypt_complainants: every complainant under the newest key, so that an older one can be dropped."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from records.encrypted import Unreadable
from scoring.services.complainants import reencrypt_complainants


class Command(BaseCommand):
    """Exits 0 when all are under the newest key, 1 when one cannot be read (nothing is written then)."""

    help = (
        "用最新的密钥重新加密全部投诉人（COMPLAINANT_KEYS 的第一个，没有时是 RECORDS_KEY），"
        "之后旧的密钥才可以去掉。退出码：0 已完成，1 有打不开的（一行也没有改）。"
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            count = reencrypt_complainants()
        except Unreadable as refusal:
            self.stderr.write(refusal.message)
            sys.exit(1)
        self.stdout.write(f"{count}位投诉人已用最新的密钥重新加密。")
