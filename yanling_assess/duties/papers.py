"""公文: corrections that no 更正通报 tells yet, the last bulletin; for heads, papers to be confirmed."""

from django.urls import reverse

from notices.models import Notice
from notices.selectors.corrections import untold_corrections
from notices.selectors.receipts import unsigned_by
from records.templatetags.records import full_day
from scoring.models import Correction
from scoring.periods import month_name
from units.access import Actor
from yanling_assess.duties.counting import Sought
from yanling_assess.duties.types import Area, Counts, Duty


def sought() -> Sought:
    """Corrections of months whose bulletin stands: only then is there anything to tell."""
    told_of = {"result__notices__kind": Notice.Kind.BULLETIN, "result__notices__replaced_by__isnull": True}
    return {"corrections": Correction.objects.filter(**told_of)}


def untold(counts: Counts) -> list[Duty]:
    """待发更正通报, a line a month."""
    if not counts["corrections"]:
        return []
    return [
        Duty(
            f"待发{month_name(one.month)}更正通报",
            reverse("notices:outgoing", args=["correction", one.key]),
            Area.HANDLING,
            len(one.corrections),
            "处",
        )
        for one in untold_corrections()
    ]


def sought_of_units(actor: Actor) -> Sought:
    """What each unit headed has still to confirm."""
    return {f"unsigned {unit}": unsigned_by(unit) for unit in actor.unit_ids}


def of_units(actor: Actor, counts: Counts) -> list[Duty]:
    """待签收的公文 of the units headed."""
    waiting = sum(counts[f"unsigned {unit}"] for unit in actor.unit_ids)
    return [Duty("待签收的公文", f"{reverse('notices:list')}?unsigned=on", Area.OWED, waiting)]


def last_bulletin() -> list[Duty]:
    """The newest 督查通报, for everybody who may read it."""
    rows = Notice.objects.filter(kind=Notice.Kind.BULLETIN).defer("content").order_by("-issued_at", "-pk")
    last = rows.first()
    if last is None:
        return []
    url, note = reverse("notices:notice", args=[last.pk]), f"{full_day(last.issued_on)}印发"
    return [Duty(f"最近一期通报：{last.number}", url, Area.LOOK, note=note)]
