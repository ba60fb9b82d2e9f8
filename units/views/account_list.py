"""账号: the list and its export, for the 系统管理员 alone."""

from typing import Any

from django.db.models import Case, Min, Prefetch, Q, When
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from records.downloads import xlsx_response
from units.access import May, requires
from units.forms.lists import IN_SERVICE, AccountFilter, AccountFilterForm
from units.list_workbooks import accounts_workbook
from units.listed import listed
from units.models import Membership, Role, User
from units.pinyin import search_key
from units.sorting import Head, Sorting
from units.types import SiteRequest

PLACES = [When(memberships__role=role, then=place) for place, role in enumerate(Role.values)]
FIRST_ROLE = Coalesce(Min(Case(*PLACES)), len(PLACES))
ROLES = Prefetch("memberships", Membership.objects.select_related("unit"))
HEADS = (
    Head("用户名", "username", ("username",)),
    Head("姓名", "name", sound=lambda row: search_key(row.name)),
    Head("角色", "role", ("first_role",)),
    Head("状态", "state", ("-is_active",)),
)


@requires(May.MANAGE_ACCOUNTS)
@require_safe
def account_list(request: SiteRequest) -> HttpResponse:
    """The accounts that fit, fifty a page, with their roles; those in use first."""
    return render(request, "units/accounts/list.html", listed(request, *_sought(request)))


@requires(May.MANAGE_ACCOUNTS)
@require_safe
def accounts_export(request: SiteRequest) -> HttpResponse:
    """The same accounts, all pages, as a workbook: who holds which role, to be checked against the office."""
    _, _, users = _sought(request)
    return xlsx_response(accounts_workbook(users, at=timezone.now()), f"账号{timezone.localdate():%Y%m%d}")


def _sought(request: SiteRequest) -> tuple[AccountFilterForm, Sorting, Any]:
    """What was looked for, in which order, and the accounts that fit."""
    form, sorting = AccountFilterForm(request.GET), Sorting.asked(HEADS, request.GET)
    users = User.objects.annotate(first_role=FIRST_ROLE).order_by("-is_active", "username")
    return form, sorting, sorting.rows(users.filter(_fits(form.wanted())).prefetch_related(ROLES))


def _fits(wanted: AccountFilter) -> Q:
    fits = Q()
    for word in wanted.words.split():
        fits &= Q(username__icontains=word) | Q(name__icontains=word)
    if wanted.role:
        fits &= Q(pk__in=Membership.objects.filter(role=wanted.role).values("user"))
    if wanted.state:
        fits &= Q(is_active=wanted.state == IN_SERVICE)
    return fits
