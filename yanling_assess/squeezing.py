"""Pages go out squeezed: the longest of them, 细则与口径, is a fifth of its size on a phone's connection.

Only pages: pictures and papers are squeezed already, static files lie squeezed on the disk, and exports go
out with their length. Why this gives no secret away: docs/decisions/pages_squeezed.md.
"""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class PagesMiddleware(GZipMiddleware):
    """Squeezes whole HTML answers, where the browser says that it can read them."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        return super().process_response(request, response) if is_page else response
