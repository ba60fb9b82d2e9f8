"""The handbook does not go stale: its pages, pictures, chapters and the site's words in it are there."""

import re
from pathlib import Path

import pytest
from django.urls import resolve
from PIL import Image

from machine.pictures import AFTER, BEFORE
from units.models import Role
from yanling_assess.handbook.markdown import Picture, chapters, slug
from yanling_assess.handbook.pages import FILE

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "static" / "handbook"
HEAVIEST = 80_000
MANUAL = ROOT / "docs" / "管理手册.md"
WHERE_WORDS_STAND = ("templates/**/*.html", "*/forms/**/*.py", "*/models/*.py", "static/js/**/*.js")
ALSO = ("yanling_assess/menu.py", "scoring/selectors/steps.py")
CHINESE = "[\u4e00-\u9fff]"


@pytest.fixture(scope="module")
def text() -> str:
    return FILE.read_text("utf-8")


@pytest.fixture(scope="module")
def site_words() -> str:
    """All that the site's pages are made of; tags and inserted words part what stands beside them."""
    paths = [path for pattern in (*WHERE_WORDS_STAND, *ALSO) for path in sorted(ROOT.glob(pattern))]
    found = "\n".join(path.read_text("utf-8") for path in paths if "papers" not in path.parts)
    return re.sub(r"<[^>]*>|\{%.*?%\}|\{\{.*?\}\}", " ", found) + "\n" + found


def test_every_word_in_corner_brackets_stands_on_a_page(text: str, site_words: str) -> None:
    quoted = dict.fromkeys(re.findall("「([^」]+)」", text))
    missing = [
        word for word in quoted if not re.search(f"(?<!{CHINESE}){re.escape(word)}(?!{CHINESE})", site_words)
    ]

    assert len(quoted) > 50
    assert missing == []


def test_every_page_linked_is_an_address_of_the_site(text: str) -> None:
    linked = set(re.findall(r"\]\((/[^)]*)\)", text))

    assert len(linked) > 20
    assert {resolve(address).view_name for address in linked}


def test_every_heading_linked_is_there_and_no_two_are_the_same(text: str) -> None:
    found = chapters(text, lambda address: Picture(address, 1, 1))
    slugs = [head.slug for chapter in found for head in (chapter.heading, *chapter.heads)]

    assert set(re.findall(r"\]\(#([^)]*)\)", text)) <= set(slugs)
    assert sorted(slugs) == sorted(set(slugs))


def test_every_role_has_its_chapter(text: str) -> None:
    titles = re.findall(r"^## (.+)$", text, re.MULTILINE)

    assert [title for title in titles if title in Role.labels] == list(Role.labels)


def test_pictures_are_those_the_script_takes_and_light(text: str) -> None:
    shown = re.findall(r"\]\(\.\./static/handbook/([\w-]+)\.webp\)", text)
    taken = [picture.name for picture in (*BEFORE, *AFTER)]

    assert sorted(shown) == sorted(taken)
    assert {path.stem for path in PICTURES.iterdir()} == set(taken)
    assert {path.name: size for path in PICTURES.iterdir() if (size := path.stat().st_size) >= HEAVIEST} == {}
    for picture in (*BEFORE, *AFTER):
        with Image.open(PICTURES / f"{picture.name}.webp") as image:
            assert image.size == picture.size


def test_links_of_the_administrators_handbook_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#\s]*)(?:#([^)\s]*))?\)", MANUAL.read_text("utf-8"))
    broken = []
    for file, heading in links:
        path = (MANUAL.parent / file).resolve() if file else MANUAL
        heads = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE) if path.is_file() else []
        if not path.exists() or (heading and heading not in [slug(head) for head in heads]):
            broken.append(f"{file}#{heading}")

    assert len(links) > 8
    assert broken == []


def test_make_targets_named_in_the_administrators_handbook_exist() -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)

    assert set(re.findall(r"make ([a-z]+)", MANUAL.read_text("utf-8"))) <= set(targets)
