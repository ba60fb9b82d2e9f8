"""What entry asks of a behaviour beyond its points: the few that have a procedure of their own."""

from scoring.models.findings import Source
from scoring.rulebook import Behaviour, Edition

FALSE_PRAISE = ("2.7", "弄虚作假")
"""The praise that it is about is dismissed with it."""
PASSED_ON_FIRST = ("3.6", "推诿-首次接待单位")
PASSED_ON_OTHERS = ("3.6", "推诿-其他单位")
"""One case, several units: the first takes the one, every other the other (3.6)."""
BY_NAME = (FALSE_PRAISE, PASSED_ON_FIRST, PASSED_ON_OTHERS)
"""What entry knows by name: an edition that drops one does without its procedure."""
EXEMPT_KINDS = ("工装申领中", "新进人员", "替岗人员")
"""Who can be told to be exempt from a behaviour (R6)."""
PROOF_OF_APPLICATION = "窗口申报加分的登记簿、记录等材料"
LETTER = ("2.7", "群众表扬信")
SIGNED = "群众已签字并留下联系方式"
UNSIGNED = "缺群众签字或联系方式"
"""What the proof of a letter begins with: 2.7 wants “职工群众签字并留下联系方式”."""


def behaviour_or_none(edition: Edition, clause: str, name: str) -> Behaviour | None:
    """The behaviour, where the edition has it and people may enter it."""
    found = edition.behaviours.get((clause, name))
    return found if found is not None and found.entered else None


def proof_needed(behaviour: Behaviour, source: str) -> str:
    """What must be handed in before it can be confirmed (2.6, 2.7); empty where nothing must."""
    if behaviour.proof:
        return behaviour.proof
    applied_for = behaviour.effect == "award" and source == Source.APPLICATION
    return PROOF_OF_APPLICATION if applied_for else ""


def missing_proof(behaviour: Behaviour, source: str, *, proof: str, has_files: bool) -> str:
    """What is still to be handed in before it can be confirmed; empty where nothing is.

    A letter that the citizen has not signed is no proof yet, whatever files lie with it (2.7).
    """
    if (behaviour.clause, behaviour.name) == LETTER and proof.startswith(UNSIGNED):
        return behaviour.proof
    return "" if has_files or proof.strip() else proof_needed(behaviour, source)


def letter_proof(signed: bool, proof: str) -> str:
    """The words of proof of a letter of praise: whether it is signed, then what else was written."""
    rest = proof.strip()
    for said in (SIGNED, UNSIGNED):
        rest = rest.removeprefix(said).lstrip("；")
    return "；".join(part for part in (SIGNED if signed else UNSIGNED, rest) if part)


def is_false_praise(behaviour: Behaviour) -> bool:
    return (behaviour.clause, behaviour.name) == FALSE_PRAISE


def is_praise(behaviour: Behaviour) -> bool:
    """A praise that an act of 弄虚作假 can be about."""
    return behaviour.clause == FALSE_PRAISE[0] and behaviour.effect == "award"


def is_report(behaviour: Behaviour) -> bool:
    """A bulletin, a visit, the media: it tells of an act that was perhaps dealt with before (2.8)."""
    return behaviour.unless_already_deducted or behaviour.criticism


def is_light(behaviour: Behaviour, edition: Edition) -> bool:
    """A breach that R4 prices under 1.3 where a substitute did it."""
    if behaviour.effect != "deduct" or behaviour.halves is None or behaviour.clause == "1.3":
        return False
    return -behaviour.halves <= 2 * edition.limits.substitute_points
