"""PASSWORD_RULES: one setting for what a password must be.

`plain`: twelve characters, no common one, no bare number. `dengbao`, for those bound by 等级保护: three of
four kinds of characters and a new one every 90 days besides.
"""

from typing import Any

PLAIN, DENGBAO = "plain", "dengbao"
LENGTH = 12
DAYS = 90


def validators(rules: str) -> list[dict[str, Any]]:
    """AUTH_PASSWORD_VALIDATORS."""
    django = "django.contrib.auth.password_validation."
    ours = "units.signing_in.passwords."
    chosen: list[dict[str, Any]] = [
        {"NAME": f"{django}UserAttributeSimilarityValidator"},
        {"NAME": f"{django}MinimumLengthValidator", "OPTIONS": {"min_length": LENGTH}},
        {"NAME": f"{django}CommonPasswordValidator"},
        {"NAME": f"{django}NumericPasswordValidator"},
        {"NAME": f"{ours}WellKnownValidator"},
    ]
    return [*chosen, {"NAME": f"{ours}KindsValidator"}] if rules == DENGBAO else chosen


def days(rules: str) -> int:
    """After how many days a password must be changed; 0: never."""
    return DAYS if rules == DENGBAO else 0
