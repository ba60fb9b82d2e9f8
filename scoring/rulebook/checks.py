"""What must hold across an edition: marks that add up, names that are known, one of each."""

from scoring.rulebook.edition import Edition
from scoring.rulebook.points import show
from scoring.rulebook.tables import Table, refuse_twins
from scoring.rulebook.types import DERIVED, OPTION_VALUES, Behaviour, Clause

FULL_MARKS = 200
CATEGORIES = 6


def check_edition(edition: Edition, clauses: tuple[Clause, ...], root: Table) -> None:
    """Refuse an edition whose parts do not fit each other (EditionError)."""
    _check_marks(edition, root)
    refuse_twins(root, "notice", tuple(section.number for section in edition.notice))
    refuse_twins(root, "clause", tuple(clause.number for clause in clauses))
    for clause in clauses:
        if clause.category > CATEGORIES or clause.category < 1:
            root.refuse(f"条款{clause.number} number", "没有这一类")
    for behaviour in edition.behaviours.values():
        _check_behaviour(edition, behaviour, root)
    _check_derived(edition, root)
    _check_ladder(edition, root)
    _check_readings(edition, root)
    for rival in edition.rivals:
        for side in rival.one + rival.other:
            if not _known(edition, side):
                root.refuse(f"易混条款“{rival.act}”", f"没有“{side}”这一条款或行为")


def _check_marks(edition: Edition, root: Table) -> None:
    if len(edition.categories) != CATEGORIES:
        root.refuse("category", f"应有6类，现有{len(edition.categories)}类")
    total = sum(category.full for category in edition.categories)
    if total != FULL_MARKS:
        root.refuse("category full", f"六类满分合计应为100分，现为{show(total)}分")
    for category in edition.categories:
        if not 0 <= category.floor <= category.full:
            root.refuse(f"第{category.number}类 floor", "下限应在0分和满分之间")


def _check_behaviour(edition: Edition, behaviour: Behaviour, root: Table) -> None:
    place = f"条款{behaviour.clause} {behaviour.name}"
    _check_kinds(edition, behaviour.follow_ups, f"{place} follow_ups", root)
    if behaviour.unless_already_deducted and behaviour.effect != "deduct":
        root.refuse(f"{place} unless_already_deducted", "只用于扣分的行为")


def _check_derived(edition: Edition, root: Table) -> None:
    present = [b.derived for b in edition.behaviours.values() if b.derived]
    for derived in DERIVED:
        if present.count(derived) != 1:
            root.refuse("derived", f"推算行为“{derived}”应有且只有一个，现有{present.count(derived)}个")


def _check_ladder(edition: Edition, root: Table) -> None:
    if not edition.rungs:
        root.refuse("rung", "缺少通报批评的各级处理")
    for rung in edition.rungs:
        _check_kinds(edition, rung.follow_ups, f"rung第{rung.number}项 follow_ups", root)
    _check_kinds(edition, edition.flags.serious, "flags serious", root)
    _check_kinds(edition, edition.flags.accountable, "flags accountable", root)


def _check_kinds(edition: Edition, kinds: tuple[str, ...], place: str, root: Table) -> None:
    for kind in kinds:
        if kind not in edition.follow_ups:
            root.refuse(place, f"没有“{kind}”这一种整改处理")


def _check_readings(edition: Edition, root: Table) -> None:
    refuse_twins(root, "reading", tuple(reading.key for reading in edition.readings))
    sections = {section.number for section in edition.notice}
    for reading in edition.readings:
        for clause in reading.clauses:
            if clause not in edition.clauses and clause not in sections:
                root.refuse(f"口径{reading.key} clauses", f"没有条款“{clause}”")
    read = [reading.option for reading in edition.readings if reading.option]
    for option in OPTION_VALUES:
        if read.count(option) != 1:
            root.refuse("reading option", f"口径{option}应有且只有一条说明，现有{read.count(option)}条")


def _known(edition: Edition, side: str) -> bool:
    clause, _, name = side.partition(" ")
    return (clause, name) in edition.behaviours if name else clause in edition.clauses
