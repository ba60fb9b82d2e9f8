"""The measures themselves: they find what they are to find, so that finding nothing says something."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.looking import MEASURES, NARROWEST, WIDTHS, Figures, Looker, enter, faults, too_wide

__all__ = [
    "NARROWEST",
    "WIDTHS",
    "enter",
    "faults",
    "too_wide",
]  # other tests of single pages take them from here

FAULTY = """<!DOCTYPE html><html><head><title>x</title><style>
  .small { font-size: 12px } .wide { width: 2000px } .pale { color: #ccc }
  .cut { overflow-x: auto; width: 100px }
</style></head><body>
<nav><a href="/">back</a></nav><main><h1>head</h1>
<p class="small">small</p><p class="pale">pale</p><button>press</button>
<p class="cut"><span style="white-space: nowrap">a very long line that nobody can read on paper</span></p>
<svg width="50" height="20" viewBox="0 0 100 40"><text y="20" font-size="20">drawn small</text></svg>
<p id="late"></p><p>moves</p></main></body></html>"""
INSERT = """() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => {
  document.getElementById("late").style.height = "200px";
  requestAnimationFrame(() => setTimeout(resolve, 50));
}, 50)))"""


@pytest.fixture
def faulty(browser: Browser, browser_context_args: Any) -> Any:
    context = browser.new_context(**browser_context_args)
    yield Looker(context, Figures())
    context.close()


def measured(page: Page, name: str) -> str:
    """What one measure says, as text."""
    return str(page.evaluate(f"measures.{name}()"))


def test_measures_find_what_they_are_to_find(faulty: Looker) -> None:
    page = faulty.page
    page.route("**/faulty", lambda route: route.fulfill(body=FAULTY, content_type="text/html"))
    page.goto("http://localhost/faulty")
    page.evaluate(INSERT)
    small, moved, axe = measured(page, "smallText"), page.evaluate("measures.shifts()"), str(faults(page))
    page.emulate_media(media="print")
    printed = measured(page, "printed")

    assert "12.0 px: <p.small>" in small
    assert "10.0 px: <text> drawn small" in small
    assert "pale" not in small
    assert moved[0] > 0
    assert any("moves" in node for node in moved[1])
    assert "html-has-lang" in axe
    assert "color-contrast" in axe
    assert "is printed: <nav>" in printed
    assert "is printed: <button>" in printed
    assert "may be the last of a sheet: <h1>" in printed
    assert "is cut off on paper" in printed
    assert too_wide(page, "here") == []
    page.evaluate("document.querySelector('h1').className = 'wide'")
    assert too_wide(page, "here") != []


def test_pages_that_differ_in_words_alone_are_of_one_shape(faulty: Looker) -> None:
    page = faulty.page
    shapes = []
    for body in ("<li>a</li><li>b</li>", "<li>c</li>", "<li class='x'>c</li>"):
        page.set_content(f"<main><ul>{body}</ul></main>")
        page.evaluate(MEASURES)
        shapes.append(measured(page, "shapes"))

    assert shapes[0] == shapes[1]
    assert shapes[1] != shapes[2]
