"""Pages that stand inside a page of the site (a paper's preview); no other page may be framed by anybody."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from csp.decorators import csp_replace
from django.views.decorators.clickjacking import xframe_options_sameorigin

View = TypeVar("View", bound=Callable[..., Any])


def framed(view: View) -> View:
    """A view whose answer the site's own pages may show in a frame."""
    allowed: Any = xframe_options_sameorigin(csp_replace({"frame-ancestors": ["'self'"]})(view))
    allowed.may_be_framed = True
    return cast("View", allowed)
