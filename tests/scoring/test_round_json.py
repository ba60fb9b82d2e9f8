"""Whatever arrives in place of a round: a clear word in Chinese at its place, no 500, nothing written."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.models import Finding, Inspection
from scoring.rounds import RoundData, VisitData
from scoring.services.inspections import record_inspection
from tests.conftest import NOON, logged_in
from tests.scoring.rounds import SEND, a_round, faults, seen, send, visit
from units.models import Unit, User


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def desk(clerk: User) -> Client:
    return logged_in(clerk)


KEY = "6f1f5d0c-6f0b-4a53-9a2f-0d1c1a6e7b11"
BODIES: dict[str, Any] = {
    "nothing": b"",
    "no json": b"x",
    "a list": b"[]",
    "a number": b"7",
    "cut short": b'{"key": "',
    "endless nesting": b"[" * 100_000,
    "a huge number": b'{"user": ' + b"9" * 5000 + b"}",
    "no utf-8": b'{"key": "\xff"}',
    "not a number": b'{"user": NaN}',
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_what_is_no_round_is_refused(desk: Client, body: bytes) -> None:
    answer = send(desk, body)
    assert answer.status_code == 422
    assert faults(answer)[0][1].startswith(("收到的内容不完整", "这次督查是另一位用户填写的"))


def test_form_in_place_of_json_is_refused(desk: Client, clerk: User, unit: Unit) -> None:
    answer = desk.post(SEND, {"key": str(uuid.uuid4()), "user": clerk.pk})
    assert answer.status_code == 422
    assert not Inspection.objects.exists()


FAULTS: dict[str, tuple[str, dict[str, Any], str, str]] = {
    "no units": ("round", {"visits": []}, "visits", "还没有到访任何窗口单位"),
    "units of a text": ("round", {"visits": "x"}, "visits", "还没有到访任何窗口单位"),
    "unknown unit": ("visit", {"unit": 999}, "unit", "所选的窗口单位不在名单中"),
    "unit as text": ("visit", {"unit": "1"}, "unit", "所选的窗口单位不在名单中"),
    "unit beyond all numbers": ("visit", {"unit": 10**30}, "unit", "所选的窗口单位不在名单中"),
    "no unit": ("visit", {"unit": None}, "unit", "没有写明窗口单位"),
    "odd arrival": ("visit", {"at": "昨天"}, "at", "到达时间看不懂"),
    "arrival without zone": ("visit", {"at": "2026-10-08T10:00:00"}, "at", "到达时间看不懂"),
    "arrival on no day": ("visit", {"at": "2026-02-30T10:00:00Z"}, "at", "到达时间看不懂"),
    "arrival in year 1": ("visit", {"at": "0001-01-01T00:00:00Z"}, "at", "到达时间看不懂"),
    "long note": ("visit", {"note": "长" * 301}, "note", "备注请不超过300字"),
    "NUL in the note": ("round", {"note": "a\0b"}, "note", "不能保存的字符"),
    "lone surrogate": ("round", {"note": "\ud800"}, "note", "不能保存的字符"),
    "note of a list": ("round", {"note": ["x"]}, "note", "不能保存的字符"),
    "long companions": ("round", {"companions": "甲" * 101}, "companions", "不超过100字"),
    "unknown draw": ("round", {"draw": 999}, "draw", "所选的随机抽取不在名单中"),
    "no words": ("finding", {"fact": ""}, "fact", "请写明发现了什么情况"),
    "long words": ("finding", {"fact": "长" * 2001}, "fact", "不超过2000字"),
    "unknown behaviour": ("finding", {"behaviour": "9.9|飞行"}, "behaviour", "没有“9.9”条"),
    "derived behaviour": ("finding", {"behaviour": "6.3|首次超限"}, "behaviour", "不用登记"),
    "unknown person": ("finding", {"persons": [999]}, "persons", "所选的人员不在名单中"),
    "person as a list": ("finding", {"persons": [[1]]}, "persons", "所选的人员不在名单中"),
    "unknown window": ("finding", {"window": 999}, "window", "所选的窗口不在名单中"),
    "times of a word": ("finding", {"times": "三"}, "times", "次数须是1到999之间的整数"),
    "times of a truth": ("finding", {"times": True}, "times", "次数须是1到999之间的整数"),
    "endless times": ("finding", {"times": 10**40}, "times", "次数须是1到999之间的整数"),
    "half a minute": ("finding", {"measure": 1.5}, "measure", "数值须是0到100000之间的整数"),
    "tomorrow": ("finding", {"at": "2026-10-09T02:00:00Z"}, "happened_on", "还没有到"),
    "too early": ("finding", {"at": "2026-08-31T02:00:00Z"}, "happened_on", "从2026年9月起计分"),
    "good and charged": ("finding", {"good": True}, "is_good", "不能同时扣分"),
    "photos of no key": ("finding", {"photos": ["x"]}, "photos", "照片的编号不对"),
    "too many photos": ("finding", {"photos": [KEY] * 21}, "photos", "一次最多20项"),
}


@pytest.mark.parametrize(("where", "change", "field", "words"), FAULTS.values(), ids=FAULTS)
def test_fault_is_named_in_chinese_at_its_place(
    desk: Client, clerk: User, unit: Unit, where: str, change: dict[str, Any], field: str, words: str
) -> None:
    finding = seen(**(change if where == "finding" else {}))
    place = visit(unit, finding, **(change if where == "visit" else {}))
    answer = send(desk, a_round(clerk, place, **(change if where == "round" else {})))
    assert answer.status_code == 422
    assert [message for name, message in faults(answer) if name == field and words in message]
    assert not Finding.objects.exists()
    assert not Inspection.objects.exists()


def test_unit_twice_and_too_many_units_are_refused(desk: Client, clerk: User, unit: Unit) -> None:
    twice = faults(send(desk, a_round(clerk, visit(unit), visit(unit))))
    many = faults(send(desk, a_round(clerk, *[visit(unit)] * 101)))
    assert twice == [("visits", "“社保中心”出现了两次，请合并后再提交。")]
    assert ("visits", "一次最多100项（现在101项），请分几次提交。") in many


@pytest.mark.parametrize("key", [None, "", "x", 7, "g" * 36, ["a"]], ids=str)
def test_round_without_a_key_of_its_own_is_refused(desk: Client, clerk: User, unit: Unit, key: Any) -> None:
    answer = send(desk, a_round(clerk, visit(unit), key=key))
    assert "缺少编号" in faults(answer)[0][1]


def test_odd_states_and_kinds_are_read_as_the_plain_ones(desk: Client, clerk: User, unit: Unit) -> None:
    odd = visit(unit, checks={"在岗": "好极了", "着装": ["正常"], "别的": "正常"})
    assert send(desk, a_round(clerk, odd, kind="x")).status_code == 200
    row = Inspection.objects.get()
    assert (row.kind, set(row.visits.get().checks.values())) == ("round", {"未查"})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.slow
def test_no_round_gives_a_500(clerk: User, unit: Unit) -> None:
    @settings(max_examples=150, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(st.data())
    def sent(data: st.DataObject) -> None:
        finding = seen()
        place = visit(unit, finding)
        round_ = a_round(clerk, place)
        for part in (round_, place, finding):
            part.update(data.draw(st.dictionaries(st.sampled_from(sorted(part)), JSON, max_size=2)))
        desk = Client(raise_request_exception=False)
        desk.force_login(clerk)
        with transaction.atomic():
            assert send(desk, round_).status_code in (200, 422)
            transaction.set_rollback(True)

    sent()


def test_two_sendings_at_once_make_one_round(clerk: User, unit: Unit) -> None:
    """The other sending is written between this one's look for it and its own writing."""
    place = VisitData(unit=unit, visited_at=NOON, checks={})
    round_ = RoundData(key=uuid.uuid4(), visits=(place,), digest="0" * 64)
    others: list[Inspection] = []

    def overtake(execute: Any, sql: str, *rest: Any) -> Any:
        answer = execute(sql, *rest)
        if not others and sql.startswith("SELECT") and '"scoring_inspection"' in sql:
            others.append(Inspection(pk=0))
            others[0] = record_inspection(round_=round_, by=clerk, at=NOON)
        return answer

    with connection.execute_wrapper(overtake):
        row = record_inspection(round_=round_, by=clerk, at=NOON)
    assert others == [row]
    assert Inspection.objects.get() == row
    assert row.visits.count() == 1
