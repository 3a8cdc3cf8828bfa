"""A charge is held against the cheapest hours that it could have had."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from hypothesis import given, strategies as st

from custom_components.octopus_ev.core.excess import excess
from custom_components.octopus_ev.core.model import Band, Rate
from custom_components.octopus_ev.core.periods import noon_span
from custom_components.octopus_ev.core.pricing import priced
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline

from .build import GB, JP, SLOT, even, flat, kwh, rates, span, utc

POWER = Decimal("7.2")

# Noon to noon by British summer clocks, with five cheap hours.
NIGHT = rates(
    ("2026-07-14 11:00", "2026-07-14 23:30", "0.27", Band.STANDARD),
    ("2026-07-14 23:30", "2026-07-15 04:30", "0.085", Band.OFF_PEAK),
    ("2026-07-15 04:30", "2026-07-15 11:00", "0.27", Band.STANDARD),
)


def beyond(
    energies: Mapping[datetime, Decimal],
    held: Timeline[Rate] = NIGHT,
    power: Decimal | None = POWER,
) -> Decimal | None:
    return excess(priced(energies, held, metered=()), held, GB, power)


def test_a_charge_in_the_cheap_window_has_no_excess() -> None:
    night = even(span("2026-07-15 00:00", "2026-07-15 03:00"), "3.6")

    assert beyond(night) == 0


def test_an_evening_charge_is_held_against_the_night_after_it() -> None:
    evening = even(span("2026-07-14 18:00", "2026-07-14 19:00"), "3.6")

    assert beyond(evening) == Decimal("7.2") * (Decimal("0.27") - Decimal("0.085"))


def test_what_the_cheap_hours_cannot_hold_is_no_excess() -> None:
    # Twelve slots at full power, of which ten fit into the cheap window.
    long = even(span("2026-07-14 23:30", "2026-07-15 05:30"), "3.6")

    assert beyond(long) == 0
    assert beyond(long, power=Decimal("14.4")) == 2 * Decimal("3.6") * Decimal("0.185")


def test_a_charger_that_gives_more_than_its_power_is_not_held_to_it() -> None:
    strong = even(span("2026-07-14 23:30", "2026-07-15 04:30"), "3.7")

    assert beyond(strong) == 0


def test_a_charge_across_noon_is_held_against_either_night() -> None:
    held = NIGHT.overlaid(
        Timeline(
            [
                (
                    span("2026-07-15 11:00", "2026-07-16 11:00"),
                    Rate(Decimal("0.25"), Band.STANDARD),
                )
            ]
        )
    )
    across = kwh({"2026-07-15 10:30": "2", "2026-07-15 11:00": "3"})

    assert beyond(across, held) == 2 * Decimal("0.185")


def test_without_power_or_every_rate_or_energy_it_is_unknown() -> None:
    night = even(span("2026-07-15 00:00", "2026-07-15 03:00"), "3.6")
    part = rates(("2026-07-14 11:00", "2026-07-15 10:30", "0.27", Band.STANDARD))
    unpriced = priced(night, Timeline(), metered=())

    assert beyond(night, power=None) is None
    assert beyond(night, part) is None
    assert excess(unpriced, NIGHT, GB, POWER) is None
    assert beyond({}) is None


PRICES = st.lists(st.decimals("-0.1", "0.9", places=4), min_size=48, max_size=48)
ENERGIES = st.dictionaries(
    st.integers(0, 47), st.decimals("0.001", "4", places=3), min_size=1
)


@given(PRICES, ENERGIES, st.decimals("1", "22", places=2))
def test_no_charge_beats_its_cheapest_hours(
    prices: list[Decimal], energies: dict[int, Decimal], power: Decimal
) -> None:
    noon = utc("2026-01-14 12:00")
    held = Timeline(
        (Span(noon + i * SLOT, noon + (i + 1) * SLOT), Rate(price, Band.STANDARD))
        for i, price in enumerate(prices)
    )
    drawn = {noon + i * SLOT: energy for i, energy in energies.items()}
    result = beyond(drawn, held, power)

    assert result is not None
    assert result >= 0


@given(ENERGIES)
def test_at_one_price_all_hours_are_the_cheapest(energies: dict[int, Decimal]) -> None:
    drawn = {utc("2026-01-14 12:00") + i * SLOT: kwh for i, kwh in energies.items()}

    assert beyond(drawn, flat("0.25")) == 0


def test_a_night_lasts_from_noon_to_noon_by_the_local_clock() -> None:
    assert noon_span(GB, utc("2026-07-15 10:59")) == span(
        "2026-07-14 11:00", "2026-07-15 11:00"
    )
    assert noon_span(GB, utc("2026-07-15 11:00")) == span(
        "2026-07-15 11:00", "2026-07-16 11:00"
    )
    # The clocks go forward: 23 hours.
    assert noon_span(GB, utc("2026-03-29 00:30")) == span(
        "2026-03-28 12:00", "2026-03-29 11:00"
    )
    assert noon_span(JP, utc("2026-03-29 00:30")) == span(
        "2026-03-28 03:00", "2026-03-29 03:00"
    )
