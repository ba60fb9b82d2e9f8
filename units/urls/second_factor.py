"""两步验证."""

from django.urls import URLPattern, path

from units.views import second_factor

urlpatterns: list[URLPattern] = [
    path("second-factor/", second_factor.second_factor, name="second_factor"),
    path("second-factor/begin/", second_factor.begin, name="second_factor_begin"),
    path("second-factor/confirm/", second_factor.confirm, name="second_factor_confirm"),
    path("second-factor/off/", second_factor.switch_off, name="second_factor_off"),
    path("accounts/<int:pk>/second-factor/reset/", second_factor.reset, name="second_factor_reset"),
]
