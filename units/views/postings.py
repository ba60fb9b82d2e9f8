"""进驻审查: the list by what is to be done, and the page of one posting."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from records.changes import changes_of
from records.downloads import check_size, xlsx_response
from units.access import May, requires
from units.forms.postings import HandInForm, PostingFilterForm, ReviewForm
from units.list_workbooks import postings_workbook
from units.listed import listed
from units.models import Posting
from units.selectors import bureau
from units.selectors.postings import (
    TABS,
    found_postings,
    is_breach,
    posting_units,
    review_words,
    stations_of,
    stood_at,
    tab_counts,
)
from units.sorting import Head, Sorting
from units.types import SiteRequest

MOST_EXPORTED = 20_000
HEADS = (
    Head("人员", "person", ("person__pinyin", "person__name")),
    Head("单位、窗口", "unit", ("unit__order", "unit_id", "window__number")),
    Head("岗位", "post", ("post",)),
    Head("进驻", "start", ("starts_on",)),
    Head("审查", "review", ("reviewed_on",), empty_last=True),
    Head("递交大厅", "handed", ("handed_on",), empty_last=True),
    Head("离开", "end", ("ends_on",), empty_last=True),
)


@requires(May.REVIEW_POSTINGS)
@require_safe
def posting_list(request: SiteRequest) -> HttpResponse:
    """Those of the tab that fit, fifty a page."""
    form = PostingFilterForm(request.GET, units=posting_units())
    wanted, today, sorting = form.wanted(), timezone.localdate(), Sorting.asked(HEADS, request.GET)
    shown = listed(request, form, sorting, sorting.rows(found_postings(wanted, today)))
    context = {
        **shown,
        "rows": _rows(shown["page"].object_list),
        "tab": wanted.tab,
        "tabs": tab_counts(today),
        "filtered": bool(wanted.words or wanted.unit_id or wanted.day),
    }
    return render(request, "units/postings/list.html", context)


@requires(May.REVIEW_POSTINGS)
@require_safe
def postings_export(request: SiteRequest) -> HttpResponse:
    """The same rows, all pages, as a workbook."""
    wanted, today = PostingFilterForm(request.GET, units=posting_units()).wanted(), timezone.localdate()
    found = Sorting.asked(HEADS, request.GET).rows(found_postings(wanted, today))
    check_size(found.count(), MOST_EXPORTED, "条", by="单位")
    data = postings_workbook(_rows(found), TABS[wanted.tab], at=timezone.now())
    return xlsx_response(data, f"进驻审查{today:%Y%m%d}")


def _rows(found: Iterable[Posting]) -> list[tuple[Posting, str, bool]]:
    """Each with what its review came to, and whether it breaks 6.1."""
    first = bureau().first_month
    return [(row, review_words(row, first), is_breach(row)) for row in found]


@requires(May.REVIEW_POSTINGS)
@require_safe
def posting(request: SiteRequest, pk: int) -> HttpResponse:
    """One posting: its review, its handing in, who stood there otherwise."""
    return posting_response(request, found_posting(pk))


def found_posting(pk: int) -> Posting:
    rows = Posting.objects.select_related("person", "unit", "window", "reviewed_by")
    return get_object_or_404(rows, pk=pk)


def posting_response(request: SiteRequest, row: Posting, **more: Any) -> HttpResponse:
    """The posting's page; `more` carries a form that was refused."""
    today, version = timezone.localdate(), {"version": row.version}
    context = {
        "posting": row,
        "review": review_words(row, bureau().first_month),
        "is_breach": is_breach(row),
        "is_open": row.ends_on is None,
        "stations": stations_of(row),
        "others": stood_at(row),
        "changes": changes_of(row.person)[:20],
        "review_form": ReviewForm(
            initial=version | {"reviewed_on": row.reviewed_on or today, "note": row.review_note}
        ),
        "hand_in_form": HandInForm(initial=version | {"handed_on": row.handed_on or today}),
        **more,
    }
    return render(request, "units/postings/posting.html", context, status=422 if more else 200)


def posting_url(row: Posting) -> str:
    return reverse("units:posting", args=[row.pk])
