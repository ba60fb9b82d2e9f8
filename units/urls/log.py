"""操作记录."""

from django.urls import URLPattern, path

from units.views import log

urlpatterns: list[URLPattern] = [
    path("log/", log.log, name="log"),
    path("log/export/", log.log_export, name="log_export"),
]
