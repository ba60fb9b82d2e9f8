"""Which tables there are at a state of the migrations, and which of them are worth keeping."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from yanling_assess.archive.values import kind_of

Applied = frozenset[tuple[str, str]]
"""(app, migration) of all that were applied."""

LEFT_OUT = ("sessions.", "axes.", "notices.JobRunner")
"""Who is logged in, who mistyped a password, which printing process was heard of: no records."""
MADE_BY_MIGRATE = ("contenttypes.ContentType", "auth.Permission")
"""Filled by `migrate` itself, so an empty site has rows there; their numbers come from the archive."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: the model's label, its name in the database, its fields in order."""

    label: str
    title: str
    name: str
    fields: tuple[Any, ...]
    key: Any

    @property
    def columns(self) -> list[list[str]]:
        """[name, kind] of each column."""
        return [[field.column, kind_of(field)] for field in self.fields]

    @property
    def has_json(self) -> bool:
        return any(kind_of(field) == "JSONField" for field in self.fields)

    @property
    def has_bytes(self) -> bool:
        return any(kind_of(field) == "BinaryField" for field in self.fields)

    @property
    def counts_itself(self) -> bool:
        """Whether the database numbers its rows."""
        return (
            kind_of(self.key) in ("AutoField", "BigAutoField", "SmallAutoField") and not self.key.is_relation
        )

    @property
    def is_kept(self) -> bool:
        return not self.label.startswith(LEFT_OUT)


def applied_on(connection: BaseDatabaseWrapper) -> Applied:
    """What the database says was applied to it; empty where it has no tables yet."""
    known = {app for app, _ in MigrationLoader(None).disk_migrations}
    return frozenset(key for key in MigrationRecorder(connection).applied_migrations() if key[0] in known)


def known_migrations() -> Applied:
    """All migrations that this program has."""
    return frozenset(MigrationLoader(None).disk_migrations)


def tables_at(applied: Iterable[tuple[str, str]]) -> list[Table]:
    """All tables at a state of the migrations, by label."""
    state = MigrationLoader(None).project_state(sorted(applied))
    models = state.apps.get_models(include_auto_created=True)
    return sorted((_table(model) for model in models if not model._meta.proxy), key=lambda table: table.label)


def _table(model: type[Model]) -> Table:
    options = model._meta
    return Table(
        label=options.label,
        title=str(options.verbose_name),
        name=options.db_table,
        fields=tuple(field for field in options.local_concrete_fields if field.column),
        key=options.pk,
    )


def migrate_to(connection: BaseDatabaseWrapper, applied: Applied) -> None:
    """Bring a database without tables to a state of the migrations, and no further."""
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    targets = [
        key for key in sorted(applied) if not applied & {child.key for child in graph.node_map[key].children}
    ]
    executor.migrate(targets)
    if applied_on(connection) != applied:
        raise ImproperlyConfigured("表结构没有建到备份时的版本。")
