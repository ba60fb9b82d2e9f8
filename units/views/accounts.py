"""One account: made, edited, its password and roles; for the 系统管理员 alone."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from records.changes import changes_of
from records.errors import EditConflict, Refusal
from records.submit import submit_once
from units.access import May, requires
from units.forms.accounts import AccountEditForm, AccountForm, PasswordForm, RoleForm
from units.models import Membership, User
from units.services import accounts
from units.services.second_factor import factor_of
from units.signing_in.locking import locked_anywhere
from units.types import SiteRequest


@requires(May.MANAGE_ACCOUNTS)
@require_http_methods(["GET", "HEAD", "POST"])
def account_new(request: SiteRequest) -> HttpResponse:
    """A new account."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return submit_once(
                request,
                lambda: accounts.create_account(**form.cleaned_data, by=request.user, at=timezone.now()),
                to=account_url,
                done="账号已建立，请授予角色。",
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
    return render(request, "units/accounts/new.html", {"form": form})


@requires(May.MANAGE_ACCOUNTS)
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: SiteRequest, pk: int) -> HttpResponse:
    """One account: name, in use or not, roles, password, history."""
    user = get_object_or_404(User, pk=pk)
    start = {"name": user.name, "is_active": user.is_active, "version": user.version}
    form = AccountEditForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        changes = {name: form.cleaned_data[name] for name in ("name", "is_active")}
        version = form.cleaned_data["version"]
        try:
            return submit_once(
                request,
                lambda: accounts.edit_account(
                    user=user, expected_version=version, changes=changes, by=request.user, at=timezone.now()
                ),
                to=account_url,
                done="已保存。",
            )
        except EditConflict as conflict:
            form.add_conflict(conflict)
        except Refusal as refusal:
            form.add_refusal(refusal)
    return _page(request, user, form=form)


@requires(May.MANAGE_ACCOUNTS)
@require_POST
def account_password(request: SiteRequest, pk: int) -> HttpResponse:
    """A new password for an account."""
    user = get_object_or_404(User, pk=pk)
    form = PasswordForm(request.POST)
    if form.is_valid():
        try:
            return submit_once(
                request,
                lambda: accounts.reset_password(
                    user=user, **form.cleaned_data, by=request.user, at=timezone.now()
                ),
                to=lambda _: account_url(user),
                done="密码已重设，请告知本人；登录后须先改成自己的密码。",
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
    return _page(request, user, password_form=form)


@requires(May.MANAGE_ACCOUNTS)
@require_POST
def account_unlock(request: SiteRequest, pk: int) -> HttpResponse:
    """A lock ended before its time."""
    user = get_object_or_404(User, pk=pk)
    return submit_once(
        request,
        lambda: accounts.unlock_account(user=user, by=request.user, at=timezone.now()),
        to=lambda _: account_url(user),
        done="账号已解锁，现在可以登录。",
    )


@requires(May.MANAGE_ACCOUNTS)
@require_POST
def role_grant(request: SiteRequest, pk: int) -> HttpResponse:
    """A role for an account."""
    user = get_object_or_404(User, pk=pk)
    form = RoleForm(request.POST)
    if form.is_valid():
        try:
            return submit_once(
                request,
                lambda: accounts.grant_role(
                    user=user, **form.cleaned_data, by=request.user, at=timezone.now()
                ),
                to=lambda _: account_url(user),
                done="角色已授予。",
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
    return _page(request, user, role_form=form)


@requires(May.MANAGE_ACCOUNTS)
@require_POST
def role_revoke(request: SiteRequest, pk: int) -> HttpResponse:
    """A role taken away."""
    membership = get_object_or_404(Membership.objects.select_related("user", "unit"), pk=pk)
    user = membership.user
    return submit_once(
        request,
        lambda: accounts.revoke_role(membership=membership, by=request.user, at=timezone.now()),
        to=lambda _: account_url(user),
        done="角色已撤销。",
    )


def account_url(user: User) -> str:
    return reverse("units:account", args=[user.pk])


def _page(request: SiteRequest, user: User, **forms: Any) -> HttpResponse:
    start = {"name": user.name, "is_active": user.is_active, "version": user.version}
    context = {
        "account": user,
        "form": AccountEditForm(initial=start),
        "password_form": PasswordForm(),
        "role_form": RoleForm(),
        "memberships": user.memberships.select_related("unit"),
        "changes": changes_of(user)[:20],
        "locked_until": locked_anywhere(user),
        "factor": factor_of(user),
        **forms,
    }
    refused = any(getattr(form, "errors", None) for form in forms.values())
    return render(request, "units/accounts/account.html", context, status=422 if refused else 200)
