"""What a password must be beyond Django's own rules, and when it must be changed before going on."""

import string
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from units.models import User

FEWEST = 5
"""Different characters; “aaaaaaaaaaaa” and “121212121212” have fewer."""
KINDS = 3
LIST = Path(__file__).with_name("well_known_passwords.txt")
"""Of twelve characters and more, as they are tried first here; shorter ones are refused for their length."""
WELL_KNOWN = frozenset(LIST.read_text(encoding="ascii").split())


class WellKnownValidator:
    """Refuses what is tried first here, and what has hardly any different characters."""

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002 - Django's signature
        if password.lower() in WELL_KNOWN or len(set(password)) < FEWEST:
            raise ValidationError("这个密码太常见或者太简单，请换一个。", code="password_well_known")

    def get_help_text(self) -> str:
        return "不能是常见的密码，也不能只有几个字符反复出现。"


class KindsValidator:
    """Three of: small letters, capital letters, digits, other characters (等级保护)."""

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002 - Django's signature
        sets = (string.ascii_lowercase, string.ascii_uppercase, string.digits)
        kinds = sum(any(letter in kind for letter in password) for kind in sets)
        kinds += any(letter not in "".join(sets) for letter in password)
        if kinds < KINDS:
            raise ValidationError(
                f"密码只有{kinds}种字符，须有小写字母、大写字母、数字、其他符号中的至少{KINDS}种。",
                code="password_kinds",
            )

    def get_help_text(self) -> str:
        return f"须有小写字母、大写字母、数字、其他符号中的至少{KINDS}种。"


def must_change(user: User, now: datetime) -> str:
    """Why a person must choose a new password before going on; empty where they need not."""
    if user.must_change_password:
        return "现在的密码是管理员设的，请先改成只有自己知道的密码。"
    days = settings.PASSWORD_DAYS
    since = user.password_changed_at or user.date_joined
    if days and now - since > timedelta(days=days):
        return f"密码已用了{days}天以上，按等级保护要求请先更换。"
    return ""
