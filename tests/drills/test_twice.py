"""A double click, a resend, a hundred of them at the same moment: done once, and everyone is led to it.

Ten sendings here; `make drills` sets YANLING_DRILLS=1 and sends a hundred.
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
from tests.drills.scale import scaled
from tests.drills.site import DATABASE, ROOT, Site, surroundings
from tests.drills.twice import sending
from units.models import Bureau, Role

TIMES = scaled(quick=10, full=100)

pytestmark = [pytest.mark.drill, pytest.mark.slow]


def check_once(told: list[str], database: str) -> None:
    """One record, and every answer is its address."""
    print(f"{database}：同一份表单同时提交{TIMES}次，得到{len(told) - TIMES}条记录，去处{len(set(told))}个")
    assert [answer for answer in told if answer.startswith("odd")] == []
    assert len(told) == TIMES + 1
    assert len(set(told)) == 1


def test_a_form_sent_many_times_at_once_is_carried_out_once_on_sqlite(made: Site, tmp_path: Path) -> None:
    shutil.copy(made.fresh, tmp_path / DATABASE)
    command = [sys.executable, "-m", "tests.drills.twice", str(TIMES)]
    done = subprocess.run(
        command, cwd=ROOT, env=surroundings(tmp_path), check=True, stdout=subprocess.PIPE, timeout=300
    )

    check_once(json.loads(done.stdout), "SQLite")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite a process of its own does it")
def test_a_form_sent_many_times_at_once_is_carried_out_once_on_postgresql() -> None:
    Bureau.objects.create(id=1, first_month=date(2026, 9, 1))

    check_once(sending(make_user("clerk", "经办甲", Role.CLERK), TIMES), "PostgreSQL")
