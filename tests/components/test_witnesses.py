"""What the user's entities told of a session is asked of a real recorder, and kept."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from unittest.mock import AsyncMock

from freezegun.api import TickingDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
)
from sqlalchemy.exc import OperationalError

from custom_components.octopus_ev.core.session import Session, SessionState
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.vehicle import Sighting, Vehicle
from custom_components.octopus_ev.settings import OwnVehicle, Settings, VehicleSensors
from custom_components.octopus_ev.witness_sources import (
    Plug,
    grams_per_kwh,
    refused_intensity,
)
from custom_components.octopus_ev.witnesses import Witnesses
from homeassistant.components.recorder import get_instance
from homeassistant.components.recorder.models import (
    StatisticMeanType,
    StatisticMetaData,
)
from homeassistant.components.recorder.statistics import async_import_statistics
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er
from tests.unit.build import SLOT, charge

from .desks import SETTINGS

NOON: Final = datetime(2026, 11, 20, 12, tzinfo=UTC)
# 00:30 to 02:30 of the same day.
NIGHT: Final = charge("2026-11-20 00:30", "2026-11-20 02:30", energy="3.5")
LEAF: Final = OwnVehicle(
    vehicle=Vehicle(key="leaf000001", name="Leaf"),
    sensors=VehicleSensors(
        plugged_in="binary_sensor.plug",
        state_of_charge="sensor.soc",
        odometer="sensor.odometer",
        charger_power="sensor.power",
        charger_energy="sensor.energy",
    ),
    subentry_id="01LEAF",
)
ZOE: Final = OwnVehicle(
    vehicle=Vehicle(key="zoe0000001", name="Zoe"),
    sensors=VehicleSensors(plugged_in="binary_sensor.other"),
    subentry_id="01ZOE",
)
CARBON: Final = "sensor.carbon"
LOCKED: Final = OperationalError("secret", {}, Exception("database is locked"))
GRAMS: Final = {"unit_of_measurement": "gCO2eq/kWh"}


@pytest.fixture(autouse=True)
def clock(freezer: TickingDateTimeFactory) -> None:
    """Stand at noon."""


def witnesses(hass: HomeAssistant, **own: Any) -> Witnesses:
    settings: Settings = replace(SETTINGS, **own)
    return Witnesses(hass, "account", settings, SLOT)


async def said(
    hass: HomeAssistant, entity_id: str, *states: tuple[str, str], unit: str = ""
) -> None:
    """Let an entity have said things, each at a time of the day."""
    for at, state in states:
        moment = datetime.fromisoformat(f"2026-11-20 {at}").replace(tzinfo=UTC)
        attributes = {"unit_of_measurement": unit} if unit else {}
        hass.states.async_set(
            entity_id, state, attributes, timestamp=moment.timestamp()
        )
    await async_wait_recording_done(hass)


async def test_each_entity_of_a_vehicle_is_asked(hass: HomeAssistant) -> None:
    await said(hass, "binary_sensor.plug", ("00:10", "on"), ("02:00", "off"))
    await said(hass, "sensor.soc", ("00:20", "40"), ("02:40", "55"), unit="%")
    await said(hass, "sensor.odometer", ("00:05", "1609.344"), unit="km")
    await said(hass, "sensor.power", ("00:00", "0"), ("00:30", "7"), unit="kW")
    await said(hass, "sensor.energy", ("00:00", "10"), ("02:00", "24"), unit="kWh")
    asked = witnesses(hass, vehicles=(LEAF, ZOE))

    assert await asked.async_ask([NIGHT], NOON)
    seen = asked.record.sessions[NIGHT.session_id]
    assert seen.keys() == {"leaf000001"}
    told = seen["leaf000001"]
    assert told.plugged == Decimal("0.75")
    assert told.drawn == 14
    assert told.charge_added == 15
    assert told.odometer is not None
    assert round(told.odometer, 6) == 1000
    assert not await asked.async_ask([NIGHT], NOON)


async def test_without_anyone_to_ask_nothing_is_read(hass: HomeAssistant) -> None:
    plain = replace(LEAF, sensors=VehicleSensors())
    asked = witnesses(hass, vehicles=(plain,))

    assert not asked.any
    assert not await asked.async_ask([NIGHT], NOON)


async def test_what_was_told_is_kept_when_the_recorder_has_forgotten(
    hass: HomeAssistant,
) -> None:
    await said(hass, "binary_sensor.other", ("00:10", "on"))
    asked = witnesses(hass, vehicles=(ZOE,))
    assert await asked.async_ask([NIGHT], NOON)
    await asked.async_close()
    later = witnesses(hass, vehicles=(ZOE,))
    await later.async_load()
    kept = later.record
    hass.states.async_remove("binary_sensor.other")
    moved = replace(NIGHT, span=NIGHT.span.pad(timedelta(days=1), timedelta(0)))

    assert kept.sessions == {
        NIGHT.session_id: {"zoe0000001": Sighting(plugged=Decimal(1))}
    }
    # Its plug says nothing of the day before, and that takes nothing back.
    assert not await later.async_ask([moved], NOON)
    assert not await later.async_ask([NIGHT], NOON + timedelta(days=20))
    assert later.record == kept


async def test_a_session_is_asked_about_until_its_car_had_time_to_report(
    hass: HomeAssistant,
) -> None:
    def at(clock: str) -> datetime:
        return datetime.fromisoformat(f"2026-11-20 {clock}").replace(tzinfo=UTC)

    def until(clock: str) -> Session:
        span = Span(NIGHT.span.start, at(clock))
        return replace(NIGHT, span=span, state=SessionState.LIVE)

    asked = witnesses(hass, vehicles=(LEAF,))
    assert not await asked.async_ask([until("01:00")], at("01:00"))
    await said(hass, "sensor.soc", ("00:20", "40"), ("01:04", "45"), unit="%")
    # A charge under way is not asked about each minute.
    assert not await asked.async_ask([until("01:05")], at("01:05"))
    assert await asked.async_ask([until("01:10")], at("01:10"))
    await said(hass, "sensor.soc", ("02:40", "55"), unit="%")
    assert not await asked.async_ask([until("02:30")], at("02:31"))
    over = replace(NIGHT, state=SessionState.SETTLED)
    await asked.async_ask([over], at("02:35"))
    assert not await asked.async_ask([over], at("02:59"))
    await asked.async_ask([over], at("03:00"))

    told = asked.record.sessions[NIGHT.session_id]["leaf000001"]
    assert told.charge_before == 40
    assert told.charge_after == 55


async def test_a_session_that_is_not_shown_is_not_asked_about(
    hass: HomeAssistant,
) -> None:
    await said(hass, "binary_sensor.other", ("00:10", "on"))
    asked = witnesses(hass, vehicles=(ZOE,))
    gone = replace(NIGHT, state=SessionState.WITHDRAWN)

    assert not await asked.async_ask([gone], NOON)


async def test_a_recorder_that_cannot_be_read_is_asked_again(
    hass: HomeAssistant,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await said(hass, "binary_sensor.other", ("00:10", "on"))
    asked = witnesses(hass, vehicles=(ZOE,))
    with monkeypatch.context() as broken:
        broken.setattr(
            get_instance(hass), "async_add_executor_job", AsyncMock(side_effect=LOCKED)
        )
        assert not await asked.async_ask([NIGHT], NOON)

    assert "The recorder cannot be read: OperationalError" in caplog.text
    assert "secret" not in caplog.text
    assert await asked.async_ask([NIGHT], NOON)


async def test_carbon_is_the_mean_of_each_slot_that_is_over(
    hass: HomeAssistant,
) -> None:
    hour = ("00:00", "100"), ("00:45", "200"), ("01:10", "unavailable")
    await said(hass, CARBON, *hour, unit="gCO2eq/kWh")
    asked = witnesses(hass, carbon_sensor=CARBON)
    early = NIGHT.span.start + timedelta(minutes=29)

    assert not await asked.async_ask([NIGHT], early)
    assert await asked.async_ask([NIGHT], NOON)
    # Of the second slot a third is known, and of the others nothing.
    assert asked.record.carbon == {NIGHT.span.start: Decimal(150)}
    assert not await asked.async_ask([NIGHT], NOON)


@pytest.mark.parametrize("keeps_statistics", [True])
async def test_what_the_recorder_has_forgotten_is_told_by_its_hourly_means(
    hass: HomeAssistant,
) -> None:
    hass.states.async_set(CARBON, "100", {"unit_of_measurement": "kg/MWh"})
    old = charge("2026-08-15 00:30", "2026-08-15 02:30", energy="3.5")
    hour = datetime(2026, 8, 15, 1, tzinfo=UTC)
    async_import_statistics(
        hass,
        StatisticMetaData(
            mean_type=StatisticMeanType.ARITHMETIC,
            has_sum=False,
            name=None,
            source="recorder",
            statistic_id=CARBON,
            unit_class=None,
            unit_of_measurement="kg/MWh",
        ),
        [{"start": hour, "mean": 120.0}],
    )
    await get_instance(hass).async_block_till_done()
    asked = witnesses(hass, carbon_sensor=CARBON)

    assert await asked.async_ask([old], NOON)
    assert asked.record.carbon == {hour: Decimal(120), hour + SLOT: Decimal(120)}
    assert not await asked.async_ask([old], NOON)


async def test_a_sensor_without_a_unit_tells_no_hourly_means(
    hass: HomeAssistant,
) -> None:
    asked = witnesses(hass, carbon_sensor=CARBON)

    assert not await asked.async_ask([NIGHT], NOON)


@pytest.mark.parametrize(
    ("unit", "grams"),
    [
        ("gCO2eq/kWh", 1),
        ("gCO₂/kWh", 1),
        ("g/kWh", 1),
        ("kg CO2 / kWh", 1000),
        ("kg/MWh", 1),
        ("g/MWh", Decimal("0.001")),
        ("kWh", None),
        ("lb/MWh", None),
        (None, None),
    ],
)
def test_an_intensity_is_known_by_its_unit(
    unit: str | None, grams: Decimal | None
) -> None:
    assert grams_per_kwh(unit) == grams


def test_a_plug_that_is_away_tells_nothing() -> None:
    def told(state: State | None) -> Decimal | None:
        return Plug().report(state, NOON).value

    assert told(State("binary_sensor.plug", "on")) == 1
    assert told(State("binary_sensor.plug", "off")) == 0
    assert told(State("binary_sensor.plug", "unavailable")) is None
    assert told(None) is None


async def test_a_sensor_that_tells_no_intensity_is_refused(hass: HomeAssistant) -> None:
    registry = er.async_get(hass)
    away = registry.async_get_or_create(
        "sensor", "co2signal", "co2", unit_of_measurement="gCO2eq/kWh"
    )
    own = registry.async_get_or_create(
        "sensor", "octopus_ev", "rate", unit_of_measurement="g/kWh"
    )
    hass.states.async_set("sensor.bare", "5")
    hass.states.async_set(CARBON, "140", GRAMS)

    assert refused_intensity(hass, CARBON) is None
    assert refused_intensity(hass, away.entity_id) is None
    assert refused_intensity(hass, own.entity_id) == "sensor_of_ours"
    assert refused_intensity(hass, "sensor.bare") == "no_intensity"
    assert refused_intensity(hass, "sensor.gone") == "unknown_sensor"
