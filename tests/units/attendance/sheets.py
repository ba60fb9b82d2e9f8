"""Sign-in files as halls export them, for tests: the cast's 王芳 and 孙丽 on a few days of October 2026."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from records.models import ImportBatch
from tests.conftest import logged_in
from tests.units.workbooks import workbook
from units.models import AttendanceDay, User

FOUR = ("姓名", "部门", "日期", "上午签到", "上午签退", "下午签到", "下午签退")
WANG = ("王芳", "社保中心", "2026-09-28", "08:21", "12:03", "14:22", "17:35")
SUN = ("孙丽", "公共就业服务中心", "2026-09-28", "08:25", "12:01", "14:25", "17:31")
CHOSEN = {"name": "0", "group": "1", "day": "2", "times": "4"}
SLOTS = {"morning_in": "3", "morning_out": "4", "afternoon_in": "5", "afternoon_out": "6"}


def book(*rows: Sequence[Any], title: str = "") -> bytes:
    """An xlsx of one sheet."""
    head = [[title], []] if title else []
    return workbook({"签到": [*head, *rows]})


def text(*rows: Sequence[Any], encoding: str = "utf-8-sig") -> bytes:
    """A csv."""
    return "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode(encoding)


class Desk:
    """The clerk's browser on the way through the import."""

    def __init__(self, user: User) -> None:
        self.client: Client = logged_in(user)
        self.batch = 0

    def post(self, path: str, **fields: Any) -> Any:
        return self.client.post(path, {"form_key": str(uuid.uuid4()), **fields})

    def upload(self, data: bytes, name: str = "签到表.xlsx") -> Any:
        """Hand a file in; where it was kept, `batch` is its number."""
        answer = self.post("/attendance/import/", file=SimpleUploadedFile(name, data))
        if answer.status_code == 302:
            self.batch = int(answer.url.rstrip("/").rsplit("/", 1)[-1])
        return answer

    @property
    def path(self) -> str:
        return f"/attendance/import/{self.batch}/"

    def tell_columns(self, **columns: str) -> Any:
        return self.post(f"{self.path}columns/", **(columns or CHOSEN | SLOTS))

    def preview(self) -> Any:
        return self.client.get(self.path)

    def plan(self) -> Any:
        return self.preview().context["plan"]

    def confirm(self) -> Any:
        return self.post(f"{self.path}confirm/", plan=self.plan().digest)

    def bring_in(self, data: bytes, called: str = "签到表.xlsx", /, **columns: str) -> Any:
        """All the way; columns are told where they are asked for."""
        self.upload(data, called)
        if self.preview().status_code == 302:
            self.tell_columns(**columns)
        return self.confirm()


def kept() -> list[tuple[str, str, str]]:
    """(name, day, signs) of all that was imported."""
    return [
        (
            row.person.name,
            f"{row.day:%m-%d}",
            " ".join(
                f"{one:%H:%M}" if one else "—"
                for one in (row.morning_in, row.morning_out, row.afternoon_in, row.afternoon_out)
            ),
        )
        for row in AttendanceDay.objects.select_related("person").order_by("day", "person__number")
    ]


def applied() -> list[ImportBatch]:
    return list(ImportBatch.objects.filter(applied_at__isnull=False).order_by("pk"))
