"""The command line, and what is said to whoever uses it wrongly."""

import argparse
from collections.abc import Callable, Sequence
from datetime import time
from decimal import Decimal
import os
import re
import sys
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from custom_components.octopus_ev.core.model import Rate, Region
from custom_components.octopus_ev.core.periods import day_span, local_day
from custom_components.octopus_ev.core.session import ZERO
from custom_components.octopus_ev.core.tariffs import DailyWindow
from custom_components.octopus_ev.core.timeline import Timeline

from .clock import HALF_HOUR
from .errors import BadFileError
from .exports import readings_of
from .files import text_of
from .find import Found, Home, find
from .output import as_json, as_table
from .rates import daily, listed

_POWERS = (Decimal(1), Decimal(22))
"""From a cable on a household socket to three phases of 32 A, as in the settings."""

_PENCE = Decimal(100)


def main(arguments: Sequence[str]) -> int:
    """Run the command; return its exit code: 0, or 2 where something was wrong."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    if (complaint := _complaint(chosen)) is not None:
        parser.error(complaint)
    if chosen.cheap is not None and chosen.off_peak is None:
        _say("without --off-peak no hour is cheap: all is priced at --standard")
    try:
        found = _found(chosen)
    except BadFileError as err:
        _say(str(err))
        return 2
    text = as_json(found) if chosen.json else as_table(found, chosen.timezone)
    try:
        print(text, end="", flush=True)
    except BrokenPipeError:
        # Whoever read has seen enough; Python would complain once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _say(text: str) -> None:
    print(f"sessions: {text}", file=sys.stderr)


def _found(chosen: argparse.Namespace) -> Found:
    """Do what the options ask for.

    Raises:
        BadFileError: A file cannot be used.
    """
    tz = chosen.timezone
    readings = _named(chosen.file, lambda text: readings_of(text, tz))
    region = Region(code="gb", tz=tz, currency="GBP", interval=HALF_HOUR)
    if not readings:
        return Found(charger_power_kw=chosen.charger_kw, charges=())
    window = day_span(region, local_day(region, min(readings))).hull(
        day_span(region, local_day(region, max(readings)))
    )
    off_peak = None
    if chosen.off_peak is not None:
        start, end = chosen.off_peak
        off_peak = DailyWindow(start, end, tz)
    rates: Timeline[Rate] = Timeline()
    if chosen.rates is not None:
        rates = _named(chosen.rates, lambda text: listed(text, region, window))
    elif chosen.standard is not None:
        rates = daily(off_peak, chosen.cheap, chosen.standard, window)
    hints = rates
    if off_peak is not None:
        hints = daily(off_peak, ZERO, ZERO, window)
    home = Home(
        region=region,
        charger_power_kw=chosen.charger_kw,
        hints=hints,
        rates=rates,
        causal=chosen.causal,
    )
    return find(readings, home)


def _named[T](name: str, read: Callable[[str], T]) -> T:
    """Read a file's text, or say which file is bad."""
    try:
        return read(text_of(name))
    except BadFileError as err:
        raise BadFileError(f"{name}: {err}") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="scripts/sessions",
        description="Find the charging sessions of a car in half-hourly readings.",
        epilog="FILE is consumption as Octopus's REST interface returns it (JSON), or CSV"
        " with its field names or those of the dashboard's export; plain or gzip.",
    )
    parser.add_argument("file", metavar="FILE", help="the readings; - for the input")
    parser.add_argument(
        "--charger-kw", type=_power, metavar="auto|N", help="learnt unless given"
    )
    parser.add_argument(
        "--off-peak", type=_hours, metavar="23:30-05:30", help="cheap hours, local time"
    )
    parser.add_argument(
        "--timezone",
        type=_zone,
        default="Europe/London",
        help="of local days and hours, and of times without an offset"
        " (default: %(default)s)",
    )
    parser.add_argument("--cheap", type=_pence, metavar="P", help="pence in --off-peak")
    parser.add_argument("--standard", type=_pence, metavar="P", help="pence otherwise")
    parser.add_argument(
        "--rates", metavar="FILE", help="a page of REST unit rates, instead of these"
    )
    parser.add_argument(
        "--causal",
        action="store_true",
        help="as the integration works: with what is known by the end of the next day",
    )
    parser.add_argument("--json", action="store_true", help="one object, not a table")
    return parser


def _complaint(chosen: argparse.Namespace) -> str | None:
    """Return what does not fit together, or `None`."""
    prices = (chosen.cheap, chosen.standard)
    if chosen.rates is not None and prices != (None, None):
        return "--rates takes the place of --cheap and --standard"
    if chosen.cheap is not None and chosen.standard is None:
        return "--cheap needs --standard for the other hours"
    if chosen.off_peak and chosen.standard is not None and chosen.cheap is None:
        return "--standard beside --off-peak needs --cheap for these hours"
    return None


def _power(text: str) -> Decimal | None:
    if text == "auto":
        return None
    least, most = _POWERS
    if not least <= (power := _decimal(text)) <= most:
        raise argparse.ArgumentTypeError(f"{text} is not {least} to {most} kW, or auto")
    return power


def _pence(text: str) -> Decimal:
    return _decimal(text) / _PENCE


def _decimal(text: str) -> Decimal:
    if not re.fullmatch(r"-?\d{1,6}(\.\d{1,9})?", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number")
    return Decimal(text)


def _hours(text: str) -> tuple[time, time]:
    hours = re.fullmatch(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})", text, re.ASCII)
    try:
        first, minute, last, end_minute = map(int, hours.groups() if hours else ())
        # 24:00 is the midnight that ends the day.
        last = 0 if (last, end_minute) == (24, 0) else last
        start, end = time(first, minute), time(last, end_minute)
    except ValueError:
        start = end = time()
    if start == end:
        raise argparse.ArgumentTypeError(f"{text!r} is not like 23:30-05:30")
    return start, end


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except OSError, ValueError, ZoneInfoNotFoundError:
        raise argparse.ArgumentTypeError(f"{name!r} is no time zone") from None
