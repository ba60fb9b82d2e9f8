"""What every 通知书 to a unit has around its words: head, addressee, signature, 抄送, 回执."""

from collections.abc import Iterable

from notices.outgoing.letters import phrases
from notices.outgoing.letters.case import Case
from notices.outgoing.types import Heading as Given
from notices.papers.content import Block, Letter, Slip


def letter_to_unit(
    case: Case, given: Given, title: str, blocks: Iterable[Block], *, promise: str, fields: tuple[str, ...]
) -> Letter:
    """The whole letter. `promise`: what the 回执 says after 已收到; `fields`: what it asks for."""
    return Letter(
        mark=case.office.name,
        number=given.number,
        title=(title,),
        addressee=case.unit,
        blocks=tuple(blocks),
        signature=phrases.signed(case, given),
        copies=phrases.INSPECTORS,
        note=phrases.note(case),
        slip=Slip("回执", case.office.name, f"《{title}》（{given.number}）已收到{promise}。", fields),
    )
