"""Writes pairs of rows through the site's own settings, saying which are safe; meant to be killed.

python -m tests.drills.writer NAME COUNT: each pair is one transaction that first reads; its number is printed
only after the commit.
"""

import sys
import uuid

import django
from django.db import transaction


def write(name: str, count: int) -> None:
    """`count` transactions of two rows each."""
    from records.changes import record_act  # noqa: PLC0415 - only after django.setup()
    from records.models import Change  # noqa: PLC0415

    for number in range(count):
        with transaction.atomic():
            Change.objects.filter(subject_type=name).count()
            for half in ("前", "后"):
                record_act(action=half, subject_type=name, subject_id=str(number), label=uuid.uuid4().hex)
        print(number, flush=True)


if __name__ == "__main__":
    django.setup()
    write(sys.argv[1], int(sys.argv[2]))
