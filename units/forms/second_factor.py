"""Forms of the second step."""

from typing import Any

from django import forms

from records.forms import RefusableForm


class CodeField(forms.CharField):
    """Six digits of the phone, or a recovery code."""

    def __init__(self, *, label: str, help_text: str = "") -> None:
        attrs: dict[str, Any] = {"autocomplete": "one-time-code", "inputmode": "text", "spellcheck": "false"}
        super().__init__(label=label, max_length=20, widget=forms.TextInput(attrs=attrs), help_text=help_text)


class ConfirmForm(RefusableForm):
    """The first code of a phone just set up."""

    code = CodeField(label="手机上显示的6位数字")


class CodeForm(RefusableForm):
    """The second step of a login."""

    code = CodeField(label="验证码", help_text="手机身份验证器上的6位数字；手机不在身边时，输入一个备用码。")
