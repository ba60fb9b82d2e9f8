"""The form 登记事项 filled in, for tests."""

import re
import uuid
from typing import Any

from django.test import Client

from units.models import Unit

PAGE = "/record/"


def typed(unit: Unit, /, **more: Any) -> dict[str, Any]:
    return {
        "form_key": str(uuid.uuid4()),
        "step": "check",
        "happened_on": "2026-10-06",
        "happened_at": "08:41",
        "unit": unit.pk,
        "source": "日常抽查",
        "fact": "低头看手机",
        "behaviour": "4.5|接打手机",
        "times": 1,
    } | more


def checked(desk: Client, data: dict[str, Any], step: str = "save-confirmed") -> dict[str, Any]:
    """The same form after the check step, as the page would send it."""
    answer = desk.post(PAGE, data)
    digest = re.search(r'name="checked" value="(\w+)"', answer.content.decode())
    assert digest, answer.content.decode()
    kept = re.findall(r'name="kept" value="(\d+)"', answer.content.decode())
    return {key: value for key, value in data.items() if key != "uploads"} | {
        "checked": digest[1],
        "step": step,
        "kept": kept,
    }


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))
