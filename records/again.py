"""A transaction that the database broke off through nobody's fault is run again.

Two people who save at the same moment may wait for each other's rows (PostgreSQL breaks one off: 40P01), read
what the other is changing (40001), or, on SQLite, wait longer than its timeout. Neither did anything wrong.
"""

import logging
import random
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError, connection

logger = logging.getLogger(__name__)
Made = TypeVar("Made")
TIMES = 3
"""How often it is begun in all; what fails so often is a fault, and goes on as one."""
PAUSE = 0.05, 0.25
"""Seconds between two beginnings, at random, so that the same two do not meet again."""
BROKEN_OFF = frozenset({"40P01", "40001"})
BUSY = "database is locked", "database table is locked"


def again(work: Callable[[], Made]) -> Made:
    """The result of `work`, a whole transaction that may be begun anew: it starts from what it was given.

    Inside a transaction nothing is run again: half of it cannot be. Any other fault passes at once.
    """
    if connection.in_atomic_block:
        return work()
    for _ in range(TIMES - 1):
        try:
            return work()
        except OperationalError as error:
            if not is_broken_off(error):
                raise
            logger.warning("A transaction was broken off by the database and is run again.", exc_info=True)
            time.sleep(random.uniform(*PAUSE))  # noqa: S311 - a pause guards nothing
    return work()


def is_broken_off(error: OperationalError) -> bool:
    """Whether the same transaction may well get through a moment later."""
    state = getattr(error.__cause__, "sqlstate", None)
    return state in BROKEN_OFF if state else str(error).startswith(BUSY)
