"""The site as it is served for real, static files squeezed and kept by the browser, for what counts bytes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings
from pytest_django.live_server_helper import LiveServer

FOR_REAL = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}


class Straight(StaticFilesHandler):
    """Leaves static files to the site's own middleware, as Django's server for tests does not."""

    def _should_handle(self, _path: Any) -> bool:
        return False


@contextmanager
def squeezed(folder: Path) -> Iterator[None]:
    """Static files collected as an installation does it, once a folder; the site finds them there."""
    storages = settings.STORAGES | {"staticfiles": FOR_REAL}
    with override_settings(STATIC_ROOT=str(folder), STORAGES=storages):
        if not folder.exists():
            call_command("collectstatic", interactive=False, verbosity=0)
        staticfiles_storage.hashed_files  # noqa: B018 - fails here and not in a page where nothing was collected
        yield


@contextmanager
def served(monkeypatch: Any) -> Iterator[str]:
    """A server's address."""
    monkeypatch.setattr("django.contrib.staticfiles.handlers.StaticFilesHandler", Straight)
    server = LiveServer("localhost")
    server._live_server_modified_settings.enable()
    try:
        yield server.url
    finally:
        server._live_server_modified_settings.disable()
        server.stop()
