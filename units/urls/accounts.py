"""Accounts and roles."""

from django.urls import URLPattern, path

from units.views import account_list, accounts

urlpatterns: list[URLPattern] = [
    path("accounts/", account_list.account_list, name="accounts"),
    path("accounts/export/", account_list.accounts_export, name="accounts_export"),
    path("accounts/new/", accounts.account_new, name="account_new"),
    path("accounts/<int:pk>/", accounts.account, name="account"),
    path("accounts/<int:pk>/password/", accounts.account_password, name="account_password"),
    path("accounts/<int:pk>/unlock/", accounts.account_unlock, name="account_unlock"),
    path("accounts/<int:pk>/roles/", accounts.role_grant, name="role_grant"),
    path("roles/<int:pk>/revoke/", accounts.role_revoke, name="role_revoke"),
]
