"""Who complained is in no column of the database: whoever takes the database without its key has nobody."""

from collections.abc import Iterator

import pytest
from django.core import serializers
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from records.encrypted import SIGN, Unreadable
from records.models import Change
from scoring.models import Complainant, Complaint
from scoring.services.complaints import add_step
from tests.conftest import NOON, logged_in, make_user
from tests.scoring.complaints import CONTACT, NAME, ON, a_complaint
from units.models import Bureau, Role, Unit, User

OTHER_KEY = "another-records-key-that-guards-nothing-at-all"
THIRD_KEY = "a-third-key-for-tests-that-guards-nothing-at-all"


@pytest.fixture
def row(clerk: User, unit: Unit) -> Complaint:
    return a_complaint(clerk, unit)


@pytest.fixture
def desk(clerk: User) -> Client:
    return logged_in(clerk)


def stored() -> tuple[str, str]:
    """The two columns as the database has them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, contact FROM scoring_complainant")
        return cursor.fetchone()


def test_neither_column_nor_dump_tells_who_complained(row: Complaint) -> None:
    dump = serializers.serialize("json", Complainant.objects.all(), ensure_ascii=False)

    for text in (*stored(), dump):
        assert [word for word in (NAME, CONTACT) if word in text] == []
        assert SIGN in text
    assert (row.complainant.name, row.complainant.contact) == (NAME, CONTACT)


def test_a_dump_is_read_back(row: Complaint) -> None:
    dump = serializers.serialize("json", Complainant.objects.all())
    Complainant.objects.all().delete()

    for entry in serializers.deserialize("json", dump):
        entry.save()

    who = Complainant.objects.get()
    assert (who.name, who.contact) == (NAME, CONTACT)


def test_the_same_name_is_stored_differently_each_time(row: Complaint, clerk: User) -> None:
    first = stored()

    Complainant.objects.get().save()

    assert {part for one in (first, stored()) for part in one} == {*first, *stored()}
    assert len({*first, *stored()}) == 4


def test_what_is_encrypted_cannot_be_searched(row: Complaint) -> None:
    with pytest.raises(FieldError, match="cannot be searched"):
        Complainant.objects.filter(name=NAME).exists()


def test_nothing_given_is_stored_as_nothing(clerk: User, unit: Unit) -> None:
    a_complaint(clerk, unit, name="", contact=" ")

    assert stored() == ("", "")


def test_with_another_key_pages_say_so_and_nothing_is_lost(
    row: Complaint, desk: Client, clerk: User, settings: pytest.FixtureRequest
) -> None:
    before, page = stored(), f"/complaints/{row.pk}/"
    settings.RECORDS_KEY = OTHER_KEY

    shown = desk.get(page)
    looked = desk.post(f"{page}complainant/")
    with pytest.raises(Unreadable):
        add_step(complaint=row, on=ON, text=f"回访{NAME}", by=clerk, at=NOON)

    assert (shown.status_code, looked.status_code) == (200, 409)
    for answer in (shown, looked):
        assert "加密保存的内容打不开" in answer.content.decode()
    assert "投诉人反映窗口态度不好" in shown.content.decode()
    assert stored() == before


@pytest.mark.parametrize("written", ["黄鹂鸣", f"{SIGN}gAAAAABnonsense", f"{SIGN}黄鹂鸣"])
def test_what_somebody_wrote_into_the_column_is_not_taken_for_a_name(
    row: Complaint, desk: Client, written: str
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE scoring_complainant SET name = %s", [written])

    answer = desk.get(f"/complaints/{row.pk}/")

    assert (answer.status_code, "加密保存的内容打不开" in answer.content.decode()) == (200, True)
    assert "黄某某" not in answer.content.decode()


def test_a_newer_key_of_their_own_reads_the_old_ones_and_writes_new(
    row: Complaint, settings: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    before = stored()
    settings.COMPLAINANT_KEYS = [OTHER_KEY]
    assert Complainant.objects.get().name == NAME

    call_command("reencrypt_complainants")

    assert "1位投诉人" in capsys.readouterr().out
    assert Change.objects.get(action="重新加密投诉人").subject_label == "1位投诉人"
    assert stored() != before
    settings.RECORDS_KEY = THIRD_KEY
    assert (Complainant.objects.get().name, Complainant.objects.get().contact) == (NAME, CONTACT)
    settings.COMPLAINANT_KEYS = []
    with pytest.raises(Unreadable):
        Complainant.objects.get()


def test_encrypting_anew_says_when_a_row_cannot_be_read(
    row: Complaint, settings: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    before = stored()
    settings.RECORDS_KEY = OTHER_KEY

    with pytest.raises(SystemExit) as left:
        call_command("reencrypt_complainants")

    assert left.value.code == 1
    assert "加密保存的内容打不开" in capsys.readouterr().err
    assert stored() == before


@pytest.fixture
def back_to_head(transactional_db: None) -> Iterator[None]:
    """Whatever a test does with migrations, the tables are as they should be afterwards."""
    yield
    call_command("migrate", verbosity=0)


@pytest.mark.slow
def test_the_migration_encrypts_what_is_there_and_gives_it_back(back_to_head: None) -> None:
    Bureau.objects.create(id=1, first_month=NOON.date().replace(month=9, day=1))
    unit = Unit.objects.create(name="社保中心", short_name="社保", order=1)
    a_complaint(make_user("clerk", "经办甲", Role.CLERK), unit)

    MigrationExecutor(connection).migrate([("scoring", "0008_removed_evidence")])
    in_clear = stored()
    MigrationExecutor(connection).migrate([("scoring", "0009_encrypted_complainants")])

    assert in_clear == (NAME, CONTACT)
    assert all(text.startswith(SIGN) for text in stored())
    who = Complainant.objects.get()
    assert (who.name, who.contact) == (NAME, CONTACT)
