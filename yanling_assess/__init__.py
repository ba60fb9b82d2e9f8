"""The project: settings, addresses, the home page by role, demo data."""

from yanling_assess import sqlite

sqlite.install()
