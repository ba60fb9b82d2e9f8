"""Every address as every role that may open it: axe finds nothing, it fits, reads, weighs little and prints.

Each address is loaded at a phone's size and at a desk's, as two of the roles that may open it, another pair
for the next address; axe sees each shape of a page once at each size. `make drills` (YANLING_DRILLS=1) loads
each as each role at both sizes, and axe sees all. The figures are printed.
"""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.access.addresses import FILES
from tests.access.rooms import COLUMNS, all_paths, table
from tests.access.world import World, build_world
from tests.browser.looking import SIZES, Figures, Looker, enter
from tests.browser.served import served, squeezed
from tests.drills.scale import scaled
from units.models import Unit, User

PARTS = 3  # tests, so that several workers share the pages
ALL = bool(scaled(quick=0, full=1))


@pytest.fixture
def world(cast: dict[str, User], unit: Unit, other_unit: Unit) -> World:
    return build_world(cast, unit, other_unit)


@pytest.fixture(scope="module")
def collected(tmp_path_factory: Any) -> Path:
    return tmp_path_factory.mktemp("collected") / "static"


@pytest.fixture
def url(collected: Path, transactional_db: None, monkeypatch: Any) -> Iterator[str]:
    with squeezed(collected), served(monkeypatch) as address:
        yield address


def visits() -> list[tuple[str, str, str]]:
    """Who loads which row of the tables at which size: two roles by turns; in drills each at both."""
    found = []
    for line, (key, row) in enumerate(table("GET").items()):
        may = [who for who in COLUMNS if row[who] == "200"]
        if ALL:
            found += [(key, who, size) for who, size in product(may, SIZES)]
        elif may:
            found += [(key, may[(line + turn) % len(may)], size) for turn, size in enumerate(SIZES)]
    return found


@pytest.mark.slow
@pytest.mark.drill
@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_sound_for_everybody(
    browser: Browser, browser_context_args: Any, url: str, world: World, part: int
) -> None:
    paths, figures, wrong = all_paths(world), Figures(), []
    mine = set(list(table("GET"))[part::PARTS])
    wanted = [visit for visit in visits() if visit[0] in mine]
    for who in COLUMNS:
        context = browser.new_context(**browser_context_args, service_workers="block")
        looker = Looker(context, figures)
        enter(looker.page, world.users[who], url)
        for key, by, size in wanted:
            if by == who and not paths[key].endswith(FILES):
                faults = looker.look(url + paths[key], size, axe_all=ALL)
                wrong += [f"{key} as {who}, {size}: {fault}" for fault in faults]
        context.close()
    print(f"part {part + 1} of {PARTS}: {figures}")

    assert not wrong, "\n".join(wrong)


def test_each_address_is_loaded_at_both_sizes() -> None:
    rows = {key for key, row in table("GET").items() if "200" in row.values()}

    assert {(key, size) for key, _, size in visits()} == set(product(rows, SIZES))
