"""What leave slips and postings ask of the policy office."""

from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from units.access import Actor, May
from units.models import LeaveSlip, Posting, Role
from units.selectors.leave import MISSING, lacking
from units.selectors.postings import waiting
from yanling_assess.duties.counting import Sought
from yanling_assess.duties.types import Area, Counts, Duty

REGISTERED = LeaveSlip.State.REGISTERED


def sought(today: date) -> Sought:
    """What is counted: slips to be signed, slips that lack something, postings to be reviewed."""
    slips = {f"slip_{key}": LeaveSlip.objects.filter(lacking(key, today)) for key in MISSING}
    return {
        "slip_to_sign": LeaveSlip.objects.filter(state=REGISTERED),
        **slips,
        "posting_to_review": Posting.objects.filter(waiting(today)),
    }


def duties(actor: Actor, counts: Counts) -> list[Duty]:
    """The chief signs; the clerk sees to proofs, filing, returns and reviews."""
    found = []
    if actor.may(May.SIGN_SLIPS):
        found.append(_slips("待签批的请假条", counts["slip_to_sign"], state=REGISTERED))
    if Role.CLERK in actor.roles:
        for key, label in MISSING.items():
            found.append(_slips(f"请假条{label}", counts[f"slip_{key}"], missing=key))
        url, count = reverse("units:postings"), counts["posting_to_review"]
        found.append(Duty("待审查的进驻", url, Area.PEOPLE, count, "名"))
    return found


def _slips(label: str, count: int, **filters: str) -> Duty:
    return Duty(label, f"{reverse('units:leave')}?{urlencode(filters)}", Area.PEOPLE, count, "张")
