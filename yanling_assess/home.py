"""The front door: login, own password, and the home page by role."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_safe

from units.access import May, requires
from units.types import SiteRequest
from yanling_assess.demo_accounts import DEMO_ACCOUNTS
from yanling_assess.duties import desk


class LoginView(auth.LoginView):
    """The login page; in the demo it shows the demo's accounts."""

    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(demo_accounts=DEMO_ACCOUNTS if settings.DEMO else (), **kwargs)


class PasswordChangeView(auth.PasswordChangeView):
    """Everyone changes their own password."""

    success_url = reverse_lazy("home")

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, "密码已修改。")
        return super().form_valid(form)


login = requires(May.PUBLIC)(LoginView.as_view())
logout = requires(May.PUBLIC)(auth.LogoutView.as_view())
password_change = requires(May.ANYONE)(PasswordChangeView.as_view())


@requires(May.ANYONE)
@require_safe
def home(request: SiteRequest) -> HttpResponse:
    """工作台: what is to be done today, by role."""
    today = timezone.localdate()
    found = desk(request.actor, today)
    context = {
        "today": today,
        "deadline": found.deadline,
        "days_over": -found.deadline.days_left if found.deadline else 0,
        "duties": found.duties,
    }
    return render(request, "home/home.html", context)
