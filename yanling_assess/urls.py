"""All addresses of the site."""

from django.urls import include, path

from yanling_assess import front_door, health, home
from yanling_assess.components.views import components
from yanling_assess.handbook.views import handbook_page
from yanling_assess.personal import views as personal_views

handler400 = "yanling_assess.errors.bad_request"
handler403 = "yanling_assess.errors.forbidden"
handler404 = "yanling_assess.errors.not_found"
handler500 = "yanling_assess.errors.server_error"

urlpatterns = [
    path("", home.home, name="home"),
    path("login/", front_door.login, name="login"),
    path("login/code/", front_door.login_code, name="login_code"),
    path("logout/", front_door.logout, name="logout"),
    path("password/", front_door.password_change, name="password_change"),
    path("healthz", health.healthz, name="healthz"),
    path("personal-data/", personal_views.personal, name="personal"),
    path("personal-data/staff/<int:pk>/", personal_views.person_told, name="person_told"),
    path("help/", handbook_page, name="help"),
    path("components/", components, name="components"),
    path("", include("units.urls")),
    path("", include("scoring.urls")),
    path("", include("notices.urls")),
]
