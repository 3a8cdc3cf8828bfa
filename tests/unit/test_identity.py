"""Ids outlive whatever the supplier does to the readings."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from hypothesis import given, settings, strategies as st

from benchmarks.identity import Count, Importer, measure, pieces
from benchmarks.labelled import HALF_HOUR
from custom_components.octopus_ev.core.identity import session_id
from custom_components.octopus_ev.core.session import Session
from tests.unit.build import GB
from tests.unit.detectors.homes import Home, charges, cheap_nights


def home(seed: int) -> Home:
    """Return a home whose car charges every other night, early or late."""
    random = Random(seed)
    home = Home(14, seed=seed)
    nights = range(1, 13, 2)
    starts = [day + random.uniform(-0.1, 0.2) for day in nights]
    charges(home, 7.2, starts, [random.uniform(1, 5) for _ in nights])
    return home


@settings(max_examples=4, deadline=None)
@given(st.integers(1, 1000))
def test_late_and_corrected_readings_in_any_order_change_no_id(seed: int) -> None:
    one = home(seed)

    rates = cheap_nights(one.window)
    count = measure(one.readings, rates, GB, Random(seed), imports=4)

    assert (count.imports, count.changed) == (4, 0)


def arrived(one: Home, parts: Iterable[Mapping[datetime, Decimal]]) -> list[Session]:
    """Return the sessions once all parts of a home's readings have come."""
    rates = cheap_nights(one.window)
    importer = Importer(region=GB, rates=rates, now=one.window.end)
    importer.forget()
    for part in parts:
        importer.take(part)
    return list(importer.ledger.sessions())


@settings(max_examples=4, deadline=None)
@given(st.integers(1, 1000))
def test_readings_in_any_order_of_arrival_end_in_the_same_sessions(seed: int) -> None:
    one = home(seed)

    found = arrived(one, pieces(one.readings, Random(seed)))
    expected = arrived(one, [one.readings])

    # What has settled stays, though more days tell the house a little better since. It
    # tells the minute, but where the slot after a charge may be the last of it or not.
    assert len(found) == len(expected) == 6
    pairs = list(zip(found, expected, strict=True))
    others = [pair for pair in pairs if not alike(*pair, timedelta(minutes=1), "0.01")]
    assert len(others) <= 1
    assert all(alike(*pair, 2 * HALF_HOUR, "0.05") for pair in others)


def alike(one: Session, other: Session, off: timedelta, share: str) -> bool:
    """Tell whether boundaries are no further apart than `off`, energies than `share`."""
    return (
        abs(one.span.start - other.span.start) <= off
        and abs(one.span.end - other.span.end) <= off
        and abs(one.energy / other.energy - 1) <= Decimal(share)
    )


def test_a_changed_id_would_be_counted() -> None:
    one = home(1)
    rates = cheap_nights(one.window)
    importer = Importer(region=GB, rates=rates, now=one.window.end)
    importer.forget()
    importer.take(one.readings)
    before = importer.ledger.sessions()
    assert len(before) == 6

    count = Count()
    renamed = [
        replace(was, session_id=session_id("other", was.anchor)) for was in before
    ]
    count.compare(before, renamed)

    assert (count.changed, count.came, count.went) == (6, 6, 6)
