"""One way to make and to edit a row, for all the basic records."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from records.changes import changes_of
from records.errors import EditConflict, Refusal
from records.models import VersionedModel
from records.submit import submit_once
from units.services.basics import add_row, edit_row
from units.types import SiteRequest

Address = Callable[[Any], str]
TEMPLATE = "units/form.html"


def new_row(
    request: SiteRequest,
    form: Any,
    *,
    make: Callable[[dict[str, Any]], VersionedModel],
    title: str,
    to: Address,
    save: Any = add_row,
    back: str = "",
) -> HttpResponse:
    """Show the form; when it is sent and right, save the row that `make` builds from it, once.

    `save` is the service that writes it, `back` where who does not save is led.
    """
    if request.method == "POST" and form.is_valid():
        try:
            return submit_once(
                request,
                lambda: save(row=make(form.cleaned_data), by=request.user, at=timezone.now()),
                to=to,
                done="已保存。",
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
    return render(request, TEMPLATE, {"form": form, "title": title, "back": back})


def edited_row(
    request: SiteRequest,
    form_class: Any,
    row: Any,
    *,
    title: str,
    to: Address,
    fill: Any = None,
    save: Any = edit_row,
    back: str = "",
) -> HttpResponse:
    """The edit form of a row; the second of two editors sees both texts.

    `fill` completes the changes; `save` is the service that writes them; `back` leads who does not save.
    """
    names = [name for name in form_class.base_fields if name != "version"]
    start = {name: getattr(row, name) for name in names} | {"version": row.version}
    form = form_class(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        changes = {name: form.cleaned_data[name] for name in names}
        version = form.cleaned_data["version"]
        try:
            return submit_once(
                request,
                lambda: save(
                    row=row,
                    expected_version=version,
                    changes=fill(changes) if fill else changes,
                    by=request.user,
                    at=timezone.now(),
                ),
                to=to,
                done="已保存。",
            )
        except EditConflict as conflict:
            form.add_conflict(conflict)
        except Refusal as refusal:
            form.add_refusal(refusal)
    context = {"form": form, "title": title, "back": back, "changes": changes_of(row)[:20]}
    return render(request, TEMPLATE, context)


def words_of(request: SiteRequest, name: str) -> str:
    """What was searched for; without NUL, which a database may refuse to compare."""
    return request.GET.get(name, "").replace("\0", "").strip()[:100]
