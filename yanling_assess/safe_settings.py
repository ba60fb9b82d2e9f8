"""A start that refuses unsafe settings: each says what was found and how to mend it.

The demo and development are let off what harms nobody while they stay on their own machine.
"""

import ipaddress
import os
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from yanling_assess.env import DEVELOPMENT_KEY

LOCAL = {"127.0.0.1", "localhost", "[::1]", "::1", "testserver"}
KEYS = ("SECRET_KEY", "RECORDS_KEY")
THREADED = ("--threads", "-k", "--worker-class", "--preload")


def is_local() -> bool:
    """Whether nobody but this machine can reach the site."""
    return settings.BIND in LOCAL and LOCAL.issuperset(settings.ALLOWED_HOSTS)


@register(Tags.security)
def settings_are_safe(**_kwargs: Any) -> list[CheckMessage]:
    """All of them, in order."""
    return [*_debugging(), *_hosts(), *_keys(), *_https(), *_proxies(), *_server()]


def _debugging() -> Iterator[CheckMessage]:
    if settings.DEBUG and not is_local():
        yield Error(
            f"调试方式（DEBUG=1）正在对其他机器开放：BIND={settings.BIND}，"
            f"ALLOWED_HOSTS={','.join(settings.ALLOWED_HOSTS)}；出错页会显示密码和个人信息。",
            hint="正式使用请去掉环境变量 DEBUG；开发时请让 BIND 和 ALLOWED_HOSTS 只有本机。",
            id="yanling.E010",
        )


def _hosts() -> Iterator[CheckMessage]:
    if "*" in settings.ALLOWED_HOSTS and not settings.DEMO:
        yield Error(
            "ALLOWED_HOSTS 中有“*”，任何主机名都会被当作本站。",
            hint="请在环境变量 ALLOWED_HOSTS 中逐个写出访问用的主机名或地址，用逗号分开。",
            id="yanling.E011",
        )


def _keys() -> Iterator[CheckMessage]:
    for name in KEYS:
        if getattr(settings, name) == DEVELOPMENT_KEY and not (
            is_local() and (settings.DEBUG or settings.DEMO)
        ):
            yield Error(
                f"{name} 是开发用的公开密钥，人人都能冒充任何账号、伪造记录。",
                hint="请执行 python3 bin/set_up.py site 生成密钥，或在环境里设置至少40个字符的随机值。",
                id="yanling.E012",
            )
    if settings.SECRET_KEY == settings.RECORDS_KEY != DEVELOPMENT_KEY:
        yield Error(
            "RECORDS_KEY 与 SECRET_KEY 相同：SECRET_KEY 更换时记录就无法核对和解密。",
            hint="请给两者各设一个随机值；RECORDS_KEY 已经用过的，保留它，另换 SECRET_KEY。",
            id="yanling.E013",
        )


def _https() -> Iterator[CheckMessage]:
    plain = [origin for origin in settings.CSRF_TRUSTED_ORIGINS if not origin.startswith("https://")]
    if settings.HTTPS and plain:
        yield Error(
            f"YANLING_HTTPS=1，而 CSRF_TRUSTED_ORIGINS 中有不是 https 的来源：{'、'.join(plain)}。",
            hint="请把它们改成 https://主机名，或删去。",
            id="yanling.E014",
        )


def _proxies() -> Iterator[CheckMessage]:
    odd = [name for name in settings.TRUSTED_PROXIES if not _is_address(name)]
    if odd:
        yield Error(
            f"FORWARDED_ALLOW_IPS 中有不是地址的内容：{'、'.join(odd)}；写“*”等于相信任何人自报的来源地址。",
            hint="请写反向代理的IP地址，用逗号分开，例如 127.0.0.1,::1。",
            id="yanling.E015",
        )


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _server() -> Iterator[CheckMessage]:
    given = os.environ.get("GUNICORN_CMD_ARGS", "").replace("=", " ").split()
    odd = [word for word in THREADED if word in given]
    if odd:
        yield Error(
            f"GUNICORN_CMD_ARGS 中有 {'、'.join(odd)}：数据库连接不能由几个线程或先后的进程共用。",
            hint="请删去；要同时服务更多人，加大 WEB_CONCURRENCY（进程数）。",
            id="yanling.E020",
        )
