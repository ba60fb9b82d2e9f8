"""The door for a WSGI server. The checks run here: the site does not start without what it needs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yanling_assess.settings")

application = get_wsgi_application()

from yanling_assess.checks import refuse_unless_ready  # noqa: E402 - settings first

refuse_unless_ready()
