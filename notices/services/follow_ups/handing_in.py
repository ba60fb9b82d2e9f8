"""提交: the unit hands in 书面检查, 处理意见, 书面整改意见 and what it mended, with files."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from notices.handling import PAPERS
from notices.models import FollowUp, HandedIn
from notices.services.follow_ups.moving import expect, held, moved
from records.errors import given
from records.models import StoredFile

State = FollowUp.State
TEXT_LENGTH = 5000
EMPTY = "请写明内容；已有书面材料的，写一句说明并上传扫描件或照片。"


def hand_in(
    *,
    follow_up: FollowUp,
    expected_version: int,
    text: str,
    files: Sequence[StoredFile] = (),
    by: Any,
    at: datetime,
) -> HandedIn:
    """Open → handed in, late or not. Refusal for a kind that no paper settles, or without a word."""
    text = given(text, EMPTY, field="text", most=TEXT_LENGTH, what="内容")
    with transaction.atomic():
        row = held(follow_up, expected_version)
        expect(row, State.OPEN, act="提交材料", kinds=PAPERS)
        paper = HandedIn.objects.create(follow_up=row, text=text, by=by, at=at)
        paper.files.set(files)
        moved(row, State.HANDED_IN, action="提交材料", by=by, at=at)
    return paper
