"""What the page of every list is told: its filters, a page of its rows, their order, what links must keep."""

from typing import Any

from django import forms
from django.core.paginator import Paginator

from units.sorting import Sorting
from units.types import SiteRequest

PAGE = 50


def listed(
    request: SiteRequest, form: forms.Form, sorting: Sorting, rows: Any, *, per_page: int = PAGE
) -> dict[str, Any]:
    """The page of the rows (a query or a list, in their order) that the address asks for, and what is said
    above and below it: `form` holds the filters, `query` what the links to other pages keep."""
    return {
        "form": form,
        "page": Paginator(rows, per_page).get_page(request.GET.get("page")),
        "sorting": sorting,
        "query": sorting.query,
        "filtered": bool(sorting.filters),
    }
