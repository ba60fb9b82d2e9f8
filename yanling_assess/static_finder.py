"""Collects exactly the files that pages use out of the packages that ship them."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

PACKAGE_FILES = {
    "vendor/bootstrap.min.css": ("bootstrap", "css/bootstrap.min.css"),
    "vendor/bootstrap.min.css.map": ("bootstrap", "css/bootstrap.min.css.map"),  # the file above names it
    "vendor/bootstrap.bundle.min.js": ("bootstrap", "js/bootstrap.bundle.min.js"),
    "vendor/bootstrap.bundle.min.js.map": ("bootstrap", "js/bootstrap.bundle.min.js.map"),
    "vendor/htmx.min.js": ("django_htmx", "static/django_htmx/htmx-2.min.js"),
}


def package_path(package: str, inside: str) -> Path:
    """Where a file of an installed package lies; FileNotFoundError names what is missing."""
    spec = find_spec(package)
    folders = spec.submodule_search_locations if spec is not None else None
    if not folders:
        raise FileNotFoundError(package)
    return Path(folders[0]) / inside


class PackageFilesFinder(BaseFinder):
    """Serves `PACKAGE_FILES` under their names in static/."""

    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:
        if path not in PACKAGE_FILES:
            return [] if find_all else None
        found = str(package_path(*PACKAGE_FILES[path]))
        return [found] if find_all else found

    def list(self, _ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        for name, (package, inside) in PACKAGE_FILES.items():
            yield name, _OneFileStorage(name, package_path(package, inside))


class _OneFileStorage(FileSystemStorage):
    """A storage in which one name stands for one file elsewhere."""

    prefix = ""

    def __init__(self, name: str, path: Path) -> None:
        super().__init__(location=str(path.parent))
        self._name, self._path = name, path

    def path(self, name: str) -> str:
        return str(self._path) if name == self._name else super().path(name)
