"""个人信息, for whoever answers for it; 本人信息, for whom it is about."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from records.downloads import xlsx_response
from units.access import May, requires
from units.models import StaffMember
from units.types import SiteRequest
from yanling_assess.personal.page import personal_data
from yanling_assess.personal.told import told_workbook


@requires(May.SEE_PERSONAL_DATA)
@require_safe
def personal(request: SiteRequest) -> HttpResponse:
    """What is kept of whom, why, since when and until when; what is past its time."""
    return render(request, "personal/personal.html", {"page": personal_data(timezone.now())})


@requires(May.TELL_PERSON)
@require_safe
def person_told(_request: SiteRequest, pk: int) -> HttpResponse:
    """What is kept about one member of staff, as a workbook for that person; its name tells nobody's."""
    person, at = get_object_or_404(StaffMember, pk=pk), timezone.now()
    return xlsx_response(told_workbook(person, at=at), f"本人信息{timezone.localdate(at):%Y%m%d}")
