"""The site's own settings, with what tests need: a secret, a throw-away data folder, quick passwords."""

import atexit
import os
import shutil
import tempfile

_FOLDER = tempfile.mkdtemp(prefix="yanling-tests-")
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
os.environ.setdefault("SECRET_KEY", "a-key-for-tests-that-guards-nothing-at-all")
os.environ.setdefault("RECORDS_KEY", "a-records-key-for-tests-that-guards-nothing")
os.environ["ACCESS_LOG"] = "0"  # a line a request would bury what a failing test says
os.environ["YANLING_DATA_DIR"] = _FOLDER
os.environ.pop("YANLING_DEMO", None)

from yanling_assess.settings import *  # noqa: E402, F403
from yanling_assess.settings import BASE_DIR, STORAGES  # noqa: E402

PAPER_FONT_DIR = BASE_DIR / "var" / "fonts"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
