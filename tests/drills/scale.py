"""How much of the same a test does: little in `make check`, all of it in `make drills`."""

import os


def scaled(*, quick: int, full: int) -> int:
    return full if os.environ.get("YANLING_DRILLS") == "1" else quick
