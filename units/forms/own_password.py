"""Everyone's own new password."""

from typing import Any

from django.contrib.auth import authenticate
from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import ValidationError

from records.errors import Refusal


class OwnPasswordForm(PasswordChangeForm):
    """The old password counts for the lock-out as at the login page; a refusal of the service is shown."""

    def __init__(self, user: Any, *args: Any, request: Any, **kwargs: Any) -> None:
        self.request = request
        super().__init__(user, *args, **kwargs)

    def clean_old_password(self) -> str:
        typed: str = self.cleaned_data["old_password"]
        self.request.sign_in_step = "修改密码"
        if authenticate(self.request, username=self.user.get_username(), password=typed) is None:
            raise ValidationError(self.error_messages["password_incorrect"], code="password_incorrect")
        return typed

    def add_refusal(self, refusal: Refusal) -> None:
        self.add_error(refusal.field if refusal.field in self.fields else None, refusal.message)
