"""The arithmetic of the chain, pure.

A row of the log has two parts. What is chained for ever: its number, when, who (the account's number), what
was done, to which record, with what result, and a digest of its words. The words (names, texts before and
after, the reason, the address): personal data, which may be erased; a random salt, erased with them, keeps
anybody from guessing them out of the digest. Each link is keyed (HMAC-SHA-256) and holds the one before it.
"""

import hashlib
import hmac
import json
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from typing import Any

from records.json import ChineseJSONEncoder

START = "0" * 64
"""What the first row's link is chained to."""


@dataclass(frozen=True)
class Link:
    """What of one row is chained. `words` is `words_digest`'s."""

    number: int
    at: datetime
    by: int | None
    action: str
    subject_type: str
    subject_id: str
    request_id: str
    result: str
    words: str


def words_digest(salt: str, label: str, before: Any, after: Any, reason: str, address: str) -> str:
    """SHA-256 (hex) of a row's words under its salt; the same before they are stored and after."""
    words = json.loads(json.dumps([label, before, after, reason, address], cls=ChineseJSONEncoder))
    plain = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{salt}\n{plain}".encode(errors="surrogatepass")).hexdigest()


def link_of(key: bytes, before: str, row: Link) -> str:
    """The keyed link (hex) of a row to the one before it."""
    plain = json.dumps(
        [before, *(_plain(value) for value in astuple(row))], ensure_ascii=False, separators=(",", ":")
    )
    return hmac.new(key, plain.encode(errors="surrogatepass"), hashlib.sha256).hexdigest()


def _plain(value: Any) -> Any:
    return value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else value
