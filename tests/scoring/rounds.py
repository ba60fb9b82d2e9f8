"""A round as a phone sends it, with today's cast."""

import json
import uuid
from typing import Any

from django.test import Client

from units.models import Unit, User

SEND = "/inspect/send/"
CHECKS = {"在岗": "正常", "着装": "正常", "台面": "正常", "后台": "未查", "与工作无关行为": "有问题"}


def seen(**more: Any) -> dict[str, Any]:
    """接打手机, unless told otherwise."""
    return {
        "key": str(uuid.uuid4()),
        "at": "2026-10-08T02:30:40.120Z",
        "behaviour": "4.5|接打手机",
        "good": False,
        "fact": "低头看手机",
        "statement": "",
        "window": None,
        "persons": [],
        "substitute": None,
        "measure": None,
        "times": 1,
        "choice_reason": "",
        "photos": [],
    } | more


def visit(unit: Unit, /, *findings: dict[str, Any], **more: Any) -> dict[str, Any]:
    base = {"unit": unit.pk, "at": "2026-10-08T02:20:00.000Z", "checks": dict(CHECKS), "note": ""}
    return base | {"findings": list(findings)} | more


def a_round(user: User, *visits: dict[str, Any], **more: Any) -> dict[str, Any]:
    base = {"key": str(uuid.uuid4()), "user": user.pk, "kind": "round", "companions": "", "note": ""}
    return base | {"draw": None, "visits": list(visits)} | more


def send(desk: Client, data: Any) -> Any:
    """Send it as the phone does; the answer."""
    body = data if isinstance(data, str | bytes) else json.dumps(data)
    return desk.post(SEND, body, content_type="application/json")


def faults(answer: Any) -> list[tuple[str, str]]:
    """(field, message) of every fault."""
    return [(fault["field"], fault["message"]) for fault in answer.json()["faults"]]
