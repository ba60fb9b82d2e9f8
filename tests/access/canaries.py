"""The canaries, each a text that stands in one kind of record of the other unit, and who may ever see it.

Written by hand from DESIGN's table of who may do what. “yes”: somewhere among the answers to this role; “-”:
in none of them, whatever is asked; “paper”: in issued papers alone (`PUBLISHED`).
"""

from tests.access import world

# A bulletin tells every unit's facts to all who get it (三), the persons of others only in the named text.
PUBLISHED = frozenset(
    f"notices:{paper} {reading}" for paper in ("pdf", "docx") for reading in ("named", "public")
) | {"notices:unit_pdf own", "notices:unit_docx own"}

# in order: anonymous stranger clerk chief head other_head discipline office leader admin
SEEN = """
person        - - yes yes -     yes paper -     yes yes
number        - - yes yes -     yes -     -     yes yes
fact          - - yes yes paper yes paper paper yes -
statement     - - yes yes -     yes -     -     yes -
in_statement  - - yes yes -     yes -     -     yes -
its_phone     - - yes yes -     yes -     -     yes -
proof         - - yes yes -     yes -     -     yes -
file          - - yes yes -     yes -     -     yes -
problem       - - yes yes -     yes -     -     yes -
leave         - - yes yes -     yes -     -     yes -
objection     - - yes yes -     yes -     -     yes -
check         - - yes yes -     yes -     -     yes -
talk          - - yes yes -     -   yes   -     yes -
honour        - - yes yes -     yes -     -     yes -
report        - - yes yes -     -   -     -     yes -
bonus         - - yes yes -     yes -     -     yes -
round         - - yes yes -     yes -     -     yes -
complaint     - - yes yes -     -   -     -     yes -
point         - - yes yes -     -   -     -     yes -
run           - - yes yes -     -   -     -     yes -
import        - - yes -   -     -   -     -     -   -
unit_head     - - yes yes -     yes -     -     yes yes
phone         - - yes yes -     yes -     -     yes yes
complainant   - - yes yes -     -   -     -     -   -
contact       - - yes yes -     -   -     -     -   -
"""

CANARIES = {
    "person": world.CANARY_PERSON,
    "number": world.CANARY_NUMBER,
    "fact": world.CANARY_FACT,
    "statement": world.CANARY_STATEMENT,
    "in_statement": "百灵鸟",
    "its_phone": "13900007731",
    "proof": world.CANARY_PROOF,
    "file": world.CANARY_FILE,
    "problem": world.CANARY_PROBLEM,
    "leave": world.CANARY_LEAVE,
    "objection": world.CANARY_OBJECTION,
    "check": world.CANARY_CHECK,
    "talk": world.CANARY_TALK,
    "honour": world.CANARY_HONOUR,
    "report": world.CANARY_REPORT,
    "bonus": world.CANARY_BONUS,
    "round": world.CANARY_ROUND,
    "complaint": world.CANARY_COMPLAINT,
    "point": world.CANARY_POINT,
    "run": world.CANARY_RUN,
    "import": world.CANARY_IMPORT,
    "unit_head": world.CANARY_HEAD,
    "phone": world.CANARY_PHONE,
    "complainant": world.COMPLAINT_NAME,
    "contact": world.COMPLAINT_CONTACT,
}
