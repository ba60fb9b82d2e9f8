"""申报加分: what units apply for themselves."""

from django.urls import URLPattern, path

from scoring.views import applications

urlpatterns: list[URLPattern] = [
    path("applications/", applications.applications, name="applications"),
    path("applications/export/", applications.applications_export, name="applications_export"),
    path("applications/new/", applications.application_new, name="application_new"),
    path("applications/<int:pk>/", applications.application, name="application"),
    path(
        "applications/<int:pk>/supplement/",
        applications.supplement,
        name="application_supplement",
    ),
    path("applications/<int:pk>/withdraw/", applications.withdraw, name="application_withdraw"),
]
