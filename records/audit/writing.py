"""Appending to the chain: one writer at a time, in the transaction of what is being logged."""

import secrets
from collections.abc import Sequence

from django.db import connection, transaction

from records.audit.chain import START, Link, link_of, words_digest
from records.keys import key_for
from records.models import Change
from records.origin import origin

TURN = 4_111_977
"""Number of PostgreSQL's advisory lock for the chain; SQLite has one writer anyway."""


def append(rows: Sequence[Change]) -> None:
    """Number, chain and insert rows; they stand or fall with the transaction around."""
    if not rows:
        return
    with transaction.atomic():
        _take_turn()
        number, link = Change.objects.order_by("-number").values_list("number", "link").first() or (0, START)
        here = origin()
        for row in rows:
            number += 1
            row.number, row.salt = number, secrets.token_hex(16)
            row.address, row.request_id = here.address, here.request_id
            row.words = words_of(row)
            row.link = link = link_of(key_for("audit"), link, chained(row))
        Change.objects.bulk_create(rows, batch_size=200)


def chained(row: Change) -> Link:
    """What of a row is chained."""
    return Link(
        number=row.number,
        at=row.at,
        by=row.by_id,
        action=row.action,
        subject_type=row.subject_type,
        subject_id=row.subject_id,
        request_id=row.request_id,
        result=row.result,
        words=row.words,
    )


def words_of(row: Change) -> str:
    """The digest of a row's words as they are now."""
    return words_digest(row.salt, row.subject_label, row.before, row.after, row.reason, row.address)


def _take_turn() -> None:
    """Held until the transaction ends: the next writer sees this one's last link."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s)", [TURN])
