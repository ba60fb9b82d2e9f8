"""Units and their windows: a list for all, the unit's page, forms for who keeps the basic data."""

from typing import Any

from django.db.models import Case, Count, F, Q, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from records.changes import changes_of
from records.downloads import xlsx_response
from records.searching import terms
from units.access import May, requires
from units.forms.basics import BureauForm, BureauStartForm, UnitEditForm, UnitForm, WindowEditForm, WindowForm
from units.forms.lists import OUT, UnitFilterForm
from units.list_workbooks import units_workbook
from units.listed import listed
from units.models import Bureau, Posting, Unit, Window
from units.pinyin import search_key, spoken
from units.selectors import bureau, visible_units
from units.sorting import Head, Sorting
from units.types import SiteRequest
from units.views.editing import edited_row, new_row

FORM_METHODS = ["GET", "HEAD", "POST"]
HEADS = (
    Head("单位", "name", sound=lambda row: spoken(row.name)),
    Head("负责人", "head", sound=lambda row: search_key(row.head)),
    Head("电话", "phone", ("phone",)),
    Head("在用窗口", "counters", ("counters",), is_number=True),
    Head("今日人员", "people", ("people",), is_number=True),
    Head("状态", "state", ("is_out",)),
)


@requires(May.SEE_STAFF)
@require_safe
def unit_list(request: SiteRequest) -> HttpResponse:
    """The units in the office's order, with windows and people counted; a unit head sees the own unit."""
    form, sorting, units = _sought(request)
    return render(request, "units/list.html", listed(request, form, sorting, units))


@requires(May.SEE_STAFF)
@require_safe
def unit_list_export(request: SiteRequest) -> HttpResponse:
    """The same rows, all pages, as a workbook."""
    _, _, units = _sought(request)
    return xlsx_response(units_workbook(units, at=timezone.now()), f"窗口单位{timezone.localdate():%Y%m%d}")


def _sought(request: SiteRequest) -> tuple[UnitFilterForm, Sorting, list[Any]]:
    """What was looked for, in which order, and the units that fit."""
    form, sorting = UnitFilterForm(request.GET), Sorting.asked(HEADS, request.GET)
    wanted, today = form.wanted(), timezone.localdate()
    here = Q(postings__starts_on__lte=today) & (
        Q(postings__ends_on__isnull=True) | Q(postings__ends_on__gte=today)
    )
    units = (
        visible_units(request.actor)
        .annotate(
            people=Count("postings__person", filter=here, distinct=True),
            counters=Count("windows", filter=Q(windows__in_use=True), distinct=True),
            is_out=Case(When(in_service_to__lt=today, then=True), default=False),
        )
        .order_by("order", "id")
    )  # a counting query does not take the model's own order
    for word in terms(wanted.words):
        named = Q(name__icontains=word) | Q(short_name__icontains=word)
        units = units.filter(named | Q(head__icontains=word) | Q(phone__icontains=word))
    if wanted.state:
        units = units.filter(is_out=wanted.state == OUT)
    return form, sorting, list(sorting.rows(units))


@requires(May.SEE_STAFF)
@require_safe
def unit(request: SiteRequest, pk: int) -> HttpResponse:
    """A unit: its windows and who stands there today, those of no window last."""
    row = get_object_or_404(visible_units(request.actor), pk=pk)
    today = timezone.localdate()
    postings = (
        Posting.objects.on(today)
        .filter(unit=row)
        .select_related("person", "window")
        .order_by(F("window__number").asc(nulls_last=True), "post", "person__number")
    )
    context = {
        "unit": row,
        "windows": row.windows.all(),
        "postings": postings,
        "today": today,
        "changes": changes_of(row)[:20],
    }
    return render(request, "units/unit.html", context)


@requires(May.MANAGE_BASICS)
@require_http_methods(FORM_METHODS)
def unit_new(request: SiteRequest) -> HttpResponse:
    form = UnitForm(request.POST or None)
    return new_row(request, form, make=lambda data: Unit(**data), title="新建窗口单位", to=unit_url)


@requires(May.MANAGE_BASICS)
@require_http_methods(FORM_METHODS)
def unit_edit(request: SiteRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Unit, pk=pk)
    return edited_row(request, UnitEditForm, row, title=f"修改{row}", to=unit_url)


@requires(May.MANAGE_BASICS)
@require_http_methods(FORM_METHODS)
def window_new(request: SiteRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Unit, pk=pk)
    form = WindowForm(request.POST or None)
    return new_row(
        request,
        form,
        make=lambda data: Window(unit=row, **data),
        title=f"{row}新建窗口",
        to=lambda window: unit_url(window.unit),
    )


@requires(May.MANAGE_BASICS)
@require_http_methods(FORM_METHODS)
def window_edit(request: SiteRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Window.objects.select_related("unit"), pk=pk)
    return edited_row(
        request, WindowEditForm, row, title=f"修改{row.unit}{row}", to=lambda window: unit_url(window.unit)
    )


@requires(May.MANAGE_BASICS)
@require_http_methods(FORM_METHODS)
def bureau_edit(request: SiteRequest) -> HttpResponse:
    """本局设置; the first month is asked for once, before anything else is kept."""
    row, form = bureau(), BureauForm
    if row._state.adding:
        form = BureauStartForm
        if request.method == "POST":
            Bureau.objects.bulk_create([row], ignore_conflicts=True)  # somebody else may just have begun
            row = bureau()
    return edited_row(request, form, row, title="本局设置", to=lambda _: reverse("units:bureau"))


def unit_url(row: Unit) -> str:
    return reverse("units:unit", args=[row.pk])
