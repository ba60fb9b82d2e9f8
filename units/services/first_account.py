"""The account that a new site begins with: its administrator, who then opens all others in the browser."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from records.changes import record_change, snapshot
from records.errors import Refusal
from units.models import Membership, Role, User
from units.services.accounts import FIELDS, grant_role, set_password


@transaction.atomic
def open_first_account(*, username: str, name: str, password: str, at: datetime) -> User:
    """The first 系统管理员, on record as opened by themself; Refusal where one is in office already."""
    in_office = Membership.objects.filter(role=Role.ADMIN, user__is_active=True)
    if in_office.in_force(timezone.localdate(at)).exists():
        raise Refusal("已有系统管理员；请由其登录后在“账号”页新建账号。")
    if User.objects.filter(username__iexact=username).exists():
        raise Refusal(f"用户名“{username}”已有人使用，请换一个。", field="username")
    user = User(username=username, name=name)
    user.clean_fields(exclude=["password"])
    set_password(user, password, at=at)
    user.save()
    record_change(by=user, at=at, action="新建账号", subject=user, after=snapshot(user, FIELDS))
    grant_role(user=user, role=Role.ADMIN, by=user, at=at)
    return user
