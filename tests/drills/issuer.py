"""`python -m tests.drills.issuer COUNT [NUMBER]`: so many issue at once; prints what each was told, as JSON.

With NUMBER, all of them write that number by hand. Nothing is printed on paper: printing takes no lock.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import django

ON = date(2026, 10, 8)


def nothing(*_args: Any) -> None:
    """It stands, and nothing follows."""


def prepared(place: int, sequence: int | None) -> Any:
    """A paper as it is after printing."""
    from notices.models import Notice  # noqa: PLC0415 - only after django.setup()
    from notices.services.keeping import Prepared, number_for  # noqa: PLC0415

    kind = Notice.Kind.COMMENDATION
    return Prepared(
        kind=kind,
        key=f"drill-{place}",
        title=f"第{place}件",
        addressee="局各窗口单位",
        number=number_for(ON, kind, sequence),
        on=ON,
        content={},
        papers={},
        stands=nothing,
        issued=nothing,
    )


def issued(by: Any, place: int, sequence: int | None) -> str:
    """Until it is through (its number) or refused (the field that the refusal names)."""
    from django.db import connections  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from notices.services.keeping import NumberTakenError, keep_notice  # noqa: PLC0415
    from records.errors import Refusal  # noqa: PLC0415

    try:
        while True:
            try:
                return str(keep_notice(prepared=prepared(place, sequence), by=by, at=timezone.now()).sequence)
            except NumberTakenError:
                continue
    except Refusal as refusal:
        return refusal.field
    finally:
        connections.close_all()


def issuing(by: Any, count: int, sequence: int | None = None) -> list[str]:
    """All at once; what each was told."""
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(lambda place: issued(by, place, sequence), range(count)))


if __name__ == "__main__":
    django.setup()
    from units.models import User

    print(json.dumps(issuing(User.objects.first(), *map(int, sys.argv[1:]))))
