"""Addresses of units, a module a room."""

from django.urls import URLPattern

from units.urls import accounts, attendance, basics, calendar, leave, log, postings, second_factor

app_name = "units"
urlpatterns: list[URLPattern] = [
    *basics.urlpatterns,
    *accounts.urlpatterns,
    *second_factor.urlpatterns,
    *calendar.urlpatterns,
    *leave.urlpatterns,
    *postings.urlpatterns,
    *attendance.urlpatterns,
    *log.urlpatterns,
]
