"""Many issue at once: every paper gets a number, none twice, none left out, on SQLite and on PostgreSQL.

Five issuers here; `make drills` sets YANLING_DRILLS=1 and lets fifty issue.
"""

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from tests.conftest import make_user
from tests.drills.issuer import issuing
from tests.drills.scale import scaled
from tests.drills.site import DATABASE, ROOT, Site, surroundings
from units.models import Bureau, Role

ISSUERS = scaled(quick=5, full=50)
IN_TURN = list(range(1, ISSUERS + 1))
ONE_GETS_IT = ["7", *["sequence"] * (ISSUERS - 1)]

pytestmark = [pytest.mark.drill, pytest.mark.slow]


def issuing_on_sqlite(made: Site, folder: Path, *about: int) -> list[str]:
    """In a process of its own, on a database in a file."""
    shutil.copy(made.fresh, folder / DATABASE)
    command = [sys.executable, "-m", "tests.drills.issuer", *map(str, (ISSUERS, *about))]
    done = subprocess.run(
        command, cwd=ROOT, env=surroundings(folder), check=True, stdout=subprocess.PIPE, timeout=300
    )
    told: list[str] = json.loads(done.stdout)
    return told


def test_issuers_at_once_leave_no_gap_and_no_double_on_sqlite(made: Site, tmp_path: Path) -> None:
    told = sorted(map(int, issuing_on_sqlite(made, tmp_path)))
    print(f"SQLite：{ISSUERS}人同时签发，得到{told[0]}至{told[-1]}号，重号{ISSUERS - len(set(told))}个")
    assert told == IN_TURN


def test_of_several_who_write_one_number_by_hand_one_gets_it_on_sqlite(made: Site, tmp_path: Path) -> None:
    assert sorted(issuing_on_sqlite(made, tmp_path, 7)) == ONE_GETS_IT


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite a process of its own does it")
def test_issuers_at_once_leave_no_gap_and_no_double_on_postgresql() -> None:
    Bureau.objects.create(id=1, first_month=date(2026, 9, 1))
    chief = make_user("chief", "负责乙", Role.CHIEF)

    told = sorted(map(int, issuing(chief, ISSUERS)))
    print(f"PostgreSQL：{ISSUERS}人同时签发，得到{told[0]}至{told[-1]}号，重号{ISSUERS - len(set(told))}个")
    assert told == IN_TURN


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite a process of its own does it")
def test_of_several_who_write_one_number_by_hand_one_gets_it_on_postgresql() -> None:
    Bureau.objects.create(id=1, first_month=date(2026, 9, 1))
    chief = make_user("chief", "负责乙", Role.CHIEF)

    assert sorted(issuing(chief, ISSUERS, 7)) == ONE_GETS_IT
