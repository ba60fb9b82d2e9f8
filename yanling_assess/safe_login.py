"""Start-up checks of the login: what is sent in the clear, and roles that are asked for a second step."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004 - Django's own name

from units.models import Role


@register(Tags.security, deploy=True)
def https_is_on(**_kwargs: Any) -> list[CheckMessage]:
    """Without HTTPS passwords cross the network in the clear: one line for Django's four (settings)."""
    if settings.HTTPS or settings.DEMO or settings.DEBUG:
        return []
    hint = "内网没有证书时按 docs/部署.md“手机督查要 https”自建，再设 YANLING_HTTPS=1。"
    text = "没有启用 HTTPS：密码和登录凭据在网络上是明文，浏览器也不会强制加密。"
    return [Warning(text, hint=hint, id="yanling.W010")]


@register(Tags.security)
def roles_are_known(**_kwargs: Any) -> list[CheckMessage]:
    """TOTP_REQUIRED_ROLES names roles that exist: a misspelt one would ask nobody for a second step."""
    odd = [name for name in settings.TOTP_REQUIRED_ROLES if name not in Role.values]
    if not odd:
        return []
    hint = f"可用的角色：{'、'.join(f'{role.value}（{role.label}）' for role in Role)}。"
    return [
        Error(
            f"环境变量 TOTP_REQUIRED_ROLES 中没有这个角色：{'、'.join(odd)}。", hint=hint, id="yanling.E030"
        )
    ]
