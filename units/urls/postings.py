"""进驻审查."""

from django.urls import URLPattern, path

from units.views import posting_acts, postings

urlpatterns: list[URLPattern] = [
    path("postings/", postings.posting_list, name="postings"),
    path("postings/export/", postings.postings_export, name="postings_export"),
    path("postings/<int:pk>/", postings.posting, name="posting"),
    path("postings/<int:pk>/review/", posting_acts.posting_review, name="posting_review"),
    path("postings/<int:pk>/hand-in/", posting_acts.posting_hand_in, name="posting_hand_in"),
    path("postings/<int:pk>/rotate/", posting_acts.posting_rotate, name="posting_rotate"),
    path("postings/<int:pk>/withdraw/", posting_acts.posting_withdraw, name="posting_withdraw"),
]
