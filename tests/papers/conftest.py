"""Papers printed once for all tests that read them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from notices.papers import printing
from notices.papers.jobs import Printed
from tests.papers.samples import sample


@pytest.fixture(scope="session")
def print_sample() -> Iterator[Callable[..., Printed]]:
    """`print_sample(units=3, …)`: the sample paper, printed; the same one is printed once."""
    kept: dict[str, Printed] = {}

    def print_once(*, draft: bool = False, **options: Any) -> Printed:
        key = repr((draft, sorted(options.items())))
        if key not in kept:
            kept[key] = printing.print_paper(sample(**options), draft=draft)
        return kept[key]

    yield print_once
    printing.close()
