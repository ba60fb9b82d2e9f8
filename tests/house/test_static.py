"""What browsers get: the very files of Bootstrap and htmx that were looked at, collected as for real."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

PINNED = {
    "vendor/bootstrap.min.css": "d85327d99c7a3ee1f9b5d0500d1370acea3ad2db39c163c2f51f232baedbdede",
    "vendor/bootstrap.bundle.min.js": "e4fd49181388c48ec5040bd3fe66f57c29c8e67fcd8502b3354b96ec7ab47cc7",
    "vendor/htmx.min.js": "71ea67185bfa8c98c39d31717c6fce5d852370fcdfd129db4543774d3145c0de",
}


@pytest.mark.parametrize("name", PINNED)
def test_file_of_another_project_is_the_one_looked_at(name: str) -> None:
    found = finders.find(name)
    assert isinstance(found, str)
    assert hashlib.sha256(Path(found).read_bytes()).hexdigest() == PINNED[name]


@pytest.mark.slow
def test_static_files_are_collected_under_names_that_follow_their_content(
    settings: Any, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").is_file()
    assert len(list(tmp_path.glob("vendor/bootstrap.min.*.css"))) == 1


def test_pages_may_load_nothing_from_elsewhere_and_run_nothing_inline() -> None:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    sources = {source for given in directives.values() for source in given}
    assert sources <= {"'none'", "'self'", "data:", "blob:"}
