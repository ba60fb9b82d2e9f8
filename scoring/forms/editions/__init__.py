"""Forms of 细则版本: one for each kind of part, and those that act on a whole edition."""

from typing import Any

from scoring.forms.editions.clause import ClauseForm
from scoring.forms.editions.parts import (
    HeadForm,
    NumbersForm,
    OptionsForm,
    PartForm,
    ReadingForm,
    SectionForm,
)
from scoring.forms.editions.tables import HandlingForm, MarksForm
from scoring.rulebook import Clause, Edition, Options, Reading, Section
from scoring.rulebook.parts import Handling, Head, Marks, Numbers, Part

FORMS: dict[type, type[PartForm[Any]]] = {
    Head: HeadForm,
    Options: OptionsForm,
    Numbers: NumbersForm,
    Marks: MarksForm,
    Handling: HandlingForm,
    Clause: ClauseForm,
    Reading: ReadingForm,
    Section: SectionForm,
}


def part_form(data: Any, *, part: Part, edition: Edition) -> PartForm[Any]:
    """The form of a part."""
    return FORMS[type(part)](data, part=part, edition=edition)
