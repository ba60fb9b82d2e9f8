"""Two people, one record: the second to save is told, sees both texts, and loses nothing."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import F

from records.errors import EditConflict
from records.models import VersionedModel

Row = TypeVar("Row", bound=VersionedModel)


def save_edit(instance: Row, *, expected_version: int, changes: Mapping[str, Any]) -> Row:
    """Write `changes` if the row still has `expected_version`; else EditConflict with the row as it is."""
    manager = type(instance)._default_manager
    written = manager.filter(pk=instance.pk, version=expected_version).update(
        **changes, version=F("version") + 1
    )
    if not written:
        raise EditConflict(manager.filter(pk=instance.pk).first())
    instance.refresh_from_db()
    return instance
