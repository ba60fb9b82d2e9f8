"""The site as a server loads it, on the demo's day (demo_site.DAY); the clock goes on from there."""

import time_machine

from machine.demo_site import DAY

time_machine.travel(DAY).start()

from yanling_assess.wsgi import application  # noqa: E402

__all__ = ["application"]
