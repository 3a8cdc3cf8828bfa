"""Where a boundary may lie either side of a rate's edge, the cost has two limits."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from hypothesis import given, strategies as st
import pytest

from custom_components.octopus_ev.core.model import Band
from custom_components.octopus_ev.core.pricing import priced, repriced
from custom_components.octopus_ev.core.session import Leeway, Session
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.uncertainty import cost_range

from .build import GB, SLOT, charge, kwh, rates, span, utc

NIGHT = rates(
    ("2026-07-13 23:00", "2026-07-14 23:30", "0.27", Band.STANDARD),
    ("2026-07-14 23:30", "2026-07-15 04:30", "0.085", Band.OFF_PEAK),
    ("2026-07-15 04:30", "2026-07-16 23:00", "0.27", Band.STANDARD),
)
STEP = Decimal("0.185")


def session(start: str, end: str, before: int = 0, after: int = 0) -> Session:
    """Return a charge at 7.2 kW whose boundaries are sure to some minutes."""
    where = span(start, end)
    drawn = {
        slot: Decimal(str(round(0.12 * (both.duration / timedelta(minutes=1)), 3)))
        for slot in where.slots(SLOT)
        if (both := where.clip(Span(slot, slot + SLOT))) is not None
    }
    slots = priced(drawn, NIGHT, metered=drawn)
    whole = sum(drawn.values(), start=Decimal(0))
    shown = charge(start, end)
    return replace(
        shown,
        slots=slots,
        blocks=(replace(shown.blocks[0], energy=whole),),
        leeway=Leeway(timedelta(minutes=before), timedelta(minutes=after)),
    )


def limits(
    one: Session, room: Mapping[datetime, Decimal] | None = None
) -> tuple[Decimal, Decimal] | None:
    """Return by how much the cost may be lower and higher."""
    cost = one.cost
    assert cost is not None
    found = cost_range(one, NIGHT, SLOT, room or {})
    return None if found is None else (found[0] - cost, found[1] - cost)


@pytest.mark.parametrize(
    ("start", "end", "before", "after", "low", "high"),
    [
        # Starts at the edge, or up to four minutes before it.
        ("14 23:30", "15 02:00", 4, 0, "0", "0.48"),
        # Starts ten minutes after it: six of fourteen may lie before.
        ("14 23:40", "15 02:00", 16, 0, "0", "0.72"),
        # Starts ten minutes before it, and perhaps not at all before it.
        ("14 23:20", "15 02:00", 16, 0, "-1.2", "0"),
        # Ends at the other edge, or up to five minutes after it.
        ("15 02:00", "15 04:30", 0, 5, "0", "0.6"),
        # Ends ten minutes after it, or up to five minutes before it.
        ("15 02:00", "15 04:40", 0, 15, "-1.2", "0"),
        # Ends twenty minutes before it, or up to ten minutes after.
        ("15 02:00", "15 04:10", 0, 30, "0", "1.2"),
        # Both, each its own way.
        ("14 23:20", "15 04:30", 16, 5, "-1.2", "0.6"),
    ],
)
def test_what_moves_over_the_edge_is_at_the_other_price(
    start: str, end: str, before: int, after: int, low: str, high: str
) -> None:
    one = session(f"2026-07-{start}", f"2026-07-{end}", before, after)

    assert limits(one) == (Decimal(low) * STEP, Decimal(high) * STEP)


@pytest.mark.parametrize(
    ("start", "end", "before", "after"),
    [
        ("2026-07-14 23:30", "2026-07-15 04:30", 0, 0),
        ("2026-07-14 23:40", "2026-07-15 04:20", 10, 10),
        ("2026-07-15 01:30", "2026-07-15 02:40", 20, 20),
    ],
)
def test_without_an_edge_so_near_there_are_no_limits(
    start: str, end: str, before: int, after: int
) -> None:
    assert limits(session(start, end, before, after)) is None


def test_no_more_moves_than_the_meter_has_beyond_the_car() -> None:
    one = session("2026-07-14 23:30", "2026-07-15 02:00", before=4)
    little = kwh({"2026-07-14 23:00": "0.1"})

    assert limits(one, little) == (Decimal(0), Decimal("0.1") * STEP)
    assert limits(one, kwh({"2026-07-14 23:00": "0"})) is None


def test_what_has_no_price_has_no_limits() -> None:
    one = session("2026-07-14 23:30", "2026-07-15 02:00", before=4)
    first, *others = one.slots
    bare = replace(first, unit_rate=None, band=None)

    assert cost_range(replace(one, slots=(bare,)), NIGHT, SLOT, {}) is None
    assert cost_range(replace(one, slots=(bare, *others)), NIGHT, SLOT, {}) is None
    assert cost_range(replace(one, slots=tuple(others)), NIGHT, SLOT, {}) is None
    assert cost_range(one, rates(), SLOT, {}) is None


def test_the_next_slot_counts_at_the_price_that_the_charge_has_stored() -> None:
    one = session("2026-07-14 23:20", "2026-07-15 02:00", before=16)

    assert cost_range(one, rates(), SLOT, {}) == cost_range(one, NIGHT, SLOT, {})


def test_limits_outlive_the_rates_they_came_from() -> None:
    one = session("2026-07-14 23:30", "2026-07-15 02:00", before=4)
    known = repriced(one, NIGHT, GB, power_kw=Decimal("7.2"), room={})
    later = repriced(known, rates(), GB, power_kw=Decimal("7.2"), room={})

    assert known.cost_high is not None
    assert known.excess is not None
    assert later == known


def test_a_new_price_takes_back_what_was_said_of_the_old_one() -> None:
    one = session("2026-07-14 23:30", "2026-07-15 02:00", before=4)
    known = repriced(one, NIGHT, GB, power_kw=Decimal("7.2"), room={})
    half = rates(("2026-07-14 23:30", "2026-07-15 02:00", "0.1", Band.OFF_PEAK))
    dearer = repriced(known, half, GB, power_kw=Decimal("7.2"), room={})

    assert dearer.cost == one.energy * Decimal("0.1")
    assert dearer.excess is dearer.cost_low is dearer.cost_high is None


@given(
    st.integers(0, 48 * 6),
    st.integers(1, 60),
    st.integers(0, 30),
    st.integers(0, 30),
)
def test_the_cost_lies_between_its_limits(
    first: int, length: int, before: int, after: int
) -> None:
    start = utc("2026-07-14 12:00") + timedelta(minutes=5 * first)
    end = start + timedelta(minutes=5 * length)
    one = session(
        start.isoformat()[:16], end.isoformat()[:16], before=before, after=after
    )
    found = limits(one)

    if found is not None:
        assert found[0] <= 0 <= found[1]
        assert found[0] < found[1]
