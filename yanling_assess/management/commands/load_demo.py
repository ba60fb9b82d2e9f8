"""`load_demo`: the imagined bureau, May to October 2026. Exit 0: it is there; 1: other data is."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from yanling_assess.demo.follow_ups import work_on_follow_ups
from yanling_assess.demo.loading import Found, load_facts, what_is_there
from yanling_assess.demo.publishing import publish_closed
from yanling_assess.demo_accounts import DEMO_ACCOUNTS, DEMO_PASSWORD

OTHER_DATA = (
    "数据库里已有单位、人员、账号或事项，且不是演示数据；为免混在一起，未载入。"
    "请换一个空的数据库（DATABASE_URL）。"
)


class Command(BaseCommand):
    """Loads everything through the services, at the dates on which it would have been done."""

    help = (
        "载入演示数据：20个窗口单位、200名人员，2026年5月至9月已定分并通报，10月录入中；每个角色一个账号。"
        "再次执行不重复载入；数据库里有其他数据时拒绝。退出码：0 已载入，1 拒绝。"
    )

    def handle(self, *_: Any, **options: Any) -> None:
        found = what_is_there()
        if found is Found.OTHER:
            self.stderr.write(OTHER_DATA)
            sys.exit(1)
        if found is Found.NOTHING:
            load_facts()
        issued = publish_closed()
        if found is Found.NOTHING:
            work_on_follow_ups()
        if options["verbosity"] > 0:
            done = "已载入" if found is Found.NOTHING else "此前已载入，未作改动"
            self.stdout.write(f"演示数据{done}。" + (f"通报{issued}份。" if issued else ""))
            self._show_accounts()

    def _show_accounts(self) -> None:
        self.stdout.write(f"演示账号（密码都是 {DEMO_PASSWORD}）：")
        for account in DEMO_ACCOUNTS:
            unit = f"（{account.unit}）" if account.unit else ""
            self.stdout.write(f"  {account.username:<12}{account.role.label}{unit}，{account.name}")
