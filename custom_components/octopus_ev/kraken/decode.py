"""Read JSON strictly: a value of the wrong shape is an error that names its place.

Every reader takes the object and the key, so that the error can say which field
it was; the objects around it add their own names on the way out. Nothing else
than `KrakenResponseError` ever leaves, and it never repeats what it found.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, time
from decimal import Decimal
import json
import re
from typing import Any, Final

from .errors import KrakenResponseError

type Json = bool | int | Decimal | str | list[Json] | dict[str, Json] | None
type Object = Mapping[str, Json]

# The longest text we read is a product's display name.
_LONGEST_TEXT: Final = 1_000
# A double needs 24 characters; a number of 10,000 digits is an attack.
_LONGEST_NUMBER: Final = 40
# From residues of binary arithmetic to a meter register in watt-hours.
_SMALLEST_EXPONENT: Final = -30
_LARGEST_EXPONENT: Final = 15
_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?")
# Leaves room for arithmetic and time zones on both sides.
_YEARS: Final = range(1900, 9000)


def loads(body: bytes) -> Json:
    """Parse JSON; fractions become exact decimals.

    Raises:
        KrakenResponseError: if this is not JSON, or holds NaN, infinity or a
            number no measurement needs.
    """
    with suppress(ValueError, RecursionError):
        parsed: Json = json.loads(
            body.decode(),
            parse_float=_number,
            parse_int=_integer,
            parse_constant=_reject,
        )
        return parsed
    # Not where it is caught: the parser's error holds the whole answer.
    raise KrakenResponseError("The answer of Kraken is not JSON")


def as_object(value: Json) -> Object:
    """Return a JSON object."""
    if isinstance(value, dict):
        return value
    raise KrakenResponseError("Expected an object")


def text(row: Object, key: str) -> str:
    """Return a text."""
    value = row.get(key)
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
        raise KrakenResponseError("Expected a text", path=(key,))
    with suppress(UnicodeEncodeError):
        value.encode()
        return value
    raise KrakenResponseError("Expected a text", path=(key,))


def flag(row: Object, key: str) -> bool:
    """Return true or false."""
    value = row.get(key)
    if isinstance(value, bool):
        return value
    raise KrakenResponseError("Expected true or false", path=(key,))


def decimal(row: Object, key: str) -> Decimal:
    """Return a number, which comes as a number or as a numeric text."""
    value = row.get(key)
    if isinstance(value, str):
        value = _numeric(value)
    elif isinstance(value, int) and not isinstance(value, bool):
        value = Decimal(value)
    if (
        isinstance(value, Decimal)
        and _SMALLEST_EXPONENT <= value.adjusted() <= _LARGEST_EXPONENT
    ):
        return value
    raise KrakenResponseError("Expected a number", path=(key,))


def instant(row: Object, key: str) -> datetime:
    """Return an instant in UTC; a time without an offset is refused."""
    value = row.get(key)
    if isinstance(value, str) and len(value) <= _LONGEST_NUMBER:
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            moment = None
        if moment is not None and moment.tzinfo and moment.year in _YEARS:
            return moment.astimezone(UTC)
    raise KrakenResponseError("Expected a time with its offset", path=(key,))


def clock(row: Object, key: str) -> time:
    """Return a time of day, which is the customer's local time."""
    value = row.get(key)
    if isinstance(value, str) and len(value) <= _LONGEST_NUMBER:
        try:
            read = time.fromisoformat(value)
        except ValueError:
            read = None
        if read is not None and read.tzinfo is None:
            return read
    raise KrakenResponseError("Expected a time of day", path=(key,))


def optional[T](row: Object, key: str, read: Callable[[Object, str], T]) -> T | None:
    """Read a field that may be null or absent."""
    return None if row.get(key) is None else read(row, key)


def nested[T](row: Object, key: str, read: Callable[[Object], T]) -> T:
    """Read the object in a field."""
    try:
        return read(as_object(row.get(key)))
    except KrakenResponseError as err:
        raise err.within(key) from None


def optional_nested[T](row: Object, key: str, read: Callable[[Object], T]) -> T | None:
    """Read the object in a field that may be null or absent."""
    return None if row.get(key) is None else nested(row, key, read)


def rows[T](row: Object, key: str, read: Callable[[Object], T]) -> tuple[T, ...]:
    """Read a list of objects."""
    value = row.get(key)
    if not isinstance(value, list):
        raise KrakenResponseError("Expected a list", path=(key,))
    return tuple(_item(key, index, item, read) for index, item in enumerate(value))


def known_rows[T](row: Object, key: str, read: Callable[[Object], T]) -> tuple[T, ...]:
    """Read a list that may be null, and its objects that are not null.

    GraphQL puts null where an error took a value; what is left is still good.
    """
    value = row.get(key)
    if value is None:
        return ()
    if not isinstance(value, list):
        raise KrakenResponseError("Expected a list", path=(key,))
    return tuple(
        _item(key, index, item, read)
        for index, item in enumerate(value)
        if item is not None
    )


def _item[T](key: str, index: int, item: Json, read: Callable[[Object], T]) -> T:
    try:
        return read(as_object(item))
    except KrakenResponseError as err:
        raise err.within(key, index) from None


def _number(literal: str) -> Decimal:
    number = _numeric(literal)
    if number is None:
        raise ValueError
    return number


def _integer(literal: str) -> int:
    if len(literal) > _LONGEST_NUMBER:
        raise ValueError
    return int(literal)


def _reject(_: str) -> Any:
    raise ValueError


def _numeric(literal: str) -> Decimal | None:
    if len(literal) <= _LONGEST_NUMBER and _NUMBER.fullmatch(literal):
        return Decimal(literal)
    return None
