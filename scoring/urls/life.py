"""A month's life: 核对, 申诉, 更正, 重新开放, 重算, 期初情况."""

from django.urls import URLPattern, path

from scoring.views import answer_lists, corrections, month_life, objections

urlpatterns: list[URLPattern] = [
    path("months/<month:month>/review/", month_life.review, name="review"),
    path("months/<month:month>/reopen/", month_life.reopen, name="reopen"),
    path("months/<month:month>/replay/", month_life.replay, name="replay"),
    path("months/<month:month>/left/<month:later>/", month_life.left_as_is, name="left_as_is"),
    path("months/<month:month>/revisions/<int:number>/", month_life.revision, name="revision"),
    path("opening/", month_life.opening, name="opening"),
    path("objections/", answer_lists.objections, name="objections"),
    path("objections/export/", answer_lists.objections_export, name="objections_export"),
    path("objections/<int:pk>/", objections.objection, name="objection"),
    path("objections/<int:pk>/withdraw/", objections.objection_withdraw, name="objection_withdraw"),
    path("events/<int:pk>/object/", objections.object_to, name="object"),
    path("events/<int:pk>/correct/", corrections.correct, name="correct"),
    path("corrections/", answer_lists.corrections, name="corrections"),
    path("corrections/export/", answer_lists.corrections_export, name="corrections_export"),
    path("corrections/<int:pk>/", corrections.correction, name="correction"),
    path("corrections/<int:pk>/withdraw/", corrections.correction_withdraw, name="correction_withdraw"),
]
