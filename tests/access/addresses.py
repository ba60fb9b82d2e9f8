"""Every address of the site, found by walking the resolver."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver

FILES = (".pdf", ".docx", ".xlsx", ".zip", ".js", ".json", "/export/", "/toml/", "/template/")
"""How the addresses of files end; no page's does (test_pages)."""


class Address(NamedTuple):
    """One address: its name with namespace, its route, its view."""

    name: str
    route: str
    view: Any


def all_addresses() -> list[Address]:
    """All of them, in order; an address without a name comes as its route."""
    return list(_walk(get_resolver(), "", ""))


def _walk(resolver: URLResolver, namespace: str, route: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        here = route + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield Address(namespace + (entry.name or here), here, entry.callback)
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, inner, here)
