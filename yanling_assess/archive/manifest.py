"""The archive's own account of itself, sealed with a key that is not in it."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.conf import settings

from records.errors import Refusal
from records.keys import key_for

FORMAT = 1
FIRST = "yanling-backup"
LAST = "manifest.json"
MARK = f"yanling_assess backup {FORMAT}\n".encode()
TRIED = b"is this the key"


@dataclass(frozen=True, slots=True)
class KeptTable:
    """One table as it was: [name, kind] of its columns, rows, their digest, the number last given out."""

    label: str
    title: str
    columns: list[list[str]]
    rows: int
    digest: str
    last: int
    member: str


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One stored file: its name in the storage, the member that holds it."""

    name: str
    member: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that is said of an archive. `doubts` are Chinese sentences about files that were amiss already."""

    program: str
    made_at: str
    vendor: str
    migrations: list[list[str]]
    tables: list[KeptTable] = field(default_factory=list)
    files: list[KeptFile] = field(default_factory=list)
    papers: dict[str, str] = field(default_factory=dict)
    """SHA-256 of every issued paper's bytes, by the number of its row."""
    anchor: str = ""
    """The head of the audit's chain, as `check_records --anchor` takes it."""
    members: list[list[Any]] = field(default_factory=list)
    """[name, size, sha256] of all members before this one, in order."""
    keys: dict[str, str] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)
    format: int = FORMAT


def key_values() -> dict[str, str]:
    """A value by which each key is known again, and from which it cannot be guessed."""
    keys = {"RECORDS_KEY": key_for("backup"), "SECRET_KEY": settings.SECRET_KEY.encode()}
    return {name: hmac.new(key, TRIED, hashlib.sha256).hexdigest() for name, key in keys.items()}


def sealed(manifest: Manifest) -> bytes:
    """The manifest with its digest (against accidents) and its seal (against everybody without the key)."""
    plain = asdict(manifest)
    text = _text(plain)
    whole = {"manifest": plain, "sha256": hashlib.sha256(text).hexdigest(), "seal": _seal(text)}
    return _text(whole)


def unsealed(data: bytes) -> Manifest:
    """The manifest out of its bytes. Refusal where it is damaged, newer, under another key or forged."""
    try:
        whole = json.loads(data)
        plain = whole["manifest"]
        text = _text(plain)
        found = plain["format"], whole["sha256"], whole["seal"], plain["keys"]["RECORDS_KEY"]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refusal("备份的清单读不懂，文件已损坏；没有恢复任何内容。请换一份备份。") from error
    if data != _text(whole) or hashlib.sha256(text).hexdigest() != found[1]:
        raise Refusal("备份的清单与它的校验值不符，文件已损坏；没有恢复任何内容。请换一份备份。")
    if found[0] != FORMAT:
        raise Refusal(f"这份备份的格式是第{found[0]}版，本程序只认第{FORMAT}版；请用写出它的那一版程序恢复。")
    if found[3] != key_values()["RECORDS_KEY"]:
        raise Refusal(
            "记录密钥不对：这份备份要用备份时的 RECORDS_KEY（数据目录的 records_key）才能恢复；"
            "密钥不在备份里，请取另行保管的那一份。没有恢复任何内容。"
        )
    if not hmac.compare_digest(str(found[2]), _seal(text)):
        raise Refusal("备份的清单没有盖上本局密钥的印记，可能被人改过；没有恢复任何内容。")
    return _manifest(plain)


def _manifest(plain: Mapping[str, Any]) -> Manifest:
    parts = dict(plain)
    parts["tables"] = [KeptTable(**row) for row in plain["tables"]]
    parts["files"] = [KeptFile(**row) for row in plain["files"]]
    return Manifest(**parts)


def _text(plain: Mapping[str, Any]) -> bytes:
    return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _seal(text: bytes) -> str:
    return hmac.new(key_for("backup"), text, hashlib.sha256).hexdigest()
