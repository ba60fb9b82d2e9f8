"""R6: who is exempt from a behaviour (未着工装), and for whom alone one exists (未佩戴党徽)."""

from datetime import date

from django.db.models import Min, Q

from records.errors import Refusal
from scoring.rulebook import Behaviour
from scoring.selectors.exempt_kinds import kinds_of
from units.models import Posting, StaffMember


def exempt_reason(behaviour: Behaviour, person: StaffMember | None, on: date) -> str:
    """Why this person is not charged for it on this day; empty where the person is."""
    if person is None or not behaviour.exempt:
        return ""
    kinds = _kinds_of(person, on)
    found = next((kind for kind in behaviour.exempt if kind in kinds), "")
    return f"{found}，不按“{behaviour.name}”扣分（口径R6）" if found else ""


def refuse_non_members(behaviour: Behaviour, person: StaffMember | None) -> None:
    """未佩戴党徽 exists for party members alone."""
    if behaviour.party_members_only and person is not None and not person.party_member:
        raise Refusal(
            f"{person.name}不是党员，不能登记“{behaviour.name}”；如党员身份有误，请先在人员资料中更正。",
            field="persons",
        )


def _kinds_of(person: StaffMember, on: date) -> set[str]:
    row = Posting.objects.filter(person=person).aggregate(
        first=Min("starts_on"),
        substitute=Min(
            "id",
            filter=Q(post=Posting.Post.SUBSTITUTE, starts_on__lte=on)
            & (Q(ends_on__isnull=True) | Q(ends_on__gte=on)),
        ),
    )
    return kinds_of(person, first=row["first"], stands_in=bool(row["substitute"]), on=on)
