"""Reads the environment, and refuses odd values with one clear line."""

import os
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

from yanling_assess import sqlite

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("YANLING_DATA_DIR", BASE_DIR / "var")).resolve()
LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
DEVELOPMENT_KEY = "development-only-not-for-real-use"
LEAST_KEY = 40
MOST_MONTHS = 1200


def flag(name: str, *, default: bool) -> bool:
    """A yes-or-no variable: 1, true, yes, on or 0, false, no, off."""
    value = os.environ.get(name, "").strip().lower()
    if value in ("", "1", "true", "yes", "on", "0", "false", "no", "off"):
        return default if value == "" else value in ("1", "true", "yes", "on")
    raise ImproperlyConfigured(f"环境变量 {name} 的值是“{value}”，应为 1 或 0。")


def number(name: str, *, default: int, least: int, most: int) -> int:
    """A whole number within bounds."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not (value.isascii() and value.isdecimal() and least <= int(value) <= most):
        raise ImproperlyConfigured(f"环境变量 {name} 的值是“{value}”，应为 {least} 到 {most} 的整数。")
    return int(value)


def choice(name: str, *, among: tuple[str, ...], default: str = "") -> str:
    """One of some words, however written; the first where neither the variable nor a default says one."""
    value = os.environ.get(name, "").strip().lower() or default or among[0]
    if value not in among:
        raise ImproperlyConfigured(f"环境变量 {name} 的值是“{value}”，应为 {'、'.join(among)} 之一。")
    return value


def logging_options() -> dict[str, Any]:
    """How the log is written: LOG_FORMAT, LOG_LEVEL, ACCESS_LOG; plain and quiet where somebody watches."""
    debug = flag("DEBUG", default=False)
    watched = debug or flag("YANLING_DEMO", default=False)
    formats = ("json", "plain", "debug") if debug else ("json", "plain")
    default = "debug" if debug else "plain" if watched else "json"
    levels = ("debug", "info", "warning", "error", "critical")
    return {
        "format_name": choice("LOG_FORMAT", default=default, among=formats),
        "level": choice("LOG_LEVEL", default="warning", among=levels),
        "requests": flag("ACCESS_LOG", default=not watched),
    }


def names(name: str, *, default: list[str]) -> list[str]:
    """A list of names parted by commas."""
    value = os.environ.get(name, "")
    return [part.strip() for part in value.split(",") if part.strip()] or default


def hosts(name: str) -> list[str]:
    """Names by which the site is called. The machine's own are among them: that is how it is looked after."""
    return list(dict.fromkeys([*names(name, default=[]), *LOCAL_HOSTS]))


def bind() -> str:
    """The address that gunicorn listens at."""
    return os.environ.get("BIND", "").strip() or "127.0.0.1"


def folder(name: str) -> Path | None:
    """A folder by its full path; none where the variable is empty."""
    value = os.environ.get(name, "").strip()
    if value and not Path(value).is_absolute():
        raise ImproperlyConfigured(f"环境变量 {name} 的值是“{value}”，应为以 / 开头的完整路径。")
    return Path(value) if value else None


def key(name: str, *, development: bool) -> str:
    """A key (SECRET_KEY, RECORDS_KEY): from the environment, or the file of that name in the data folder.

    For development and the demo a fixed one where there is neither.
    """
    value = os.environ.get(name, "")
    kept = DATA_DIR / name.lower()
    if not value and kept.is_file():
        value = kept.read_text(encoding="ascii").strip()
    if not value and development:
        return DEVELOPMENT_KEY
    if len(value) < LEAST_KEY:
        raise ImproperlyConfigured(f"环境变量 {name} 未设置或少于{LEAST_KEY}个字符；请按 docs/部署.md 设置。")
    return value


def keys(name: str) -> list[str]:
    """A list of further keys parted by commas, the newest first; empty unless the environment gives some."""
    found = names(name, default=[])
    if any(len(one) < LEAST_KEY for one in found):
        raise ImproperlyConfigured(
            f"环境变量 {name} 中有一个密钥少于{LEAST_KEY}个字符；请按 docs/部署.md 设置。"
        )
    return found


def months(name: str, *, default: int, least: int = 1) -> int:
    """How many months something is kept: a whole number from `least` to 1200."""
    value = os.environ.get(name, "").strip() or str(default)
    if not (value.isascii() and value.isdigit() and least <= int(value) <= MOST_MONTHS):
        raise ImproperlyConfigured(
            f"环境变量 {name} 的值是“{value}”，应为{least}到{MOST_MONTHS}之间的整数（月）。"
        )
    return int(value)


def database(url: str = "") -> dict[str, Any]:
    """`DATABASE_URL` (or the address given) as Django's settings; SQLite in the data folder by default."""
    url = url or os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'yanling.sqlite3'}"
    scheme = url.partition("://")[0]
    if scheme not in ("sqlite", "postgres", "postgresql"):
        raise ImproperlyConfigured(f"环境变量 DATABASE_URL 以“{scheme}”开头，只支持 sqlite 和 postgres。")
    try:
        config: dict[str, Any] = environ.Env.db_url_config(url)
    except ValueError as error:
        raise ImproperlyConfigured(f"环境变量 DATABASE_URL 无法识别：{error}") from error
    engine = config["ENGINE"]
    config["CONN_MAX_AGE"] = None
    config["CONN_HEALTH_CHECKS"] = engine.endswith("postgresql")
    if engine.endswith("sqlite3"):
        config["OPTIONS"] = sqlite_options()
        config["TEST"] = {"NAME": os.environ.get("YANLING_TEST_SQLITE") or None}
    return config


def sqlite_options() -> dict[str, Any]:
    """Write-ahead log where it is safe, every commit on disk, writers queue instead of failing."""
    journal = "WAL" if sqlite.is_fixed() else "DELETE"
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": f"PRAGMA journal_mode={journal}; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA recursive_triggers=ON;",  # so that INSERT OR REPLACE meets the guards against deleting
    }
