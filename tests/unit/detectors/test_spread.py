"""What was drawn over hours lies in the slots in which the meter saw it."""

from datetime import datetime
from decimal import Decimal

from hypothesis import given, strategies as st

from custom_components.octopus_ev.core.detectors.spread import Draw, spread
from custom_components.octopus_ev.core.span import Span
from tests.unit.build import SLOT, even, kwh, span, utc

DAY = span("2026-03-01", "2026-03-02")
QUIET = even(DAY, "0.2")


def spread_out(
    readings: dict[datetime, Decimal], *draws: Draw
) -> list[dict[str, Decimal]]:
    """Return the kWh of each draw by time of day, to the watt-hour."""
    return [
        {f"{slot:%H:%M}": round(energy, 3) for slot, energy in share.items()}
        for share in spread(draws, readings, SLOT)
    ]


def shares(**energies: str) -> dict[str, Decimal]:
    """Return kWh by time of day, told as `t0130`."""
    return {
        f"{name[1:3]}:{name[3:]}": Decimal(value) for name, value in energies.items()
    }


def test_without_readings_a_draw_is_even_by_the_minute() -> None:
    draw = (span("2026-03-01 01:20", "2026-03-01 02:10"), Decimal(6))

    assert spread_out({}, draw) == [shares(t0100="1.2", t0130="3.6", t0200="1.2")]


def test_where_the_meter_has_room_for_it_an_even_draw_stays_even() -> None:
    draw = (span("2026-03-01 01:00", "2026-03-01 02:00"), Decimal("7.2"))
    readings = QUIET | kwh({"2026-03-01 01:00": "5.1", "2026-03-01 01:30": "3.8"})

    assert spread_out(readings, draw) == [shares(t0100="3.6", t0130="3.6")]


def test_what_the_meter_did_not_see_in_one_slot_was_drawn_in_the_others() -> None:
    draw = (span("2026-03-01 01:00", "2026-03-01 02:30"), Decimal(9))
    readings = QUIET | kwh(
        {
            "2026-03-01 01:00": "3.8",
            "2026-03-01 01:30": "3.8",
            "2026-03-01 02:00": "2.0",
        }
    )

    assert spread_out(readings, draw) == [shares(t0100="3.6", t0130="3.6", t0200="1.8")]


def test_a_difference_of_a_tenth_moves_nothing() -> None:
    draw = (span("2026-03-01 01:00", "2026-03-01 02:00"), Decimal("7.2"))
    readings = QUIET | kwh({"2026-03-01 01:00": "3.7", "2026-03-01 01:30": "5"})

    assert spread_out(readings, draw) == [shares(t0100="3.6", t0130="3.6")]


def test_what_fits_nowhere_did_not_come_through_the_meter() -> None:
    draw = (span("2026-03-01 12:00", "2026-03-01 13:00"), Decimal("7.2"))
    readings = QUIET | kwh({"2026-03-01 12:00": "1", "2026-03-01 12:30": "2"})

    assert spread_out(readings, draw) == [shares(t1200="1", t1230="2")]


def test_two_cars_share_no_energy() -> None:
    first = (span("2026-03-01 01:00", "2026-03-01 01:30"), Decimal("3.6"))
    second = (span("2026-03-01 01:00", "2026-03-01 02:00"), Decimal("2.4"))
    readings = QUIET | kwh({"2026-03-01 01:00": "4.4", "2026-03-01 01:30": "2"})

    one, two = spread_out(readings, first, second)
    assert one["01:00"] + two["01:00"] <= Decimal("4.4")
    assert two["01:30"] > Decimal("1.2")
    assert sum([*one.values(), *two.values()]) > Decimal("5.7")


draws = st.lists(
    st.tuples(st.integers(0, 1200), st.integers(1, 240), st.integers(1, 30)).map(
        lambda draw: (
            Span(
                utc("2026-03-01") + draw[0] * SLOT / 30,
                utc("2026-03-01") + (draw[0] + draw[1]) * SLOT / 30,
            ),
            Decimal(draw[2]),
        )
    ),
    max_size=4,
)


@given(
    draws,
    st.dictionaries(
        st.sampled_from(list(DAY.slots(SLOT))),
        st.integers(0, 5000).map(lambda watt_hours: Decimal(watt_hours) / 1000),
    ),
)
def test_no_slot_has_more_than_its_reading_and_no_draw_more_than_its_energy(
    rows: list[Draw], readings: dict[datetime, Decimal]
) -> None:
    found = spread(rows, readings, SLOT)

    grain = Decimal("0.000001")
    for slot, read in readings.items():
        assert sum(share.get(slot, Decimal(0)) for share in found) <= read + grain
    for (where, energy), share in zip(rows, found, strict=True):
        assert set(share) == set(where.slots(SLOT))
        assert all(part >= 0 for part in share.values())
        assert sum(share.values()) <= energy + grain
        if not readings:
            assert abs(sum(share.values()) - energy) <= grain
