"""The request as views see it, after the middleware."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from units.access import Actor
from units.models import User


class SiteRequest(HttpRequest):
    """A request of a logged-in user."""

    user: User
    actor: Actor
    htmx: HtmxDetails
