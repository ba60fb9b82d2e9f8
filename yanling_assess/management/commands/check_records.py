"""check_records: every promise of the records that can be checked."""

import re
import sys
import zlib
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import IntegrityError, connection

from notices.selectors.record_faults import paper_anchors, paper_faults
from records.audit.checking import Anchor, chain_faults, head
from records.audit.files import file_faults
from records.guards.installing import guards_amiss
from scoring.selectors.record_faults import evidence_faults, month_faults

SHOWN = 20
MOST_METADATA = 64 * 1024
IN_PAPER = re.compile("操作记录([0-9]+-[0-9a-f]{32})".encode())


class Command(BaseCommand):
    """Exits 0 when everything holds, 1 when something does not, 2 on bad input."""

    help = (
        "核对全部记录：数据库的保护、操作记录的链（给出第一处断开的地方）、已定分的月份（重算并与操作记录核对）、"
        "已签发的公文（文件、编号）、证明文件、数据之间的引用。"
        "退出码：0 全部完好，1 有不符，2 输入有误。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--anchor",
            action="append",
            default=[],
            metavar="序号-摘要",
            help="库外记下的操作记录位置（备份清单或上次核对的输出中），可写多次；用来发现末尾被截去或整个改写",
        )
        parser.add_argument(
            "--paper", action="append", default=[], metavar="PDF", help="库外保存的公文PDF，其中记有位置"
        )

    def handle(self, *_args: Any, anchor: list[str], paper: list[str], **_options: Any) -> None:
        try:
            given = [*map(_typed, anchor), *map(_of_paper, paper)]
        except ValueError as error:
            self.stderr.write(str(error))
            sys.exit(2)
        checks: dict[str, Callable[[], Iterable[str]]] = {
            "数据库的保护": guards_amiss,
            "操作记录": lambda: chain_faults([*paper_anchors(), *given]),
            "已定分的月份": month_faults,
            "定分时的证明": evidence_faults,
            "已签发的公文": paper_faults,
            "证明文件": file_faults,
            "数据之间的引用": _references,
        }
        failed = [name for name, check in checks.items() if not self._holds(name, list(check()))]
        if failed:
            self.stdout.write(f"不符：{'、'.join(failed)}。")
            sys.exit(1)
        self.stdout.write(f"全部完好。操作记录现在的位置（请抄存在库外）：{str(head()) or '还没有记录'}")

    def _holds(self, name: str, faults: list[str]) -> bool:
        self.stdout.write(f"{name}：{f'{len(faults)}处不符' if faults else '完好'}")
        for fault in faults[:SHOWN]:
            self.stdout.write(f"  {fault}")
        if len(faults) > SHOWN:
            self.stdout.write(f"  ……其余{len(faults) - SHOWN}处未列出")
        return not faults


def _typed(text: str) -> tuple[str, Anchor]:
    try:
        return "所给的位置", Anchor.read(text)
    except ValueError as error:
        raise ValueError(f"位置“{text}”无法识别，应如 1234-0a1b…（序号、短横、32位摘要）。") from error


def _of_paper(name: str) -> tuple[str, Anchor]:
    try:
        found = _keywords(Path(name).read_bytes())
    except OSError as error:
        raise ValueError(f"文件 {name} 打不开：{error.strerror}。") from error
    if found is None:
        raise ValueError(
            f"文件 {name} 中没有操作记录的位置：不是本系统签发的PDF、签发早于0.5版，"
            "或不是PDF/A（这时请把文件属性“关键字”中的位置写在 --anchor 后面）。"
        )
    return f"公文{Path(name).name}", Anchor.read(found[1].decode())


def _keywords(pdf: bytes) -> re.Match[bytes] | None:
    """The anchor among the file's metadata (XMP), which stand in one of its compressed streams."""
    for start in re.finditer(rb"stream\r?\n", pdf):
        try:
            words = zlib.decompressobj().decompress(pdf[start.end() :], MOST_METADATA)
        except zlib.error:
            continue
        if found := IN_PAPER.search(words):
            return found
    return None


def _references() -> Iterator[str]:
    """Rows that point to rows which are not there."""
    try:
        connection.check_constraints()
    except IntegrityError as error:
        yield f"有指向不存在的记录的引用：{error}"
