"""Sensors are listened to, never polled, and looked at when there is a reason to."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from freezegun.api import TickingDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
)

from custom_components.octopus_ev.core.session import Session, Source
from custom_components.octopus_ev.own_sensor_watch import SensorWatch
from custom_components.octopus_ev.settings import OwnSensors
from homeassistant.core import HomeAssistant
from tests.components.desks import FIRST_DAY, KEY, SETTINGS, Desk

POWER: Final = "sensor.charger_power"
TOTAL: Final = "sensor.charger_total"
HOUSE: Final = "sensor.house"
UNITS: Final = {POWER: "kW", TOTAL: "kWh", HOUSE: "W"}
EVENING: Final = FIRST_DAY + timedelta(hours=20)

type Follow = Callable[[OwnSensors], Awaitable[SensorWatch]]


def say(desk: Desk, entity_id: str, state: str, at: datetime | None = None) -> None:
    """Let a sensor say something, now or then."""
    desk.hass.states.async_set(
        entity_id,
        state,
        {"unit_of_measurement": UNITS[entity_id]},
        timestamp=None if at is None else at.timestamp(),
    )


def live_of(desk: Desk) -> Session | None:
    return desk.view.live_session


def is_fresh(desk: Desk) -> bool:
    return desk.view.sample is not None


def heard_until(desk: Desk) -> datetime | None:
    return desk.view.charger_until


@pytest.fixture
async def desk(
    hass: HomeAssistant, freezer: TickingDateTimeFactory
) -> AsyncIterator[Desk]:
    """Return an engine on an evening without a charge."""
    own = {KEY: OwnSensors(charger_power=POWER, charger_energy=TOTAL)}
    desk = await Desk.open(hass, freezer, settings=replace(SETTINGS, sensors=own))
    await desk.rates()
    await desk.start()
    freezer.move_to(EVENING)
    yield desk
    await desk.engine.async_shutdown()


@pytest.fixture
async def follow(hass: HomeAssistant, desk: Desk) -> AsyncIterator[Follow]:
    """Return a function that begins to listen to sensors."""
    watches: list[SensorWatch] = []

    async def start(own: OwnSensors) -> SensorWatch:
        await async_wait_recording_done(hass)
        watches.append(SensorWatch(hass, desk.engine, KEY, own))
        await watches[-1].async_start()
        return watches[-1]

    yield start
    for watch in watches:
        watch.async_stop()


CHARGER: Final = OwnSensors(charger_power=POWER, charger_energy=TOTAL)


async def test_a_charge_is_told_within_a_minute_and_grows_each_minute(
    desk: Desk, follow: Follow
) -> None:
    say(desk, POWER, "0.004")
    say(desk, TOTAL, "1000.00")
    await follow(CHARGER)
    assert live_of(desk) is None
    await desk.wait(minutes=20)

    say(desk, POWER, "7.2")
    await desk.wait(seconds=10)
    await desk.wait(seconds=60)
    live = live_of(desk)
    assert live is not None
    assert desk.words == ["started"]
    assert abs(live.span.start - EVENING - timedelta(minutes=20)) < timedelta(seconds=5)

    await desk.wait(seconds=61)
    grown = live_of(desk)
    assert grown is not None
    assert grown.energy > live.energy

    say(desk, POWER, "0.004")
    say(desk, TOTAL, "1000.30")
    await desk.wait(seconds=11)
    assert live_of(desk) is not None
    for _ in range(6):
        await desk.wait(seconds=61)
    assert desk.words == ["started", "ended"]
    ended = desk.sessions[-1]
    assert ended.session_id == live.session_id
    assert ended.provenance.energy is Source.CHARGER
    assert float(ended.energy) == pytest.approx(0.3, abs=0.001)


async def test_an_idle_charger_that_wavers_is_hardly_looked_at(
    desk: Desk, follow: Follow
) -> None:
    say(desk, POWER, "0.004")
    await follow(CHARGER)
    before = len(desk.shown)
    for second in range(60):
        say(desk, POWER, f"0.00{second % 5}")
        await desk.wait(seconds=20)

    # Twenty minutes: every five, and at the half hours for the rates' sake.
    assert len(desk.shown) - before <= 6


async def test_a_power_that_wavers_while_it_charges_is_looked_at_each_minute(
    desk: Desk, follow: Follow
) -> None:
    say(desk, POWER, "0")
    await follow(CHARGER)
    say(desk, POWER, "7")
    await desk.wait(seconds=11)
    await desk.wait(seconds=61)
    before = len(desk.shown)
    for second in range(60):
        say(desk, POWER, f"7.{second % 9}")
        await desk.wait(seconds=5)

    assert 4 <= len(desk.shown) - before <= 7


async def test_a_restart_loses_no_charge(desk: Desk, follow: Follow) -> None:
    say(desk, POWER, "0", EVENING - timedelta(hours=9))
    say(desk, POWER, "7.2", EVENING - timedelta(hours=8))
    say(desk, POWER, "7.1", EVENING - timedelta(hours=5.5))
    say(desk, POWER, "0", EVENING - timedelta(hours=5))
    say(desk, TOTAL, "100.00", EVENING - timedelta(hours=9))
    say(desk, TOTAL, "121.30", EVENING - timedelta(hours=4.9))
    await follow(CHARGER)

    (session,) = desk.sessions
    assert session.span.start == EVENING - timedelta(hours=8)
    assert session.span.end == EVENING - timedelta(hours=5)
    assert float(session.energy) == pytest.approx(21.3, abs=0.01)
    assert desk.words == ["ended"]


async def test_the_days_before_are_read_once(desk: Desk, follow: Follow) -> None:
    for night in range(9, 2, -1):
        start = EVENING - timedelta(days=night)
        say(desk, POWER, "7.2", start)
        say(desk, POWER, "7.1", start + timedelta(hours=2))
        say(desk, POWER, "0", start + timedelta(hours=3))
    watch = await follow(CHARGER)
    assert not desk.sessions

    await watch.async_read_further()
    assert len(desk.sessions) == 7
    assert desk.words == []
    told = desk.engine.told(KEY)
    assert [span for span, _ in told][0].start == EVENING - timedelta(days=9)

    before = desk.sessions
    await watch.async_read_further()
    assert desk.sessions == before


async def test_without_a_past_there_is_nothing_to_read(
    desk: Desk, follow: Follow
) -> None:
    watch = await follow(CHARGER)
    await watch.async_read_further()

    assert not desk.engine.told(KEY)


async def test_what_is_not_available_is_a_gap_and_not_an_end(
    desk: Desk, follow: Follow
) -> None:
    say(desk, POWER, "0")
    await follow(CHARGER)
    await desk.wait(minutes=10)
    say(desk, POWER, "7.2")
    await desk.wait(minutes=2)
    await desk.wait(minutes=2)
    say(desk, POWER, "unavailable")
    await desk.wait(seconds=31)
    assert heard_until(desk) is None
    for _ in range(10):
        await desk.wait(minutes=2)
    live = live_of(desk)
    assert live is not None
    assert float(live.energy) == pytest.approx(7.2 * 4 / 60, abs=0.05)

    desk.hass.states.async_remove(POWER)
    await desk.wait(seconds=61)
    assert live_of(desk) is not None
    assert desk.words == ["started"]


async def test_the_same_said_again_is_a_sign_of_life(
    desk: Desk, follow: Follow
) -> None:
    say(desk, POWER, "0")
    await follow(CHARGER)
    say(desk, POWER, "7.2")
    await desk.wait(minutes=2)
    for _ in range(9):
        await desk.wait(minutes=6)
        say(desk, POWER, "7.2")
    await desk.wait(seconds=61)
    live = live_of(desk)
    assert live is not None
    assert heard_until(desk) is not None
    assert float(live.energy) == pytest.approx(7.2 * 57 / 60, abs=0.3)


async def test_a_home_s_power_is_telemetry(desk: Desk, follow: Follow) -> None:
    say(desk, HOUSE, "300")
    await follow(OwnSensors(house_power=HOUSE))
    for minute in range(50):
        say(desk, HOUSE, str(300 + minute % 3))
        await desk.wait(minutes=1)
    assert desk.view.sample is not None
    assert desk.view.sample.demand_w in (300, 301, 302)
    for minute in range(40):
        say(desk, HOUSE, str(7500 + minute % 3))
        await desk.wait(minutes=1)

    live = live_of(desk)
    assert live is not None
    assert live.provenance.sources == (Source.LIVE,)
    late = live.span.start - EVENING - timedelta(minutes=50)
    assert abs(late) < timedelta(minutes=2)


async def test_a_home_that_reports_changes_alone_is_believed_for_a_while(
    desk: Desk, follow: Follow
) -> None:
    say(desk, HOUSE, "300")
    await follow(OwnSensors(house_power=HOUSE))
    await desk.wait(minutes=6)
    say(desk, HOUSE, "310")
    await desk.wait(minutes=5)
    say(desk, HOUSE, "unavailable")
    await desk.wait(seconds=11)
    assert is_fresh(desk)
    await desk.wait(minutes=12)

    assert not is_fresh(desk)


async def test_silence_of_hours_is_looked_at_too(desk: Desk, follow: Follow) -> None:
    say(desk, POWER, "0")
    await follow(CHARGER)
    told = desk.engine.told(KEY)
    await desk.wait(hours=6, seconds=1)

    (before, _), (after, _) = next(iter(told)), next(iter(desk.engine.told(KEY)))
    assert after.end - before.end >= timedelta(hours=5)


async def test_nothing_is_heard_once_it_stopped(desk: Desk, follow: Follow) -> None:
    say(desk, POWER, "0")
    watch = await follow(CHARGER)
    watch.async_stop()
    say(desk, POWER, "7.2")
    await desk.wait(minutes=2)
    await desk.wait(minutes=2)

    assert live_of(desk) is None
