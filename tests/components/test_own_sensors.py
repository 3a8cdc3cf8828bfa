"""A customer with sensors of their own: a whole account, from the options on."""

from datetime import timedelta
from typing import Any, Final

import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components.octopus_ev.const import DOMAIN, EVENT_CHARGING_SESSION
from custom_components.octopus_ev.core.identity import point_key
from custom_components.octopus_ev.core.session import SessionState, Source
from custom_components.octopus_ev.view import PointView
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNAVAILABLE
from homeassistant.helpers import entity_registry as er
from tests.components.conftest import Home, Settle
from tests.components.flows import Dialog

POWER: Final = "sensor.my_charger_power"
HOUSE: Final = "sensor.my_house_power"
CHARGING: Final = "binary_sensor.octopus_ev_charging"
ENERGY: Final = "sensor.octopus_ev_current_session_energy"
DEMAND: Final = "sensor.octopus_ev_live_demand"
REGISTER: Final = "sensor.octopus_ev_meter_register"


def say(home: Home, entity_id: str, watts: float | str) -> None:
    home.hass.states.async_set(
        entity_id,
        str(watts),
        {"unit_of_measurement": "W", "device_class": "power"},
        force_update=True,
    )


async def choose(home: Home, **sensors: str) -> None:
    """Choose sensors in the options."""
    manager = home.hass.config_entries.options
    dialog = Dialog(manager, await manager.async_init(home.entry.entry_id))
    await dialog.answer(payment_method="direct_debit")
    await dialog.answer(**sensors)
    await home.hass.async_block_till_done(wait_background_tasks=True)


def view(home: Home) -> PointView:
    [key] = home.runtime.engine.point_keys
    return home.runtime.engine.view(key)


def state(home: Home, entity_id: str) -> str | None:
    found = home.hass.states.get(entity_id)
    return None if found is None else found.state


def said(events: list[Any]) -> list[str]:
    return [event.data["action"] for event in events]


async def charge(home: Home, minutes: int) -> None:
    """Charge at 7.2 kW, as the car and its sensor do."""
    home.world.plug(kw=7.2)
    for _ in range(minutes):
        say(home, POWER, 7200)
        await home.pass_time(minutes=1)
    home.world.unplug()
    say(home, POWER, 4)
    await home.pass_minutes(7)


@pytest.fixture
async def plain(settle: Settle) -> Home:
    """Return a home without a Home Mini, on a flat tariff."""
    home = await settle("P14")
    assert await home.set_up()
    return home


async def test_a_charger_s_sensor_makes_the_live_entities_and_settles_with_the_meter(
    plain: Home,
) -> None:
    assert state(plain, CHARGING) is None
    say(plain, POWER, 4)
    await choose(plain, charger_power_sensor=POWER)
    assert plain.entry.state is ConfigEntryState.LOADED
    assert state(plain, CHARGING) == STATE_OFF
    assert state(plain, DEMAND) is None

    events = async_capture_events(plain.hass, EVENT_CHARGING_SESSION)
    plain.world.plug(kw=7.2)
    for _ in range(60):
        say(plain, POWER, 7200)
        await plain.pass_time(minutes=1)
    assert state(plain, CHARGING) == STATE_ON
    assert float(state(plain, ENERGY) or 0) == pytest.approx(7.2, abs=0.2)
    plain.world.unplug()
    say(plain, POWER, 4)
    await plain.pass_minutes(7)
    assert said(events) == ["started", "ended"]
    assert state(plain, CHARGING) == STATE_OFF
    live = view(plain).last_session
    assert live is not None

    for _ in range(8):
        say(plain, POWER, 4)
        await plain.pass_time(hours=6)
    settled = next(s for s in view(plain).sessions if s.session_id == live.session_id)
    assert settled.state is SessionState.SETTLED
    assert settled.provenance.boundaries is Source.CHARGER
    assert settled.provenance.energy is Source.CHARGER
    readings = view(plain).readings
    assert all(slot.energy <= readings[slot.start] for slot in settled.slots)
    assert settled.drift is not None
    assert abs(settled.drift) < 0.1


async def test_the_list_of_sessions_names_what_each_figure_rests_on(
    plain: Home,
) -> None:
    say(plain, POWER, 4)
    await choose(plain, charger_power_sensor=POWER)
    await charge(plain, 30)
    response: Any = await plain.hass.services.async_call(
        DOMAIN,
        "list_sessions",
        {"config_entry_id": plain.entry.entry_id},
        blocking=True,
        return_response=True,
    )
    first, last = response["sessions"][0], response["sessions"][-1]

    assert last["provenance"] == {
        "start": "charger",
        "end": "charger",
        "energy": "charger",
        "price": "unit_rates",
        "vehicle": None,
        "live_kwh": last["energy_kwh"],
        "supplier_kwh": None,
        "drift_kwh": None,
    }
    assert last["total_kwh"] == last["energy_kwh"]
    assert first["provenance"]["energy"] == "half_hourly"
    assert first["total_kwh"] is None


async def test_without_the_sensor_all_is_as_before_and_its_sessions_stay(
    plain: Home,
) -> None:
    say(plain, POWER, 4)
    before = [session.session_id for session in view(plain).sessions]
    await choose(plain, charger_power_sensor=POWER)
    await charge(plain, 30)
    told = view(plain).last_session
    assert told is not None
    await choose(plain)

    assert {*before, told.session_id} <= {s.session_id for s in view(plain).sessions}
    # Home Assistant keeps the entity of what is gone for its history.
    assert state(plain, CHARGING) in (None, STATE_UNAVAILABLE)
    say(plain, POWER, 7200)
    await plain.pass_minutes(3)
    assert view(plain).live_session is None


async def test_a_house_sensor_takes_the_place_of_a_home_mini(
    settle: Settle,
) -> None:
    home = await settle()
    say(home, HOUSE, 300)
    assert await home.set_up()
    assert state(home, REGISTER) not in (None, STATE_UNAVAILABLE)
    assert home.runtime.live
    await choose(home, house_power_sensor=HOUSE)

    assert not home.runtime.live
    assert state(home, DEMAND) == "300.0"
    for _ in range(40):
        say(home, HOUSE, 310)
        await home.pass_time(minutes=1)
    for _ in range(20):
        say(home, HOUSE, 7500)
        await home.pass_time(minutes=1)
    assert state(home, CHARGING) == STATE_ON


async def test_a_sensor_is_followed_under_its_new_name(plain: Home) -> None:
    registry = er.async_get(plain.hass)
    entry = registry.async_get_or_create(
        "sensor", "charger_brand", "power", unit_of_measurement="W"
    )
    say(plain, entry.entity_id, 4)
    await choose(plain, charger_power_sensor=entry.entity_id)
    registry.async_update_entity(entry.entity_id, name="A better name")
    registry.async_update_entity(entry.entity_id, new_entity_id=POWER)
    await plain.hass.async_block_till_done()

    [key] = plain.runtime.engine.point_keys
    assert plain.runtime.settings.sensors[key].charger_power == POWER
    say(plain, POWER, 7200)
    await plain.pass_minutes(3)
    assert state(plain, CHARGING) == STATE_ON


async def test_sensors_of_a_meter_that_is_not_followed_are_let_be(
    settle: Settle,
) -> None:
    home = await settle(
        options={"sensors": {"0123456789": {"charger_power_sensor": POWER}}}
    )
    assert await home.set_up()

    say(home, POWER, 7200)
    await home.pass_minutes(2)
    assert not home.runtime.engine.told("0123456789")


async def test_what_happened_before_the_sensor_was_chosen_is_read(
    settle: Settle,
) -> None:
    home = await settle("P14")
    number = home.world.account_number
    say(home, POWER, 4)
    home.world.plug(kw=7.2)
    for _ in range(30):
        say(home, POWER, 7200)
        await home.pass_time(minutes=1)
    home.world.unplug()
    say(home, POWER, 4)
    await home.pass_time(hours=2)
    assert await home.set_up()
    assert view(home).last_session is not None
    before = view(home).sessions
    await home.hass.async_block_till_done(wait_background_tasks=True)
    await choose(home, charger_power_sensor=POWER)

    place = home.world.home(home.world.now)
    assert place is not None
    assert view(home).point.key == point_key("gb", number, place[1].mpan)
    assert len(view(home).sessions) == len(before) + 1
    last = view(home).last_session
    assert last is not None
    assert last.provenance.sources == (Source.CHARGER,)
    assert abs(last.span.duration - timedelta(minutes=30)) < timedelta(seconds=10)
