"""A user without a mouse: Tab, Enter, Space, arrows and letters, and the eyes to see where the focus is.

Every stop of the focus on the way is looked at: it has to be marked, on the screen, and not covered by
something else (WCAG 2.4.7, 2.4.11).
"""

import re
from typing import Any, Literal

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import new_page

Role = Literal[
    "button", "link", "textbox", "searchbox", "combobox", "checkbox", "radio", "spinbutton", "group"
]
FURTHEST = 70
STOP = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return { name: "（页面）", fault: "" };
  const labels = [...(here.labels || [])].map((one) => one.innerText).join("");
  const words = here.getAttribute("aria-label") || labels || here.innerText || here.id || here.name || "";
  const name = `${here.tagName.toLowerCase()} ${words.trim().slice(0, 24)}`;
  if (here.tagName === "IFRAME" || here.id === "main") return { name, fault: "" };
  const style = getComputedStyle(here);
  if (style.outlineStyle === "none" || !parseFloat(style.outlineWidth)) return { name, fault: "没有焦点框" };
  const box = here.getBoundingClientRect();
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  if (right - left < 1 || bottom - top < 1) return { name, fault: "不在屏幕上" };
  const seen = [0.05, 0.5, 0.95].some((part) => [0.05, 0.5, 0.95].some((across) => {
    const above = document.elementFromPoint(left + (right - left) * across, top + (bottom - top) * part);
    return above && (here.contains(above) || above.contains(here) && above.matches("label, td, th"));
  }));
  return { name, fault: seen ? "" : "被别的东西挡住" };
}"""


class Keyboard:
    """The keys of one page; `pressed` counts them, a letter as one."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0

    def press(self, key: str) -> None:
        self.pressed += 1
        self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        """Write into what has the focus."""
        self.pressed += len(words)
        self.page.keyboard.type(words)

    def write(self, words: str) -> None:
        """Write instead of what stands in the field that has the focus."""
        self.press("Control+A")
        self.type(words)

    def tab_to(self, role: Role, name: str, *, back: bool = False, within: Locator | None = None) -> None:
        """Press Tab until a thing of this role has the focus whose name is or begins with this word."""
        named = re.compile(rf"^{re.escape(name)}(\*|\s|（|$)")
        wanted = (within or self.page).get_by_role(role, name=named)
        focused = wanted.and_(self.page.locator(":focus"))
        met: list[str] = []
        while not focused.count():
            assert len(met) < FURTHEST, f"{role} “{name}” not reached in {FURTHEST} stops: {met}"
            self.press("Shift+Tab" if back else "Tab")
            met.append(self.look())

    def look(self) -> str:
        """What has the focus now; it has to be seen that it has."""
        name, fault = self.stop()
        assert not fault, f"{name}: {fault} ({self.page.url})"
        return name

    def stop(self) -> tuple[str, str]:
        """What has the focus now, and what is wrong with how it is seen."""
        found: dict[str, Any] = self.page.evaluate(STOP)
        return found["name"], found["fault"]

    def fill(self, role: Role, name: str, words: str) -> None:
        self.tab_to(role, name)
        self.write(words)

    def choose(self, name: str, option: str) -> None:
        """Go down in a select until it says this."""
        self.tab_to("combobox", name)
        for _ in range(FURTHEST):
            if self.page.evaluate("document.activeElement.selectedOptions[0].label.trim()") == option:
                return
            self.press("ArrowDown")
        raise AssertionError(f"{name} offers no {option}")

    def write_day(self, name: str, day: str) -> None:
        """Write a day (2026-09-28) over the one that a date field holds, in the order the browser has it."""
        self.tab_to("textbox", name)
        before = self._value()
        self.press("ArrowUp")
        year, month, number = day.split("-")
        year_first = self._value()[:4] != before[:4]
        self.type(f"{year}{month}{number}" if year_first else f"{month}{number}{year}")
        assert self._value() == day

    def pick(self, name: str) -> None:
        """Go down in a group of radio buttons until this one is chosen."""
        wanted = self.page.get_by_role("radio", name=re.compile(f"^{re.escape(name)}")).and_(
            self.page.locator(":focus")
        )
        for _ in range(FURTHEST):
            if wanted.count():
                return
            self.press("ArrowDown")
        raise AssertionError(f"no radio button “{name}” in this group")

    def _value(self) -> str:
        return str(self.page.evaluate("document.activeElement.value"))

    def tick(self, role: Role, name: str) -> None:
        """Reach a checkbox or a button and press Space."""
        self.tab_to(role, name)
        self.press("Space")

    def follow(self, role: Role, name: str, *, back: bool = False, seconds: int = 30) -> None:
        """Reach what leads to another page, press Enter, be there."""
        self.tab_to(role, name, back=back)
        self.enter(seconds=seconds)

    def enter(self, *, seconds: int = 30) -> None:
        """Press Enter where it leads to another page, and be there."""
        with new_page(self.page, seconds=seconds):
            self.press("Enter")

    def skip_to_main(self) -> None:
        """From the top of a new page past the header."""
        self.tab_to("link", "跳到正文")
        self.press("Enter")
        expect(self.page.locator("#main")).to_be_focused()

    def reach_fold(self, words: str) -> None:
        """Press Tab until the focus is on what unfolds under these words."""
        wanted = self.page.locator("summary", has_text=words).and_(self.page.locator(":focus"))
        met: list[str] = []
        while not wanted.count():
            assert len(met) < FURTHEST, f"fold “{words}” not reached in {FURTHEST} stops: {met}"
            self.press("Tab")
            met.append(self.look())

    def open_menu(self, group: str, entry: str) -> None:
        """Unfold a group of the main menu, follow one of its links."""
        self.reach_fold(group)
        self.press("Enter")
        self.follow("link", entry)
