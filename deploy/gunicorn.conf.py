"""The server, for the demo as well as for real: processes with one thread each, as SQLite wants them."""

import os
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from yanling_assess import env
from yanling_assess.logs.config import logging_config

try:
    workers = env.number("WEB_CONCURRENCY", default=2, least=1, most=64)
    port = env.number("PORT", default=8000, least=1, most=65535)
    logconfig_dict = logging_config(**env.logging_options())
except ImproperlyConfigured as error:
    raise SystemExit(f"✗ 系统不能启动：{error}") from error

bind = f"{env.bind()}:{port}"
worker_class = "sync"
threads = 1
timeout = 150  # longer than the time a paper may take to print (PAPER_SECONDS)
graceful_timeout = 30
keepalive = 5
max_requests = 5000
max_requests_jitter = 500
preload_app = False  # no connection to the database may be shared by a fork
control_socket_disable = True
accesslog = None  # the site's own lines say the same, with the request's number and without queries
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS") or "127.0.0.1,::1"


def when_ready(_server: Any) -> None:
    """Says where the site is, once it can be reached."""
    print(f"▸ 网站已启动：http://{bind} （按 Ctrl-C 停止）", flush=True)
    from yanling_assess import env  # noqa: PLC0415 - the site's folder is on the path by now

    if not any(env.flag(name, default=False) for name in ("YANLING_HTTPS", "YANLING_DEMO", "DEBUG")):
        print("▸ 注意：没有启用 HTTPS，密码在网络上是明文；见 docs/部署.md“手机督查要 https”。", flush=True)


def on_exit(_server: Any) -> None:
    """Says that it ended as it should."""
    print("▸ 网站已停止", flush=True)
