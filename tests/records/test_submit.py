"""Forms are carried out once, rows keep the second editor's text, the log keeps who did what."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory

from records.changes import changes_of, record_change, snapshot
from records.errors import EditConflict, Refusal
from records.models import Change, SubmittedForm
from records.submit import form_key, submit_once
from records.versions import save_edit
from tests.conftest import NOON
from units.models import Unit, User

KEY = "5f2b1c1e-8f5e-4b43-9d26-0c1c5b1d8f10"


def post(user: User, key: str = KEY) -> Any:
    request = RequestFactory().post("/", {"form_key": key})
    request.user = user
    request.session = {}
    request._messages = FallbackStorage(request)
    return request


def test_the_same_form_twice_does_its_work_once(clerk: User) -> None:
    done: list[int] = []
    answers = [submit_once(post(clerk), lambda: done.append(1), to=lambda _: "/made/1/") for _ in range(2)]
    assert (len(done), [answer.url for answer in answers]) == (1, ["/made/1/", "/made/1/"])


def test_two_forms_are_two_works(clerk: User) -> None:
    done: list[int] = []
    for key in (KEY, str(uuid.uuid4())):
        submit_once(post(clerk, key), lambda: done.append(1), to=lambda _: "/")
    assert len(done) == 2


def test_a_refusal_leaves_the_key_usable_and_nothing_written(clerk: User) -> None:
    def refuse() -> None:
        Unit.objects.create(name="半个")
        raise Refusal("不行。")

    with pytest.raises(Refusal):
        submit_once(post(clerk), refuse, to=lambda _: "/")
    assert (SubmittedForm.objects.count(), Unit.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "key", ["", "x", "5f2b1c1e", "\x00", "5f2b1c1e-8f5e-4b43-9d26-0c1c5b1d8f10x"], ids=repr
)
def test_a_form_without_a_proper_key_is_refused(clerk: User, key: str) -> None:
    with pytest.raises(Refusal, match="缺少编号"):
        form_key(post(clerk, key))


def test_the_key_of_another_person_leads_nowhere(clerk: User, chief: User) -> None:
    submit_once(post(clerk), lambda: None, to=lambda _: "/secret/")
    with pytest.raises(Refusal, match="没有写入"):
        submit_once(post(chief), lambda: None, to=lambda _: "/mine/")


def test_a_constraint_met_in_a_race_is_a_refusal(clerk: User, unit: Unit) -> None:
    with pytest.raises(Refusal, match="没有写入"):
        submit_once(post(clerk), lambda: Unit.objects.create(name=unit.name), to=lambda _: "/")


def test_an_edit_of_the_current_version_is_written_and_counted(unit: Unit) -> None:
    saved = save_edit(unit, expected_version=1, changes={"head": "新任"})
    assert (saved.head, saved.version) == ("新任", 2)


def test_an_edit_of_an_older_version_changes_nothing_and_shows_the_row(unit: Unit) -> None:
    save_edit(unit, expected_version=1, changes={"head": "先到"})
    with pytest.raises(EditConflict) as conflict:
        save_edit(unit, expected_version=1, changes={"head": "后到"})
    unit.refresh_from_db()
    assert (unit.head, conflict.value.current.head) == ("先到", "先到")


def test_an_edit_of_a_deleted_row_says_so(unit: Unit) -> None:
    gone = Unit.objects.get(pk=unit.pk)
    unit.delete()
    with pytest.raises(EditConflict) as conflict:
        save_edit(gone, expected_version=1, changes={"head": "甲"})
    assert conflict.value.current is None


def test_the_log_keeps_who_when_what_and_why(clerk: User, unit: Unit) -> None:
    record_change(
        by=clerk,
        at=NOON,
        action="修改",
        subject=unit,
        before={"负责人": ""},
        after={"负责人": "李"},
        reason="换人",
    )
    change = changes_of(unit).get()
    assert (change.by, change.at, change.action, change.subject_label) == (clerk, NOON, "修改", "社保中心")
    assert (change.before, change.after, change.reason) == ({"负责人": ""}, {"负责人": "李"}, "换人")


def test_the_log_of_one_record_is_not_that_of_another(clerk: User, unit: Unit, other_unit: Unit) -> None:
    record_change(by=clerk, at=NOON, action="修改", subject=unit)
    assert list(changes_of(other_unit)) == []


def test_a_snapshot_is_plain_and_in_the_users_words(unit: Unit) -> None:
    unit.in_service_from = date(2026, 9, 1)
    assert snapshot(unit, ["name", "in_service_from", "order"]) == {
        "单位名称": "社保中心",
        "启用日期": "2026-09-01",
        "排序": 1,
    }


def test_decimals_stay_exact_in_the_log(clerk: User, unit: Unit) -> None:
    record_change(by=clerk, at=NOON, action="测", subject=unit, after={"分": Decimal("97.50")})
    assert Change.objects.get().after == {"分": "97.50"}
