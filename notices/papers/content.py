"""A paper in document form (公文格式), as pure data: what it says, never how it is drawn.

All texts are plain: markup in them is printed as it stands. Headings are numbered when the paper is
written out (一、（一）1.（1）), so a composer never counts.
"""

from dataclasses import dataclass
from enum import StrEnum

from scoring.charts import BarChart, LineChart


class Face(StrEnum):
    """The faces of running text: 仿宋, 黑体, 楷体."""

    FANG = "fang"
    HEI = "hei"
    KAI = "kai"


class Align(StrEnum):
    CENTER = "center"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face."""

    text: str
    face: Face = Face.FANG


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4; `body` runs on in the same paragraph, in 仿宋."""

    level: int
    text: str
    body: str = ""

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3, 4):
            raise ValueError(f"a heading has level 1 to 4, not {self.level}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; line breaks in it begin new paragraphs."""

    runs: tuple[Run, ...]
    with_next: bool = False  # stays on the page of the block after it (the sentence above a table)

    @classmethod
    def of(cls, text: str, *, with_next: bool = False) -> "Paragraph":
        return cls((Run(text),), with_next)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, its width in whole millimetres (6 to 120), how its cells stand."""

    name: str
    width: int
    align: Align = Align.CENTER

    def __post_init__(self) -> None:
        if not 6 <= self.width <= 120:
            raise ValueError(f"a column is 6 to 120 mm wide, not {self.width}")


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table over the whole width; its head is repeated on every page that it reaches."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row of a table has a cell for each column")


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart over the width of the text, with its table beside it in the paper."""

    chart: BarChart | LineChart

    @property
    def template(self) -> str:
        return "charts/bars.html" if isinstance(self.chart, BarChart) else "charts/line.html"


Block = Heading | Paragraph | Table | Figure


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment: begins on a new page under 附件1 and its title."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs and when. With a seal there is room for its 42 mm over both lines."""

    office: str
    date: str
    sealed: bool = True


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记: whom a copy goes to (may be empty), the printing office and the day of printing."""

    copies: str
    office: str
    date: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper. `title` holds its lines, broken by meaning; `number` is 代字〔2026〕9号 or 第9期."""

    mark: str
    number: str
    title: tuple[str, ...]
    addressee: str
    blocks: tuple[Block, ...]
    signature: Signature
    imprint: Imprint
    attachments: tuple[Attachment, ...] = ()
    note: str = ""

    @property
    def name(self) -> str:
        """The title in one line, for lists and for the PDF's own title."""
        return "".join(self.title)


@dataclass(frozen=True, slots=True)
class Slip:
    """回执: the part that the addressee fills in and sends back. `fields` are labels with room to write."""

    title: str
    to: str
    text: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A paper in letter form (信函格式, GB/T 9704 10.1): for one addressee, with a slip to send back."""

    mark: str
    number: str
    title: tuple[str, ...]
    addressee: str
    blocks: tuple[Block, ...]
    signature: Signature
    copies: str = ""
    attachments: tuple[Attachment, ...] = ()
    note: str = ""
    slip: Slip | None = None

    @property
    def name(self) -> str:
        return "".join(self.title)


@dataclass(frozen=True, slots=True)
class Statement:
    """A plain sheet without red head, number or seal: what the office prints out for a person to check.

    `about` stands under the title, `foot` after the last block: where it was taken from.
    """

    title: tuple[str, ...]
    about: str
    blocks: tuple[Block, ...]
    foot: str
    office: str

    @property
    def name(self) -> str:
        return "".join(self.title)
