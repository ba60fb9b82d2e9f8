"""The tests' settings with a database file in their throw-away folder, and the page of constants."""

import os

os.environ.pop("DATABASE_URL", None)

from tests.settings import *  # noqa: F403
from tests.settings import STATIC_ROOT

STATIC_ROOT.mkdir(parents=True, exist_ok=True)

ROOT_URLCONF = "benchmarks.pages"
