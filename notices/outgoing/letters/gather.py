"""A follow-up's case gathered from what was frozen when its month was closed."""

from notices.models import FollowUp
from notices.outgoing.letters.before import earlier_of, rows_before
from notices.outgoing.letters.case import Case, Office
from notices.outgoing.letters.facts import facts_of, stored_lines
from notices.selectors.bulletins import edition_of
from scoring.models import MonthResult
from scoring.periods import month_key
from units.models import Bureau


def case_of(follow_up: FollowUp, office: Bureau) -> Case:
    """All that a letter of this follow-up says, without the day that it is due; four queries."""
    result = opening_result(follow_up)
    edition, before = edition_of(result), rows_before(follow_up)
    stored = stored_lines(follow_up, {event for row in before for event in row.causes}, result)
    lines = facts_of(follow_up, result, edition, stored)
    basis = follow_up.basis or (follow_up.arose_from.basis if follow_up.arose_from else "")
    earlier = earlier_of(before, stored)
    return Case(
        kind=follow_up.kind,
        unit=result_name(result, follow_up),
        person=follow_up.person.name if follow_up.person else "",
        window=next((fact.item.window for fact in reversed(lines) if fact.item.window), "")
        if follow_up.person
        else "",
        month=month_key(follow_up.month.month),
        rung=follow_up.rung,
        scope=follow_up.scope,
        basis=tuple(part for part in basis.split("、") if part),
        due=None,
        published=f"《{follow_up.opened_by.get_kind_display()}》（{follow_up.opened_by.number}）",
        edition=edition,
        office=Office(office.name, office.contact, office.sealed),
        facts=lines,
        ground=follow_up.ground,
        arose_from=earlier.get(follow_up.arose_from_id) if follow_up.arose_from_id else None,
        earlier=tuple(earlier.values()),
    )


def opening_result(follow_up: FollowUp) -> MonthResult:
    """The result that the opening paper was made of."""
    result = follow_up.opened_by.result
    if result is None:
        raise ValueError(f"follow-up {follow_up.pk} was opened by a paper without a result")
    return result


def result_name(result: MonthResult, follow_up: FollowUp) -> str:
    """The unit's name as it stood in the result."""
    rows = (row["name"] for row in result.units if row["id"] == follow_up.unit_id)
    return str(next(rows, follow_up.unit.name))
