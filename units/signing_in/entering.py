"""Getting in: who has proved who they are gets a session of their own; what is owed before going on."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest

from records.changes import record_act
from units.models import User
from units.services.second_factor import factor_of, must_have_factor, use_code
from units.signing_in import sessions
from units.signing_in.locking import count_failure, forget_failures, is_locked
from units.signing_in.passwords import must_change

WRONG = "密码不对，请再输入一次。"
WRONG_EITHER = "密码或验证码不对，请再输入一次；验证码用过一次就不能再用。"
LOCKED = "输错次数太多，已暂时锁定。"


def enter(request: HttpRequest, user: User, *, at: datetime) -> None:
    """Log in: a new session key (Django's), its clocks started, a line on record."""
    auth.login(request, user)
    sessions.begin(request.session, at.timestamp())
    record_act(action="登录", by=user, subject_type="login", subject_id=str(user.pk), label=str(user))


def confirm_identity(request: Any, user: User, *, password: str, code: str, step: str, at: datetime) -> str:
    """Whether this is the user's password, and code where they use one; empty, or what is wrong.

    `step` (“再次验证”) is what the record calls it. A wrong one counts for the lock-out as at the login page.
    """
    request.sign_in_step, request.tells_of_lock = step, True
    found = auth.authenticate(request, username=user.get_username(), password=password)
    if getattr(request, "axes_locked_out", False):
        return LOCKED
    uses_code = factor_of(user) is not None
    if found is None or found.pk != user.pk:
        return WRONG_EITHER if uses_code else WRONG
    if uses_code and not use_code(user=user, code=code, at=at):
        count_failure(request, user)
        return LOCKED if getattr(request, "axes_locked_out", False) else WRONG_EITHER
    forget_failures(request, user)
    return ""


def confirm_code(request: Any, user: User, *, code: str, at: datetime) -> str:
    """The second step of the login page; empty, or what is wrong."""
    request.sign_in_step = "两步验证"
    if is_locked(request, user):
        request.axes_locked_out, request.axes_credentials = True, {"username": user.get_username()}
        return LOCKED
    if use_code(user=user, code=code, at=at):
        return ""
    count_failure(request, user)
    return "验证码不对，请输入手机上新显示的6位数字，或者一个没有用过的备用码。"


OWING = frozenset(
    {
        "password_change",
        "logout",
        "units:second_factor",
        "units:second_factor_begin",
        "units:second_factor_confirm",
    }
)
"""Addresses open to somebody who has yet to choose a password or to switch the second step on."""


def owed(user: User, *, at: datetime) -> str:
    """The name of the address to go to first; empty where nothing is owed."""
    if must_change(user, at):
        return "password_change"
    if settings.TOTP_REQUIRED_ROLES and must_have_factor(user, on=at) and factor_of(user) is None:
        return "units:second_factor"
    return ""
