"""How the lock-out knows a user name and an address without keeping either in plain words.

What is typed as a user name may be a password in the wrong field: only its keyed digest is stored.
"""

import hashlib
import hmac
from typing import Any

from django.http import HttpRequest

from records.keys import key_for
from records.origin import client_address


def name_digest(username: str) -> str:
    """64 hexadecimal digits that stand for a user name."""
    return hmac.new(key_for("sign-in"), username.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def tried_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The digest of the name that is being tried (AXES_USERNAME_CALLABLE)."""
    given = credentials if credentials is not None else request.POST
    return name_digest(str(given.get("username") or ""))


def tried_address(request: HttpRequest) -> str | None:
    """Where it is tried from (AXES_CLIENT_IP_CALLABLE)."""
    return client_address(request) or None


def log_words(username: str | None, *_: Any) -> str:
    """What the log says of who tries: enough to see that it is one and the same, no name, no address."""
    return f"name {(username or '')[:8]}"
