"""What the database breaks off through nobody's fault is run again; what went wrong is not."""

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DataError, IntegrityError, OperationalError, connection, connections, transaction

from records import again as module
from records.again import again
from records.changes import record_act
from records.imports import keep_upload
from records.models import Change, SubmittedForm
from records.submit import submit_once
from tests.conftest import NOON, make_user
from tests.records.test_submit import post
from units.models import Unit, User

TRULY = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAUSE", (0, 0.01))


class Broken(Exception):  # noqa: N818
    """What a driver raises, with the state that PostgreSQL gave."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


def broken_off(kind: type[Exception], words: str, state: str = "") -> Exception:
    error = kind(words)
    error.__cause__ = Broken(state) if state else None
    return error


def failing(error: Exception, times: int) -> tuple[Callable[[], str], list[int]]:
    """Work that fails so often and then is done; and how often it was begun."""
    begun: list[int] = []

    def work() -> str:
        begun.append(1)
        if len(begun) <= times:
            raise error
        return "done"

    return work, begun


@pytest.mark.parametrize(
    "error",
    [
        broken_off(OperationalError, "deadlock detected", "40P01"),
        broken_off(OperationalError, "could not serialize access", "40001"),
        broken_off(OperationalError, "database is locked"),
    ],
    ids=["deadlock", "serialization", "busy"],
)
def test_what_was_broken_off_is_begun_three_times_in_all(error: Exception) -> None:
    work, begun = failing(error, 2)
    assert (again(work), len(begun)) == ("done", 3)

    work, begun = failing(error, 3)
    with pytest.raises(OperationalError):
        again(work)
    assert len(begun) == 3


@pytest.mark.parametrize(
    "error",
    [
        broken_off(OperationalError, "server closed the connection unexpectedly"),
        broken_off(OperationalError, "disk full", "53100"),
        broken_off(OperationalError, "database or disk is full"),
        broken_off(IntegrityError, "duplicate key", "23505"),
        broken_off(DataError, "value too long", "22001"),
        ValueError("database is locked"),
    ],
    ids=["gone", "full", "full on SQLite", "constraint", "data", "another fault"],
)
def test_any_other_fault_passes_at_once(error: Exception) -> None:
    work, begun = failing(error, 1)

    with pytest.raises(type(error)):
        again(work)

    assert len(begun) == 1


@pytest.mark.django_db
def test_inside_a_transaction_nothing_is_run_again() -> None:
    work, begun = failing(broken_off(OperationalError, "database is locked"), 1)

    with pytest.raises(OperationalError), transaction.atomic():
        again(work)

    assert len(begun) == 1


@TRULY
def test_a_form_that_was_broken_off_is_carried_out_whole_and_once() -> None:
    clerk = make_user("clerk", "经办甲", None)
    begun: list[int] = []

    def act() -> Unit:
        begun.append(1)
        made = Unit.objects.create(name=f"try{len(begun)}")
        if len(begun) < 3:
            raise broken_off(OperationalError, "deadlock detected", "40P01")
        return made

    answer = submit_once(post(clerk), act, to=lambda unit: f"/units/{unit.name}/", done="已保存。")

    assert answer.url == "/units/try3/"
    assert list(Unit.objects.values_list("name", flat=True)) == ["try3"]
    assert SubmittedForm.objects.get().result_url == "/units/try3/"


@pytest.mark.django_db
def test_an_import_that_is_run_again_reads_its_file_again() -> None:
    clerk = make_user("clerk", "经办甲", None)
    upload = SimpleUploadedFile("单位.csv", "名称".encode())

    kept = [keep_upload(kind="units", upload=upload, by=clerk, at=NOON).content for _ in range(2)]

    assert kept == ["名称".encode()] * 2


def crossing(by: User, *units: Unit, meet: threading.Barrier) -> str:
    """Changes the units in this order, waiting after the first until the other has its first, too."""
    begun: list[int] = []

    def act() -> None:
        begun.append(1)
        for number, unit in enumerate(units):
            Unit.objects.filter(pk=unit.pk).update(head=by.name)
            if number == 0 and len(begun) == 1:
                meet.wait(timeout=20)
        record_act(action="试", by=by, subject_type="drill", subject_id=str(len(begun)))

    try:
        return str(submit_once(post(by, str(uuid.uuid4())), act, to=lambda _: "/").url)
    finally:
        connections.close_all()


@TRULY
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer, who waits for nobody")
def test_two_who_wait_for_each_other_both_get_through() -> None:
    people = [make_user(f"clerk{number}", f"经办{number}", None) for number in range(2)]
    units = [Unit.objects.create(name=f"单位{number}", order=number) for number in range(2)]
    meet = threading.Barrier(2)

    with ThreadPoolExecutor(2) as pool:
        work: list[Any] = [
            pool.submit(crossing, people[0], *units, meet=meet),
            pool.submit(crossing, people[1], *reversed(units), meet=meet),
        ]
        answers = [one.result(timeout=60) for one in work]

    begun = sorted(Change.objects.filter(subject_type="drill").values_list("subject_id", flat=True))
    assert answers == ["/", "/"]
    assert begun == ["1", "2"]  # one of the two was broken off and begun again
    assert len(set(Unit.objects.values_list("head", flat=True))) == 1
