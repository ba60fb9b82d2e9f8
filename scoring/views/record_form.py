"""The entry form with what it offers: blank, filled from a link, or as it was sent."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from records.errors import Refusal
from records.files import discard_strays, loose_files, store_file
from records.models import StoredFile
from scoring.forms.fields import DayField
from scoring.forms.record import RecordForm
from scoring.models import Report, ScoreEvent
from scoring.selectors.behaviours import FALSE_PRAISE
from scoring.selectors.editions import edition_on
from scoring.selectors.entry_choices import entry_choices, recent_praise
from scoring.selectors.report_kinds import OFFERS
from scoring.selectors.reports import label_for_items
from units.types import SiteRequest

PREFILLED = ("unit", "happened_on", "source", "window", "bulletin", "behaviour")
MOST_FILES = 20
KEEP_UNUSED = timedelta(days=7)


def blank_form(request: SiteRequest) -> RecordForm:
    """A new form; a link may bring unit, day and source along (“再登记一件”), the document that it was learnt
    from (“登记一项”), or the praise that was found false (“查实弄虚作假”)."""
    report = report_of(request.GET.get("report"))
    initial: dict[str, Any] = {"happened_on": timezone.localdate(), "times": 1}
    initial |= _from_report(report) if report else {}
    initial |= _from_praise(request.GET.get("concerns"))
    initial |= {name: request.GET[name] for name in PREFILLED if request.GET.get(name)}
    return RecordForm(initial=initial, **_offers(initial, [], None, report))


def filled_form(request: SiteRequest, kept: list[StoredFile]) -> RecordForm:
    """The form as sent; files just stored are ticked among those kept."""
    data = request.POST.copy()
    files = carried_files(request, data, kept)
    same = data.get("same_as", "")
    return RecordForm(data, **_offers(data, files, same, report_of(data.get("report"))))


def carried_files(request: SiteRequest, data: QueryDict, kept: list[StoredFile]) -> list[StoredFile]:
    """The files that a form carries on, named in `data`: those uploaded before that are one's own and held
    by nothing else, then those just stored."""
    ids = [key for key in map(number_of, data.getlist("kept")) if key is not None]
    before = loose_files(request.user).filter(pk__in=ids[:MOST_FILES]) if ids else ()
    files = [*before, *kept]
    data.setlist("kept", [str(file.pk) for file in files])
    return files


def keep_uploads(request: SiteRequest) -> tuple[list[StoredFile], list[Refusal]]:
    """Store what was sent, each file by itself; those refused are told, those long forgotten removed."""
    kept, refusals = [], []
    files = request.FILES.getlist("uploads")
    if files:
        discard_strays(by=request.user, before=timezone.now() - KEEP_UNUSED)
    for upload in files[:MOST_FILES]:
        try:
            kept.append(store_file(upload=upload, by=request.user, at=timezone.now()))
        except Refusal as refusal:
            refusals.append(refusal)
    if len(files) > MOST_FILES:
        refusals.append(Refusal(f"一次最多上传{MOST_FILES}个文件，其余的请分次上传。", field="uploads"))
    return kept, refusals


def report_of(key: str | None) -> Report | None:
    """The document that a form or a link names; None where it names none."""
    number = number_of(key)
    return Report.objects.filter(pk=number).first() if number is not None else None


def number_of(key: str | None) -> int | None:
    """A row's number as an address or a form carries it; None for anything else."""
    return int(key) if key and key.isascii() and key.isdecimal() and len(key) < 18 else None


def _from_report(report: Report) -> dict[str, Any]:
    """What a document says of each of its items."""
    offer = OFFERS[report.kind]
    found: dict[str, Any] = {
        "report": report.pk,
        "source": offer.source,
        "happened_on": report.issued_on if offer.is_dated else None,
        "bulletin": label_for_items(report),
    }
    if offer.preselects:
        found["behaviour"] = "|".join(offer.behaviours[0])
    return found


def _from_praise(key: str | None) -> dict[str, Any]:
    """弄虚作假 about a praise recorded before."""
    praise = next(iter(_event(key)), None)
    if praise is None:
        return {}
    on = praise.finding.happened_on
    return {
        "unit": praise.unit_id,
        "behaviour": "|".join(FALSE_PRAISE),
        "concerns": praise.pk,
        "persons": [str(praise.person_id)] if praise.person_id else [],
        "fact": f"{on.month}月{on.day}日“{praise.behaviour}”经查实属弄虚作假：",
    }


def _offers(data: Any, files: list[StoredFile], same: str | None, report: Report | None) -> dict[str, Any]:
    day = day_told(data, report)
    is_false = str(data.get("behaviour") or "") == "|".join(FALSE_PRAISE)
    concerned = number_of(str(data.get("concerns") or ""))
    return {
        "choices": entry_choices(day),
        "edition": edition_on(day, timezone.localdate()),
        "praise": recent_praise(clause=FALSE_PRAISE[0], also=concerned) if is_false else [],
        "own_files": files,
        "same": _event(same),
        "report": report,
    }


def day_told(data: Any, report: Report | None = None) -> date:
    """The day of the happening, else the document's, else (also where it cannot be read) today."""
    today = timezone.localdate()
    try:
        day: date = DayField().clean(data.get("happened_on") or (report.issued_on if report else today))
    except ValidationError:
        return today
    return day


def _event(key: str | None) -> list[ScoreEvent]:
    number = number_of(key)
    if number is None:
        return []
    return list(ScoreEvent.objects.select_related("finding", "person", "problem", "unit").filter(pk=number))
