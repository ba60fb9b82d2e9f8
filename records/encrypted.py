"""Texts that the database alone does not tell: encrypted as they are stored, decrypted as they are read.

Fernet (AES-128-CBC with HMAC-SHA-256) of the `cryptography` package under keys that the environment gives
(records.keys): the first one writes, each of them reads. What cannot be read (another key, a stored value
that was altered) is a refusal in Chinese wherever it is read, never plain text and never a 500.
"""

from base64 import urlsafe_b64encode
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.core.exceptions import FieldError
from django.db import models

from records.errors import Refusal
from records.keys import keys_for

SIGN = "encrypted:"
"""What every stored value that is not empty begins with."""


class Unreadable(Refusal):
    """A stored text that none of the keys opens."""

    def __init__(self) -> None:
        super().__init__(
            "加密保存的内容打不开，没有显示，也没有改动：密钥（RECORDS_KEY 或 COMPLAINANT_KEYS）"
            "不是保存时的那个，或数据库中的内容被改动过。请系统管理员对照《部署》“密钥”一节核对后重试。"
        )


def encrypted(text: str, purpose: str) -> str:
    """The text as it is stored; an empty one stays empty."""
    return SIGN + _cipher(keys_for(purpose)).encrypt(text.encode()).decode("ascii") if text else ""


def decrypted(stored: str, purpose: str) -> str:
    """The text of a stored value. Unreadable where no key opens it, or it was never encrypted."""
    if not stored:
        return ""
    if not stored.startswith(SIGN):
        raise Unreadable
    try:
        return _cipher(keys_for(purpose)).decrypt(stored.removeprefix(SIGN).encode()).decode()
    except (InvalidToken, UnicodeError) as error:
        raise Unreadable from error


@lru_cache(maxsize=16)
def _cipher(keys: tuple[bytes, ...]) -> MultiFernet:
    return MultiFernet([Fernet(urlsafe_b64encode(key)) for key in keys])


class EncryptedTextField(models.TextField):
    """A text that stands encrypted in its column, and in a dump of the database.

    It cannot be searched: the same text is stored differently each time. `purpose` names the key.
    """

    def __init__(self, *args: Any, purpose: str, **kwargs: Any) -> None:
        self.purpose = purpose
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"purpose": self.purpose}

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted: it cannot be searched ({lookup_name}).")
        return super().get_lookup(lookup_name)

    def get_prep_value(self, value: Any) -> Any:
        return value if value is None else encrypted(str(value), self.purpose)

    def from_db_value(self, value: str | None, *_args: Any) -> str | None:
        return value if value is None else decrypted(value, self.purpose)

    def to_python(self, value: Any) -> Any:
        """Also of a dump (`value_to_string`)."""
        text = super().to_python(value)
        return decrypted(text, self.purpose) if str(text or "").startswith(SIGN) else text

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.get_prep_value(self.value_from_object(obj)) or "")
