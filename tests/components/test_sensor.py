"""The sensors of a home, in Home Assistant."""

from collections.abc import Iterable, Mapping
import logging
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from homeassistant.const import (
    EVENT_STATE_CHANGED,
    EVENT_STATE_REPORTED,
    STATE_UNAVAILABLE,
    STATE_UNKNOWN,
)
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from .conftest import Home, Settle
from .shapes import shapes

LIVE = (
    "binary_sensor.octopus_ev_charging",
    "sensor.octopus_ev_current_session_cost",
    "sensor.octopus_ev_current_session_energy",
    "sensor.octopus_ev_current_session_start",
    "sensor.octopus_ev_live_demand",
    "sensor.octopus_ev_meter_register",
)

DIAGNOSTICS = [
    "sensor.octopus_ev_charger_power",
    "sensor.octopus_ev_last_session_confidence",
    "sensor.octopus_ev_last_session_state",
    "sensor.octopus_ev_live_energy_corrected_by",
    "sensor.octopus_ev_missing_readings",
    "sensor.octopus_ev_readings_last_checked",
]


def states(hass: HomeAssistant, entity_ids: Iterable[str]) -> dict[str, str]:
    """Return the states of entities that exist."""
    found = {entity_id: hass.states.get(entity_id) for entity_id in entity_ids}
    return {entity_id: state.state for entity_id, state in found.items() if state}


async def test_sensors_of_a_home_with_a_home_mini(
    home: Home, snapshot: SnapshotAssertion
) -> None:
    registry = er.async_get(home.hass)
    for entity_id in shapes(home, "sensor"):
        registry.async_update_entity(entity_id, disabled_by=None)
    await home.hass.config_entries.async_reload(home.entry.entry_id)
    await home.hass.async_block_till_done()

    assert shapes(home, "sensor") == snapshot
    diagnostics = states(home.hass, DIAGNOSTICS)
    assert diagnostics.keys() == set(DIAGNOSTICS)
    # Nothing has settled yet that was told live.
    drift = diagnostics.pop("sensor.octopus_ev_live_energy_corrected_by")
    assert drift == STATE_UNKNOWN
    assert STATE_UNKNOWN not in diagnostics.values()
    power = float(diagnostics["sensor.octopus_ev_charger_power"])
    assert power == pytest.approx(7.2, abs=0.2)


async def test_sensors_of_a_home_on_a_flat_tariff(
    settle: Settle, snapshot: SnapshotAssertion
) -> None:
    home = await settle("P14")
    assert await home.set_up()

    assert list(shapes(home, "sensor")) == snapshot
    assert shapes(home, "binary_sensor") == {}


async def test_diagnostics_are_off_until_switched_on(home: Home) -> None:
    off = [key for key, shape in shapes(home, "sensor").items() if not shape["shown"]]

    assert off == DIAGNOSTICS


async def test_the_rates_of_a_winter_noon_on_octopus_go(home: Home) -> None:
    now = home.hass.states.get("sensor.octopus_ev_unit_rate")
    assert now is not None
    assert now.state == "0.28150605"
    assert now.attributes["unit_of_measurement"] == "GBP/kWh"
    assert now.attributes["start"] == "2026-11-20T05:30:00+00:00"
    assert now.attributes["end"] == "2026-11-21T00:30:00+00:00"
    assert states(
        home.hass,
        [
            "sensor.octopus_ev_next_unit_rate",
            "sensor.octopus_ev_next_unit_rate_start",
            "sensor.octopus_ev_standing_charge",
            "binary_sensor.octopus_ev_off_peak",
        ],
    ) == {
        "sensor.octopus_ev_next_unit_rate": "0.08262555",
        "sensor.octopus_ev_next_unit_rate_start": "2026-11-21T00:30:00+00:00",
        "sensor.octopus_ev_standing_charge": "0.46554375",
        "binary_sensor.octopus_ev_off_peak": "off",
    }


async def test_the_cost_of_the_last_session_is_its_energy_at_the_night_rate(
    home: Home,
) -> None:
    cost = home.hass.states.get("sensor.octopus_ev_last_session_cost")
    energy = home.hass.states.get("sensor.octopus_ev_last_session_energy")
    start = home.hass.states.get("sensor.octopus_ev_last_session_start")
    assert cost is not None
    assert energy is not None
    assert start is not None

    assert float(energy.state) > 1
    assert float(cost.state) == pytest.approx(float(energy.state) * 0.08262555)
    assert cost.attributes["last_reset"] == start.state
    assert energy.attributes["last_reset"] == start.state


async def test_a_state_is_written_only_when_it_has_changed(settle: Settle) -> None:
    home = await settle("P12", now="2026-11-20T12:01:00+00:00")
    assert await home.set_up()
    await home.pass_time(seconds=5)
    written: list[str] = []

    @callback
    def note(data: Mapping[str, Any]) -> bool:
        written.append(data["entity_id"])
        return False

    @callback
    def ignore(_: Event[Any]) -> None:
        """Do nothing more: what is reported must be filtered, and that notes it."""

    for event_type in (str(EVENT_STATE_CHANGED), str(EVENT_STATE_REPORTED)):
        home.hass.bus.async_listen(event_type, ignore, event_filter=note)

    await home.pass_time(minutes=30)
    assert written == []

    # Cosy's afternoon dip begins at 13:00.
    await home.pass_time(minutes=30)
    assert sorted(written) == [
        "binary_sensor.octopus_ev_off_peak",
        "sensor.octopus_ev_next_unit_rate",
        "sensor.octopus_ev_next_unit_rate_start",
        "sensor.octopus_ev_unit_rate",
    ]


async def test_live_sensors_are_unavailable_while_the_home_mini_is_silent(
    home: Home,
) -> None:
    assert STATE_UNAVAILABLE not in states(home.hass, LIVE).values()

    home.world.scenario.update({"telemetry": "offline"})
    await home.pass_minutes(12)
    assert states(home.hass, LIVE) == dict.fromkeys(LIVE, STATE_UNAVAILABLE)

    home.world.scenario.update({"telemetry": "live"})
    await home.pass_minutes(6)
    assert STATE_UNAVAILABLE not in states(home.hass, LIVE).values()


async def test_a_tariff_with_a_cheap_window_brings_its_entities(settle: Settle) -> None:
    home = await settle("P14")
    assert await home.set_up()
    engine = home.runtime.engine
    (key,) = engine.point_keys
    added = [
        "binary_sensor.octopus_ev_off_peak",
        "sensor.octopus_ev_last_session_off_peak_share",
    ]
    assert states(home.hass, added) == {}

    home.world.switch_tariff("go")
    await home.pass_time(hours=13)
    # Rates that were asked for at the same time as the account are asked for again.
    await home.pass_time(minutes=1)

    assert states(home.hass, added).keys() == set(added)
    assert engine.point_keys == (key,)


async def test_a_home_without_readings_knows_its_rates_alone(settle: Settle) -> None:
    home = await settle("P6")
    assert await home.set_up()

    known = {
        entity_id
        for entity_id, state in states(home.hass, shapes(home, "sensor")).items()
        if state != STATE_UNKNOWN
    }
    assert known == {
        "sensor.octopus_ev_unit_rate",
        "sensor.octopus_ev_standing_charge",
    }


async def test_home_assistant_finds_no_fault_with_any_entity(
    settle: Settle, caplog: pytest.LogCaptureFixture
) -> None:
    home = await settle()
    assert await home.set_up()
    await home.pass_time(minutes=30)

    faults = [
        record.getMessage()
        for record in caplog.records
        # How long a step took on a busy machine is no fault of an entity.
        if record.levelno >= logging.WARNING
        and record.name != "asyncio"
        and "octopus_ev" in record.getMessage()
    ]
    # The loader warns of every custom integration.
    assert [fault for fault in faults if "not been tested" not in fault] == []
    assert "deprecat" not in caplog.text.lower()
