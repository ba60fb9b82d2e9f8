"""September 2026: the sheet of real findings, imported as the office would, and nothing else."""

from datetime import datetime
from typing import Any

from scoring.services.import_findings import findings_table, import_rows
from scoring.services.import_plan import ImportOptions
from yanling_assess.demo.bureau import SHEET
from yanling_assess.demo.plan import FOLDER

# The lines of the sheet that tell of something good, ticked in the preview: 接待热情周到 and 预约服务.
GOOD_LINES = frozenset({7, 22})


def import_sheet(*, by: Any, at: datetime) -> None:
    """Import every row as verified; a row without a clause is kept at 0."""
    table = findings_table(SHEET, (FOLDER / SHEET).read_bytes())
    import_rows(table=table, options=ImportOptions(good=GOOD_LINES), by=by, at=at)
