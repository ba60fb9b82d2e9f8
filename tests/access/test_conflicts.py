"""Two people, one record: whoever saves second sees both texts, and what was typed is still there.

Every edit form of the site, as two people meet at it: both open it, one saves, then the other.
"""

import html
from typing import Any

import pytest
from django.test import Client

from tests.access.filled import filled
from tests.access.rooms import all_paths
from tests.access.world import World
from tests.conftest import logged_in

FIRST, SECOND = "先存的人写的", "后存的人写的"
TALK = {
    "held_at": "2026-10-08T09:00",
    "place": "会议室",
    "person": "王芳",
    "led_by": "甲",
    "noted_by": "乙",
    "answer": "接受",
    "demands": "改正",
}
MORE: dict[str, dict[str, str]] = {"notices:follow_up_talk": TALK}
"""What a form that comes empty needs beside."""
EDITS = [
    # address, who edits it, the field, what the first writes, what the second writes
    ("units:unit_edit own", "chief", "head", FIRST, SECOND),
    ("units:window_edit own", "chief", "name", FIRST, SECOND),
    ("units:person_edit own", "chief", "name", FIRST, SECOND),
    ("units:posting_edit own", "chief", "starts_on", "2026-01-05", "2026-01-06"),
    ("units:bureau", "chief", "contact", FIRST, SECOND),
    ("units:account", "admin", "name", FIRST, SECOND),
    ("units:calendar_day_edit", "chief", "name", FIRST, SECOND),
    ("units:hours_edit", "chief", "name", FIRST, SECOND),
    ("units:slip_edit own", "clerk", "reason", FIRST, SECOND),
    ("units:attendance_columns", "clerk", "times", "2", "4"),
    ("scoring:finding_edit own", "clerk", "fact", FIRST, SECOND),
    ("scoring:event_edit own", "clerk", "choice_reason", FIRST, SECOND),
    ("scoring:inspection_edit", "clerk", "note", FIRST, SECOND),
    ("scoring:complaint_edit", "clerk", "content", FIRST, SECOND),
    ("scoring:complaint_edit", "clerk", "p2_text", FIRST, SECOND),
    ("scoring:report_edit", "clerk", "title", FIRST, SECOND),
    ("scoring:edition_part clause", "chief", "b0-words", FIRST, SECOND),
    ("notices:compose", "clerk", "lead", FIRST, SECOND),
    ("notices:outgoing letter", "clerk", "lead", FIRST, SECOND),
    ("notices:follow_up_talk", "discipline", "points", FIRST, SECOND),
    ("notices:honour_edit own", "head", "story", FIRST, SECOND),
    ("notices:exchange_edit", "chief", "topic", FIRST, SECOND),
]


def opened(client: Client, path: str, field: str) -> dict[str, Any]:
    """The form as it comes."""
    return filled(client.get(path).content.decode(), field)


@pytest.mark.slow
def test_the_second_editor_sees_both_texts_and_keeps_what_was_typed(world: World) -> None:
    paths, wrong = all_paths(world), []
    for key, who, field, first, second in EDITS:
        one, other = logged_in(world.users[who]), logged_in(world.users[who])
        forms = [opened(client, paths[key], field) for client in (one, other)]
        more = MORE.get(key, {})
        saved = one.post(paths[key], forms[0] | more | {field: first})
        answer = other.post(paths[key], forms[1] | more | {field: second})
        page = html.unescape(answer.content.decode())
        kept = filled(page, field)[field] if answer.status_code in (200, 409, 422) else []
        if saved.status_code != 302:
            wrong.append(f"{key} {field}: the first is not saved ({saved.status_code})")
        elif answer.status_code == 302:
            wrong.append(f"{key} {field}: the second is saved over the first")
        elif kept != [second]:
            wrong.append(f"{key} {field}: what was typed is gone: {kept}")
        elif "别人已保存" not in page or first not in page:
            wrong.append(f"{key} {field}: the first one's text is not shown")
        elif other.post(paths[key], filled(page, field)).status_code != 302:
            wrong.append(f"{key} {field}: sent again it is not saved on top")

    assert not wrong, "\n".join(wrong)
