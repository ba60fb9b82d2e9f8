"""起草细则: a draft is made from an edition and edited part by part; two people's parts do not collide."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from records.changes import record_change
from records.errors import EditConflict, Refusal
from records.versions import save_edit
from scoring.models import RuleEdition
from scoring.periods import month_from, month_key, month_name
from scoring.rulebook import Clause, Edition, EditionError, Section, load_edition, shipped_edition
from scoring.rulebook.compare import Difference, differences
from scoring.rulebook.parts import UNQUOTED, Head, Part, digest, is_quoted, part_of, with_part
from scoring.rulebook.writer import dump
from scoring.selectors.editions import edition_of
from scoring.selectors.enforcing import orphaned
from scoring.selectors.month import open_from
from scoring.services.edition_words import place_in_words

NAME_LENGTH = 60


class PartConflict(EditConflict):
    """Somebody else changed the same part first: `part` is what stands in the draft now."""

    def __init__(self, current: RuleEdition, part: Part) -> None:
        super().__init__(current)
        self.part = part


def draft_edition(*, name: str, month: date, base: Edition, by: Any, at: datetime) -> RuleEdition:
    """A new draft with everything that `base` says. Refusal for a name that is taken."""
    name = name.strip()
    _check_name(name, None)
    _, columns = _written(replace(base, name=name, effective_from=month_key(month)))
    with transaction.atomic():
        row = RuleEdition.objects.create(
            **columns, state=RuleEdition.State.DRAFT, created_by=by, created_at=at
        )
        after = {"依据": base.name, "施行月份": month_name(month), "SHA-256": row.sha256}
        record_change(by=by, at=at, action="起草", subject=row, after=after)
    return row


def edit_part(
    *,
    draft: RuleEdition,
    key: str,
    read: str,
    part: Part,
    by: Any,
    at: datetime,
    renamed: Mapping[str, str] | None = None,
) -> RuleEdition:
    """Put one part in its place, on top of whatever others have done to other parts meanwhile.

    `read` is the digest of the part as it was read. PartConflict where it has changed since; Refusal where
    the whole does not fit, or a behaviour is dropped that events of its months are recorded under.
    """

    def put(held: Edition) -> Edition:
        current = found_part(held, key)
        if digest(current) != read:
            raise PartConflict(draft, current)
        changed = with_part(held, part, renamed)
        _check_quoted(part)
        if isinstance(part, Head):
            _check_name(part.name, draft.pk)
        _refuse_orphans(held, changed)
        return changed

    return _rewrite(draft, put, by=by, at=at)


def discard_draft(*, draft: RuleEdition, expected_version: int, by: Any, at: datetime) -> None:
    """Delete a draft; the log keeps that it was there and what its digest was."""
    with transaction.atomic():
        row = locked_draft(draft.pk)
        if row.version != expected_version:
            raise EditConflict(row)
        record_change(by=by, at=at, action="删除草稿", subject=row, before={"SHA-256": row.sha256})
        row.delete()


def locked_draft(pk: int) -> RuleEdition:
    """The draft as it stands, held until the transaction ends. Refusal where it is none any more."""
    row = RuleEdition.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise Refusal("这份草稿已被删除。")
    if row.state != RuleEdition.State.DRAFT:
        raise Refusal(f"“{row.name}”已经施行，不能再改；要改动的，请以它为依据起草新的版本。")
    return row


def _rewrite(draft: RuleEdition, put: Callable[[Edition], Edition], *, by: Any, at: datetime) -> RuleEdition:
    with transaction.atomic():
        row = locked_draft(draft.pk)
        held = edition_of(row.text, row.sha256, row.name)
        edition, columns = _written(put(held))
        changed = differences(held, edition)
        if not changed:
            return row
        saved = save_edit(row, expected_version=row.version, changes=columns)
        record_change(
            by=by,
            at=at,
            action="修改草稿",
            subject=saved,
            before={label_of(each): each.before for each in changed if each.before},
            after={label_of(each): each.after for each in changed},
        )
    return saved


def label_of(change: Difference) -> str:
    """“条款1.1 迟到 分值”"""
    return " ".join(part for part in (change.subject.place, change.subject.name, change.label) if part)


def found_part(edition: Edition, key: str) -> Part:
    """A part of the edition. Refusal where it has none of this key."""
    try:
        return part_of(edition, key)
    except KeyError:
        raise Refusal("这一版本没有这一部分，可能刚刚被别人删去；请返回版本页面核对。") from None


def _written(edition: Edition) -> tuple[Edition, dict[str, Any]]:
    """The edition as it is read back, and its columns. Refusal where its parts do not fit each other."""
    text = dump(edition)
    try:
        read = load_edition(text, edition.name)
    except EditionError as error:
        raise Refusal(f"{place_in_words(error.place)}：{error.cause}") from error
    month = month_from(read.effective_from)
    return read, {"name": read.name, "text": text, "sha256": read.sha256, "effective_from": month}


def _check_name(name: str, own: int | None) -> None:
    if not name:
        raise Refusal("请写明版本名称。", field="name")
    if len(name) > NAME_LENGTH:
        raise Refusal(f"版本名称请不超过{NAME_LENGTH}字（现在{len(name)}字）。", field="name")
    taken = RuleEdition.objects.filter(name=name).exclude(pk=own or 0)
    if taken.exists() or name == shipped_edition().name:
        raise Refusal(f"已有名为“{name}”的版本，请换一个名称。", field="name")


def _check_quoted(part: Part) -> None:
    """The paper's words stand as they are, unless a document amended them."""
    if isinstance(part, (Clause, Section)) and not part.amended_by and not is_quoted(part):
        raise Refusal(UNQUOTED, field="amended_by")


def _refuse_orphans(held: Edition, changed: Edition) -> None:
    first = max(month_from(changed.effective_from), open_from())
    found = orphaned(held, changed, first, lacking="修改后")
    if found:
        raise Refusal(found[0].text)
