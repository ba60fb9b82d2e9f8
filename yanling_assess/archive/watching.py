"""What is noted of some rows as they go by: issued papers, stored files, the head of the log's chain."""

import base64
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from records.audit.checking import SHOWN, Anchor
from yanling_assess.archive.files import Named, named_by
from yanling_assess.archive.tables import Table

PAPER, STORED, CHANGE = "notices.NoticePaper", "records.StoredFile", "records.Change"
Row = dict[str, Any]


@dataclass(slots=True)
class Watch:
    """`papers`: SHA-256 of each issued paper's bytes by its row's number; `doubts`: Chinese sentences."""

    papers: dict[str, str] = field(default_factory=dict)
    files: list[Named] = field(default_factory=list)
    anchor: Anchor = field(default_factory=lambda: Anchor(0, ""))
    doubts: list[str] = field(default_factory=list)

    def over(self, table: Table, rows: Iterator[list[Any]]) -> Iterator[list[Any]]:
        """The same rows, looked at."""
        looks: dict[str, Callable[[Row], None]] = {
            PAPER: self._paper,
            STORED: self._file,
            CHANGE: self._change,
        }
        look = looks.get(table.label)
        if look is None:
            yield from rows
            return
        names = [one.column for one in table.fields]
        for row in rows:
            look(dict(zip(names, row, strict=True)))
            yield row

    def _paper(self, row: Row) -> None:
        found = hashlib.sha256(base64.b64decode(row["pdf"])).hexdigest()
        self.papers[str(row["id"])] = found
        if found != row["sha256"]:
            self.doubts.append(f"已签发的公文文本（编号{row['id']}）的内容与登记的SHA-256不符")

    def _file(self, row: Row) -> None:
        self.files.extend(named_by((row["file"], row["name"], row["content_type"], row["sha256"])))

    def _change(self, row: Row) -> None:
        """Before the log was chained it had no numbers."""
        if row.get("number", 0) > self.anchor.number:
            self.anchor = Anchor(row["number"], row["link"][:SHOWN])
