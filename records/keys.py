"""Keys of the records, one for each purpose, all drawn from the one the environment gives (RECORDS_KEY).

Whoever holds the database alone holds none of them: the log's chain cannot be forged with it, nor a
complainant read. The site's SECRET_KEY is another one: it may be changed at any time, this one may not (the
log's chain hangs on it for ever). What is encrypted can be given newer keys of its own: COMPLAINANT_KEYS.
"""

import hashlib
import hmac
from functools import lru_cache

from django.conf import settings


def key_for(purpose: str) -> bytes:
    """32 bytes for one purpose (“audit”, “complainants”); the same wherever RECORDS_KEY is."""
    return _drawn(settings.RECORDS_KEY, purpose)


def keys_for(purpose: str) -> tuple[bytes, ...]:
    """The keys that open what is encrypted for a purpose, the one that encrypts first.

    COMPLAINANT_KEYS, the newest first, then the one that RECORDS_KEY gives.
    """
    newer = settings.COMPLAINANT_KEYS if purpose == "complainants" else []
    return (*(_drawn(key, purpose) for key in newer), key_for(purpose))


@lru_cache(maxsize=16)
def _drawn(master: str, purpose: str) -> bytes:
    return hmac.new(master.encode(), f"yanling {purpose}".encode(), hashlib.sha256).digest()
