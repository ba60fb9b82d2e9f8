"""Stored files handed out: as a download, never run in the page, nothing guessed about what they are."""

from collections.abc import Callable
from typing import Any

from django.http import FileResponse, Http404

from records.files import open_thumbnail
from records.models import StoredFile

NOTHING_RUNS = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def file_answer(stored: StoredFile) -> FileResponse:
    """The file itself, as a download; 404 where its bytes are gone. Who may have it is asked before."""
    return _guarded(_opened(stored.file.open), stored.content_type, stored.name, as_attachment=True)


def thumbnail_answer(stored: StoredFile) -> FileResponse:
    """The small picture of a photo, to be shown in a page."""
    return _guarded(_opened(lambda: open_thumbnail(stored)), "image/jpeg", "", as_attachment=False)


def _opened(opening: Callable[[], Any]) -> Any:
    try:
        return opening()
    except FileNotFoundError as error:
        raise Http404 from error


def _guarded(file: Any, content_type: str, name: str, *, as_attachment: bool) -> FileResponse:
    response = FileResponse(file, as_attachment=as_attachment, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = NOTHING_RUNS
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
