"""A refusal that no view caught becomes a page in Chinese, not a 500."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from records.errors import Refusal


class RefusalMiddleware:
    """Shows `Refusal` as a page: what was found and what to do, 409 unless it says otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        return render(
            request, "records/refusal.html", {"message": exception.message}, status=exception.status
        )
