"""Addresses of the 整改处理."""

from django.urls import URLPattern, path

from notices.views import talk_record
from notices.views.follow_ups import acts, pages, records

urlpatterns: list[URLPattern] = [
    path("follow-ups/", pages.follow_ups, name="follow_ups"),
    path("follow-ups/export.xlsx", pages.follow_ups_export, name="follow_ups_export"),
    path("follow-ups/meeting/", pages.meeting, name="follow_ups_meeting"),
    path("follow-ups/<int:pk>/", pages.follow_up, name="follow_up"),
    path("follow-ups/<int:pk>/files/<int:file>/", pages.follow_up_file, name="follow_up_file"),
    path("follow-ups/<int:pk>/hand-in/", acts.hand_in_view, name="follow_up_hand_in"),
    path("follow-ups/<int:pk>/accept/", acts.accept, name="follow_up_accept"),
    path("follow-ups/<int:pk>/return/", acts.return_view, name="follow_up_return"),
    path("follow-ups/<int:pk>/confirm/", acts.confirm, name="follow_up_confirm"),
    path("follow-ups/<int:pk>/decline/", acts.decline, name="follow_up_decline"),
    path("follow-ups/<int:pk>/choose/", acts.choose, name="follow_up_choose"),
    path("follow-ups/<int:pk>/escalate/", acts.escalate, name="follow_up_escalate"),
    path("follow-ups/<int:pk>/outcome/", acts.outcome, name="follow_up_outcome"),
    path("follow-ups/<int:pk>/withdraw/", acts.withdraw, name="follow_up_withdraw"),
    path("follow-ups/<int:pk>/resume/", acts.resume, name="follow_up_resume"),
    path("follow-ups/<int:pk>/talk/", records.talk, name="follow_up_talk"),
    path("follow-ups/<int:pk>/talk-record.pdf", talk_record.talk_record, name="talk_record"),
    path("follow-ups/<int:pk>/removal/", records.removal, name="follow_up_removal"),
]
