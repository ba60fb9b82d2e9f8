"""The front door: login in one step or two, logout, own password."""

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth import views as auth
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.http import urlencode
from django.views.generic import FormView

from records.changes import record_act
from records.errors import Refusal
from units.access import May, requires
from units.forms.own_password import OwnPasswordForm
from units.forms.second_factor import CodeForm
from units.models import User
from units.services.accounts import change_own_password
from units.services.second_factor import factor_of
from units.signing_in import sessions
from units.signing_in.entering import confirm_code, enter
from units.signing_in.passwords import must_change
from yanling_assess.demo_accounts import DEMO_ACCOUNTS

PENDING = "waits_for_code"
PENDING_SECONDS = 300
"""How long the second step may take after the first."""


class LoginForm(AuthenticationForm):
    """One sentence for whatever is wrong: name, password, or an account out of use."""

    error_messages = {
        "invalid_login": "用户名或密码不对，请核对大小写；忘了密码请系统管理员在“账号”页重设。",
        "inactive": "用户名或密码不对，请核对大小写；忘了密码请系统管理员在“账号”页重设。",
    }


class LoginView(auth.LoginView):
    """The login page; in the demo it shows the demo's accounts."""

    form_class = LoginForm
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        """In, or on to the second step; until then nobody is logged in."""
        user, now = form.get_user(), timezone.now()
        if factor_of(user) is None:
            enter(self.request, user, at=now)
            return HttpResponseRedirect(self.get_success_url())
        self.request.session[PENDING] = [user.pk, user.get_session_auth_hash(), int(now.timestamp())]
        onward = self.get_redirect_url()
        query = f"?{urlencode({self.redirect_field_name: onward})}" if onward else ""
        return redirect(reverse("login_code") + query)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(demo_accounts=DEMO_ACCOUNTS if settings.DEMO else (), **kwargs)


class CodeView(auth.RedirectURLMixin, FormView):
    """The second step: a code from the phone, or a recovery code."""

    form_class = CodeForm
    template_name = "registration/code.html"
    next_page = "home"

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Only for somebody whose password was right a short while ago."""
        self.waiting = _waiting(request)
        if request.user.is_authenticated or self.waiting is None:
            return redirect("home" if request.user.is_authenticated else "login")
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response

    def form_valid(self, form: CodeForm) -> HttpResponse:
        user, now = cast("User", self.waiting), timezone.now()
        problem = confirm_code(self.request, user, code=form.cleaned_data["code"], at=now)
        if problem:
            form.add_error("code", problem)
            return self.form_invalid(form)
        del self.request.session[PENDING]
        enter(self.request, user, at=now)
        return HttpResponseRedirect(self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(next=self.get_redirect_url(), **kwargs)


class LogoutView(auth.LogoutView):
    """Out, with a line on record."""

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        user = request.user
        if not user.is_authenticated:
            return super().post(request, *args, **kwargs)
        about = {"subject_type": "login", "subject_id": str(user.pk), "label": str(user)}
        record_act(action="退出", by=user, **about)
        response = super().post(request, *args, **kwargs)
        sessions.leave(request.session, user.pk, timezone.now().timestamp())
        return response


class PasswordChangeView(auth.PasswordChangeView):
    """Everyone changes their own password; their other sessions end."""

    form_class = OwnPasswordForm
    success_url = reverse_lazy("home")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"request": self.request}

    def form_valid(self, form: Any) -> HttpResponse:
        user, password = form.user, form.cleaned_data["new_password1"]
        try:
            change_own_password(user=user, password=password, at=timezone.now())
        except Refusal as refusal:
            form.add_refusal(refusal)
            return self.form_invalid(form)
        update_session_auth_hash(self.request, user)
        messages.success(self.request, "密码已修改，在其他地方的登录已经退出。")
        return HttpResponseRedirect(self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        why = must_change(self.request.user, timezone.now())  # type: ignore[arg-type]
        return super().get_context_data(why=why, **kwargs)


def _waiting(request: Any) -> User | None:
    """Whose password was right; None where that was too long ago, or is no longer so."""
    told = request.session.get(PENDING)
    if not told:
        return None
    pk, digest, at = told
    user = User.objects.filter(pk=pk, is_active=True).first()
    is_late = timezone.now().timestamp() - at > PENDING_SECONDS
    return None if user is None or is_late or user.get_session_auth_hash() != digest else user


login = requires(May.PUBLIC)(LoginView.as_view())
login_code = requires(May.PUBLIC)(CodeView.as_view())
logout = requires(May.PUBLIC)(LogoutView.as_view())
password_change = requires(May.ANYONE)(PasswordChangeView.as_view())
