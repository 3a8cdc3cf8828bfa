"""The rows of JSON, each with the line on which it begins."""

from collections.abc import Iterator
from decimal import Decimal
import json
from json import JSONDecodeError
from typing import Any, Final

from .errors import BadFileError, Place, told_at

type Row = tuple[Place, dict[str, Any]]
"""An object, and where it begins."""


def _refuse(name: str) -> Any:
    raise BadFileError(f"{name} is not a number.")


_DECODER: Final = json.JSONDecoder(
    parse_float=Decimal, parse_int=Decimal, parse_constant=_refuse
)
_SPACE: Final = " \t\r\n"


def rows_of(text: str) -> Iterator[Row]:
    """Yield the rows of a list, of a page's `results`, or of several of either.

    Raises:
        BadFileError: This is not JSON, or something else than rows.
    """
    scan = _Scan(text)
    try:
        while scan.more():
            yield from scan.elements() if scan.here("[") else scan.row_or_page()
    except JSONDecodeError as err:
        raise BadFileError(
            f"Line {err.lineno}: this is not JSON: {err.msg} (column {err.colno})."
        ) from None
    except RecursionError:
        raise BadFileError(f"Line {scan.line()}: this is nested too deep.") from None


class _Scan:
    """A place in the text, moving on."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._counted = (0, 1)
        self._row = Place(0)

    def more(self) -> bool:
        """Go past space; tell whether anything is left."""
        while self._text[self._at : self._at + 1] in _SPACE and self._at < len(
            self._text
        ):
            self._at += 1
        return self._at < len(self._text)

    def here(self, sign: str) -> bool:
        """Tell whether the next sign is this one."""
        return self.more() and self._text[self._at] == sign

    def line(self) -> int:
        """Return the number of the present line."""
        at, line = self._counted
        line += self._text.count("\n", at, self._at)
        self._counted = self._at, line
        return line

    def elements(self) -> Iterator[Row]:
        """Yield the rows of a list."""
        self._take("[")
        while not self.here("]"):
            yield from self.row_or_page()
            if not self.here("]"):
                self._take(",")
        self._take("]")

    def row_or_page(self) -> Iterator[Row]:
        """Yield a row, or those of the page that begins here."""
        if not self.here("{"):
            raise BadFileError(
                f"Line {self.line()}: an object of named fields is expected here."
            )
        line, begin = self.line(), self._at
        found = self._value()
        if "results" not in found:
            row = self._row.row + 1 if line == self._row.line else 1
            self._row = Place(line, row)
            yield self._row, found
            return
        self._at = begin
        yield from self._page()

    def _page(self) -> Iterator[Row]:
        """Yield the rows of the page that begins here."""
        self._take("{")
        while not self.here("}"):
            name = self._value()
            self._take(":")
            if name == "results" and self.here("["):
                yield from self.elements()
            elif name == "results":
                raise BadFileError(f"Line {self.line()}: `results` is not a list.")
            else:
                self._value()
            if not self.here("}"):
                self._take(",")
        self._take("}")

    def _value(self) -> Any:
        self.more()
        with told_at(Place(self.line())):
            value, self._at = _DECODER.raw_decode(self._text, self._at)
        return value

    def _take(self, sign: str) -> None:
        if not self.here(sign):
            raise JSONDecodeError(f"{sign!r} is missing", self._text, self._at)
        self._at += 1
