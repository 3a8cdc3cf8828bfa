"""What is wrong with a file, in words for whoever made it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple, override


class BadFileError(Exception):
    """A file cannot be read, or a line of it; the message is a sentence."""


class Place(NamedTuple):
    """Where in a file something stands."""

    line: int
    row: int = 1
    """Which row of the line; what a program writes is often one long line."""

    @override
    def __str__(self) -> str:
        """Return it in words."""
        row = "" if self.row == 1 else f", row {self.row}"
        return f"line {self.line}{row}"


@contextmanager
def told_at(place: Place) -> Iterator[None]:
    """Say where something is wrong."""
    try:
        yield
    except BadFileError as err:
        raise BadFileError(f"{str(place).capitalize()}: {err}") from None
