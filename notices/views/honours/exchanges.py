"""观摩交流活动: the list, one activity, its record kept by the policy office and the 局办公室."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from notices.forms.honours import EditExchangeForm, ExchangeForm, ExchangeListForm
from notices.models import Exchange
from notices.selectors.honours.exchanges import exchange_list, showable, shown_at, shows_exchange_files
from notices.selectors.honours.quarters import quarter_on
from notices.services.honours.exchanges import edit_exchange, record_exchange
from notices.views.honours.files import files_of_form
from notices.workbooks.honours import exchanges_workbook
from records.changes import changes_of
from records.downloads import xlsx_response
from records.errors import Refusal
from records.serving import file_answer
from records.submit import repeated, submit_form
from units.access import May, requires
from units.listed import listed
from units.models import Unit
from units.sorting import Head, Sorting
from units.types import SiteRequest

HEADS = (
    Head("日期", "date", ("on",)),
    Head("主题", "topic", ("topic",)),
    Head("地点", "place", ("place",)),
    Head("参加单位"),
)


@requires(May.SEE_HONOURS)
@require_safe
def exchanges(request: SiteRequest) -> HttpResponse:
    """All activities, newest first."""
    form, sorting = _asked(request)
    found = sorting.rows(exchange_list(*form.wanted()))
    context = {
        **listed(request, form, sorting, found),
        "weigh_period": quarter_on(timezone.localdate()),
    }
    return render(request, "honours/exchanges.html", context)


@requires(May.SEE_HONOURS)
@require_safe
def exchanges_export(request: SiteRequest) -> HttpResponse:
    """The same activities as a workbook."""
    form, sorting = _asked(request)
    rows = sorting.rows(exchange_list(*form.wanted()))
    return xlsx_response(exchanges_workbook(rows, at=timezone.now()), "观摩交流活动")


def _asked(request: SiteRequest) -> tuple[ExchangeListForm, Sorting]:
    form = ExchangeListForm(request.GET, units=list(Unit.objects.all()))
    return form, Sorting.asked(HEADS, request.GET)


@requires(May.SEE_HONOURS)
@require_safe
def exchange(request: SiteRequest, pk: int) -> HttpResponse:
    """One activity."""
    row = get_object_or_404(Exchange.objects.select_related("by"), pk=pk)
    keeps = request.actor.may(May.KEEP_EXCHANGES)
    context = {
        "exchange": row,
        "units": list(row.units.all()),
        "honours": shown_at(row, request.actor),
        "files": list(row.files.all()) if shows_exchange_files(row, request.actor) else [],
        "changes": list(changes_of(row)) if keeps else [],
    }
    return render(request, "honours/exchange.html", context)


@requires(May.KEEP_EXCHANGES)
@require_http_methods(["GET", "HEAD", "POST"])
def exchange_new(request: SiteRequest) -> HttpResponse:
    """Record an activity."""
    if request.method != "POST":
        form = ExchangeForm(initial={"on": timezone.localdate()}, **_offers(), own_files=[])
        return _form(request, form)
    earlier = repeated(request)
    if earlier is not None:
        return earlier
    data, files, refusals = files_of_form(request)
    form = ExchangeForm(data, **_offers(), own_files=files)
    _tell(form, refusals)
    answer = submit_form(
        request,
        form,
        lambda: record_exchange(
            told=form.told(), files=form.cleaned_data["kept"], by=request.user, at=timezone.now()
        ),
        to=_url,
        done="已登记。",
    )
    return answer or _form(request, form)


@requires(May.KEEP_EXCHANGES)
@require_http_methods(["GET", "HEAD", "POST"])
def exchange_edit(request: SiteRequest, pk: int) -> HttpResponse:
    """Mend its record."""
    row = get_object_or_404(Exchange, pk=pk)
    held = list(row.files.all())
    if request.method != "POST":
        form = EditExchangeForm(initial=_initial(row), **_offers(), own_files=held)
        return _form(request, form, exchange=row)
    earlier = repeated(request)
    if earlier is not None:
        return earlier
    data, files, refusals = files_of_form(request, held)
    form = EditExchangeForm(data, **_offers(), own_files=files)
    _tell(form, refusals)
    answer = submit_form(
        request,
        form,
        lambda: edit_exchange(
            exchange=row,
            expected_version=form.cleaned_data["version"],
            told=form.told(),
            files=form.cleaned_data["kept"],
            by=request.user,
            at=timezone.now(),
        ),
        to=_url,
        done="已修改。",
        on_conflict=form.add_conflict,
    )
    return answer or _form(request, form, exchange=row)


@requires(May.SEE_HONOURS)
@require_safe
def exchange_file(request: SiteRequest, pk: int, file: int) -> FileResponse:
    """One of its files, as a download."""
    row = get_object_or_404(Exchange, pk=pk)
    if not shows_exchange_files(row, request.actor):
        raise Http404
    return file_answer(get_object_or_404(row.files, pk=file))


def _offers() -> dict[str, Any]:
    return {"units": list(Unit.objects.all()), "honours": showable()}


def _initial(row: Exchange) -> dict[str, Any]:
    names = ("on", "place", "topic", "words", "version")
    told = {name: getattr(row, name) for name in names}
    many = {name: [str(one.pk) for one in getattr(row, name).all()] for name in ("units", "honours")}
    return {**told, **many}


def _tell(form: ExchangeForm, refusals: list[Refusal]) -> None:
    for refused in refusals:
        form.add_error("uploads", refused.message)


def _form(request: SiteRequest, form: ExchangeForm, **more: Any) -> HttpResponse:
    context = {"form": form, "kept": form.own_files, **more}
    return render(request, "honours/exchange_form.html", context, status=422 if form.errors else 200)


def _url(row: Exchange) -> str:
    return reverse("notices:exchange", args=[row.pk])
