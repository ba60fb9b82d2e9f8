"""进驻审查: the list by what is to be done, and the page of one posting."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from records.changes import changes_of
from units.access import May, requires
from units.forms.postings import HandInForm, PostingFilterForm, ReviewForm
from units.models import Posting
from units.selectors import bureau
from units.selectors.postings import (
    found_postings,
    is_breach,
    posting_units,
    review_words,
    stations_of,
    stood_at,
    tab_counts,
)
from units.types import SiteRequest

PAGE = 50


@requires(May.REVIEW_POSTINGS)
@require_safe
def posting_list(request: SiteRequest) -> HttpResponse:
    """Those of the tab that fit, fifty a page."""
    today = timezone.localdate()
    form = PostingFilterForm(request.GET, units=posting_units())
    wanted = form.wanted()
    page = Paginator(found_postings(wanted, today), PAGE).get_page(request.GET.get("page"))
    first = bureau().first_month
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "tab": wanted.tab,
        "tabs": tab_counts(today),
        "page": page,
        "rows": [(row, review_words(row, first), is_breach(row)) for row in page.object_list],
        "query": query.urlencode(),
        "filtered": bool(wanted.words or wanted.unit_id or wanted.day),
        "unit_id": wanted.unit_id,
    }
    return render(request, "units/postings/list.html", context)


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
