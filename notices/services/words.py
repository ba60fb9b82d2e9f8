"""The words of a paper are saved as often as needed, until it is issued."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from notices.bulletin.words import PARTS, Part, number_in
from notices.models import Notice, PaperDraft
from notices.outgoing.types import Outgoing
from notices.papers.text import clean
from notices.selectors.bulletins import notice_of
from notices.selectors.drafts import saved_draft
from records.changes import record_change
from records.errors import EditConflict, Refusal
from records.versions import save_edit
from scoring.models import MonthResult
from scoring.periods import month_key


@dataclass(frozen=True, slots=True)
class _Of:
    """What the words are of; `stands` refuses where they may not be changed any more."""

    kind: str
    key: str
    stands: Callable[[], None]


def save_words(
    *, result: MonthResult, words: Mapping[str, str], expected_version: int, by: Any, at: datetime
) -> PaperDraft:
    """Save a bulletin's words; `expected_version` 0 for the first time.

    Refusal once the bulletin is issued or where a score or rank is written into the words;
    EditConflict where somebody else saved first.
    """

    def stands() -> None:
        if notice_of(result) is not None:
            raise Refusal(f"{result.month}的督查通报已经签发，文字不能再改。")

    of = _Of(Notice.Kind.BULLETIN, month_key(result.month.month), stands)
    return _saved(of, checked_words(words), expected_version, by=by, at=at)


def save_outgoing_words(
    *, outgoing: Outgoing, words: Mapping[str, str], expected_version: int, by: Any, at: datetime
) -> PaperDraft:
    """Save the words of any other paper. Refusals and EditConflict as for a bulletin."""
    of = _Of(outgoing.kind, outgoing.key, outgoing.stands)
    return _saved(of, checked_outgoing(outgoing, words), expected_version, by=by, at=at)


def _saved(of: _Of, checked: dict[str, str], expected_version: int, *, by: Any, at: datetime) -> PaperDraft:
    with transaction.atomic():
        of.stands()
        before, draft = _written(of, checked, expected_version, by=by, at=at)
        changed = {key: value for key, value in checked.items() if before.get(key) != value}
        if changed:
            old = {key: before.get(key, "") for key in changed}
            record_change(by=by, at=at, action="拟稿", subject=draft, before=old, after=changed)
    return draft


def _written(
    of: _Of, words: dict[str, str], expected_version: int, *, by: Any, at: datetime
) -> tuple[dict[str, str], PaperDraft]:
    """The words as they were and the draft as it is now."""
    draft = saved_draft(of.kind, of.key)
    if draft is None and expected_version == 0:
        try:
            with transaction.atomic():
                return {}, PaperDraft.objects.create(
                    kind=of.kind, key=of.key, words=words, saved_by=by, saved_at=at
                )
        except IntegrityError:
            draft = saved_draft(of.kind, of.key)
    if draft is None or draft.version != expected_version:
        raise EditConflict(draft)
    before = dict(draft.words)
    changes = {"words": words, "saved_by": by, "saved_at": at}
    return before, save_edit(draft, expected_version=expected_version, changes=changes)


def checked_outgoing(outgoing: Outgoing, words: Mapping[str, str]) -> dict[str, str]:
    """The parts of a paper, cleaned; the same refusals."""
    return checked_words(words, outgoing.parts, with_numbers=outgoing.numbers_in_words)


def checked_words(
    words: Mapping[str, str], parts: Iterable[Part] = PARTS, *, with_numbers: bool = False
) -> dict[str, str]:
    """The parts, cleaned; Refusal names the one that is missing, too long or holds a score."""
    checked = {}
    for part in parts:
        text = clean(words.get(part.key, "").replace("\r\n", "\n"))
        if part.required and not text:
            raise Refusal(f"“{part.label}”不能为空。", field=part.key)
        if len(text) > part.longest:
            raise Refusal(f"“{part.label}”不超过{part.longest}字，现在{len(text)}字。", field=part.key)
        if not with_numbers and (found := number_in(text)):
            raise Refusal(
                f"“{part.label}”中写了“{found}”：得分、扣分和名次由定分结果自动写入，请从文字中删去。",
                field=part.key,
            )
        checked[part.key] = text
    return checked
