#!/usr/bin/env python
"""Django's command line for this project."""

import os
import secrets
import sys

from django.core.management import execute_from_command_line

NEEDS_NO_SITE = ("score_scenarios",)
"""Commands that touch neither database nor sessions: they run on a machine where no site is set up."""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yanling_assess.settings")
    if len(sys.argv) > 1 and sys.argv[1] in NEEDS_NO_SITE:
        os.environ["SECRET_KEY"], os.environ["RECORDS_KEY"] = secrets.token_hex(32), secrets.token_hex(32)
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
