"""Accounts and their roles: kept by the 系统管理员, every change on record."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from records.changes import record_change, snapshot
from records.errors import Refusal
from records.versions import save_edit
from units.models import Membership, Role, Unit, User
from units.signing_in.locking import forget_all_failures, locked_anywhere

FIELDS = ("username", "name", "is_active")


@transaction.atomic
def create_account(*, username: str, name: str, password: str, by: User, at: datetime) -> User:
    """A new account with its first password; Refusal where the name is taken or the password too weak."""
    if User.objects.filter(username__iexact=username).exists():
        raise Refusal(f"用户名“{username}”已有人使用，请换一个。", field="username")
    user = User(username=username, name=name)
    set_password(user, password, at=at)
    user.must_change_password = True
    user.save()
    record_change(by=by, at=at, action="新建账号", subject=user, after=snapshot(user, FIELDS))
    return user


@transaction.atomic
def edit_account(
    *, user: User, expected_version: int, changes: Mapping[str, Any], by: User, at: datetime
) -> User:
    """Change name or whether the account is in use; nobody can shut themselves out."""
    if user.pk == by.pk and not changes.get("is_active", True):
        raise Refusal("不能停用自己正在使用的账号；请由另一位管理员操作。", field="is_active")
    before = snapshot(user, changes)
    saved = save_edit(user, expected_version=expected_version, changes=changes)
    record_change(
        by=by, at=at, action="修改账号", subject=saved, before=before, after=snapshot(saved, changes)
    )
    return saved


@transaction.atomic
def reset_password(*, user: User, password: str, by: User, at: datetime) -> None:
    """Give an account a new password, to be changed by its owner; its sessions end with the old one."""
    set_password(user, password, at=at)
    user.must_change_password = user.pk != by.pk
    user.save(update_fields=["password", "password_changed_at", "must_change_password"])
    record_change(by=by, at=at, action="重设密码", subject=user)


@transaction.atomic
def change_own_password(*, user: User, password: str, at: datetime) -> None:
    """By its owner; all other sessions of theirs end. Refusal where it is too weak or the one in use."""
    if user.check_password(password):
        raise Refusal("新密码与现在的相同，请换一个。", field="new_password1")
    set_password(user, password, at=at)
    user.must_change_password = False
    user.save(update_fields=["password", "password_changed_at", "must_change_password"])
    record_change(by=user, at=at, action="修改密码", subject=user)


@transaction.atomic
def unlock_account(*, user: User, by: User, at: datetime) -> None:
    """End a lock before its time; Refusal where there is none."""
    if locked_anywhere(user) is None:
        raise Refusal("这个账号没有锁定，不用解锁。")
    forget_all_failures(user)
    record_change(by=by, at=at, action="解锁", subject=user)


@transaction.atomic
def grant_role(
    *,
    user: User,
    role: str,
    by: User,
    at: datetime,
    unit: Unit | None = None,
    acting: bool = False,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Membership:
    """Give a role, for a unit where the role has one, from a day to a day."""
    membership = Membership(
        user=user, role=role, unit=unit, acting=acting, starts_on=starts_on, ends_on=ends_on
    )
    try:
        membership.full_clean()
    except ValidationError as error:
        raise Refusal("；".join(error.messages)) from error
    if starts_on and ends_on and ends_on < starts_on:
        raise Refusal("“至”不能早于“自”。", field="ends_on")
    membership.save()
    record_change(by=by, at=at, action="授予角色", subject=user, after={"角色": describe(membership)})
    return membership


@transaction.atomic
def revoke_role(*, membership: Membership, by: User, at: datetime) -> None:
    """Take a role away; it ends with the next request. The last administrator stays."""
    others = Membership.objects.filter(role=Role.ADMIN, user__is_active=True).exclude(pk=membership.pk)
    if membership.role == Role.ADMIN and not others.in_force(timezone.localdate(at)).exists():
        raise Refusal("这是最后一位系统管理员，撤销后无人能管理账号；请先授予别人。")
    record_change(
        by=by, at=at, action="撤销角色", subject=membership.user, before={"角色": describe(membership)}
    )
    membership.delete()


def describe(membership: Membership) -> str:
    """“窗口单位负责人（社保中心）”"""
    role = ("代理" if membership.acting else "") + membership.get_role_display()
    return f"{role}（{membership.unit}）" if membership.unit else role


def set_password(user: User, password: str, *, at: datetime) -> None:
    """Put a password on an account unsaved; Refusal where it is too weak."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refusal("；".join(error.messages), field="password") from error
    user.set_password(password)
    user.password_changed_at = at
