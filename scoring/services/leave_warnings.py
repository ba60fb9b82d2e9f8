"""What entry says of leave slips: who was on leave when it happened."""

from collections.abc import Iterator, Sequence

from scoring.entry import ChargeData
from scoring.rulebook import Behaviour
from scoring.selectors.substitutes import OF_LEAVE, SlipsOfDay

Pairs = Sequence[tuple[ChargeData, Behaviour]]


def away_texts(pairs: Pairs, day: SlipsOfDay) -> Iterator[str]:
    """The person charged was on leave; a charge about leave itself says so already."""
    for charge, behaviour in pairs:
        if charge.person is None or charge.substitute is not None or behaviour.clause in OF_LEAVE:
            continue
        for leave in day.on_leave(charge.person.pk):
            kind, state = leave.slip.get_kind_display(), leave.slip.get_state_display()
            yield f"{charge.person.name}{leave.words}请假（{kind}，{state}），请核对人员和时间。"
