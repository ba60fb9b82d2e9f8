"""Units, windows, people, accounts."""

from django.urls import reverse

from tests.access.world import World
from units.models import Membership

GET = """
units:list                         302 403 200 200 200 200 403 403 200 200
units:list_export                  302 403 200 200 200 200 403 403 200 200
units:export                       302 403 200 200 200 200 403 403 200 200
units:staff                        302 403 200 200 200 200 403 403 200 200
units:staff_export                 302 403 200 200 200 200 403 403 200 200
units:unit_new                     302 403 200 200 403 403 403 403 403 200
units:bureau                       302 403 200 200 403 403 403 403 403 200
units:person_new                   302 403 200 200 403 403 403 403 403 200
units:unit own                     302 403 200 200 200 404 403 403 200 200
units:unit other                   302 403 200 200 404 200 403 403 200 200
units:unit_edit own                302 403 200 200 403 403 403 403 403 200
units:unit_edit other              302 403 200 200 403 403 403 403 403 200
units:window_new own               302 403 200 200 403 403 403 403 403 200
units:window_new other             302 403 200 200 403 403 403 403 403 200
units:window_edit own              302 403 200 200 403 403 403 403 403 200
units:window_edit other            302 403 200 200 403 403 403 403 403 200
units:person own                   302 403 200 200 200 404 403 403 200 200
units:person other                 302 403 200 200 404 200 403 403 200 200
units:person_edit own              302 403 200 200 403 403 403 403 403 200
units:person_edit other            302 403 200 200 403 403 403 403 403 200
units:posting_begin own            302 403 405 405 403 403 403 403 403 405
units:posting_begin other          302 403 405 405 403 403 403 403 403 405
units:posting_edit own             302 403 200 200 403 403 403 403 403 200
units:posting_edit other           302 403 200 200 403 403 403 403 403 200
units:posting_end own              302 403 405 405 403 403 403 403 403 405
units:posting_end other            302 403 405 405 403 403 403 403 403 405
units:import                       302 403 200 200 403 403 403 403 403 200
units:import_template              302 403 200 200 403 403 403 403 403 200
units:import_preview               302 403 200 404 403 403 403 403 403 404
units:import_confirm               302 403 405 405 403 403 403 403 403 405
units:accounts                     302 403 403 403 403 403 403 403 403 200
units:accounts_export              302 403 403 403 403 403 403 403 403 200
units:account_new                  302 403 403 403 403 403 403 403 403 200
units:account                      302 403 403 403 403 403 403 403 403 200
units:account_password             302 403 403 403 403 403 403 403 403 405
units:role_grant                   302 403 403 403 403 403 403 403 403 405
units:role_revoke                  302 403 403 403 403 403 403 403 403 405
"""

POST = """
units:unit_new                  302 403 may may 403 403 403 403 403 may
units:bureau                    302 403 may may 403 403 403 403 403 may
units:person_new                302 403 may may 403 403 403 403 403 may
units:import                    302 403 may may 403 403 403 403 403 may
units:unit_edit own             302 403 may may 403 403 403 403 403 may
units:unit_edit other           302 403 may may 403 403 403 403 403 may
units:window_new own            302 403 may may 403 403 403 403 403 may
units:window_new other          302 403 may may 403 403 403 403 403 may
units:window_edit own           302 403 may may 403 403 403 403 403 may
units:window_edit other         302 403 may may 403 403 403 403 403 may
units:person_edit own           302 403 may may 403 403 403 403 403 may
units:person_edit other         302 403 may may 403 403 403 403 403 may
units:posting_begin own         302 403 may may 403 403 403 403 403 may
units:posting_begin other       302 403 may may 403 403 403 403 403 may
units:posting_edit own          302 403 may may 403 403 403 403 403 may
units:posting_edit other        302 403 may may 403 403 403 403 403 may
units:posting_end own           302 403 may may 403 403 403 403 403 may
units:posting_end other         302 403 may may 403 403 403 403 403 may
units:import_confirm            302 403 may 404 403 403 403 403 403 404
units:account_new               302 403 403 403 403 403 403 403 403 may
units:account                   302 403 403 403 403 403 403 403 403 may
units:account_password          302 403 403 403 403 403 403 403 403 may
units:role_grant                302 403 403 403 403 403 403 403 403 may
units:role_revoke               302 403 403 403 403 403 403 403 403 may
"""

PLAIN = (
    *("units:list", "units:unit_new", "units:export", "units:bureau", "units:staff", "units:person_new"),
    *("units:list_export", "units:staff_export"),
    *("units:import", "units:import_template", "units:accounts", "units:account_new"),
    "units:accounts_export",
)
OF_A_UNIT = ("units:unit", "units:unit_edit", "units:window_new")
OF_A_PERSON = ("units:person", "units:person_edit", "units:posting_begin")


def paths(world: World) -> dict[str, str]:
    found = {name: reverse(name) for name in PLAIN}
    for side, unit, posting, window in (
        ("own", world.own, world.own_posting, world.own_window),
        ("other", world.other, world.other_posting, world.other_window),
    ):
        rows = {
            OF_A_UNIT: unit.pk,
            OF_A_PERSON: posting.person_id,
            ("units:posting_edit", "units:posting_end"): posting.pk,
            ("units:window_edit",): window.pk,
        }
        found |= {f"{name} {side}": reverse(name, args=[pk]) for names, pk in rows.items() for name in names}
    found |= {
        name: reverse(name, args=[world.batch.pk])
        for name in ("units:import_preview", "units:import_confirm")
    }
    return found | _of_accounts(world)


def _of_accounts(world: World) -> dict[str, str]:
    head = world.users["head"]
    assert head is not None
    role = Membership.objects.get(user=head)
    names = ("units:account", "units:account_password", "units:role_grant")
    return {name: reverse(name, args=[head.pk]) for name in names} | {
        "units:role_revoke": reverse("units:role_revoke", args=[role.pk])
    }
