"""约谈记录 as an A4 form: blank for the pen, or filled; long texts run over to further pages."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from notices.papers.text import clean

SIGNERS = ("主谈人", "被约谈人", "记录人")


@dataclass(frozen=True, slots=True)
class TalkRecord:
    """What is written down of a talk. An empty text leaves room for handwriting.

    `number` is that of the notice of the talk, `person` the one talked to with the post held, `held_at` the
    day and hour in words, `basis` the clause's own words.
    """

    bureau: str
    number: str = ""
    unit: str = ""
    person: str = ""
    held_at: str = ""
    place: str = ""
    led_by: str = ""
    noted_by: str = ""
    basis: str = ""
    points: str = ""
    answer: str = ""
    demands: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A box that grows: its label, its name, its paragraphs; none where it is left for the pen."""

    label: str
    name: str
    paragraphs: list[str]


def talk_record_html(record: TalkRecord) -> str:
    """The form as one HTML document, to be printed in the style "form"."""
    context = {"record": record, "signers": SIGNERS, "texts": boxes(record)}
    return render_to_string("papers/talk_record.html", context)


def boxes(record: TalkRecord) -> list[Box]:
    """The boxes that grow with what was said."""
    texts = (
        ("约谈依据", "basis", record.basis),
        ("约谈要点", "points", record.points),
        ("被约谈人表态", "answer", record.answer),
        ("整改要求", "demands", record.demands),
    )
    return [Box(label, name, _paragraphs(text)) for label, name, text in texts]


def _paragraphs(text: str) -> list[str]:
    return [part for part in clean(text).split("\n") if part.strip()]
