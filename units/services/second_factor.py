"""两步验证 switched on, used, switched off; every step on record, no code and no secret ever."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from records.changes import record_act, record_change
from records.errors import Refusal
from units.models import Membership, RecoveryCode, SecondFactor, User
from units.signing_in import totp


def factor_of(user: User) -> SecondFactor | None:
    """The second step in use; None where there is none, or where it is still being set up."""
    return SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).first()


def must_have_factor(user: User, *, on: datetime) -> bool:
    """Whether one of the person's roles must use it (TOTP_REQUIRED_ROLES)."""
    if not settings.TOTP_REQUIRED_ROLES:
        return False
    mine = Membership.objects.filter(user=user, role__in=settings.TOTP_REQUIRED_ROLES)
    return mine.in_force(timezone.localdate(on)).exists()


@transaction.atomic
def prepare_factor(*, user: User) -> SecondFactor:
    """A secret to be confirmed with a code; Refusal where it is in use already."""
    if factor_of(user):
        raise Refusal("两步验证已经开启；换手机时请先关闭，再重新开启。")
    made, _ = SecondFactor.objects.update_or_create(
        user=user, defaults={"secret": totp.sealed(totp.new_secret()), "last_step": 0}
    )
    return made


@transaction.atomic
def confirm_factor(*, user: User, code: str, at: datetime) -> list[str]:
    """Switch it on; the recovery codes, to be shown this once. Refusal where the code is wrong."""
    factor = SecondFactor.objects.select_for_update().filter(user=user, confirmed_at=None).first()
    if factor is None:
        raise Refusal("没有等待确认的设置；请重新打开“两步验证”页。")
    step = totp.matching_step(totp.opened(factor.secret), code, at.timestamp())
    if step is None:
        raise Refusal("验证码不对；请核对手机的时间是否准确，再输入新显示的6位数字。", field="code")
    factor.confirmed_at, factor.last_step = at, step
    factor.save(update_fields=["confirmed_at", "last_step"])
    codes = totp.new_recovery_codes()
    RecoveryCode.objects.filter(factor=factor).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(factor=factor, digest=totp.recovery_digest(code)) for code in codes
    )
    record_change(by=user, at=at, action="开启两步验证", subject=user)
    return codes


@transaction.atomic
def use_code(*, user: User, code: str, at: datetime) -> bool:
    """Whether this is a code of the phone or a recovery code of theirs, not used before; it is used up."""
    factor = factor_of(user)
    if factor is None:
        return False
    step = totp.matching_step(totp.opened(factor.secret), code, at.timestamp())
    if step is not None:
        unused = SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step)
        return unused.update(last_step=step) == 1
    codes = RecoveryCode.objects.filter(factor=factor, digest=totp.recovery_digest(code), used_at=None)
    if codes.update(used_at=at) == 0:
        return False
    record_act(action="使用备用码", by=user, subject_type=User._meta.label, subject_id=str(user.pk))
    return True


@transaction.atomic
def switch_off_factor(*, user: User, at: datetime) -> None:
    """By the person; Refusal where one of their roles must have it."""
    if must_have_factor(user, on=at):
        raise Refusal("您的角色必须使用两步验证，不能关闭；手机丢失请系统管理员重置。")
    if SecondFactor.objects.filter(user=user).delete()[0]:
        record_change(by=user, at=at, action="关闭两步验证", subject=user)


@transaction.atomic
def reset_factor(*, user: User, by: User, at: datetime) -> None:
    """By the administrator, for a person who lost the phone; Refusal where there is none."""
    if not SecondFactor.objects.filter(user=user).delete()[0]:
        raise Refusal("这个账号没有开启两步验证，不用重置。")
    record_change(by=by, at=at, action="重置两步验证", subject=user)
