"""People of the windows: a list to search, a page with where each stood, forms."""

from typing import Any

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from records.changes import changes_of
from records.downloads import check_size, xlsx_response
from records.errors import Refusal
from records.submit import submit_once
from units.access import May, requires
from units.forms.basics import PostingEditForm, PostingEndForm, PostingForm, StaffEditForm, StaffForm
from units.forms.lists import NO, NOWHERE, YES, StaffFilter, StaffFilterForm
from units.list_workbooks import staff_workbook
from units.listed import listed
from units.models import Posting, StaffMember
from units.pinyin import search_key
from units.selectors import bureau, visible_staff, visible_units
from units.selectors.postings import is_breach, review_words
from units.services.basics import begin_posting, correct_posting, end_posting
from units.sorting import Head, Sorting
from units.types import SiteRequest
from units.views.editing import edited_row, new_row

FORM_METHODS = ["GET", "HEAD", "POST"]
MOST_EXPORTED = 20_000
LAST = 1_000_000
HEADS = (
    Head("姓名", "name", ("pinyin", "name")),
    Head("工号", "number", ("number",)),
    Head("今日所在", "place", ("place", "counter")),
    Head("党员", "party", ("-party_member",)),
    Head("工装", "uniform", ("uniform",)),
    Head("身份", "kind", ("-kind",)),
)


@requires(May.SEE_STAFF)
@require_safe
def staff_list(request: SiteRequest) -> HttpResponse:
    """People by number; found by name, pinyin, initials or number, and by what they are."""
    form, sorting, staff = _sought(request)
    return render(request, "units/staff_list.html", listed(request, form, sorting, staff))


@requires(May.SEE_STAFF)
@require_safe
def staff_export(request: SiteRequest) -> HttpResponse:
    """The same people, all pages, as a workbook."""
    _, _, staff = _sought(request)
    check_size(staff.count(), MOST_EXPORTED, "名", by="单位")
    return xlsx_response(staff_workbook(staff, at=timezone.now()), f"工作人员{timezone.localdate():%Y%m%d}")


def _sought(request: SiteRequest) -> tuple[StaffFilterForm, Sorting, QuerySet[StaffMember]]:
    """What was looked for, in which order, and the people who fit."""
    units = list(visible_units(request.actor))
    form = StaffFilterForm(request.GET, units=units, sees_all=request.actor.sees_all_units)
    sorting = Sorting.asked(HEADS, request.GET)
    staff = filtered(visible_staff(request.actor, timezone.localdate()), form.wanted())
    return form, sorting, sorting.rows(staff)


def filtered(staff: QuerySet[StaffMember], wanted: StaffFilter) -> QuerySet[StaffMember]:
    """Narrowed to what is looked for, each person with the posts held today."""
    today = Posting.objects.on(timezone.localdate()).select_related("unit", "window")
    if q := wanted.words:
        staff = staff.filter(Q(name__icontains=q) | Q(pinyin__icontains=q.lower()) | Q(number__icontains=q))
    if wanted.unit == NOWHERE:
        staff = staff.exclude(postings__in=today)
    elif wanted.unit:
        staff = staff.filter(postings__in=today.filter(unit_id=int(wanted.unit))).distinct()
    named = {"kind": wanted.kind, "uniform": wanted.uniform}
    staff = staff.filter(**{name: value for name, value in named.items() if value})
    if wanted.party in (YES, NO):
        staff = staff.filter(party_member=wanted.party == YES)
    place = today.filter(person=OuterRef("pk")).order_by("unit__order", "unit", "window__number")
    staff = staff.annotate(
        place=Coalesce(Subquery(place.values("unit__order")[:1]), LAST),
        counter=Coalesce(Subquery(place.values("window__number")[:1]), Value("")),
    )
    return staff.order_by("number").prefetch_related(Prefetch("postings", today, to_attr="posts"))


@requires(May.SEE_STAFF)
@require_safe
def person(request: SiteRequest, pk: int) -> HttpResponse:
    """A person: particulars, where the person stands and stood, and the record's changes."""
    row = get_object_or_404(visible_staff(request.actor, timezone.localdate()), pk=pk)
    return _page(request, row)


@requires(May.MANAGE_BASICS)
@require_http_methods(FORM_METHODS)
def person_new(request: SiteRequest) -> HttpResponse:
    form = StaffForm(request.POST or None)
    return new_row(
        request, form, make=lambda data: StaffMember(**with_pinyin(data)), title="新建人员", to=person_url
    )


@requires(May.MANAGE_BASICS)
@require_http_methods(FORM_METHODS)
def person_edit(request: SiteRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(StaffMember, pk=pk)
    return edited_row(request, StaffEditForm, row, title=f"修改{row}", to=person_url, fill=with_pinyin)


@requires(May.MANAGE_BASICS)
@require_http_methods(["POST"])
def posting_begin(request: SiteRequest, pk: int) -> HttpResponse:
    """A person starts at a unit."""
    row = get_object_or_404(StaffMember, pk=pk)
    form = PostingForm(request.POST)
    if form.is_valid():
        posting = Posting(person=row, **form.cleaned_data)
        try:
            return submit_once(
                request,
                lambda: begin_posting(posting=posting, by=request.user, at=timezone.now()),
                to=lambda _: person_url(row),
                done="已登记进驻。",
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
    return _page(request, row, posting_form=form)


@requires(May.MANAGE_BASICS)
@require_http_methods(["POST"])
def posting_end(request: SiteRequest, pk: int) -> HttpResponse:
    """A person leaves a unit."""
    posting = get_object_or_404(Posting.objects.select_related("person", "unit"), pk=pk)
    form = PostingEndForm(request.POST, auto_id=f"%s-{posting.pk}")
    if form.is_valid():
        try:
            return submit_once(
                request,
                lambda: end_posting(posting=posting, **form.cleaned_data, by=request.user, at=timezone.now()),
                to=lambda row: person_url(row.person),
                done="已登记离开。",
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
    return _page(request, posting.person, end_form=form, ending=posting)


@requires(May.MANAGE_BASICS)
@require_http_methods(FORM_METHODS)
def posting_edit(request: SiteRequest, pk: int) -> HttpResponse:
    """Put right what was entered wrong of a posting."""
    row = get_object_or_404(Posting.objects.select_related("person", "unit", "window"), pk=pk)
    return edited_row(
        request,
        PostingEditForm,
        row,
        title=f"更正{row.person}的进驻",
        to=lambda posting: person_url(posting.person),
        save=correct_posting,
    )


def with_pinyin(data: dict[str, Any]) -> dict[str, Any]:
    """The same with the search key filled in where it was left empty."""
    return data | {"pinyin": data["pinyin"] or search_key(data["name"])}


def person_url(row: StaffMember) -> str:
    return reverse("units:person", args=[row.pk])


def _page(request: SiteRequest, row: StaffMember, **forms: Any) -> HttpResponse:
    postings = row.postings.select_related("unit", "window")
    first = bureau().first_month
    context = {
        "person": row,
        "postings": postings,
        "reviews": [(posting, review_words(posting, first), is_breach(posting)) for posting in postings],
        "current": [posting for posting in postings if posting.ends_on is None],
        "posting_form": PostingForm(initial={"starts_on": timezone.localdate()}),
        "end_form": PostingEndForm(initial={"ends_on": timezone.localdate()}),
        "changes": changes_of(row)[:20],
        **forms,
    }
    return render(request, "units/person.html", context, status=422 if forms else 200)
