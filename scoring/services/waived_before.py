"""A report of a problem that the chief waived before: the chief says whether it is waived too (R16)."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from records.errors import Refusal
from scoring.models import Problem, ScoreEvent
from scoring.rulebook import Behaviour
from scoring.selectors.behaviours import is_report
from units.access import May, actor_for


def leave_to_the_chief(*, behaviour: Behaviour, problem: Problem | None, by: Any, at: datetime) -> None:
    """Refuse that anybody but the chief confirms a report (2.8, a criticism) of a problem waived before."""
    if problem is None or not is_report(behaviour):
        return
    waived = ScoreEvent.objects.filter(problem=problem, status=ScoreEvent.Status.WAIVED).first()
    if waived is None or actor_for(by, on=timezone.localdate(at)).may(May.WAIVE):
        return
    raise Refusal(
        f"同一问题的“{waived}”此前已由负责人免予扣分（{waived.settled_reason}）；"
        "这一项是核实还是一并免予，由政策法规股负责人决定，请先登记为待核实。"
    )
