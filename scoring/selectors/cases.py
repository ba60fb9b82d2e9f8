"""What the lists of 申报, 申诉 and 更正 are narrowed by."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class CaseFilter:
    """What is looked for; empty values look for everything. What `state` and `month` mean the list says."""

    words: str = ""
    state: str = ""
    month: date | None = None
    unit_id: int | None = None
