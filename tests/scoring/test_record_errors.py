"""The page 登记事项 with errors in it: each is said, and nothing typed or chosen is lost."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from records.models import StoredFile
from scoring.models import Finding
from tests.conftest import NOON, logged_in
from tests.records.test_files import picture
from tests.scoring.record_form import PAGE, checked, typed
from units.models import Unit, User


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """Today is the cast's day."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def desk(clerk: User) -> Client:
    return logged_in(clerk)


ERRORS: dict[str, tuple[dict[str, Any], str]] = {
    "nothing": ({"fact": "", "unit": "", "happened_on": ""}, "请先改正以下 3 处"),
    "odd day": ({"happened_on": "2026-13-45"}, "日期请写成 2026-09-03 的样子"),
    "tomorrow": ({"happened_on": "2026-10-09"}, "还没有到"),
    "before the first month": ({"happened_on": "2026-08-31"}, "从2026年9月起计分"),
    "odd time": ({"happened_at": "25:99"}, "时间请写成 08:41 的样子"),
    "unknown unit": ({"unit": "9999"}, "不在列表中"),
    "unknown behaviour": ({"behaviour": "6.3|首次超限"}, "不在列表中"),
    "no person": ({"behaviour": "1.1|迟到"}, "请选择人员，或勾选“人员待查”"),
    "no measure": ({"behaviour": "4.1|便民物品缺少或损坏"}, "单位是件"),
    "endless times": ({"times": "9" * 400}, "次数"),
    "text for a number": ({"times": "三"}, "次数"),
    "long text": ({"fact": "长" * 2001}, "发现情况"),
    "NUL": ({"fact": "a\x00b"}, "发现情况"),
    "good and deducted": ({"is_good": "on"}, "不能同时扣分"),
    "flag without a clause": ({"behaviour": "", "criticised": "on"}, "没有选条款的只作记录"),
    "passing on to itself": (
        {"behaviour": "3.6|推诿-首次接待单位", "other_units": "own"},
        "不能是首次接待的单位自己",
    ),
    "other units elsewhere": ({"other_units": "other"}, "只有登记“推诿-首次接待单位”时"),
    "false praise unnamed": ({"behaviour": "2.7|弄虚作假"}, "要选出所涉及的那项表扬加分"),
    "foreign file": ({"kept": ["99999"]}, "登记事项"),
}


@pytest.mark.parametrize(("change", "words"), ERRORS.values(), ids=ERRORS)
@pytest.mark.parametrize("step", ["check", "save-confirmed"])
def test_error_is_said_in_chinese_and_what_was_typed_stays(
    desk: Client, unit: Unit, other_unit: Unit, change: dict[str, Any], words: str, step: str
) -> None:
    if "other_units" in change:
        change = change | {"other_units": unit.pk if change["other_units"] == "own" else other_unit.pk}
    answer = desk.post(PAGE, typed(unit, step=step, statement="去了洗手间", **change))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert words in page
    assert "去了洗手间" in page
    assert not Finding.objects.exists()


def test_file_chosen_survives_errors_and_the_check(desk: Client, unit: Unit) -> None:
    photo = SimpleUploadedFile("现场.jpg", picture())
    page = desk.post(PAGE, typed(unit, fact="", uploads=photo)).content.decode()
    kept = re.findall(r'name="kept" value="(\d+)"', page)
    assert len(kept) == 1
    desk.post(PAGE, checked(desk, typed(unit, kept=kept)))
    assert [file.name for file in Finding.objects.get().evidence.all()] == ["现场.jpg"]


def test_bad_file_is_named_and_the_good_one_kept(desk: Client, unit: Unit) -> None:
    files = [SimpleUploadedFile("好.jpg", picture()), SimpleUploadedFile("坏.svg", b"<svg/>")]
    page = desk.post(PAGE, typed(unit, uploads=files)).content.decode()
    assert "文件“坏.svg”不是可以保存的类型" in page
    assert [file.name for file in StoredFile.objects.all()] == ["好.jpg"]
    assert "好.jpg" in page


def test_file_of_another_person_is_not_taken(desk: Client, chief: User, unit: Unit) -> None:
    answer = logged_in(chief).post("/record/files/", {"uploads": SimpleUploadedFile("别人的.jpg", picture())})
    assert answer.status_code == 200
    theirs = StoredFile.objects.get()
    data = checked(desk, typed(unit, kept=[theirs.pk]))
    desk.post(PAGE, data | {"kept": [theirs.pk]})
    assert Finding.objects.get().evidence.count() == 0


def test_file_attached_before_is_not_taken_again(desk: Client, unit: Unit) -> None:
    desk.post(PAGE, checked(desk, typed(unit, uploads=SimpleUploadedFile("一.jpg", picture()))))
    attached = StoredFile.objects.get()
    desk.post(PAGE, checked(desk, typed(unit, kept=[attached.pk])))
    assert Finding.objects.latest("id").evidence.count() == 0


ODD = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.integers(-(10**30), 10**30).map(str),
    st.sampled_from(
        ["", "\x00", "1.1|迟到", "2026-10-06", "0001-01-01", "9999-12-31", "１２", "on", "null", "' OR 1=1"]
    ),
)


FIELDS = [
    *(
        "happened_on",
        "happened_at",
        "unit",
        "window",
        "source",
        "fact",
        "is_good",
        "behaviour",
        "persons",
        "times",
    ),
    *(
        "person_unknown",
        "substitute",
        "other_units",
        "measure",
        "concerns",
        "problem_title",
        "same_as",
        "bulletin",
    ),
    *("criticised", "kept", "choice_reason", "step", "checked", "form_key", "words", "nonsense"),
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(FIELDS), st.lists(ODD, max_size=3), max_size=8))
def test_no_malformed_form_breaks_the_page(desk: Client, unit: Unit, odd: dict[str, list[str]]) -> None:
    data = typed(unit) | odd
    assert desk.post(PAGE, data).status_code in (200, 302, 409)
    assert desk.post("/record/check/", data).status_code == 200
    assert (
        desk.get("/record/behaviours/", {key: value[0] for key, value in odd.items() if value}).status_code
        == 200
    )
    assert desk.get("/ledger/", {key: value[0] for key, value in odd.items() if value}).status_code == 200
