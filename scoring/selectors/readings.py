"""Which readings (口径) a unit's month rests on, in the words of the edition it was scored with."""

import re
from collections.abc import Iterable
from datetime import date

from scoring.models import MonthResult
from scoring.rulebook import Edition, Reading
from scoring.selectors.editions import edition_for, edition_of
from scoring.selectors.unit_pages import UnitPage

NAMED = re.compile(r"口径(R[0-9]{1,2})")


def readings_used(page: UnitPage) -> list[Reading]:
    """Those that its lines and its arithmetic name, R3 for the rank; two queries at most."""
    keys = {"R3"} if page.rank else set()
    lines = [*(line for bar in page.bars for line in bar.lines), *page.other_lines]
    for line in lines:
        keys |= {*NAMED.findall(line.why), *line.readings}
    for bar in page.bars:
        keys |= set(bar.readings)
    return _told(page_edition(page.month, page.revision), keys)


def page_edition(month: date, revision: int | None) -> Edition:
    """The edition of a stored result; today's for an open month."""
    if revision is None:
        return edition_for(month)
    stored = MonthResult.objects.filter(month__month=month, revision=revision)
    text, sha256, name = stored.values_list("edition_text", "edition_sha256", "edition_name").get()
    return edition_of(text, sha256, name)


def _told(edition: Edition, keys: Iterable[str]) -> list[Reading]:
    wanted = set(keys)
    return [reading for reading in edition.readings if reading.key in wanted]
