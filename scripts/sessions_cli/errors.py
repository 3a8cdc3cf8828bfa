"""What is wrong with a file, in words for whoever made it."""

from collections.abc import Iterator
from contextlib import contextmanager


class BadFileError(Exception):
    """A file cannot be read, or a line of it; the message is a sentence."""


@contextmanager
def on_line(line: int) -> Iterator[None]:
    """Say on which line something is wrong."""
    try:
        yield
    except BadFileError as err:
        raise BadFileError(f"Line {line}: {err}") from None
