"""Reads the environment, and refuses odd values with one clear line."""

import importlib.util
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from yanling_assess import sqlite

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("YANLING_DATA_DIR", BASE_DIR / "var")).resolve()
LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
DEVELOPMENT_KEY = "development-only-not-for-real-use"
LEAST_KEY = 40
MOST_MONTHS = 1200


def close_to_others() -> None:
    """What the site writes (database, keys, evidence) is for its own account and group alone."""
    os.umask(os.umask(0o077) | 0o007)


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


def files() -> dict[str, Any]:
    """Where evidence lies, as Django's storage: the data folder, or the bucket that `FILES_URL` names."""
    url = os.environ.get("FILES_URL", "").strip()
    if url:
        return {"BACKEND": "records.object_store.ObjectStorage", "OPTIONS": _bucket(url)}
    options = {"location": DATA_DIR / "evidence", "base_url": None, "file_permissions_mode": 0o600}
    return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}


def _bucket(url: str) -> dict[str, Any]:
    """`s3://key:secret@host:port/bucket?region=…&ca=…` (`s3+http://` without TLS) as the store's options."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    name = parts.path.strip("/")
    if parts.scheme not in ("s3", "s3+http"):
        raise _odd_files(f"以“{parts.scheme}”开头，应为 s3:// 或 s3+http://")
    if not (parts.username and parts.password and parts.hostname) or not _is_port(parts.netloc):
        raise _odd_files("缺少账号、密钥或主机")
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", name, re.ASCII):
        raise _odd_files(f"桶名是“{name}”，应为3到63个小写字母、数字、点和连字符")
    if odd := sorted(query.keys() - {"region", "ca"}):
        raise _odd_files(f"不认识参数“{odd[0]}”，只有 region 和 ca")
    if "ca" in query and not Path(query["ca"]).is_file():
        raise _odd_files(f"证书文件“{query['ca']}”不存在")
    if importlib.util.find_spec("storages") is None or importlib.util.find_spec("boto3") is None:
        raise ImproperlyConfigured(
            "设置了 FILES_URL，但没有安装所需的软件包；请按 docs/部署.md 安装 requirements-s3.txt。"
        )
    scheme = "https" if parts.scheme == "s3" else "http"
    return {
        "endpoint_url": f"{scheme}://{parts.netloc.rpartition('@')[2]}",
        "bucket_name": name,
        "access_key": unquote(parts.username),
        "secret_key": unquote(parts.password),
        "region_name": query.get("region") or "us-east-1",
        "verify": query.get("ca"),
    }


def _is_port(place: str) -> bool:
    """Whether the port after host is one, or left out."""
    try:
        return urlsplit(f"//{place}").port != 0
    except ValueError:
        return False


def _odd_files(what: str) -> ImproperlyConfigured:
    """The address itself is not repeated: it holds the store's secret."""
    shape = "s3://账号:密钥@主机:端口/桶?region=区域&ca=证书文件"
    return ImproperlyConfigured(
        f"环境变量 FILES_URL {what}。应写成 {shape}，账号和密钥中的特殊字符按网址规则转写。"
    )


def sqlite_options() -> dict[str, Any]:
    """Write-ahead log where it is safe, every commit on disk, writers queue instead of failing."""
    journal = "WAL" if sqlite.is_fixed() else "DELETE"
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": f"PRAGMA journal_mode={journal}; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA recursive_triggers=ON;",  # so that INSERT OR REPLACE meets the guards against deleting
    }
