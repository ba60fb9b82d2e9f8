"""Another site beside the test's own: an empty database of either kind, and evidence of its own."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from notices.models import NoticePaper
from records.models import StoredFile
from scoring.models import MonthResult, ScoreLine, UnitScore
from yanling_assess.archive.moving import changed_places, connected
from yanling_assess.archive.tables import Table, applied_on, tables_at


@contextmanager
def elsewhere(url: str, evidence: Path, settings: Any) -> Iterator[BaseDatabaseWrapper]:
    """For as long as the block lasts that other site is the one that models and storage speak of."""
    before = settings.STORAGES
    with connected(url) as there, changed_places(connections[DEFAULT_DB_ALIAS], there):
        settings.STORAGES = before | {"default": evidence_in(evidence)}
        try:
            yield there
        finally:
            settings.STORAGES = before


def evidence_in(folder: Path) -> dict[str, Any]:
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": folder, "base_url": None},
    }


@contextmanager
def fresh_url(like: BaseDatabaseWrapper, folder: Path, name: str) -> Iterator[str]:
    """The address of a database of this one's kind in which there is nothing at all."""
    if like.vendor == "sqlite":
        yield f"sqlite:///{folder / name}.sqlite3"
        return
    full, config = f"{like.settings_dict['NAME']}_{name}", like.settings_dict
    with like._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{full}"')
        cursor.execute(f"CREATE DATABASE \"{full}\" ENCODING 'UTF8' TEMPLATE template0")
    password = f":{config['PASSWORD']}" if config["PASSWORD"] else ""
    yield f"postgres://{config['USER']}{password}@{config['HOST']}:{config['PORT'] or 5432}/{full}"
    with like._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{full}" WITH (FORCE)')


def copied(made: Path, to: Path) -> str:
    """The address of a copy of a database file."""
    shutil.copy(made, to)
    return f"sqlite:///{to}"


def shown() -> dict[str, Any]:
    """What must be the same on a restored site: every score and line, the bytes of every paper and file."""
    rows = [list(model.objects.order_by("pk").values()) for model in (MonthResult, UnitScore, ScoreLine)]
    papers = {paper.pk: bytes(paper.pdf) for paper in NoticePaper.objects.all()}
    evidence = {}
    for stored in StoredFile.objects.all():
        with stored.file.open() as file:
            evidence[stored.file.name] = file.read()
    return {"scores": rows, "papers": papers, "files": evidence}


def kept_tables(connection: BaseDatabaseWrapper) -> list[Table]:
    return [table for table in tables_at(applied_on(connection)) if table.is_kept]
