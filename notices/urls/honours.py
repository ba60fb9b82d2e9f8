"""Addresses of the honours (四（一）): 推荐, 选树, 宣传, 观摩交流, 荣誉."""

from django.urls import URLPattern, path

from notices.views.honours import exchanges, pages, publicity, recommend, select

urlpatterns: list[URLPattern] = [
    path("honours/", pages.honours, name="honours"),
    path("honours/export.xlsx", pages.honours_export, name="honours_export"),
    path("honours/own/", recommend.own_honours, name="own_honours"),
    path("honours/own/export.xlsx", recommend.own_export, name="own_honours_export"),
    path("honours/recommend/", recommend.recommend, name="honour_recommend"),
    path("honours/publicity/", publicity.publicity_new, name="publicity_new"),
    path("honours/publicity/<int:pk>/remove/", publicity.publicity_remove, name="publicity_remove"),
    path("honours/<quarter:period>/", select.quarter, name="honours_quarter"),
    path("honours/<quarter:period>/export.xlsx", select.quarter_export, name="honours_quarter_export"),
    path("honours/<quarter:period>/select/", select.select, name="honours_select"),
    path("honours/<int:pk>/", pages.honour, name="honour"),
    path("honours/<int:pk>/files/<int:file>/", pages.file_of_honour, name="honour_file"),
    path("honours/<int:pk>/edit/", recommend.edit, name="honour_edit"),
    path("honours/<int:pk>/withdraw/", recommend.withdraw, name="honour_withdraw"),
    path("honours/<int:pk>/undo/", select.undo, name="honour_undo"),
    path("exchanges/", exchanges.exchanges, name="exchanges"),
    path("exchanges/export.xlsx", exchanges.exchanges_export, name="exchanges_export"),
    path("exchanges/new/", exchanges.exchange_new, name="exchange_new"),
    path("exchanges/<int:pk>/", exchanges.exchange, name="exchange"),
    path("exchanges/<int:pk>/edit/", exchanges.exchange_edit, name="exchange_edit"),
    path("exchanges/<int:pk>/files/<int:file>/", exchanges.exchange_file, name="exchange_file"),
]
