"""replay_month [YYYY-MM …]: compute closed months again from what was frozen, and compare."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from records.errors import Refusal
from scoring.management.commands.close_month import asked_month
from scoring.models import MonthResult
from scoring.selectors.replay import drift
from scoring.services.replaying import check_result


class Command(BaseCommand):
    """Exits 0 when every result agrees, 1 when one does not, 2 on bad input. Drift alone is only told."""

    help = (
        "用定分时存下的事实、细则和此前累计重算已定分的月份，与存档逐条比较；"
        "另行列出现在的登记与存档事实的出入（不影响已定分的结果）。不写月份则重算全部。"
        "退出码：0 全部相符，1 有不符，2 输入有误。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("months", nargs="*", metavar="YYYY-MM", help="月份，如 2026-09")

    def handle(self, *_args: Any, months: list[str], **_options: Any) -> None:
        try:
            results = asked_results([asked_month(text) for text in months])
        except Refusal as refusal:
            self.stderr.write(refusal.message)
            sys.exit(2)
        failed = [result for result in results if not self._agrees(result)]
        self.stdout.write(f"共重算{len(results)}个定分结果，{len(results) - len(failed)}个相符。")
        if failed:
            sys.exit(1)

    def _agrees(self, result: MonthResult) -> bool:
        differences = check_result(result=result, by=None, at=timezone.now()).differences
        name = f"{result.month}第{result.revision}版"
        self.stdout.write(f"{name}：{'不符' if differences else '相符'}")
        for difference in differences:
            self.stdout.write(f"  {difference}")
        if not differences and result.is_newest:  # type: ignore[attr-defined]
            for moved in drift(result):
                self.stdout.write(f"  出入（不影响结果）：{moved}")
        return not differences


def asked_results(months: Iterable[date]) -> list[MonthResult]:
    """All revisions of these months, or of all; Refusal where one has never been closed."""
    found = list(MonthResult.objects.select_related("month").order_by("month__month", "revision"))
    wanted = set(months)
    missing = wanted - {result.month.month for result in found}
    if missing:
        names = "、".join(f"{month:%Y-%m}" for month in sorted(missing))
        raise Refusal(f"{names} 还没有定分，没有可重算的结果。")
    newest = {result.month_id: result.pk for result in found}
    for result in found:
        result.is_newest = newest[result.month_id] == result.pk  # type: ignore[attr-defined]
    return [result for result in found if not wanted or result.month.month in wanted]
