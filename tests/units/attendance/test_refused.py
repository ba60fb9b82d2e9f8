"""What must not get into the attendance: each file refused in Chinese or read right, and nothing written."""

import uuid
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from records.models import ImportBatch
from tests.conftest import NOON
from tests.records.broken_workbooks import TEXTS, WORKBOOKS
from tests.units.attendance.sheets import FOUR, SUN, WANG, Desk, book, kept, text
from tests.units.test_malformed import ODD
from units.models import AttendanceDay, AttendanceLayout, AttendanceName, StaffMember, User

pytestmark = pytest.mark.django_db
UNHARMED = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def desk(clerk: User, person: StaffMember, other_person: StaffMember) -> Desk:
    desk = Desk(clerk)
    desk.client.raise_request_exception = False
    return desk


def changed(change: Callable[[Any], Any]) -> bytes:
    """A good file, changed by openpyxl."""
    whole = load_workbook(BytesIO(book(FOUR, WANG, SUN)))
    change(whole.worksheets[0])
    stream = BytesIO()
    whole.save(stream)
    return stream.getvalue()


def with_macros() -> bytes:
    """A good file that carries a macro project, as a renamed xlsm does."""
    stream = BytesIO(book(FOUR, WANG, SUN))
    with ZipFile(stream, "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    return stream.getvalue()


ASKED = "header unknown"
"""Words that nobody knows may be a sign-in file's all the same: its columns are asked about."""
BROKEN = {name: make for name, (make, _) in WORKBOOKS.items() if name != ASKED}
BROKEN_TEXTS = {name: data for name, (data, _) in TEXTS.items() if name != ASKED}


@pytest.mark.parametrize("make", BROKEN.values(), ids=BROKEN)
def test_a_broken_workbook_is_refused_and_not_kept(desk: Desk, make: Callable[[], bytes]) -> None:
    answer = desk.upload(make())

    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    assert (ImportBatch.objects.count(), AttendanceDay.objects.count()) == (0, 0)


@pytest.mark.parametrize("data", BROKEN_TEXTS.values(), ids=BROKEN_TEXTS)
def test_a_broken_csv_is_refused_and_not_kept(desk: Desk, data: bytes) -> None:
    answer = desk.upload(data, "签到表.csv")

    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    assert (ImportBatch.objects.count(), AttendanceDay.objects.count()) == (0, 0)


def test_a_head_of_unknown_words_is_asked_about(desk: Desk) -> None:
    desk.upload(WORKBOOKS[ASKED][0]())

    assert desk.client.get(desk.preview().url).status_code == 200
    assert desk.tell_columns(name="0", day="1", times="4").status_code == 422
    assert not AttendanceDay.objects.exists()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (changed(lambda page: page.merge_cells("A2:A3")), "A2:A3 是合并单元格"),
        (changed(lambda page: page.merge_cells("D1:E1")), "D1:E1 是合并单元格"),
        (changed(lambda page: page.__setitem__("D2", "=TIME(8,21,0)")), "第2行D列是公式"),
        (changed(lambda page: page.__setitem__("D2", "#N/A")), "第2行D列是错误值"),
        (changed(lambda page: page.__setitem__("E1", "上午签到")), "表头重复：上午签到"),
        (changed(lambda page: page.__setitem__("I2", "多")), "第2行I列有内容，但没有表头"),
        (changed(lambda page: page.delete_rows(1)), "没有找到表头"),
        (text(("一", "二"), WANG), "没有找到表头"),
    ],
    ids=["merged", "merged head", "formula", "error", "head twice", "no head", "headless", "csv headless"],
)
def test_a_malformed_sheet_says_what_is_wrong_and_where(desk: Desk, data: bytes, message: str) -> None:
    answer = desk.upload(data)

    assert answer.status_code == 422
    assert message in answer.context["form"].errors["file"][0]
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(
            changed(lambda page: (page.insert_rows(1), page.merge_cells("A1:G1"))), id="merged title"
        ),
        pytest.param(with_macros(), id="macros, which nobody runs"),
        pytest.param(changed(lambda page: setattr(page["D2"], "number_format", "General")), id="text times"),
    ],
)
def test_what_only_looks_odd_is_read_right(desk: Desk, data: bytes) -> None:
    with time_machine.travel(NOON, tick=False):
        desk.bring_in(data)

    assert [name for name, _, _ in kept()] == ["王芳", "孙丽"]


@pytest.mark.slow
def test_too_many_rows_are_refused(desk: Desk) -> None:
    rows = [(f"某{count}", *WANG[1:]) for count in range(30_100)]
    answer = desk.upload(text(FOUR, *rows), "签到表.csv")

    assert answer.status_code == 422
    assert "30000" in answer.context["form"].errors["file"][0]


POSTS = st.dictionaries(
    st.sampled_from(
        ("name", "number", "day", "times", "punches", "rest", "forget", "plan", "form_key", "who-x")
    ),
    st.one_of(ODD, st.lists(ODD, min_size=2, max_size=3)),
    max_size=8,
)


@pytest.mark.parametrize("address", ["", "{}/columns/", "{}/names/", "{}/confirm/"])
@UNHARMED
@given(fields=POSTS)
def test_a_malformed_form_never_fails_the_site(desk: Desk, address: str, fields: dict[str, Any]) -> None:
    if not desk.batch:
        desk.upload(book(FOUR, ("李四", *WANG[1:])))
        desk.tell_columns()
    sent = {"form_key": str(uuid.uuid4()), **fields}
    answer = desk.client.post(f"/attendance/import/{address.format(desk.batch)}", sent)

    assert answer.status_code in (200, 302, 400, 409, 422)
    assert not AttendanceDay.objects.exists()
    assert AttendanceLayout.objects.count() == 1


@UNHARMED
@given(data=st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode)))
def test_any_bytes_are_refused_or_asked_about(desk: Desk, data: bytes) -> None:
    answer = desk.upload(data, "签到表.csv")

    assert answer.status_code in (302, 422)
    if answer.status_code == 302:
        assert desk.client.get(answer.url).status_code in (200, 302)
    assert not AttendanceDay.objects.exists()
    assert not AttendanceName.objects.exists()


@pytest.mark.parametrize("path", ["{}/", "{}/columns/", "{}/file/"])
def test_a_number_that_nothing_has_is_not_found(desk: Desk, path: str) -> None:
    answers = [
        desk.client.get(f"/attendance/import/{path.format(number)}").status_code
        for number in (0, 999_999, 10**30)
    ]

    assert answers == [404, 404, 404]
