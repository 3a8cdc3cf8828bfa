"""Energy costs what its own slot's rate says, and nothing is free for want of a rate."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
import itertools

from hypothesis import given, strategies as st

from custom_components.octopus_ev.core.bands import banded
from custom_components.octopus_ev.core.model import Band, Rate
from custom_components.octopus_ev.core.periods import day_span
from custom_components.octopus_ev.core.pricing import (
    Cost,
    cost,
    priced,
    reference_cost,
    reference_rate,
)
from custom_components.octopus_ev.core.session import PricedSlot
from custom_components.octopus_ev.core.span import FOREVER, Span
from custom_components.octopus_ev.core.timeline import Timeline

from .build import GB, JP, SLOT, even, flat, kwh, rates, span, utc

NIGHT = rates(
    ("2026-07-14 23:00", "2026-07-14 23:30", "0.27", Band.STANDARD),
    ("2026-07-14 23:30", "2026-07-15 04:30", "0.085", Band.OFF_PEAK),
    ("2026-07-15 04:30", "2026-07-15 23:00", "0.27", Band.STANDARD),
)

ENERGIES = st.dictionaries(
    st.integers(0, 200).map(lambda index: utc("2026-03-28") + index * SLOT),
    st.decimals("0", "12", places=3),
    max_size=60,
)


@st.composite
def rate_timelines(draw: st.DrawFn) -> Timeline[Rate]:
    edges = sorted(draw(st.sets(st.integers(-5, 210), max_size=40)))
    return Timeline(
        (
            Span(utc("2026-03-28") + a * SLOT, utc("2026-03-28") + b * SLOT),
            Rate(draw(st.decimals("-0.2", "1", places=5)), draw(st.sampled_from(Band))),
        )
        for a, b in itertools.pairwise(edges)
        if draw(st.booleans())
    )


def brute_force(
    energies: Mapping[datetime, Decimal], held: Timeline[Rate]
) -> tuple[Decimal, Decimal]:
    entries = list(held)
    amount = unpriced = Decimal(0)
    for start, energy in energies.items():
        match = [rate for span, rate in entries if span.start <= start < span.end]
        if match:
            amount += energy * match[0].unit_rate
        else:
            unpriced += energy
    return amount, unpriced


@given(ENERGIES, rate_timelines())
def test_the_price_is_what_brute_force_says(
    energies: dict[datetime, Decimal], held: Timeline[Rate]
) -> None:
    amount, unpriced = brute_force(energies, held)
    whole = cost(energies, held)
    slots = priced(energies, held, metered=energies)

    assert (whole.amount or 0, whole.unpriced) == (amount, unpriced)
    assert sum(slot.cost for slot in slots if slot.cost is not None) == amount
    assert [slot.start for slot in slots] == sorted(energies)


@given(ENERGIES, rate_timelines(), rate_timelines())
def test_more_rates_never_make_less_of_it_priced(
    energies: dict[datetime, Decimal], fewer: Timeline[Rate], more: Timeline[Rate]
) -> None:
    both = fewer.overlaid(more)

    assert cost(energies, both).unpriced <= cost(energies, fewer).unpriced


def test_summer_readings_join_the_rates_of_their_instant_not_of_their_wall_time() -> (
    None
):
    # 22:00, 22:30 and 23:00 on British clocks, beside rates told in UTC.
    used = kwh(
        {
            "2026-05-25 20:30": "0.094",
            "2026-05-25 21:00": "0.123",
            "2026-05-25 21:30": "0.187",
        }
    )
    agile = rates(
        ("2026-05-25 21:30", "2026-05-25 22:00", "0.099", Band.BELOW_MEAN),
        ("2026-05-25 22:00", "2026-05-25 22:30", "0.122", Band.ABOVE_MEAN),
        ("2026-05-25 22:30", "2026-05-25 23:00", "0.141", Band.ABOVE_MEAN),
    )

    assert cost(used, agile) == Cost(Decimal("0.018513"), Decimal("0.217"))


def test_a_rate_without_an_end_prices_today() -> None:
    now = Timeline(
        [
            (
                Span(utc("2026-06-30 23:00"), FOREVER),
                Rate(Decimal("0.24675"), Band.STANDARD),
            )
        ]
    )

    assert cost(kwh({"2026-10-25 01:30": "0.4"}), now).amount == Decimal("0.098700")


def test_a_slot_without_a_rate_is_unpriced_and_not_free() -> None:
    window = span("2026-07-15 04:00", "2026-07-16")
    slots = priced(even(window, "1"), NIGHT, metered=())

    assert slots[0].cost == Decimal("0.085")
    assert slots[1].cost == Decimal("0.27")
    assert slots[-1] == PricedSlot(start=utc("2026-07-15 23:30"), energy=Decimal(1))
    assert slots[-1].cost is None


def test_nothing_priced_has_no_cost() -> None:
    assert cost({}, NIGHT) == Cost(None, Decimal(0))
    assert cost(kwh({"2025-01-01": "2.5"}), NIGHT) == Cost(None, Decimal("2.5"))


def test_no_energy_costs_nothing() -> None:
    assert cost(kwh({"2026-07-15 12:00": "0"}), NIGHT) == Cost(
        Decimal("0.00"), Decimal(0)
    )


def test_a_negative_price_pays() -> None:
    paid = rates(("2026-05-25 13:00", "2026-05-25 13:30", "-0.03", Band.BELOW_MEAN))

    assert cost(kwh({"2026-05-25 13:00": "3.7"}), paid).amount == Decimal("-0.111")


def test_the_meter_backs_the_slots_it_read() -> None:
    slots = priced(
        even(span("2026-07-15 00:00", "2026-07-15 01:00"), "1"),
        NIGHT,
        metered={utc("2026-07-15 00:30")},
    )

    assert [slot.metered for slot in slots] == [False, True]


def test_a_night_is_compared_with_the_day_rate() -> None:
    slots = priced(
        even(span("2026-07-15 00:00", "2026-07-15 02:00"), "3.6"), NIGHT, metered=()
    )

    assert reference_cost(slots, NIGHT, GB) == 4 * Decimal("3.6") * Decimal("0.27")


def test_half_hourly_prices_are_compared_with_the_mean_of_the_local_day() -> None:
    day = day_span(GB, date(2026, 7, 15))
    agile = banded(
        Timeline(
            (Span(slot, slot + SLOT), Decimal(index) / 100)
            for index, slot in enumerate(day.slots(SLOT))
        ),
        GB,
    )
    slots = priced(kwh({"2026-07-15 00:00": "2"}), agile, metered=())

    assert reference_cost(slots, agile, GB) == 2 * Decimal("0.235")


def test_a_flat_day_is_compared_with_itself() -> None:
    slots = priced(kwh({"2026-07-15 00:00": "2"}), flat("0.25"), metered=())

    assert reference_cost(slots, flat("0.25"), JP) == Decimal("0.50")


def test_two_standard_rates_weigh_by_how_long_they_hold() -> None:
    held = rates(
        ("2026-01-15 00:00", "2026-01-15 06:00", "0.10", Band.OFF_PEAK),
        ("2026-01-15 06:00", "2026-01-15 12:00", "0.20", Band.STANDARD),
        ("2026-01-15 12:00", "2026-01-16 00:00", "0.26", Band.STANDARD),
    )

    assert reference_rate(held, GB, date(2026, 1, 15)) == Decimal("0.24")


def test_without_a_standard_rate_the_dearest_is_compared() -> None:
    held = rates(
        ("2026-01-15 00:00", "2026-01-15 06:00", "0.10", Band.OFF_PEAK),
        ("2026-01-15 16:00", "2026-01-15 19:00", "0.40", Band.PEAK),
    )

    assert reference_rate(held, GB, date(2026, 1, 15)) == Decimal("0.40")


def test_only_priced_energy_is_compared_and_only_with_known_rates() -> None:
    unpriced = PricedSlot(start=utc("2026-07-16 12:00"), energy=Decimal(5))
    stored = PricedSlot(
        start=utc("2025-07-16 12:00"),
        energy=Decimal(5),
        unit_rate=Decimal("0.1"),
        band=Band.OFF_PEAK,
    )
    known = priced(kwh({"2026-07-15 00:00": "2"}), NIGHT, metered=())

    assert reference_cost([*known, unpriced], NIGHT, GB) == Decimal("0.54")
    assert reference_cost([*known, stored], NIGHT, GB) is None
    assert reference_cost([unpriced], NIGHT, GB) is None
    assert reference_cost([], NIGHT, GB) is None
