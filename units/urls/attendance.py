"""Import of the hall's sign-in times."""

from django.urls import URLPattern, path

from units.views import attendance

urlpatterns: list[URLPattern] = [
    path("attendance/import/", attendance.upload, name="attendance_import"),
    path("attendance/import/<int:pk>/", attendance.preview, name="attendance_preview"),
    path("attendance/import/<int:pk>/columns/", attendance.columns, name="attendance_columns"),
    path("attendance/import/<int:pk>/names/", attendance.names, name="attendance_names"),
    path("attendance/import/<int:pk>/confirm/", attendance.confirm, name="attendance_confirm"),
    path("attendance/import/<int:pk>/file/", attendance.file, name="attendance_file"),
]
