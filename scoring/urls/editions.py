"""细则版本 and 试算."""

from django.urls import URLPattern, path

from scoring.views import edition_draft, edition_force, editions, what_if

urlpatterns: list[URLPattern] = [
    path("editions/", editions.editions, name="editions"),
    path("editions/new/", edition_draft.new_draft, name="edition_new"),
    path("editions/<int:pk>/", editions.edition, name="edition"),
    path("editions/<int:pk>/compare/", editions.compare, name="edition_compare"),
    path("editions/<int:pk>/toml/", editions.toml, name="edition_toml"),
    path("editions/<int:pk>/what-if/", what_if.what_if, name="what_if"),
    path("editions/<int:pk>/what-if/export/", what_if.what_if_export, name="what_if_export"),
    path("editions/<int:pk>/what-if/units/<int:unit_id>/", what_if.what_if_unit, name="what_if_unit"),
    path("editions/<int:pk>/parts/<str:key>/", edition_draft.edit_part, name="edition_part"),
    path("editions/<int:pk>/discard/", edition_draft.discard, name="edition_discard"),
    path("editions/<int:pk>/enforce/", edition_force.enforce, name="edition_enforce"),
    path("editions/<int:pk>/withdraw/", edition_force.withdraw, name="edition_withdraw"),
]
