"""Keys of the records, one for each purpose, all drawn from the one the environment gives (RECORDS_KEY).

Whoever holds the database alone holds none of them: the log's chain cannot be forged with it, nor a
complainant read. The site's SECRET_KEY is another one: it may be changed at any time, this one may not.
"""

import hashlib
import hmac
from functools import lru_cache

from django.conf import settings


def key_for(purpose: str) -> bytes:
    """32 bytes for one purpose (“audit”, “complainants”); the same wherever RECORDS_KEY is."""
    return _drawn(settings.RECORDS_KEY, purpose)


@lru_cache(maxsize=16)
def _drawn(master: str, purpose: str) -> bytes:
    return hmac.new(master.encode(), f"yanling {purpose}".encode(), hashlib.sha256).digest()
