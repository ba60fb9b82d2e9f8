"""All addresses of the site."""

from django.urls import include, path

from yanling_assess import home
from yanling_assess.handbook.views import handbook_page

handler400 = "yanling_assess.errors.bad_request"
handler403 = "yanling_assess.errors.forbidden"
handler404 = "yanling_assess.errors.not_found"
handler500 = "yanling_assess.errors.server_error"

urlpatterns = [
    path("", home.home, name="home"),
    path("login/", home.login, name="login"),
    path("logout/", home.logout, name="logout"),
    path("password/", home.password_change, name="password_change"),
    path("help/", handbook_page, name="help"),
    path("", include("units.urls")),
    path("", include("scoring.urls")),
    path("", include("notices.urls")),
]
