"""Proposed charges, and the attendance that most of them come from."""

from django.urls import URLPattern, path

from scoring.views import attendance, proposals

urlpatterns: list[URLPattern] = [
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/export/", proposals.proposals_export, name="proposals_export"),
    path("proposals/count/", proposals.proposals_count, name="proposals_count"),
    path("proposals/settle/", proposals.proposals_settle, name="proposals_settle"),
    path("proposals/<int:pk>/reopen/", proposals.proposal_reopen, name="proposal_reopen"),
    path("attendance/", attendance.attendance, name="attendance"),
    path("attendance/export/", attendance.attendance_export, name="attendance_export"),
]
