"""The page 登记事项: nothing is saved unseen, nothing is saved twice."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from scoring.models import Finding, ScoreEvent
from tests.conftest import NOON, logged_in
from tests.records.test_files import picture
from tests.scoring.factories import recorded_event
from tests.scoring.record_form import PAGE, checked, text_of, typed
from units.models import Posting, StaffMember, Unit, User, Window


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """Today is the cast's day."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def desk(clerk: User) -> Client:
    return logged_in(clerk)


def test_check_shows_the_effect_and_writes_nothing(desk: Client, unit: Unit, person: StaffMember) -> None:
    page = text_of(desk.post(PAGE, typed(unit, persons=[person.pk])))
    assert "100 → 98 分" in page
    assert "4.5 接打手机（王芳）： −2" in page
    assert not Finding.objects.exists()


def test_checked_entry_is_saved_confirmed_or_pending(desk: Client, unit: Unit, clerk: User) -> None:
    for step, status in (("save", "pending"), ("save-confirmed", "confirmed")):
        answer = desk.post(PAGE, checked(desk, typed(unit), step))
        finding = Finding.objects.latest("id")
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/findings/{finding.pk}/")
        assert (finding.events.get().status, finding.recorded_by) == (status, clerk)


def test_saving_unseen_shows_the_check_first(desk: Client, unit: Unit) -> None:
    page = desk.post(PAGE, typed(unit, step="save-confirmed"))
    assert "登记并核实" in page.content.decode()
    assert not Finding.objects.exists()


def test_change_after_the_check_is_checked_again(desk: Client, unit: Unit) -> None:
    data = checked(desk, typed(unit)) | {"times": 3}
    page = text_of(desk.post(PAGE, data))
    assert "100 → 94 分" in page
    assert not Finding.objects.exists()


def test_double_click_saves_once(desk: Client, unit: Unit) -> None:
    data = checked(desk, typed(unit, uploads=SimpleUploadedFile("现场.jpg", picture())))
    first, second = desk.post(PAGE, data), desk.post(PAGE, data)
    assert first.headers["Location"] == second.headers["Location"]
    assert (Finding.objects.count(), ScoreEvent.objects.count()) == (1, 1)


def test_several_persons_get_an_event_each(desk: Client, unit: Unit, person: StaffMember) -> None:
    second = StaffMember.objects.create(name="李强", number="009")
    Posting.objects.create(person=second, unit=unit, starts_on=date(2026, 1, 1))
    desk.post(PAGE, checked(desk, typed(unit, persons=[person.pk, second.pk])))
    assert sorted(ScoreEvent.objects.values_list("person__name", flat=True)) == ["李强", "王芳"]


def test_passing_on_charges_every_unit_in_one_finding(desk: Client, unit: Unit, other_unit: Unit) -> None:
    data = typed(unit, behaviour="3.6|推诿-首次接待单位", other_units=[other_unit.pk])
    desk.post(PAGE, checked(desk, data))
    finding = Finding.objects.get()
    assert sorted(finding.events.values_list("unit__name", "behaviour", "problem__title")) == [
        ("公共就业服务中心", "推诿-其他单位", "10月6日推诿"),
        ("社保中心", "推诿-首次接待单位", "10月6日推诿"),
    ]


def test_fact_outside_every_clause_is_saved_at_nothing(desk: Client, unit: Unit) -> None:
    desk.post(PAGE, checked(desk, typed(unit, behaviour="", fact="接待热情", is_good="on"), "save"))
    finding = Finding.objects.get()
    assert (finding.is_good, finding.events.count()) == (True, 0)


def test_rival_clause_is_saved_only_with_a_reason(
    desk: Client, clerk: User, unit: Unit, person: StaffMember
) -> None:
    recorded_event(clerk, unit, clause="2.2", behaviour="抽烟", person=person)
    smoking = typed(unit, behaviour="4.6|公共区域或后台吸烟", persons=[person.pk])
    data = checked(desk, smoking)
    assert "仍按此登记的，请写明理由" in desk.post(PAGE, data).content.decode()
    assert Finding.objects.count() == 1
    desk.post(PAGE, data | {"choice_reason": "两次吸烟，地点不同"})
    assert ScoreEvent.objects.latest("id").choice_reason == "两次吸烟，地点不同"


def test_live_check_says_nothing_of_errors_while_typing(desk: Client, unit: Unit) -> None:
    quiet = desk.post("/record/check/", typed(unit, fact=""))
    assert "填好日期、单位" in quiet.content.decode()
    assert "100 → 98" in text_of(desk.post("/record/check/", typed(unit)))
    assert not Finding.objects.exists()


def test_persons_and_units_ticked_stay_ticked(
    desk: Client, unit: Unit, other_unit: Unit, person: StaffMember
) -> None:
    page = desk.post(
        PAGE, typed(unit, fact="", persons=[person.pk], other_units=[other_unit.pk])
    ).content.decode()
    assert f'name="persons" value="{person.pk}" checked' in page
    assert f'name="other_units" value="{other_unit.pk}" checked' in page


def test_search_without_a_script_keeps_what_was_typed_and_says_no_errors(desk: Client, unit: Unit) -> None:
    data = typed(unit, step="find", words="没穿工服", fact="", behaviour="", statement="说明", unit="")
    page = desk.post(PAGE, data).content.decode()
    assert "符合“没穿工服”的" in page
    assert "说明" in page
    assert "请先改正" not in page


def test_search_answers_to_what_people_say(desk: Client) -> None:
    page = text_of(desk.get("/record/behaviours/", {"words": "玩手机"}))
    assert page.index("4.5 接打手机") < page.index("细则没有列出")
    nothing = text_of(desk.get("/record/behaviours/", {"words": "量子纠缠"}))
    assert "没有找到“量子纠缠”" in nothing


def test_chosen_behaviour_stays_chosen_while_searching(desk: Client) -> None:
    page = desk.get("/record/behaviours/", {"words": "工服", "behaviour": "1.1|迟到"}).content.decode()
    assert re.search(r'value="1\.1\|迟到"[^>]* checked', page)


def test_link_brings_unit_day_and_source_along(desk: Client, unit: Unit) -> None:
    page = desk.get(PAGE, {"unit": unit.pk, "happened_on": "2026-10-01", "source": "考勤"}).content.decode()
    assert f'<option value="{unit.pk}" selected>社保中心' in page
    assert 'value="2026-10-01"' in page


@pytest.mark.parametrize("people", [1, 40], ids=["one person", "forty"])
def test_form_takes_the_same_queries_for_any_number_of_people(
    desk: Client, unit: Unit, django_assert_max_num_queries: DjangoAssertNumQueries, people: int
) -> None:
    for number in range(people):
        made = StaffMember.objects.create(name=f"人{number}", number=f"n{number}")
        Posting.objects.create(person=made, unit=unit, starts_on=date(2026, 1, 1))
        Window.objects.create(unit=unit, number=f"{number}号")
    with django_assert_max_num_queries(9):
        desk.get(PAGE)
    with django_assert_max_num_queries(25):
        desk.post(PAGE, typed(unit))
