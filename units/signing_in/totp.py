"""One-time passwords of the second step (RFC 6238): half a minute each, one earlier and one later are taken.

The secret is kept encrypted with a key of its own, drawn from RECORDS_KEY; recovery codes as keyed digests.
"""

import base64
import hashlib
import hmac
import re
import secrets
from io import BytesIO

import pyotp
import segno
from cryptography.fernet import Fernet, InvalidToken

from records.errors import Refusal
from records.keys import key_for

ISSUER = "窗口单位百分考核"
STEP = 30
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
RECOVERY_CODES = 8


def new_secret() -> str:
    """160 bits, as the apps want them: base32."""
    return pyotp.random_base32()


def sealed(secret: str) -> str:
    """The secret as it is stored."""
    return _box().encrypt(secret.encode()).decode()


def opened(stored: str) -> str:
    """The secret again; Refusal where it was stored under another RECORDS_KEY."""
    try:
        return _box().decrypt(stored.encode()).decode()
    except InvalidToken:
        raise Refusal(
            "两步验证的密钥无法解开（记录密钥 RECORDS_KEY 可能换过），请由系统管理员在“账号”页重置。"
        ) from None


def matching_step(secret: str, code: str, now: float) -> int | None:
    """The half minute (since 1970) whose code this is, of the present one and its neighbours; else None."""
    code = re.sub(r"\s", "", code)
    if not re.fullmatch(r"[0-9]{6}", code):
        return None
    here = int(now) // STEP
    made = pyotp.TOTP(secret)
    for step in (here, here - 1, here + 1):
        if hmac.compare_digest(made.at(step * STEP), code):
            return step
    return None


def qr_code(secret: str, username: str) -> str:
    """The address that an app reads, as inline SVG without style attributes."""
    address = pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=ISSUER)
    made = BytesIO()
    segno.make(address, error="m", micro=False).save(
        made, kind="svg", border=3, light="#fff", omitsize=True, xmldecl=False, svgclass="qr", lineclass=None
    )
    return made.getvalue().decode()


def in_fours(secret: str) -> str:
    """For typing it in: ABCD EFGH …"""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def new_recovery_codes() -> list[str]:
    """Eight, each of about 50 bits: “k7p2m-x9qrt”."""
    return [f"{_letters(5)}-{_letters(5)}" for _ in range(RECOVERY_CODES)]


def recovery_digest(code: str) -> str:
    """What is stored of a recovery code, however it is spaced."""
    plain = re.sub(r"[\s-]", "", code).lower()
    return hmac.new(key_for("recovery codes"), plain.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def _letters(count: int) -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(count))


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(key_for("totp")))
