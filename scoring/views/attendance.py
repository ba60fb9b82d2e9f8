"""考勤记录: what was imported, a unit and a month at a time, on the page and as a workbook."""

from datetime import date
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from records.errors import Refusal
from scoring.forms.attendance import SheetForm
from scoring.forms.proposals import filter_asked, month_asked
from scoring.periods import first_of, month_key, month_name, next_month, previous_month
from scoring.selectors.attendance_sheet import attendance_sheet, last_month_signed
from scoring.workbooks.attendance import attendance_workbook
from units.access import May, requires
from units.models import Unit
from units.types import SiteRequest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(May.KEEP_ATTENDANCE)
@require_safe
def attendance(request: SiteRequest) -> HttpResponse:
    """A unit's people by the days of a month."""
    units, unit, month = _asked(request)
    today = timezone.localdate()
    after = next_month(month)
    context: dict[str, Any] = {
        "form": SheetForm({"unit": unit and unit.pk, "month": month_key(month)}, units=units),
        "unit": unit,
        "month": month,
        "before": previous_month(month),
        "after": after if after <= today else None,
        "sheet": attendance_sheet(month, unit.pk, today=today) if unit else None,
    }
    return render(request, "scoring/attendance/sheet.html", context)


@requires(May.KEEP_ATTENDANCE)
@require_safe
def attendance_export(request: SiteRequest) -> HttpResponse:
    """The same as a workbook."""
    _, unit, month = _asked(request)
    if unit is None:
        raise Refusal(f"{month_name(month)}没有在用的窗口单位，没有可以导出的考勤。")
    sheet = attendance_sheet(month, unit.pk, today=timezone.localdate())
    response = HttpResponse(attendance_workbook(sheet, unit.name), content_type=XLSX)
    file = f"{unit.name}{month_name(month)}考勤.xlsx"
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file)}"
    return response


def _asked(request: SiteRequest) -> tuple[list[Unit], Unit | None, date]:
    """The units, the one asked for (the first one else), and the month (the newest imported else)."""
    month = month_asked(request.GET) or last_month_signed() or first_of(timezone.localdate())
    units = list(Unit.objects.in_service(month))
    wanted = filter_asked(request.GET).unit_id
    unit = next((one for one in units if one.pk == wanted), units[0] if units else None)
    return units, unit, month
