"""The fixed cast: two units, their people, and one user a role, the stranger included."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test import Client, TransactionTestCase
from django.test import client as client_module

from records.guards.installing import lift_guards
from units.access import Actor, actor_for
from units.models import Bureau, Membership, Posting, Role, StaffMember, Unit, User, Window
from units.signing_in import sessions

LOGGED = 5 if connection.vendor == "postgresql" else 4
"""Queries that an export asks beyond its page: it writes its line of the log before it goes out."""
NEVER_OVER = datetime(2100, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai")).timestamp()
NOON = datetime(2026, 10, 8, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = NOON.date()


def leave_open(**_kwargs: Any) -> None:
    """Stands in for Django's `close_old_connections` while tests run."""


@pytest.fixture(autouse=True, scope="session")
def _connections_stay_open() -> None:
    """Closing an answer by hand says “request finished”, which would close the test's own connection.

    The test client disconnects and connects that receiver around each request, under the name it imported.
    """
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    client_module.close_old_connections = leave_open


@pytest.fixture(autouse=True, scope="session")
def _flushing_lifts_the_guards() -> None:
    """The database refuses to empty guarded tables; after a flush Django has them installed again."""
    flush = TransactionTestCase._fixture_teardown

    def teardown(case: TransactionTestCase) -> None:
        lift_guards()
        flush(case)

    TransactionTestCase._fixture_teardown = teardown


@pytest.fixture(autouse=True)
def _plain_settings(settings: Any, tmp_path: Any) -> None:
    """Fast password hashing, plain static files, evidence in a folder of the test's own."""
    settings.STATIC_ROOT = str(tmp_path)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "evidence", "base_url": None},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def unguarded(db: None) -> None:
    """As the owner of the database: the guards are gone, and come back with the test's end."""
    lift_guards()


@pytest.fixture
def bureau(db: None) -> Bureau:
    return Bureau.objects.create(id=1, first_month=date(2026, 9, 1))


@pytest.fixture
def unit(bureau: Bureau) -> Unit:
    """社保中心, with window 3号窗口 and 王芳 posted there."""
    return Unit.objects.create(name="社保中心", short_name="社保", order=1)


@pytest.fixture
def other_unit(bureau: Bureau) -> Unit:
    return Unit.objects.create(name="公共就业服务中心", short_name="就业", order=2)


@pytest.fixture
def window(unit: Unit) -> Window:
    return Window.objects.create(unit=unit, number="3号窗口")


@pytest.fixture
def person(unit: Unit, window: Window) -> StaffMember:
    person = StaffMember.objects.create(name="王芳", pinyin="wangfang wf", number="001")
    Posting.objects.create(person=person, unit=unit, window=window, starts_on=date(2026, 1, 1))
    return person


@pytest.fixture
def other_person(other_unit: Unit) -> StaffMember:
    person = StaffMember.objects.create(name="孙丽", pinyin="sunli sl", number="002")
    Posting.objects.create(person=person, unit=other_unit, starts_on=date(2026, 1, 1))
    return person


def make_user(username: str, name: str, role: Role | None, unit: Unit | None = None) -> User:
    user = User.objects.create_user(username=username, name=name, password="a-long-password-1")
    if role is not None:
        Membership.objects.create(user=user, role=role, unit=unit)
    return user


@pytest.fixture
def clerk(bureau: Bureau) -> User:
    return make_user("clerk", "经办甲", Role.CLERK)


@pytest.fixture
def chief(bureau: Bureau) -> User:
    return make_user("chief", "负责乙", Role.CHIEF)


@pytest.fixture
def head(unit: Unit) -> User:
    """The head of 社保中心."""
    return make_user("head", "单位丙", Role.UNIT_HEAD, unit)


@pytest.fixture
def other_head(other_unit: Unit) -> User:
    """The head of 公共就业服务中心."""
    return make_user("otherhead", "单位丁", Role.UNIT_HEAD, other_unit)


@pytest.fixture
def stranger(bureau: Bureau) -> User:
    """An account without any role."""
    return make_user("stranger", "路人戊", None)


@pytest.fixture
def cast(clerk: User, chief: User, head: User, other_head: User, stranger: User) -> dict[str, User]:
    """One user a role, plus another unit's head and a stranger."""
    return {
        "clerk": clerk,
        "chief": chief,
        "head": head,
        "other_head": other_head,
        "discipline": make_user("discipline", "纪检己", Role.DISCIPLINE),
        "office": make_user("office", "办公庚", Role.OFFICE),
        "leader": make_user("leader", "领导辛", Role.LEADER),
        "admin": make_user("admin", "管理壬", Role.ADMIN),
        "stranger": stranger,
    }


def logged_in(user: User | None) -> Client:
    """A browser of its own for a user; without one, a visitor who is not logged in.

    Its session never runs out, and its password was given just now, whatever a test does to the clock.
    """
    client = Client()
    if user is not None:
        client.force_login(user)
        session = client.session
        sessions.begin(session, NEVER_OVER)
        sessions.mark_asked(session, NEVER_OVER)
        session.save()
    return client


def actor(user: User) -> Actor:
    return actor_for(user, on=TODAY)
