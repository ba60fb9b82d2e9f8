"""Leave slips, and who is where."""

from django.urls import URLPattern, path

from units.views import leave, leave_acts, leave_edit, presence

urlpatterns: list[URLPattern] = [
    path("leave/", leave.slip_list, name="leave"),
    path("leave/export/", leave.slip_export, name="leave_export"),
    path("leave/calendar/", presence.calendar, name="leave_calendar"),
    path("leave/calendar/export/", presence.calendar_export, name="leave_calendar_export"),
    path("leave/on-duty/", presence.on_duty, name="on_duty"),
    path("leave/on-duty/export/", presence.on_duty_export, name="on_duty_export"),
    path("leave/new/", leave_edit.slip_new, name="slip_new"),
    path("leave/check/", leave_edit.slip_check, name="slip_check"),
    path("leave/<int:pk>/", leave.slip, name="slip"),
    path("leave/<int:pk>/edit/", leave_edit.slip_edit, name="slip_edit"),
    path("leave/<int:pk>/covers/", leave_edit.slip_covers, name="slip_covers"),
    path("leave/<int:pk>/sign/", leave_acts.slip_sign, name="slip_sign"),
    path("leave/<int:pk>/refuse/", leave_acts.slip_refuse, name="slip_refuse"),
    path("leave/<int:pk>/withdraw/", leave_acts.slip_withdraw, name="slip_withdraw"),
    path("leave/<int:pk>/file/", leave_acts.slip_file, name="slip_file"),
    path("leave/<int:pk>/return/", leave_acts.slip_return, name="slip_return"),
    path("leave/<int:pk>/papers/<slug:kind>/", leave_acts.slip_upload, name="slip_upload"),
    path("leave/<int:pk>/paper/<int:file>/", leave.slip_paper, name="slip_paper"),
    path("leave/<int:pk>/paper/<int:file>/small/", leave.slip_thumbnail, name="slip_thumbnail"),
    path("leave/<int:pk>/paper/<int:file>/remove/", leave_acts.slip_paper_remove, name="slip_paper_remove"),
]
