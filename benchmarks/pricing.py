"""Time how long energy takes to price, exactly, on half-hourly rates.

    python -m benchmarks.pricing

Prints medians in milliseconds for a day, a year and two years of Agile prices, and how
much longer two years take than one.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
import gc
from random import Random
from statistics import median
from time import process_time
from zoneinfo import ZoneInfo

from custom_components.octopus_ev.core.bands import banded
from custom_components.octopus_ev.core.model import Rate, Region
from custom_components.octopus_ev.core.pricing import cost, priced
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline

HALF_HOUR = timedelta(minutes=30)
REGION = Region(
    code="gb", tz=ZoneInfo("Europe/London"), currency="GBP", interval=HALF_HOUR
)
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
YEAR = 17_520

type Year = tuple[dict[datetime, Decimal], Timeline[Decimal]]


def agile(slots: int) -> Year:
    """Return readings and prices for so many slots, the same each time."""
    random = Random(slots)
    readings: dict[datetime, Decimal] = {}
    prices: list[tuple[Span, Decimal]] = []
    for index in range(slots):
        start = FIRST + index * HALF_HOUR
        readings[start] = Decimal(random.randint(0, 4000)) / 1000
        price = Decimal(random.randint(-500, 40_000)) / 100_000
        prices.append((Span(start, start + HALF_HOUR), price))
    return readings, Timeline(prices)


def milliseconds(work: Callable[[], object], repeats: int = 15) -> float:
    """Return the median of the processor's time that `work` takes."""
    times = []
    for _ in range(repeats):
        begin = process_time()
        work()
        times.append(process_time() - begin)
    return 1000 * median(times)


def report(name: str, slots: int, rates: Timeline[Rate]) -> float:
    """Print what it takes to price so many slots; return the time of the pricing."""
    readings, prices = agile(slots)
    gc.freeze()
    times = {
        "cost": milliseconds(lambda: cost(readings, rates)),
        "slots": milliseconds(lambda: priced(readings, rates, metered=readings)),
        "bands": milliseconds(lambda: banded(prices, REGION), 5),
    }
    text = "  ".join(f"{work} {time:8.3f} ms" for work, time in times.items())
    print(f"{name:10} {text}")
    return times["slots"]


def main() -> None:
    """Price a day, a year and two years."""
    long = banded(agile(2 * YEAR)[1], REGION)
    report("day", 48, long)
    year = report("year", YEAR, long)
    two = report("two years", 2 * YEAR, long)
    print(f"time(2n) / time(n) = {two / year:.2f}")


if __name__ == "__main__":
    main()
