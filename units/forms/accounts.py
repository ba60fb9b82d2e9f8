"""Forms of the accounts pages."""

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator

from records.forms import RefusableForm, VersionedFormMixin
from units.models import Role, Unit


class PasswordField(forms.CharField):
    """A first or new password, typed by the administrator and told to its owner."""

    def __init__(self) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
        super().__init__(label="密码", max_length=128, widget=widget, strip=False)


class AccountForm(RefusableForm):
    """A new account."""

    username = forms.CharField(label="用户名", max_length=40, validators=[UnicodeUsernameValidator()])
    name = forms.CharField(label="姓名", max_length=40)
    password = PasswordField()


class AccountEditForm(VersionedFormMixin, RefusableForm):
    """An account's name and whether it is in use."""

    name = forms.CharField(label="姓名", max_length=40)
    is_active = forms.BooleanField(label="在用", required=False)


class PasswordForm(RefusableForm):
    """A new password for somebody."""

    password = PasswordField()


class RoleForm(RefusableForm):
    """A role to be given."""

    role = forms.ChoiceField(label="角色", choices=Role.choices)
    unit = forms.ModelChoiceField(
        label="窗口单位",
        queryset=Unit.objects.all(),
        required=False,
        empty_label="（不选）",
        help_text="只有窗口单位负责人要选",
    )
    acting = forms.BooleanField(label="代理", required=False)
    starts_on = forms.DateField(
        label="自", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    ends_on = forms.DateField(
        label="至", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
