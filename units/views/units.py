"""Units and their windows: a list for all, the unit's page, forms for who keeps the basic data."""

from django.core.paginator import Paginator
from django.db.models import Case, Count, Q, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from records.changes import changes_of
from units.access import May, requires
from units.forms.basics import BureauForm, BureauStartForm, UnitEditForm, UnitForm, WindowEditForm, WindowForm
from units.models import Bureau, Posting, Unit, Window
from units.pinyin import search_key, spoken
from units.selectors import bureau, visible_units
from units.sorting import Head, Sorting
from units.types import SiteRequest
from units.views.editing import edited_row, new_row, words_of

PAGE = 50
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
    today = timezone.localdate()
    words = words_of(request, "q")
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
    if words:
        units = units.filter(Q(name__icontains=words) | Q(short_name__icontains=words))
    sorting = Sorting(HEADS, words_of(request, "sort"), {"q": words})
    page = Paginator(list(sorting.rows(units)), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "sorting": sorting, "query": sorting.query, "words": words}
    return render(request, "units/list.html", context)


@requires(May.SEE_STAFF)
@require_safe
def unit(request: SiteRequest, pk: int) -> HttpResponse:
    """A unit: its windows and who stands there today."""
    row = get_object_or_404(visible_units(request.actor), pk=pk)
    today = timezone.localdate()
    postings = (
        Posting.objects.on(today)
        .filter(unit=row)
        .select_related("person", "window")
        .order_by("window", "post")
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
