"""A site of its own on a PostgreSQL database of its own, beside that of the tests."""

import os
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.drills.site import Site


class PostgresSite(Site):
    """The same site; its rows lie on the server that DATABASE_URL names, in `…_served`."""

    @property
    def name(self) -> str:
        return f"{self._given.path.strip('/')}_served"

    @property
    def url(self) -> str:
        return urlunsplit(self._given._replace(path=f"/{self.name}"))

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | {"DATABASE_URL": self.url}

    def begin(self) -> None:
        """An empty database."""
        self.drop()
        self._on_the_server(f'create database "{self.name}" encoding UTF8 template template0')

    def drop(self) -> None:
        self._on_the_server(f'drop database if exists "{self.name}" with (force)')

    def keep_fresh(self) -> None:
        """Nobody asks for a copy of this one."""

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url) as connection:
            return connection.execute(query.encode()).fetchall()

    def edits(self) -> list[tuple[int, str]]:
        return self.rows(
            "select subject_id::integer, after ->> '发现情况' from records_change"
            " where subject_type = 'scoring.Finding' and action = '修改'"
        )

    def is_whole(self) -> bool:
        """The server guards that itself; it must not have restarted from a crash."""
        return self.rows("select pg_is_in_recovery()") == [(False,)]

    @property
    def _given(self) -> Any:
        return urlsplit(os.environ["DATABASE_URL"])

    def _on_the_server(self, command: str) -> None:
        url = urlunsplit(self._given._replace(path="/postgres"))
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(command.encode())
