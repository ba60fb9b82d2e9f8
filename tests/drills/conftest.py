"""One site made ready for all drills of a session: tables take longer to make than most drills last."""

from collections.abc import Iterator

import pytest

from tests.archive.fixtures import archive, empty_database, empty_site, stored
from tests.drills.site import Site
from tests.drills.test_serving import PEOPLE

__all__ = ["archive", "empty_database", "empty_site", "made", "site", "stored"]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site, not served yet."""
    site = Site(tmp_path_factory.mktemp("site"))
    site.make(PEOPLE)
    return site


@pytest.fixture(scope="module")
def site(made: Site) -> Iterator[Site]:
    """The same, served; each drill has people and findings of its own there."""
    made.start()
    yield made
    made.kill()
