"""What leave slips and postings ask of the policy office."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from units.access import Actor, May
from units.models import LeaveSlip, Posting, Role
from units.selectors.leave import MISSING, lacking
from units.selectors.postings import waiting
from yanling_assess.duties.types import Counts, Duty

REGISTERED = LeaveSlip.State.REGISTERED


def sought(today: date) -> dict[str, QuerySet[Any]]:
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
        found.append(Duty("待签批的请假条", _slips(state=REGISTERED), counts["slip_to_sign"]))
    if Role.CLERK in actor.roles:
        for key, label in MISSING.items():
            found.append(Duty(f"请假条{label}", _slips(missing=key), counts[f"slip_{key}"]))
        found.append(Duty("待审查的进驻", reverse("units:postings"), counts["posting_to_review"]))
    return found


def _slips(**filters: str) -> str:
    return f"{reverse('units:leave')}?{urlencode(filters)}"
