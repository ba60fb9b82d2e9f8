"""The files of a form that may already have some: those unticked go, those just chosen come."""

from collections.abc import Iterable
from typing import Any

from records.errors import Refusal
from records.models import StoredFile
from scoring.views.record_form import carried_files, keep_uploads
from units.types import SiteRequest


def files_of_form(
    request: SiteRequest, held: Iterable[StoredFile] = ()
) -> tuple[Any, list[StoredFile], list[Refusal]]:
    """The form's data with every file that it carries ticked, those files, and the uploads refused."""
    kept, refusals = keep_uploads(request)
    data = request.POST.copy()
    ticked = set(data.getlist("kept"))
    still = [file for file in held if str(file.pk) in ticked]
    files = [*still, *carried_files(request, data, kept)]
    data.setlist("kept", [str(file.pk) for file in files])
    return data, files, refusals
