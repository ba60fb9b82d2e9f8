"""督查 as the server takes it: whole or not at all, once, every fault at its place, nothing counted yet."""

import uuid
from collections.abc import Iterator
from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from records.models import Change, StoredFile
from scoring.models import DeviceUpload, Finding, Inspection, InspectionVisit, ScoreEvent
from scoring.services.drawing import make_draw
from tests.conftest import NOON, logged_in
from tests.records.test_files import picture
from tests.scoring.factories import record
from tests.scoring.rounds import CHECKS, a_round, faults, seen, send, visit
from units.models import Posting, StaffMember, Unit, User, Window

PHOTO = "/inspect/files/"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def desk(clerk: User) -> Client:
    return logged_in(clerk)


def upload(desk: Client, key: str, data: bytes | None = None, name: str = "IMG_1.jpg") -> Any:
    return desk.post(PHOTO, {"key": key, "photo": SimpleUploadedFile(name, data or picture())})


def test_round_is_kept_with_its_visits_and_pending_findings(
    desk: Client, clerk: User, unit: Unit, window: Window, person: StaffMember
) -> None:
    phone = seen(persons=[person.pk], window=window.pk, statement="回家里电话")
    data = a_round(
        clerk, visit(unit, phone, note="等候人多"), companions="郑国栋", note="上午", kind="special"
    )
    answer = send(desk, data)
    row = Inspection.objects.get()
    assert answer.json() == {
        "key": data["key"],
        "id": row.pk,
        "url": f"/inspections/{row.pk}/",
        "changed": False,
    }
    assert (row.by, row.kind, row.companions, row.note) == (clerk, "special", "郑国栋", "上午")
    place = InspectionVisit.objects.get()
    assert (place.unit, place.checks, place.note) == (unit, CHECKS, "等候人多")
    finding = row.findings.get()
    assert (finding.fact, finding.statement, finding.window) == ("低头看手机", "回家里电话", window)
    assert (finding.happened_on, finding.happened_at) == (date(2026, 10, 8), time(10, 30))
    assert (finding.source, finding.recorded_by, finding.recorded_at) == ("日常抽查", clerk, NOON)
    event = finding.events.get()
    assert (event.clause, event.behaviour, event.person, event.status) == (
        "4.5",
        "接打手机",
        person,
        "pending",
    )


def test_joint_act_is_one_charge_a_person_named(
    desk: Client, clerk: User, unit: Unit, person: StaffMember
) -> None:
    second = StaffMember.objects.create(name="李强", number="009")
    Posting.objects.create(person=second, unit=unit, starts_on=date(2026, 1, 1))
    send(desk, a_round(clerk, visit(unit, seen(persons=[person.pk, second.pk, person.pk]))))
    assert sorted(ScoreEvent.objects.values_list("person__name", "times")) == [("李强", 1), ("王芳", 1)]


def test_good_practice_and_fact_outside_every_clause_are_kept_at_nothing(
    desk: Client, clerk: User, unit: Unit
) -> None:
    good = seen(behaviour="", good=True, fact="主动搀扶老人")
    plain = seen(behaviour="", fact="未设一米线")
    send(desk, a_round(clerk, visit(unit, good, plain)))
    assert sorted(Finding.objects.values_list("fact", "is_good")) == [
        ("主动搀扶老人", True),
        ("未设一米线", False),
    ]
    assert not ScoreEvent.objects.exists()


def test_round_without_anything_wrong_is_a_round_too(
    desk: Client, clerk: User, unit: Unit, other_unit: Unit
) -> None:
    send(desk, a_round(clerk, visit(unit), visit(other_unit, at="2026-10-08T01:05:00Z")))
    row = Inspection.objects.get()
    assert [place.unit for place in row.visits.all()] == [other_unit, unit]
    assert row.started_at == row.visits.first().visited_at  # type: ignore[union-attr]


def test_same_round_sent_again_is_the_first_one_again(desk: Client, clerk: User, unit: Unit) -> None:
    data = a_round(clerk, visit(unit, seen()))
    answers = [send(desk, data).json() for _ in range(3)]
    assert answers == [answers[0]] * 3
    assert (Inspection.objects.count(), Finding.objects.count()) == (1, 1)
    assert Change.objects.filter(action="督查提交").count() == 1


def test_round_changed_after_it_was_taken_is_told_so(desk: Client, clerk: User, unit: Unit) -> None:
    data = a_round(clerk, visit(unit, seen()))
    send(desk, data)
    data["visits"][0]["findings"].append(seen(behaviour="4.5|玩游戏", fact="玩游戏"))
    assert send(desk, data).json()["changed"] is True
    assert Finding.objects.count() == 1


def test_round_of_another_person_is_refused(desk: Client, clerk: User, chief: User, unit: Unit) -> None:
    answer = send(logged_in(chief), a_round(clerk, visit(unit)))
    assert answer.status_code == 422
    assert faults(answer) == [
        ("user", "这次督查是另一位用户填写的，现在登录的是负责乙；请由填写人登录后提交。")
    ]
    data = a_round(clerk, visit(unit))
    send(desk, data)
    assert "已由经办甲提交" in faults(send(logged_in(chief), data | {"user": chief.pk}))[0][1]
    assert Inspection.objects.count() == 1


def test_every_fault_comes_back_at_its_place_and_nothing_is_written(
    desk: Client, clerk: User, unit: Unit, other_unit: Unit, person: StaffMember
) -> None:
    good = seen()
    empty, away = seen(fact="  "), seen(behaviour="1.1|空岗", fact="空岗")
    badge = seen(behaviour="5.1|党员未佩戴党徽", fact="未佩戴党徽", persons=[person.pk])
    answer = send(desk, a_round(clerk, visit(unit, good, empty), visit(other_unit, away, badge)))
    assert answer.status_code == 422
    assert [(fault["at"], fault["field"]) for fault in answer.json()["faults"]] == [
        (empty["key"], "fact"),
        (away["key"], "measure"),
        (badge["key"], "persons"),
    ]
    assert not Inspection.objects.exists()
    assert not Finding.objects.exists()
    assert not Change.objects.exists()


def test_round_mended_after_a_refusal_is_taken(desk: Client, clerk: User, unit: Unit) -> None:
    data = a_round(clerk, visit(unit, seen(behaviour="1.1|空岗", fact="空岗")))
    assert send(desk, data).status_code == 422
    data["visits"][0]["findings"][0]["measure"] = 25
    assert send(desk, data).status_code == 200
    assert ScoreEvent.objects.get().measure == 25


def test_rival_clause_is_taken_only_with_a_reason(
    desk: Client, clerk: User, unit: Unit, person: StaffMember
) -> None:
    record(clerk, unit, on=date(2026, 10, 8), clause="2.2", behaviour="抽烟", person=person)
    smoke = seen(behaviour="4.6|公共区域或后台吸烟", fact="后台吸烟", persons=[person.pk])
    data = a_round(clerk, visit(unit, smoke))
    field, message = faults(send(desk, data))[0]
    assert field == "choice_reason"
    assert "当日已登记2.2 抽烟" in message
    assert "请写明理由" in message
    smoke["choice_reason"] = "两次吸烟，地点不同"
    assert send(desk, data).status_code == 200
    assert ScoreEvent.objects.get(clause="4.6").choice_reason == "两次吸烟，地点不同"


def test_rivals_inside_one_round_are_seen_too(desk: Client, clerk: User, unit: Unit) -> None:
    inside, outside = (
        seen(behaviour="2.2|抽烟", fact="抽烟"),
        seen(behaviour="4.6|公共区域或后台吸烟", fact="吸烟"),
    )
    answer = send(desk, a_round(clerk, visit(unit, inside, outside)))
    assert [(fault["at"], fault["field"]) for fault in answer.json()["faults"]] == [
        (outside["key"], "choice_reason")
    ]


def test_substitutes_breach_stands_on_the_person_on_leave(
    desk: Client, clerk: User, unit: Unit, person: StaffMember
) -> None:
    standing_in = StaffMember.objects.create(name="李强", number="009")
    Posting.objects.create(
        person=standing_in, unit=unit, post=Posting.Post.SUBSTITUTE, starts_on=date(2026, 10, 1)
    )
    direct = a_round(clerk, visit(unit, seen(persons=[standing_in.pk])))
    assert "李强当日是替岗人员：建议按1.3" in faults(send(desk, direct))[0][1]
    right = seen(
        behaviour="1.3|替岗人员违纪", fact="替岗看手机", persons=[person.pk], substitute=standing_in.pk
    )
    assert send(desk, a_round(clerk, visit(unit, right))).status_code == 200
    event = ScoreEvent.objects.get()
    assert (event.person, event.substitute) == (person, standing_in)


def test_draw_is_remembered_by_the_round(desk: Client, clerk: User, unit: Unit, other_unit: Unit) -> None:
    draw = make_draw(wanted=2, seed="s", by=clerk, at=NOON)
    send(desk, a_round(clerk, visit(unit), draw=draw.pk, kind="spot"))
    assert Inspection.objects.get().draw == draw


def test_phone_with_a_fast_clock_is_not_believed(desk: Client, clerk: User, unit: Unit) -> None:
    send(desk, a_round(clerk, visit(unit, at="2026-10-09T09:00:00Z")))
    assert InspectionVisit.objects.get().visited_at == NOON


# ---- photos


def test_photo_sent_twice_is_kept_once(desk: Client) -> None:
    key = str(uuid.uuid4())
    answers = [upload(desk, key).json() for _ in range(2)]
    stored = StoredFile.objects.get()
    assert (
        answers
        == [
            {
                "key": key,
                "id": stored.pk,
                "name": "IMG_1.jpg",
                "thumbnail": f"/evidence/{stored.pk}/thumbnail/",
            }
        ]
        * 2
    )
    small = desk.get(answers[0]["thumbnail"])
    small.close()
    assert small.status_code == 200


def test_photos_are_attached_in_their_order(desk: Client, clerk: User, unit: Unit) -> None:
    keys = [str(uuid.uuid4()) for _ in range(3)]
    for number, key in enumerate(keys):
        upload(desk, key, name=f"{number}.jpg")
    send(desk, a_round(clerk, visit(unit, seen(photos=keys))))
    assert [file.name for file in Finding.objects.get().evidence.all()] == ["0.jpg", "1.jpg", "2.jpg"]


def test_photo_that_never_came_is_asked_for_again(desk: Client, clerk: User, unit: Unit) -> None:
    data = a_round(clerk, visit(unit, seen(photos=[str(uuid.uuid4())])))
    assert faults(send(desk, data)) == [("photos", "有1张照片没有收到，请重新提交。")]
    assert not Finding.objects.exists()


def test_photo_of_another_person_or_of_another_finding_is_not_taken(
    desk: Client, clerk: User, chief: User, unit: Unit
) -> None:
    theirs, used = str(uuid.uuid4()), str(uuid.uuid4())
    upload(logged_in(chief), theirs)
    upload(desk, used)
    send(desk, a_round(clerk, visit(unit, seen(photos=[used]))))
    for key in (theirs, used):
        assert send(desk, a_round(clerk, visit(unit, seen(photos=[key])))).status_code == 422
    assert "别的账号" in faults(upload(desk, theirs))[0][1]


PHOTOS_REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "no key": ({"photo": SimpleUploadedFile("a.jpg", picture())}, "没有收到照片"),
    "odd key": ({"key": "\x00", "photo": SimpleUploadedFile("a.jpg", picture())}, "没有收到照片"),
    "no photo": ({"key": str(uuid.uuid4())}, "没有收到照片"),
    "a page": (
        {"key": str(uuid.uuid4()), "photo": SimpleUploadedFile("a.jpg", b"<html>")},
        "不是可以保存的类型",
    ),
    "damaged": (
        {"key": str(uuid.uuid4()), "photo": SimpleUploadedFile("a.jpg", picture(size=(300, 300))[:400])},
        "打不开",
    ),
}


@pytest.mark.parametrize(("data", "words"), PHOTOS_REFUSED.values(), ids=PHOTOS_REFUSED)
def test_photo_that_may_not_be_kept_is_said_so(desk: Client, data: dict[str, Any], words: str) -> None:
    answer = desk.post(PHOTO, data)
    assert answer.status_code == 422
    assert words in faults(answer)[0][1]
    assert not StoredFile.objects.exists()


def test_photo_of_a_round_that_never_came_goes_after_a_week(desk: Client, clerk: User, unit: Unit) -> None:
    forgotten, attached = str(uuid.uuid4()), str(uuid.uuid4())
    upload(desk, forgotten)
    upload(desk, attached)
    send(desk, a_round(clerk, visit(unit, seen(photos=[attached]))))
    with time_machine.travel(NOON.replace(day=20), tick=False):
        upload(logged_in(clerk), str(uuid.uuid4()))
    assert not DeviceUpload.objects.filter(key=forgotten).exists()
    assert DeviceUpload.objects.filter(key=attached).exists()
    assert StoredFile.objects.count() == 2
