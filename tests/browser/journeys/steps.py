"""Steps that several journeys take."""

from playwright.sync_api import FilePayload, Page

from tests.access.world import photo
from tests.browser.conftest import follow


def from_home(page: Page, words: str) -> None:
    """On 工作台: follow the first line that says this."""
    follow(page.get_by_role("main").get_by_role("link", name=words).first)


def from_menu(page: Page, group: str, entry: str) -> None:
    """Unfold a group of the main menu, follow one of its links."""
    menu = page.get_by_role("navigation", name="主导航")
    menu.locator("summary", has_text=group).click()
    follow(menu.get_by_role("link", name=entry, exact=True))


def picture(name: str) -> FilePayload:
    """A photo to be handed in with a form."""
    return {"name": name, "mimeType": "image/png", "buffer": photo(name).read()}
