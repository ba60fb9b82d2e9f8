"""`python -m tests.drills.seed COUNT`: an empty site made ready for a drill; prints sessions, findings."""

import json
import sys

import django


def seed(people: int) -> dict[str, list[object]]:
    """One unit, and so many clerks who are logged in, each with a finding of today."""
    from django.core.management import call_command  # noqa: PLC0415 - only after django.setup()
    from django.utils import timezone  # noqa: PLC0415

    from scoring.services.findings import record_finding  # noqa: PLC0415
    from tests.scoring.factories import a_charge, a_finding  # noqa: PLC0415
    from units.models import Bureau, Membership, Role, Unit, User  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    now = timezone.now()
    today = timezone.localdate(now)
    Bureau.objects.create(id=1, first_month=today.replace(day=1))
    unit = Unit.objects.create(name="社保中心", short_name="社保", order=1)
    users = User.objects.bulk_create(
        [User(username=f"clerk{number}", name=f"经办{number}", password="!") for number in range(people)]
    )
    Membership.objects.bulk_create([Membership(user=user, role=Role.CLERK) for user in users])
    data, charges = a_finding(unit, happened_on=today, fact="开始"), [a_charge(unit)]
    findings = [record_finding(by=user, at=now, finding=data, charges=charges) for user in users]
    return {"clerks": [session_of(user) for user in users], "findings": [row.pk for row in findings]}


def session_of(user: object) -> str:
    """The session of somebody who has logged in."""
    from django.conf import settings  # noqa: PLC0415
    from django.contrib import auth  # noqa: PLC0415
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415

    session = SessionStore()
    session[auth.SESSION_KEY] = str(user.pk)  # type: ignore[attr-defined]
    session[auth.BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[auth.HASH_SESSION_KEY] = user.get_session_auth_hash()  # type: ignore[attr-defined]
    session.save()
    return str(session.session_key)


if __name__ == "__main__":
    django.setup()
    print(json.dumps(seed(int(sys.argv[1]))))
