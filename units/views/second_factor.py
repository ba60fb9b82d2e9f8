"""两步验证: everybody's own page; the administrator resets it for whoever has lost the phone."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST, require_safe

from records.errors import Refusal
from records.submit import repeated, submit_once
from units.access import May, requires
from units.forms.second_factor import ConfirmForm
from units.models import SecondFactor, User
from units.services import second_factor as factors
from units.signing_in import totp
from units.signing_in.again import asks_again
from units.types import SiteRequest


@requires(May.ANYONE)
@require_safe
def second_factor(request: SiteRequest) -> HttpResponse:
    """Off, being set up, or on."""
    return _page(request)


@requires(May.ANYONE)
@asks_again()
@require_POST
def begin(request: SiteRequest) -> HttpResponse:
    """A secret for the phone."""
    return submit_once(request, lambda: factors.prepare_factor(user=request.user), to=_address)


@requires(May.ANYONE)
@require_POST
def confirm(request: SiteRequest) -> HttpResponse:
    """The first code: it is on, and the recovery codes are shown this once."""
    earlier = repeated(request)
    if earlier is not None:
        return earlier
    form = ConfirmForm(request.POST)
    codes: list[str] = []
    if form.is_valid():
        now, code = timezone.now(), form.cleaned_data["code"]
        try:
            submit_once(
                request,
                lambda: codes.extend(factors.confirm_factor(user=request.user, code=code, at=now)),
                to=_address,
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
    if codes:
        return render(request, "units/second_factor/codes.html", {"codes": codes})
    return _page(request, form)


@requires(May.ANYONE)
@asks_again()
@require_POST
def switch_off(request: SiteRequest) -> HttpResponse:
    """By the person."""
    return submit_once(
        request,
        lambda: factors.switch_off_factor(user=request.user, at=timezone.now()),
        to=_address,
        done="两步验证已关闭，登录时只用密码。",
    )


@requires(May.MANAGE_ACCOUNTS)
@asks_again()
@require_POST
def reset(request: SiteRequest, pk: int) -> HttpResponse:
    """For a person who has lost phone and recovery codes."""
    user = get_object_or_404(User, pk=pk)
    return submit_once(
        request,
        lambda: factors.reset_factor(user=user, by=request.user, at=timezone.now()),
        to=lambda _: reverse("units:account", args=[pk]),
        done="两步验证已重置，本人可以只用密码登录，然后重新开启。",
    )


def _address(_made: Any) -> str:
    return reverse("units:second_factor")


def _page(request: SiteRequest, form: ConfirmForm | None = None) -> HttpResponse:
    row = SecondFactor.objects.filter(user=request.user).first()
    context: dict[str, Any] = {
        "factor": row,
        "form": form or ConfirmForm(),
        "must": factors.must_have_factor(request.user, on=timezone.now()),
    }
    if row is not None and row.confirmed_at:
        context["left"] = row.codes.filter(used_at=None).count()
    elif row is not None:
        secret = totp.opened(row.secret)
        context["secret"] = totp.in_fours(secret)
        context["qr"] = mark_safe(totp.qr_code(secret, request.user.username))  # noqa: S308 - drawn by segno
    return render(
        request, "units/second_factor/page.html", context, status=422 if form and form.errors else 200
    )
