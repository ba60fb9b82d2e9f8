"""An exception as the log may show it: its type and where it happened, never what a person had typed.

An exception's message often repeats data: PostgreSQL's “Key (name)=(…) already exists”, a `ValueError` with
the value, a `KeyError` with the key. A message is therefore kept only where its type speaks of the code or of
the machine; a database's is cut to what names the constraint or the state of the server.
"""

import traceback
from collections.abc import Iterator
from pathlib import Path

from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import IntegrityError, InterfaceError, OperationalError
from django.db.utils import Error as DatabaseFault
from django.template import TemplateDoesNotExist, TemplateSyntaxError

ROOT = Path(__file__).resolve().parents[2]
OF_THE_CODE = (
    AttributeError,
    FieldError,
    ImportError,
    ImproperlyConfigured,
    MemoryError,
    NameError,
    RecursionError,
    TemplateDoesNotExist,
    TemplateSyntaxError,
)
OF_THE_SERVER = (IntegrityError, InterfaceError, OperationalError)
LONGEST = 300
FRAMES = 40


def told(error: BaseException) -> str:
    """`Type` or `Type: message`, with nothing of anybody's data."""
    message = _message(error)
    return f"{_name(error)}: {message}" if message else _name(error)


def _name(error: BaseException) -> str:
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _message(error: BaseException) -> str:
    if isinstance(error, DatabaseFault):
        return _of_the_database(error)
    if isinstance(error, OF_THE_CODE):
        return str(error)
    if isinstance(error, OSError) and error.errno is not None:
        return f"[Errno {error.errno}] {error.strerror}"  # its file may bear somebody's name
    return ""


def _of_the_database(error: BaseException) -> str:
    """The first line of what names a constraint or the server's state (details repeat rows); the SQLSTATE."""
    state = getattr(error.__cause__, "sqlstate", None)
    first = (str(error).splitlines() or [""])[0][:LONGEST] if isinstance(error, OF_THE_SERVER) else ""
    return " ".join(part for part in (first, f"[{state}]" if state else "") if part)


def trace(error: BaseException) -> list[str]:
    """`file:line function` of every frame, the innermost last; causes come first, each after its name."""
    found: list[str] = []
    for each in reversed(list(_chain(error))):
        frames = traceback.extract_tb(each.__traceback__)[-FRAMES:]
        found += [f"{_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        found.append(told(each))
    return found


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        hidden = current.__suppress_context__
        current = current.__cause__ or (None if hidden else current.__context__)


def _place(filename: str) -> str:
    """A file as the project or the package knows it, not as this machine does."""
    path = Path(filename)
    if path.is_relative_to(ROOT) and "site-packages" not in path.parts:
        return path.relative_to(ROOT).as_posix()
    return "/".join(path.parts[-3:])
