"""Which readings a kind of paper has, and what each of them shows of the one frozen paper."""

from collections.abc import Iterable, Mapping
from typing import Any

from notices.models import Notice, Reading
from notices.outgoing.freezing import from_data, with_texts
from notices.outgoing.personal_data import masked_texts
from notices.papers.content import Letter, Paper

Kind = Notice.Kind
AT_ONCE: Mapping[str, tuple[Reading, ...]] = {
    Kind.BULLETIN: (Reading.NAMED, Reading.PUBLIC),
    Kind.CORRECTION: (Reading.NAMED, Reading.PUBLIC),
    Kind.COMMENDATION: (Reading.NAMED, Reading.PUBLIC),
    Kind.PERIOD: (Reading.PUBLIC,),
    Kind.MEND: (Reading.NAMED,),
    Kind.TALK: (Reading.NAMED,),
    Kind.REMOVAL: (Reading.NAMED,),
    Kind.REFERRAL: (Reading.NAMED,),
}
"""Printed and kept when the paper is issued. A 季度通报 names nobody, a letter goes to one addressee."""
BY_UNIT = frozenset({Kind.BULLETIN, Kind.CORRECTION})
"""Those with a 分单位本 besides, printed when it is first asked for."""


def read_as(
    whole: Paper | Letter,
    names: Iterable[str],
    names_of: Mapping[int, Iterable[str]],
    reading: str,
    unit: int | None = None,
) -> Paper | Letter:
    """One reading of a paper: 实名本 hides nobody, 公开本 everybody, 分单位本 all but the unit's own people.

    A name borne by people of two units is hidden in both units' readings: texts do not say whose it is.
    """
    hidden = frozenset(names)
    if reading == Reading.NAMED:
        hidden = frozenset()
    elif reading == Reading.UNIT:
        others = {name for whose, some in names_of.items() if whose != unit for name in some}
        hidden -= frozenset(names_of.get(unit or 0, ())) - others
    return with_texts(whole, masked_texts(hidden))


def reading_of_content(content: Mapping[str, Any], reading: str, unit: int | None = None) -> Paper | Letter:
    """The same from what is kept with an issued paper."""
    names_of = {int(whose): some for whose, some in content["names_of"].items()}
    return read_as(from_data(content["paper"]), content["names"], names_of, reading, unit)
