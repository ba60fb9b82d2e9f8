"""Workbooks as people fill them in, for tests."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

UNIT_HEAD = ("单位名称", "简称", "排序", "负责人", "电话", "启用日期", "停用日期")
WINDOW_HEAD = ("单位名称", "窗口号", "窗口名称", "在用")
STAFF_HEAD = (
    "姓名", "工号", "拼音", "党员", "工装", "身份", "单位名称", "窗口号", "岗位", "进驻日期",
)  # fmt: skip
HEADS = {"单位": UNIT_HEAD, "窗口": WINDOW_HEAD, "人员": STAFF_HEAD}


def filled(**sheets: Sequence[Sequence[Any]]) -> bytes:
    """A template with rows: filled(单位=[...], 人员=[...])."""
    return workbook({name: [HEADS[name], *rows] for name, rows in sheets.items()})


def workbook(sheets: dict[str, Sequence[Sequence[Any]]]) -> bytes:
    """Any workbook."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def upload(data: bytes, name: str = "人员.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)
