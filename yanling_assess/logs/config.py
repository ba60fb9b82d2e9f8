"""Django's and gunicorn's logging, one for both: everything to stderr through the same formatter.

`FOREIGN` are libraries that repeat what people typed: names of accounts at the login, texts of papers that
are being printed. What matters of theirs is in the audit, or comes back as an error of ours.
"""

from typing import Any

FORMATS = {
    "json": {"()": "yanling_assess.logs.lines.JsonLines"},
    "plain": {"()": "yanling_assess.logs.lines.PlainLines"},
    "debug": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
}
REQUESTS = "yanling.requests"
FOREIGN = ("axes", "weasyprint", "fontTools", "gunicorn.access")


def logging_config(*, format_name: str, level: str, requests: bool) -> dict[str, Any]:
    """`dictConfig`'s shape. `requests`: whether each request leaves a line."""
    silent = {"handlers": ["nowhere"], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": FORMATS[format_name]},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "line"},
            "nowhere": {"class": "logging.NullHandler"},
        },
        "root": {"handlers": ["console"], "level": level.upper()},
        "loggers": {
            REQUESTS: {"level": "INFO" if requests else "WARNING", "handlers": [], "propagate": True},
            "django": {"level": "WARNING", "handlers": [], "propagate": True},
            "django.db.backends": {"level": "WARNING", "handlers": [], "propagate": True},
            "gunicorn.error": {"level": level.upper(), "handlers": [], "propagate": True},
            **dict.fromkeys(FOREIGN, silent),
        },
    }
