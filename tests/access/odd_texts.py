"""A text of one's own choice in every field of every record that takes free words."""

from collections.abc import Callable

from django.apps import apps
from django.db import IntegrityError, models, transaction

from records.models import Change, SubmittedForm
from scoring.models.immutable import Immutable

ROOMS = ("records", "units", "scoring", "notices")
# What the site writes itself and computes with: numbers, digests, keys, texts that are parsed.
OWN = {
    *("sha256", "original_sha256", "digest", "header_digest", "link", "salt", "code", "kind", "basis"),
    *("key", "username", "password", "file", "content_type", "seed", "clause", "behaviour", "quarter"),
    *("scope", "reading", "source", "action", "subject_type", "handled_by"),
}
LEFT_ALONE = ("RuleEdition", "ImportBatch", "PrintRun", "Notice", "NoticePdf", "ReadingFile")
"""What is parsed, and what was issued."""


def fill_every_text(make: Callable[[int], str]) -> list[str]:
    """Write `make(number)` into every free text of every row; returns the names of the fields filled."""
    filled, number = [], 0
    for model in apps.get_models():
        if model._meta.app_label not in ROOMS or _is_left_alone(model):
            continue
        for one in _texts(model):
            written = False
            for row in model._default_manager.all():
                number += 1
                text = make(number)
                if len(text) > (one.max_length or len(text)) or not getattr(row, one.attname):
                    continue
                written |= _write(model, row, one.attname, text)
            if written:
                filled.append(f"{model.__name__}.{one.name}")
    return filled


def _is_left_alone(model: type[models.Model]) -> bool:
    known = issubclass(model, Immutable | Change | SubmittedForm)
    return known or model.__name__ in LEFT_ALONE


def _texts(model: type[models.Model]) -> list[models.CharField | models.TextField]:
    return [
        one
        for one in model._meta.fields
        if type(one) in (models.CharField, models.TextField) and not one.choices and one.name not in OWN
    ]


def _write(model: type[models.Model], row: models.Model, name: str, text: str) -> bool:
    """Past the services, as an older release may have let it in; False where the database itself refuses."""
    try:
        with transaction.atomic():
            model._default_manager.filter(pk=row.pk).update(**{name: text})
    except IntegrityError:
        return False
    return True
