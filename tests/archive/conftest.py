"""What these tests are about stands in `fixtures`; the drills share it."""

from tests.archive.fixtures import archive, empty_database, empty_site, stored

__all__ = ["archive", "empty_database", "empty_site", "stored"]
