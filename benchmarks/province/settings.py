"""The tests' settings on the PostgreSQL database that DATABASE_URL names: empty, or filled before."""

import os

from tests.settings import *  # noqa: F403
from tests.settings import DATABASES, STATIC_ROOT

if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
    raise SystemExit(
        "请用 DATABASE_URL 指明一个空的 PostgreSQL 数据库，如 postgres://用户:密码@主机:5432/模拟省"
    )

STATIC_ROOT.mkdir(parents=True, exist_ok=True)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = False
