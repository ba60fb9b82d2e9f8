"""Closed months, issued papers and the log: the database refuses to change them, whoever asks it."""

from collections.abc import Iterator

import pytest
import time_machine
from django.apps import apps
from django.core import serializers
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from records.changes import record_act
from records.checks import guards_stand
from records.guards.installing import guards_amiss, install_guards, lift_guards
from records.models import Change
from scoring.models import Month, RuleEdition, ScoreEvent
from scoring.models.immutable import Immutable
from tests.access.world import World, build_world
from tests.conftest import NOON
from tests.scoring.worlds import in_force
from units.models import Unit, User

OF_WHAT_MOVES = {Change._meta.label, "records.StoredFile", "scoring.Month", "scoring.ScoreEvent"}
WRITTEN_ONCE = (
    *("scoring.MonthResult", "scoring.UnitScore", "scoring.ScoreLine", "notices.Notice"),
    *("notices.NoticePaper", "records.Change"),
)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOON):
        yield


@pytest.fixture
def world(cast: dict[str, User], unit: Unit, other_unit: Unit) -> World:
    """August closed and published, September closed, October open."""
    return build_world(cast, unit, other_unit)


def refused(*statements: str) -> list[bool]:
    """Whether each statement alone is refused by the database, with a Chinese reason."""
    told = []
    for statement in statements:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                connection.check_constraints()  # PostgreSQL truncates nothing while checks are pending
                cursor.execute(statement)
        except DatabaseError as error:
            told.append("不得" in str(error) or "不能" in str(error))
        else:
            told.append(False)
    return told


def test_every_table_that_is_written_once_names_its_guards_and_they_stand(db: None) -> None:
    guarded = {model._meta.label for model in apps.get_models() if getattr(model, "guards", ())}
    once = {model._meta.label for model in apps.get_models() if issubclass(model, Immutable)}

    assert guarded == once | OF_WHAT_MOVES | {"scoring.RuleEdition"}
    assert guards_amiss() == []


def by_vendor(table: str) -> list[str]:
    """Ways of writing that only one of the databases knows."""
    if connection.vendor == "postgresql":
        all_away = f"merge into {table} t using (select 1) s on true when matched then delete"
        return [f"truncate {table} cascade", all_away]
    return [
        f"insert or replace into {table} select * from {table}",
        f"update or replace {table} set id = id",
    ]


@pytest.mark.parametrize("label", WRITTEN_ONCE)
def test_rows_written_once_refuse_every_way_of_writing(label: str, world: World) -> None:
    model = apps.get_model(label)
    row = model._base_manager.order_by("pk").first()
    table, key, name = model._meta.db_table, row.pk, model._meta.fields[1].column
    statements = [
        f"update {table} set {name} = {name} where id = {key}",
        f"update {table} set id = id + 1000000",
        f"delete from {table} where id = {key}",
        f"delete from {table}",
    ]
    statements += by_vendor(table)

    assert refused(*statements) == [True] * len(statements)
    for attempt in (
        lambda: models.QuerySet(model).filter(pk=key).update(id=key),
        lambda: models.QuerySet(model).filter(pk=key)._raw_delete("default"),
        lambda: models.QuerySet(model).bulk_update([row], [model._meta.fields[1].name]),
        lambda: models.Model.save_base(row, raw=True, force_update=True),
        lambda: next(serializers.deserialize("json", serializers.serialize("json", [row]))).save(
            force_update=True
        ),
    ):
        with pytest.raises(IntegrityError, match="不得"), transaction.atomic():
            attempt()


def test_evidence_keeps_its_digest_and_its_place(world: World) -> None:
    assert refused(
        "update records_storedfile set sha256 = 'x'", "update records_storedfile set file = 'elsewhere'"
    ) == [True, True]


def test_a_closed_month_can_only_be_reopened(world: World) -> None:
    published, closed = Month.objects.order_by("month")[:2]

    assert (
        refused(
            f"update scoring_month set state = 'open' where id = {published.pk}",
            f"update scoring_month set state = 'review' where id = {closed.pk}",
            f"update scoring_month set month = '2025-01-01' where id = {closed.pk}",
            f"delete from scoring_month where id = {closed.pk}",
        )
        == [True] * 4
    )
    assert Month.objects.filter(pk=published.pk).update(state=Month.State.REOPENED) == 1


def test_events_of_a_closed_month_are_neither_added_nor_changed_nor_moved(world: World) -> None:
    inside = ScoreEvent.objects.filter(counts_in="2026-09-01").first()
    outside = ScoreEvent.objects.filter(counts_in="2026-10-01").first()
    assert inside is not None
    assert outside is not None
    names = ", ".join(field.column for field in ScoreEvent._meta.concrete_fields if not field.primary_key)

    assert (
        refused(
            f"update scoring_scoreevent set times = 9 where id = {inside.pk}",
            f"update scoring_scoreevent set status = 'waived', settled_reason = '无' where id = {inside.pk}",
            f"update scoring_scoreevent set counts_in = '2026-10-01' where id = {inside.pk}",
            f"update scoring_scoreevent set counts_in = '2026-08-01' where id = {outside.pk}",
            f"delete from scoring_scoreevent where id = {inside.pk}",
            f"insert into scoring_scoreevent ({names}) select {names} from scoring_scoreevent "
            f"where id = {inside.pk}",
        )
        == [True] * 6
    )
    assert ScoreEvent.objects.filter(pk=outside.pk).update(times=2) == 1


def test_an_edition_in_force_keeps_its_text(bureau: object) -> None:
    row = in_force({"missing_items": "item"}, NOON.date().replace(day=1))

    assert (
        refused(
            f"update scoring_ruleedition set text = 'x' where id = {row.pk}",
            f"update scoring_ruleedition set effective_from = '2026-01-01' where id = {row.pk}",
            f"delete from scoring_ruleedition where id = {row.pk}",
        )
        == [True] * 3
    )
    assert models.QuerySet(RuleEdition).filter(pk=row.pk).update(state="draft") == 1


def test_words_of_the_log_may_be_erased_whole_and_nothing_else(db: None) -> None:
    line = record_act(action="登录", label="王芳")
    words = "subject_label = '', reason = '', address = '', salt = ''"

    assert refused(
        f"update records_change set subject_label = '' where id = {line.pk}",
        f"update records_change set {words}, action = '' where id = {line.pk}",
    ) == [True, True]
    changed = Change.objects.filter(pk=line.pk).update(
        subject_label="", before={}, after={}, reason="", address="", salt=""
    )
    assert changed == 1


@pytest.mark.django_db(transaction=True)
def test_the_command_that_empties_a_database_is_refused() -> None:
    record_act(action="登录")

    with pytest.raises(Exception, match=r"不得|be flushed"):
        call_command("flush", interactive=False, verbosity=0)

    assert Change.objects.count() == 1


def test_a_guard_taken_away_or_altered_is_told_and_stops_the_start(db: None) -> None:
    lift_guards()
    assert len(guards_amiss()) > 20
    assert "不存在或已停用" in guards_amiss()[0]
    assert [error.id for error in guards_stand()] == ["records.E001"]

    install_guards()
    assert guards_amiss() == []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("alter table notices_notice disable trigger user")
        else:
            cursor.execute("select name from sqlite_master where name like 'guard_notices_notice_unch%'")
            (name,) = cursor.fetchone()
            cursor.execute(f'drop trigger "{name}"')
            cursor.execute(
                f'create trigger "{name}" before update on notices_notice when 0 begin select 1; end'
            )
    assert guards_amiss()
    assert all("notices_notice" in told for told in guards_amiss())
