"""The text of a file, plain or compressed."""

import gzip
from pathlib import Path
import sys
from typing import Final
import zlib

from .errors import BadFileError

_GZIP: Final = b"\x1f\x8b"


def text_of(name: str) -> str:
    """Return what the file holds, or the standard input where its name is `-`.

    Raises:
        BadFileError: It cannot be read, or is no text.
    """
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as err:
        raise BadFileError(f"It cannot be read: {err.strerror}.") from None
    if data.startswith(_GZIP):
        try:
            data = gzip.decompress(data)
        except EOFError, OSError, zlib.error:
            raise BadFileError("The gzip data is damaged.") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as err:
        line = data.count(b"\n", 0, err.start) + 1
        raise BadFileError(f"Line {line}: this is not UTF-8 text.") from None
