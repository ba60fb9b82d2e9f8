"""荣誉 (四（一）): units recommend at the quarter's end, the office selects, the 局办公室 makes known."""

from datetime import date

from django.urls import reverse

from notices.models import Honour, Notice
from notices.selectors.honours.quarters import KIND, Opening, quarter_key, quarter_on
from notices.selectors.honours.rows import not_yet_publicised
from units.access import Actor, May
from units.models import Bureau
from yanling_assess.duties.counting import Sought, counted
from yanling_assess.duties.types import Area, Counts, Duty

State = Honour.State


def sought(today: date) -> Sought:
    """What the policy office has to decide and to commend, in the quarter that ends now."""
    own = Honour.objects.filter(quarter=quarter_key(quarter_on(today)))
    return {
        "honours_waiting": own.filter(state=State.RECOMMENDED),
        "honours_selected": own.filter(state=State.SELECTED, commended_in__isnull=True),
    }


def duties(actor: Actor, counts: Counts, today: date) -> list[Duty]:
    """待选树, and what is selected and still to be commended, of the quarter that ends now."""
    url = reverse("notices:honours_quarter", args=[quarter_on(today)])
    label = "推荐的典型待选树" if actor.may(May.SELECT_HONOURS) else "推荐的典型待负责人选树"
    waiting, selected = counts["honours_waiting"], counts["honours_selected"]
    told = Duty("已选树、待发表彰通报", url, Area.HANDLING, 0 if waiting else selected, "个")
    return [Duty(label, url, Area.HANDLING, waiting, "个"), told]


def sought_of_units(actor: Actor, today: date) -> Sought:
    """What the own units have recommended in the quarter that ends now, and whether it is open."""
    period = quarter_on(today)
    own = Honour.objects.of_units(actor.unit_ids).filter(quarter=quarter_key(period))
    return {
        "own_honours": own.exclude(state=State.WITHDRAWN),
        "commended": Notice.objects.filter(kind=KIND, key=quarter_key(period)),
        "begun": Bureau.objects.filter(first_month__lte=period.last),
    }


def of_units(counts: Counts, today: date) -> list[Duty]:
    """推荐典型, while the quarter is open and the unit has recommended nothing."""
    opening = Opening(quarter_on(today))
    if counts["own_honours"] or counts["commended"] or not counts["begun"]:
        return []
    label = f"推荐典型（{opening.period.name}）"
    return [Duty(label, reverse("notices:own_honours"), Area.OWED, due=opening.until)]


def publicity() -> list[Duty]:
    """待宣传: selected and nowhere made known; the registers that the 局办公室 keeps."""
    count = counted({"waiting": not_yet_publicised()})["waiting"]
    roll = reverse("notices:honours")
    return [
        Duty("典型待宣传", f"{roll}?publicity=unknown", Area.OWED, count, "个"),
        Duty("荣誉登记", roll, Area.LOOK),
        Duty("观摩交流活动", reverse("notices:exchanges"), Area.LOOK),
    ]
