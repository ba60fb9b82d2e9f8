"""The rule edition of a month. Where none has been brought into force, the shipped one holds."""

from collections.abc import Iterable
from datetime import date

from records.errors import Refusal
from scoring.models import RuleEdition
from scoring.periods import first_of
from scoring.rulebook import Edition, EditionError, load_edition, shipped_edition, shipped_text
from scoring.selectors.month import counting_month

MOST_LOADED = 64
_loaded: dict[str, Edition] = {}
"""By SHA-256, the longest unused first: drafts come and go, and a process lives for weeks."""


def edition_for(month: date) -> Edition:
    """The edition that holds in a month."""
    return editions_for([month])[month]


def edition_on(day: date, today: date) -> Edition:
    """The edition that an event of this day is recorded under: that of the month that it counts in (R14)."""
    this_month = first_of(today)
    if first_of(day) >= this_month:
        return edition_for(this_month)
    try:
        return edition_for(counting_month(day))
    except Refusal:  # before the first month: nothing can be recorded
        return edition_for(this_month)


def editions_for(months: Iterable[date]) -> dict[date, Edition]:
    """The edition of each month; one query, and one more the first time that an edition is met."""
    wanted = sorted(months)
    rows = list(
        RuleEdition.objects.filter(state=RuleEdition.State.IN_FORCE, effective_from__lte=wanted[-1])
        .order_by("effective_from", "id")
        .values_list("effective_from", "sha256")
    )
    held = {month: _newest(rows, month) for month in wanted}
    found = _load({sha for sha in held.values() if sha})
    return {month: found[sha] if sha else shipped_edition() for month, sha in held.items()}


def edition_of(text: str, sha256: str, name: str) -> Edition:
    """The edition of a stored text, loaded once. Refusal where the text is damaged or not what was stored."""
    found = _loaded.pop(sha256, None)
    if found is None:
        found = shipped_edition() if text == shipped_text() else _checked(text, sha256, name)
    return _kept(sha256, found)


def loaded(sha256: str) -> Edition | None:
    """The edition with this digest, where this process has met it: the shipped one always."""
    if sha256 == shipped_edition().sha256:
        return shipped_edition()
    found = _loaded.pop(sha256, None)
    return None if found is None else _kept(sha256, found)


def edition_text(edition: Edition) -> str:
    """The whole text of an edition in use, to be kept with a result."""
    if edition is shipped_edition():
        return shipped_text()
    return RuleEdition.objects.filter(sha256=edition.sha256).values_list("text", flat=True)[0]


def _newest(rows: list[tuple[date, str]], month: date) -> str:
    return next((sha for start, sha in reversed(rows) if start <= month), "")


def _load(wanted: set[str]) -> dict[str, Edition]:
    known = {sha: edition for sha in wanted if (edition := loaded(sha)) is not None}
    missing = wanted - known.keys()
    if missing:
        for row in RuleEdition.objects.filter(sha256__in=missing):
            known[row.sha256] = edition_of(row.text, row.sha256, row.name)
    return known


def _kept(sha256: str, edition: Edition) -> Edition:
    _loaded[sha256] = edition
    while len(_loaded) > MOST_LOADED:
        del _loaded[next(iter(_loaded))]
    return edition


def _checked(text: str, sha256: str, name: str) -> Edition:
    try:
        edition = load_edition(text, name)
    except EditionError as error:
        raise Refusal(f"细则版本“{name}”无法读取：{error}") from error
    if edition.sha256 != sha256:
        raise Refusal(f"细则版本“{name}”的内容与登记的摘要不符，请用备份恢复后再计分。")
    return edition
