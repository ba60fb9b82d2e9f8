"""print_bulletin YYYY-MM --output FILE: a month's bulletin without a browser."""

import os
import sys
import tempfile
from argparse import ArgumentParser
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from notices.models import Reading
from notices.papers import printing
from notices.papers.errors import PaperError
from notices.selectors.bulletins import notice_of
from notices.selectors.numbers import next_number
from notices.services.drafting import draft_bulletin, print_draft
from notices.services.handing_out import paper_of
from records.errors import Refusal
from scoring.models import MonthResult
from scoring.periods import month_from
from scoring.selectors.results import latest_result
from units.models import Unit


class Command(BaseCommand):
    """Exits 0 when printed, 1 when printing fails, 2 on bad input, with the cause in one line."""

    help = "打印某月的督查通报：已签发的，写出留存的原件；未签发的，写出每页标明“草稿”的稿本。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("month", metavar="YYYY-MM", help="月份，如 2026-09")
        parser.add_argument("--output", required=True, metavar="FILE", help="写入的PDF文件")
        parser.add_argument(
            "--reading", choices=Reading.values, default=Reading.NAMED, help="文本：实名本、分单位本、公开本"
        )
        parser.add_argument("--unit", metavar="NAME", help="分单位本的窗口单位全称")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            result = asked_result(options["month"])
            unit = asked_unit(options["reading"], options["unit"])
            output = asked_file(options["output"])
            pdf, what = printed(result, options["reading"], unit)
            write_whole(output, pdf)
        except Refusal as refusal:
            self._leave(refusal.message, 2)
        except PaperError as error:
            self._leave(str(error), 1)
        except OSError as error:
            self._leave(f"无法写入 {options['output']}：{error.strerror or error}", 1)
        else:
            self.stdout.write(f"{result.month}督查通报（{what}）已写入 {output}")
        finally:
            printing.close()

    def _leave(self, cause: str, code: int) -> None:
        self.stderr.write(cause)
        sys.exit(code)


def asked_result(month: str) -> MonthResult:
    """The newest result of the month; Refusal where there is none."""
    try:
        day = month_from(month)
    except ValueError:
        raise Refusal(f"月份“{month}”无法识别，应写成 2026-09 的样子。") from None
    light = latest_result(day)
    if light is None:
        raise Refusal(f"{day.year}年{day.month}月还没有定分，没有可打印的督查通报；请先定分。")
    return MonthResult.objects.select_related("month").get(pk=light.pk)


def asked_unit(reading: str, name: str | None) -> Unit | None:
    """The unit of a 分单位本; Refusal where it is missing, unknown or not wanted."""
    if reading != Reading.UNIT:
        if name:
            raise Refusal("只有分单位本（--reading unit）才用 --unit。")
        return None
    if not name:
        raise Refusal("分单位本须用 --unit 写明窗口单位全称。")
    unit = Unit.objects.filter(name=name).first()
    if unit is None:
        raise Refusal(f"没有名为“{name}”的窗口单位。")
    return unit


def asked_file(name: str) -> Path:
    """Where to write; Refusal for a folder, or a folder that is not there."""
    path = Path(name)
    if path.is_dir():
        raise Refusal(f"{path} 是目录，请写明文件名。")
    if not path.parent.is_dir():
        raise Refusal(f"目录 {path.parent} 不存在，请先建立。")
    return path


def printed(result: MonthResult, reading: str, unit: Unit | None) -> tuple[bytes, str]:
    """The bytes to write, and what they are in words."""
    notice = notice_of(result)
    label = Reading(reading).label + (f"，{unit.name}" if unit else "")
    if notice is not None:
        return bytes(paper_of(notice, reading, unit).pdf), f"{label}，{notice.number}"
    today = timezone.localdate()
    bulletin = draft_bulletin(result, number=str(next_number(today)), on=today)
    return print_draft(bulletin, reading, unit).pdf, f"{label}，草稿"


def write_whole(path: Path, content: bytes) -> None:
    """Write beside the file and put it in its place, so that half a file is never left."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
