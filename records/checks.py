"""Start-up check of the records: the database's own guards stand.

Not registered with Django's checks: `migrate` runs those first, and it is `migrate` that puts guards back.
"""

from django.core import checks
from django.core.checks import CheckMessage
from django.db.utils import DatabaseError

from records.guards.installing import guards_amiss

SHOWN = 3


def guards_stand() -> list[CheckMessage]:
    """Closed months, issued papers and the audit are guarded by triggers; told when any is missing."""
    try:
        amiss = guards_amiss()
    except DatabaseError:
        return []  # whether the database can be opened is another check's to say
    if not amiss:
        return []
    more = f"，等{len(amiss)}处" if len(amiss) > SHOWN else ""
    return [
        checks.Error(
            f"数据库里防止改动的保护不完整：{'；'.join(amiss[:SHOWN])}{more}。",
            hint="请执行 manage.py migrate 重新装上，再执行 manage.py check_records 核对记录是否被改过。",
            id="records.E001",
        )
    ]
