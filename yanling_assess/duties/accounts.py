"""What the administrator looks after: accounts without a role, names that are locked, the registers."""

from datetime import date

from axes.models import AccessAttempt
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from units.models import Membership, User
from yanling_assess.duties.counting import Sought
from yanling_assess.duties.types import Area, Counts, Duty


def sought(today: date) -> Sought:
    """Accounts in use without a role in force; names locked from where they were tried."""
    with_role = Membership.objects.in_force(today).values("user")
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    tried = AccessAttempt.objects.filter(attempt_time__gte=since)
    return {
        "without_role": User.objects.filter(is_active=True).exclude(pk__in=with_role),
        "locked": tried.filter(failures_since_start__gte=settings.AXES_FAILURE_LIMIT),
    }


def duties(counts: Counts) -> list[Duty]:
    """The administrator's lines."""
    log = reverse("units:log")
    return [
        Duty("没有角色的账号", reverse("units:accounts"), Area.OWED, counts["without_role"], "个"),
        Duty("输错密码暂时锁定的登录", f"{log}?q=锁定", Area.OWED, counts["locked"], "个"),
        Duty("账号和角色", reverse("units:accounts"), Area.LOOK),
        Duty("窗口单位和窗口", reverse("units:list"), Area.LOOK),
        Duty("操作记录", log, Area.LOOK),
        Duty("个人信息保存情况", reverse("personal"), Area.LOOK),
    ]
