"""A findings sheet in the browser: upload, preview, confirmation, each once."""

import uuid
from collections.abc import Iterator

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from records.models import ImportBatch
from scoring.models import Finding
from scoring.services.import_findings import findings_table
from tests.conftest import NOON, logged_in
from tests.scoring.import_sheets import HEAD, REAL, ROW, chosen, sheet, upload
from units.models import Unit, User, Window


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


BAD_FILES = {
    "empty": b"",
    "no header": "你好\n".encode(),
    "missing column": "日期,单位\n2026-10-06,社保中心\n".encode(),
    "unknown column": sheet(ROW + ",x", head=HEAD + ",备注"),
    "double column": sheet(ROW + ",x", head=HEAD + ",单位"),
    "binary": bytes(range(256)) * 20,
    "pdf": b"%PDF-1.7\n%%EOF",
    "html": b"<html><body>x</body></html>",
    "broken xlsx": b"PK\x03\x04" + b"\x00" * 200,
    "old xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500,
    "cell beyond the header": sheet(ROW + ",,,x"),
}


@pytest.mark.parametrize("data", BAD_FILES.values(), ids=BAD_FILES)
def test_file_that_is_no_sheet_is_refused_in_the_browser(clerk: User, unit: Unit, data: bytes) -> None:
    answer = upload(logged_in(clerk), "坏.csv", data)
    assert answer.status_code == 422
    assert "请先改正以下 1 处" in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_too_many_rows_are_refused(clerk: User, unit: Unit) -> None:
    assert "超过" in upload(logged_in(clerk), "多.csv", sheet(*[ROW] * 2001)).content.decode()


def test_sheet_goes_in_through_upload_preview_and_confirmation(clerk: User, bureau: None) -> None:
    desk = logged_in(clerk)
    url = upload(desk, "findings-2026-09.csv", REAL.read_bytes()).headers["Location"]
    first = desk.get(url)
    assert len(first.context["plan"].bad) == 26
    assert "一并新建缺少的单位和窗口" in first.content.decode()
    again = chosen(desk, url, "preview", create="on")
    assert "确认导入 26 行" in again.content.decode()
    assert not Finding.objects.exists()
    answer = chosen(desk, url, "import", create="on", plan=again.context["plan"].digest)
    assert answer.headers["Location"] == url
    result = desk.get(url)
    assert result.context["counts"] == [("新增", 26)]
    assert Finding.objects.count() == 26


def test_confirmation_sent_twice_imports_once(clerk: User, unit: Unit, window: Window) -> None:
    desk, key = logged_in(clerk), str(uuid.uuid4())
    url = upload(desk, "表.csv", sheet(ROW)).headers["Location"]
    digest = desk.get(url).context["plan"].digest
    for form_key in (key, key, str(uuid.uuid4())):
        chosen(desk, url, "import", form_key=form_key, plan=digest)
    assert Finding.objects.count() == 1


def test_confirmation_of_another_plan_than_shown_is_refused(clerk: User, unit: Unit, window: Window) -> None:
    desk = logged_in(clerk)
    url = upload(desk, "表.csv", sheet(ROW)).headers["Location"]
    answer = chosen(desk, url, "import", plan="x")
    assert (answer.status_code, "预览之后情况有了变化" in answer.content.decode()) == (409, True)
    assert not Finding.objects.exists()


def test_sheet_of_another_person_is_not_found(clerk: User, chief: User, unit: Unit) -> None:
    url = upload(logged_in(clerk), "表.csv", sheet(ROW)).headers["Location"]
    assert logged_in(chief).get(url).status_code == 404


@pytest.mark.parametrize("role", ["head", "leader", "admin", "discipline", "office", "stranger"])
@pytest.mark.parametrize("url", ["/import/", "/import/template/"])
def test_others_cannot_import(cast: dict[str, User], role: str, url: str) -> None:
    assert logged_in(cast[role]).get(url).status_code == 403


def test_template_is_itself_a_sheet_that_is_read(clerk: User, unit: Unit, window: Window) -> None:
    data = logged_in(clerk).get("/import/template/").content
    assert findings_table("模板.xlsx", data).rows == ()


@pytest.mark.parametrize("rows", [1, 30])
def test_preview_takes_the_same_queries_for_any_number_of_rows(
    clerk: User, unit: Unit, window: Window, django_assert_max_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    desk = logged_in(clerk)
    lines = [ROW.replace("低头看手机", f"低头看手机{number}") for number in range(rows)]
    url = upload(desk, "表.csv", sheet(*lines)).headers["Location"]
    with django_assert_max_num_queries(14):
        desk.get(url)
