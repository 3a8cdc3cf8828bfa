"""One truth: whatever shows a figure of a session shows the same, to the last digit."""

from decimal import Decimal
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components.octopus_ev.const import DOMAIN, EVENT_CHARGING_SESSION
from custom_components.octopus_ev.core.changes import Action
from custom_components.octopus_ev.core.payload import payload
from custom_components.octopus_ev.sensor import DIGITS
from custom_components.octopus_ev.view import PointView

from .conftest import Home, Settle

SENSOR = Decimal(1).scaleb(-DIGITS)
CENT, WATT_HOUR, RATE = Decimal("0.01"), Decimal("0.001"), Decimal("0.0001")


def shows(home: Home, name: str, exact: Decimal) -> bool:
    """Tell whether a sensor shows a figure, rounded once."""
    state = home.hass.states.get(f"sensor.octopus_ev_{name}")
    assert state is not None
    return Decimal(state.state) == exact.quantize(SENSOR)


def view(home: Home) -> PointView:
    """Return the view of the only point."""
    engine = home.runtime.engine
    (key,) = engine.point_keys
    return engine.view(key)


async def listed(home: Home) -> list[dict[str, Any]]:
    """Return all sessions that the action lists."""
    response: Any = await home.hass.services.async_call(
        DOMAIN,
        "list_sessions",
        {"config_entry_id": home.entry.entry_id},
        blocking=True,
        return_response=True,
    )
    sessions: list[dict[str, Any]] = response["sessions"]
    return sessions


def energy_of(row: dict[str, Any]) -> Decimal:
    """Return what the listed slots add up to."""
    return sum((Decimal(slot["energy_kwh"]) for slot in row["slots"]), Decimal(0))


def cost_of(row: dict[str, Any]) -> Decimal:
    """Return what the listed slots cost together, by their own energy and rate."""
    return sum(
        (
            Decimal(slot["energy_kwh"]) * Decimal(slot["unit_rate"])
            for slot in row["slots"]
        ),
        Decimal(0),
    )


def rounded(value: Decimal | None, grain: Decimal) -> float | None:
    """Return a figure as it is displayed."""
    return None if value is None else float(value.quantize(grain))


@pytest.fixture(params=["P10", "P12", "P13"])
async def simulated(request: pytest.FixtureRequest, settle: Settle) -> Home:
    """Return a home on Go, on Cosy or on Tracker, set up."""
    home = await settle(request.param)
    assert await home.set_up()
    return home


async def test_every_listed_session_adds_up_to_what_is_told_of_it(
    simulated: Home,
) -> None:
    rows = await listed(simulated)
    sessions = view(simulated).sessions

    assert len(rows) == len(sessions) > 5
    for row, session in zip(rows, sessions, strict=True):
        told = payload(session, Action.UPDATED, view(simulated).region)
        listed_beside = {
            "point": session.point_key,
            "provenance": row["provenance"],
            # Octopus lists what cars charged only where it steers them.
            "supplier": None,
            "slots": row["slots"],
        }
        assert {**told, **listed_beside} == {**row, "action": "updated"}
        assert (energy_of(row), cost_of(row)) == (session.energy, session.cost)
        assert row["energy_kwh"] == rounded(energy_of(row), WATT_HOUR)
        assert row["cost"] == rounded(cost_of(row), CENT)
        assert row["average_rate"] == rounded(cost_of(row) / energy_of(row), RATE)
        assert sum(map(_exact, row["energy_by_band"].values())) == energy_of(row)


async def test_every_session_is_compared_with_what_it_could_have_cost(
    simulated: Home,
) -> None:
    for session in view(simulated).sessions:
        assert session.cost is not None
        assert session.excess is not None
        assert 0 <= session.excess < session.cost
        assert session.saving == _less(session.reference_cost, session.cost)
        if session.cost_low is not None:
            assert session.cost_high is not None
            assert session.cost_low <= session.cost <= session.cost_high


async def test_the_sensors_show_the_last_session_that_is_listed(
    simulated: Home,
) -> None:
    ended = [row for row in await listed(simulated) if row["state"] != "live"]
    last = max(ended, key=lambda row: str(row["end"]))

    energy, cost = energy_of(last), cost_of(last)
    assert shows(simulated, "last_session_energy", energy)
    assert shows(simulated, "last_session_cost", cost)
    assert shows(simulated, "last_session_average_rate", cost / energy)


async def test_the_totals_are_those_of_the_listed_slots(simulated: Home) -> None:
    rows = await listed(simulated)

    energy, cost = Decimal(sum(map(energy_of, rows))), Decimal(sum(map(cost_of, rows)))
    assert shows(simulated, "charging_energy_in_total", energy)
    assert shows(simulated, "charging_cost_in_total", cost)


async def test_a_charge_that_is_told_as_it_happens_is_the_one_that_is_listed(
    home: Home,
) -> None:
    heard = async_capture_events(home.hass, EVENT_CHARGING_SESSION)
    home.world.plug(kwh=6)
    for _ in range(17):
        await home.pass_time(minutes=5)

    last = (await listed(home))[-1]
    slots = last.pop("slots")
    assert last.pop("provenance")["energy"] == "live"
    assert last.pop("point") == view(home).point.key
    assert last.pop("supplier") is None
    assert heard[-1].data == {"action": "ended", **last}
    assert shows(home, "last_session_energy", energy_of({"slots": slots}))
    assert shows(home, "last_session_cost", cost_of({"slots": slots}))


def _exact(number: float) -> Decimal:
    return Decimal(str(number))


def _less(first: Decimal | None, second: Decimal) -> Decimal | None:
    return None if first is None else first - second
