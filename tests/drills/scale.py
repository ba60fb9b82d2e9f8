"""How much of the same a test does: little in `make check`, all of it in `make drills`.

Where the tests run on two databases one after the other (bin/run_tests.py), both share what is counted.
"""

import os


def scaled(*, quick: int, full: int) -> int:
    return full if os.environ.get("YANLING_DRILLS") == "1" else quick


def shared(count: int) -> int:
    """This database's part of a count that all databases of the run do together."""
    return -(-count // int(os.environ.get("TEST_DATABASES", "1")))
