"""An end asked for (SIGTERM) is an end like any other: what was begun is cleaned up before it."""

import functools
import signal
from collections.abc import Callable
from typing import Any, NoReturn


def cleaned_up(act: Callable[..., None]) -> Callable[..., None]:
    """For commands that write: SIGTERM unwinds them as Ctrl-C does, exit 2."""

    @functools.wraps(act)
    def acting(*args: Any, **options: Any) -> None:
        before = signal.signal(signal.SIGTERM, _stop)
        try:
            act(*args, **options)
        finally:
            signal.signal(signal.SIGTERM, before)

    return acting


def _stop(*_: Any) -> NoReturn:
    raise SystemExit(2)
