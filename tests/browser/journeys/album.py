"""The pictures of one journey, in the order they were taken: var/screenshots/journeys/<name>/01-….png."""

import shutil

from playwright.sync_api import Page

from tests.browser.conftest import PICTURES

# Those that wait until somebody scrolls to them come now; a picture is taken when all of them are there.
IMAGES = """() => Promise.all([...document.images].map((image) => {
  image.loading = "eager";
  return image.decode().catch(() => null);
}))"""


class Album:
    """A folder of this name, empty to begin with: no picture of an earlier run stays."""

    def __init__(self, name: str) -> None:
        self.folder = PICTURES / "journeys" / name
        self.taken = 0
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def take(self, page: Page, name: str, *, whole: bool = True) -> None:
        """Keep what the page looks like: all of it, or what the screen shows of it."""
        self.taken += 1
        page.evaluate(IMAGES)
        path = self.folder / f"{self.taken:02d}-{name}.png"
        page.screenshot(path=path, full_page=whole, animations="disabled")
