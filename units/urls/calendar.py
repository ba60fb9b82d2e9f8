"""The working calendar."""

from django.urls import URLPattern, path

from units.views import calendar

urlpatterns: list[URLPattern] = [
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/years/", calendar.calendar_year, name="calendar_year"),
    path("calendar/days/new/", calendar.day_new, name="calendar_day_new"),
    path("calendar/days/<int:pk>/edit/", calendar.day_edit, name="calendar_day_edit"),
    path("calendar/days/<int:pk>/remove/", calendar.day_remove, name="calendar_day_remove"),
    path("calendar/hours/new/", calendar.hours_new, name="hours_new"),
    path("calendar/hours/<int:pk>/edit/", calendar.hours_edit, name="hours_edit"),
    path("calendar/hours/<int:pk>/remove/", calendar.hours_remove, name="hours_remove"),
]
