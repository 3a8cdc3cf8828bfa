"""Energy and cost by the hour of the clock."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from hypothesis import given, strategies as st

from custom_components.octopus_ev.core.hourly import (
    HOUR,
    Flow,
    Part,
    hourly_car,
    hourly_flow,
    hourly_use,
)
from custom_components.octopus_ev.core.model import Band, Rate
from custom_components.octopus_ev.core.periods import day_span
from custom_components.octopus_ev.core.pricing import cost
from custom_components.octopus_ev.core.session import Session
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.summary import totals
from custom_components.octopus_ev.core.timeline import Timeline

from .build import GB, SLOT, charge, even, flat, kwh, rates, span, utc

DAY = span("2026-01-15", "2026-01-16")


def use(
    readings: dict[str, str],
    *sessions: Session,
    held: Timeline[Rate] | None = None,
    window: Span = DAY,
) -> dict[Part, Flow]:
    known = kwh(readings)
    book = flat() if held is None else held
    found = hourly_use(known, book, sessions, window, SLOT, max(known))
    alone = hourly_car(known, sessions, window, SLOT, max(known))
    assert alone == found[Part.EV]
    return found


def plain(hours: dict[datetime, Decimal]) -> dict[str, str]:
    return {f"{hour:%H:%M}": str(value) for hour, value in hours.items()}


def test_an_hour_is_both_of_its_halves() -> None:
    found = use({"2026-01-15 10:00": "0.2", "2026-01-15 10:30": "0.3"})

    assert plain(found[Part.IMPORT].energy) == {"10:00": "0.5"}
    assert plain(found[Part.IMPORT].cost) == {"10:00": "0.125"}


def test_car_and_house_add_up_where_the_user_says_more_than_the_meter() -> None:
    found = use(
        {"2026-01-15 10:00": "0.2", "2026-01-15 10:30": "0.3"},
        charge("2026-01-15 10:00", "2026-01-15 11:00", energy="1"),
    )

    assert plain(found[Part.IMPORT].energy) == {"10:00": "0.5"}
    assert plain(found[Part.EV].energy) == {"10:00": "2"}
    assert plain(found[Part.HOUSE].energy) == {"10:00": "-1.5"}


def test_an_hour_waits_for_its_second_half() -> None:
    found = use(
        {"2026-01-15 10:00": "1", "2026-01-15 10:30": "1", "2026-01-15 11:00": "1"}
    )

    assert list(plain(found[Part.IMPORT].energy)) == ["10:00"]


def test_a_half_that_was_passed_over_leaves_the_hour_to_the_other() -> None:
    found = use({"2026-01-15 10:30": "0.3", "2026-01-15 11:00": "1"})

    assert plain(found[Part.IMPORT].energy) == {"10:00": "0.3"}


def test_an_hour_without_readings_is_a_gap_and_moves_no_other_hour() -> None:
    readings = even(span("2026-01-15 00:00", "2026-01-15 06:00"), "0.1")
    for gone in ("01:30", "03:00", "03:30"):
        del readings[utc(f"2026-01-15 {gone}")]

    flow = hourly_flow(readings, flat(), DAY, SLOT, max(readings))

    assert plain(flow.energy) == {
        "00:00": "0.2",
        "01:00": "0.1",
        "02:00": "0.2",
        "04:00": "0.2",
        "05:00": "0.2",
    }


def test_a_half_without_a_rate_leaves_the_hour_without_a_cost() -> None:
    held = rates(("2026-01-15 10:30", "2026-01-16", "0.3", Band.STANDARD))

    found = use(
        {
            "2026-01-15 10:00": "1",
            "2026-01-15 10:30": "1",
            "2026-01-15 11:00": "1",
            "2026-01-15 11:30": "1",
        },
        held=held,
    )

    assert plain(found[Part.IMPORT].energy) == {"10:00": "2", "11:00": "2"}
    assert plain(found[Part.IMPORT].cost) == {"11:00": "0.6"}
    assert plain(found[Part.HOUSE].cost) == {"11:00": "0.6"}
    assert plain(found[Part.EV].cost) == {"10:00": "0", "11:00": "0"}


def test_no_energy_costs_nothing_whatever_the_rate() -> None:
    found = use({"2026-01-15 10:00": "0", "2026-01-15 10:30": "0"}, held=Timeline())

    assert plain(found[Part.IMPORT].cost) == {"10:00": "0"}


def test_the_house_is_the_import_less_the_car() -> None:
    found = use(
        {"2026-01-15 01:00": "4.0", "2026-01-15 01:30": "0.5"},
        charge("2026-01-15 01:00", "2026-01-15 01:30", energy="3.6"),
    )

    assert plain(found[Part.EV].energy) == {"01:00": "3.6"}
    assert plain(found[Part.HOUSE].energy) == {"01:00": "0.9"}
    assert plain(found[Part.IMPORT].energy) == {"01:00": "4.5"}


def test_where_the_car_is_billed_apart_the_import_costs_both_shares() -> None:
    found = use(
        {"2026-01-15 01:00": "4.0", "2026-01-15 01:30": "0.5"},
        charge("2026-01-15 01:00", "2026-01-15 01:30", energy="3.6", rate="0.07"),
    )

    assert plain(found[Part.EV].cost) == {"01:00": "0.252"}
    assert plain(found[Part.HOUSE].cost) == {"01:00": "0.225"}
    assert plain(found[Part.IMPORT].cost) == {"01:00": "0.477"}


def test_a_charge_without_a_rate_has_energy_and_no_cost() -> None:
    found = use(
        {"2026-01-15 01:00": "4.0", "2026-01-15 01:30": "0.5"},
        charge("2026-01-15 01:00", "2026-01-15 01:30", rate=None),
    )

    assert plain(found[Part.EV].energy) == {"01:00": "3.6"}
    assert not found[Part.EV].cost
    assert not found[Part.IMPORT].cost
    assert plain(found[Part.HOUSE].cost) == {"01:00": "0.225"}


def test_a_charge_that_drew_nothing_costs_nothing_without_a_rate() -> None:
    found = use(
        {"2026-01-15 01:00": "1", "2026-01-15 01:30": "1"},
        charge("2026-01-15 01:00", "2026-01-15 01:30", energy="0", rate=None),
    )

    assert plain(found[Part.EV].cost) == {"01:00": "0"}


def test_no_charge_is_a_real_zero_where_the_meter_was_read() -> None:
    found = use({"2026-01-15 10:00": "1", "2026-01-15 10:30": "1"})

    assert plain(found[Part.EV].energy) == {"10:00": "0"}
    assert plain(found[Part.EV].cost) == {"10:00": "0"}


def test_what_a_session_says_counts_where_the_meter_was_not_read() -> None:
    found = use(
        {"2026-01-15 00:30": "1", "2026-01-15 06:00": "1"},
        charge("2026-01-15 01:00", "2026-01-15 02:00"),
    )

    assert plain(found[Part.EV].energy) == {"00:00": "0", "01:00": "7.2"}
    assert plain(found[Part.HOUSE].energy) == {"00:00": "1"}
    assert plain(found[Part.IMPORT].energy) == {"00:00": "1"}


def test_a_session_ahead_of_the_readings_waits_for_them() -> None:
    found = use(
        {"2026-01-15 00:00": "1", "2026-01-15 00:30": "1"},
        charge("2026-01-15 00:30", "2026-01-15 02:00"),
    )

    assert plain(found[Part.EV].energy) == {"00:00": "3.6"}


def test_two_sessions_of_one_slot_add_up() -> None:
    one = charge("2026-01-15 01:00", "2026-01-15 01:10", energy="1")
    other = charge("2026-01-15 01:20", "2026-01-15 01:30", energy="2")

    found = use({"2026-01-15 01:00": "4", "2026-01-15 01:30": "0"}, one, other)

    assert plain(found[Part.EV].energy) == {"01:00": "3"}


def test_only_the_window_is_worked_out() -> None:
    readings = even(DAY, "1")
    night = charge("2026-01-15 00:00", "2026-01-15 06:00")

    found = hourly_use(
        readings,
        flat(),
        (night,),
        span("2026-01-15 05:00", "2026-01-15 07:00"),
        SLOT,
        max(readings),
    )

    assert plain(found[Part.EV].energy) == {"05:00": "7.2", "06:00": "0"}


def test_the_days_when_clocks_change_have_23_and_25_hours() -> None:
    for day, hours in (("2026-03-29", 23), ("2026-10-25", 25)):
        window = day_span(GB, date.fromisoformat(day))
        readings = even(window, "0.1")

        flow = hourly_flow(readings, flat(), window, SLOT, max(readings))

        assert len(flow.energy) == hours
        assert set(flow.energy.values()) == {Decimal("0.2")}


@given(
    st.dictionaries(
        st.integers(0, 47), st.decimals(0, 9, places=3), min_size=1, max_size=48
    ),
    st.sets(st.integers(0, 47)),
    st.sets(st.integers(0, 23)),
)
def test_hours_add_up_to_what_the_sensors_and_sessions_say(
    energies: dict[int, Decimal], charging: set[int], unrated: set[int]
) -> None:
    """Over whole hours with every rate: what is summed up elsewhere is summed here."""
    readings = {DAY.start + slot * SLOT: kwh for slot, kwh in energies.items()}
    sessions = [
        charge(
            f"{at:%Y-%m-%d %H:%M}",
            f"{at + SLOT:%Y-%m-%d %H:%M}",
            energy=str(readings[at] / 2),
            rate="0.07",
        )
        for at in (DAY.start + slot * SLOT for slot in sorted(charging))
        if at in readings
    ]
    # A later reading closes every hour.
    readings[DAY.end] = Decimal(0)
    hours = {DAY.start + index * HOUR for index in unrated}
    held = Timeline(
        (Span(slot, slot + timedelta(minutes=30)), Rate(Decimal("0.21"), Band.STANDARD))
        for slot in DAY.slots(SLOT)
        if slot.replace(minute=0) not in hours
    )

    found = hourly_use(readings, held, sessions, DAY, SLOT, DAY.end)

    inside = {slot: kwh for slot, kwh in readings.items() if slot in DAY}
    whole, car, house = (found[part] for part in (Part.IMPORT, Part.EV, Part.HOUSE))
    assert sum(whole.energy.values()) == sum(inside.values())
    assert sum(car.energy.values()) == totals(sessions).energy
    assert sum(car.cost.values()) == totals(sessions).cost
    assert whole.energy.keys() == car.energy.keys() == house.energy.keys()
    for hour, energy in whole.energy.items():
        assert energy == car.energy[hour] + house.energy[hour]
    for hour, amount in whole.cost.items():
        assert amount == car.cost[hour] + house.cost[hour]
    flow = hourly_flow(readings, held, DAY, SLOT, DAY.end)
    priced = {
        slot: kwh for slot, kwh in inside.items() if slot.replace(minute=0) in flow.cost
    }
    assert sum(flow.cost.values()) == (cost(priced, held).amount or 0)
