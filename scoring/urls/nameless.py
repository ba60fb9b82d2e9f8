"""人员待查."""

from django.urls import URLPattern, path

from scoring.views import nameless

urlpatterns: list[URLPattern] = [
    path("nameless/", nameless.nameless, name="nameless"),
    path("nameless/export/", nameless.nameless_export, name="nameless_export"),
    path("nameless/<int:pk>/", nameless.nameless_name, name="nameless_name"),
]
