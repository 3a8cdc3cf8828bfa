"""A sensor on the charger tells of a charge at once, and has the last word on it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from freezegun.api import TickingDateTimeFactory
import pytest

from custom_components.octopus_ev.core.model import ChargerReports
from custom_components.octopus_ev.core.session import Session, SessionState, Source
from custom_components.octopus_ev.settings import OwnSensors
from homeassistant.core import HomeAssistant
from tests.components.desks import (
    FIRST_DAY,
    HISTORY,
    KEY,
    KW,
    SETTINGS,
    Desk,
    house,
    minutes,
)
from tests.unit.detectors.homes import Charge

FOLLOWED: Final = replace(SETTINGS, sensors={KEY: OwnSensors(charger_power="sensor.x")})
PLUGGED: Final = FIRST_DAY + timedelta(hours=24, minutes=37)
OVER: Final = PLUGGED + timedelta(hours=2)
CAR: Final = round(KW * 1000)
IDLE: Final = (FIRST_DAY, 4)
CHARGE: Final = (IDLE, (PLUGGED, CAR), (OVER, 4))


def _after(hours: float) -> timedelta:
    return timedelta(hours=hours)


@pytest.fixture
async def desk(
    hass: HomeAssistant, freezer: TickingDateTimeFactory
) -> AsyncIterator[Desk]:
    """Return an engine that knows a month of a home, and a charge to come."""
    home = house(nights=range(0, HISTORY, 2))
    home.draw(Charge(PLUGGED, 2, KW))
    desk = await Desk.open(hass, freezer, home, FOLLOWED)
    await desk.history()
    await desk.start()
    yield desk
    await desk.engine.async_shutdown()


def _ids(desk: Desk) -> list[str]:
    return [session.session_id for session in desk.sessions]


def _live(desk: Desk) -> Session | None:
    return desk.view.live_session


def _open(desk: Desk) -> bool:
    return desk.view.live_open


def _heard_until(desk: Desk) -> datetime | None:
    return desk.view.charger_until


def _stale_at(desk: Desk) -> datetime | None:
    return desk.view.stale_at


def _state(desk: Desk) -> SessionState:
    return desk.sessions[-1].state


async def test_a_charge_starts_ends_and_settles_as_the_charger_told_it(
    desk: Desk,
) -> None:
    await desk.hear(PLUGGED + _after(0.1), *CHARGE[:2])
    live = _live(desk)
    assert live is not None
    assert desk.words == ["started"]
    assert live.span.start == PLUGGED
    assert _open(desk)
    assert desk.view.today is not None
    assert desk.view.today.energy == live.energy

    await desk.hear(OVER + _after(0.2), CHARGE[2])
    assert desk.words == ["started", "ended"]
    assert _live(desk) is None
    assert not _open(desk)
    assert _state(desk) is SessionState.PROVISIONAL

    for _ in range(3):
        await desk.read(FIRST_DAY + timedelta(days=2))
    settled = desk.sessions[-1]
    assert settled.session_id == live.session_id
    assert _state(desk) is SessionState.SETTLED
    assert (settled.span.start, settled.span.end) == (PLUGGED, OVER)
    assert settled.provenance.boundaries is Source.CHARGER
    assert settled.provenance.energy is Source.CHARGER
    assert Source.HALF_HOURLY in settled.provenance.sources
    assert settled.total_energy == Decimal("14.4")
    assert desk.words == ["started", "ended", "settled"]
    assert desk.view.drifted == settled


async def test_what_the_meter_takes_for_a_charge_is_none_while_the_charger_rests(
    desk: Desk,
) -> None:
    before = _ids(desk)
    await desk.hear(OVER + _after(20), IDLE, (FIRST_DAY + _after(20), 5), (OVER, 4))
    await desk.read(FIRST_DAY + timedelta(days=2))

    assert _ids(desk) == before
    # So it stays after a restart, whatever the sensor is remembered to have said.
    again = await desk.restart()
    await again.rates()
    await again.read(FIRST_DAY + timedelta(days=2, hours=1), days=4)
    assert _ids(again) == before
    await again.engine.async_shutdown()


async def test_an_unplugged_sensor_leaves_the_meter_to_speak(desk: Desk) -> None:
    before = desk.sessions
    await desk.hear(
        OVER + _after(20), IDLE, (FIRST_DAY + _after(20), None), (OVER + _after(3), 4)
    )
    await desk.read(FIRST_DAY + timedelta(days=2))

    assert len(desk.sessions) == len(before) + 1
    assert desk.sessions[-1].provenance.sources == (Source.HALF_HOURLY,)


async def test_without_the_sensor_all_is_as_it_was_and_nothing_is_lost(
    desk: Desk,
) -> None:
    """A wrong sensor hides a charge for as long as it is chosen."""
    real = PLUGGED + timedelta(days=2)
    desk.home.draw(Charge(real, 2, KW))
    await desk.hear(OVER + _after(1), *CHARGE)
    await desk.hear(real + _after(10), (OVER + _after(20), 5), (real, 5))
    await desk.read(FIRST_DAY + timedelta(days=4))
    told = desk.sessions[-1]
    assert told.span.start == PLUGGED

    former = await desk.restart(SETTINGS)
    await former.rates()
    await former.read(FIRST_DAY + timedelta(days=4))
    assert former.sessions[-2].session_id == told.session_id
    assert former.sessions[-2].span == told.span
    assert former.sessions[-1].span.overlaps(
        replace(told.span, start=real, end=real + _after(2))
    )
    await former.engine.async_shutdown()


async def test_telemetry_is_mute_while_the_charger_is_heard(desk: Desk) -> None:
    shower = [300] * 60 + [8800] * 40 + [300] * 20
    await desk.hear(PLUGGED - _after(2), IDLE, (PLUGGED - _after(2), 4))
    await desk.watch(minutes(PLUGGED - _after(1), shower), PLUGGED + _after(1))

    assert desk.words == []
    assert _live(desk) is None


async def test_a_charge_that_ended_while_nobody_listened_is_told(desk: Desk) -> None:
    await desk.hear(PLUGGED + _after(1), *CHARGE[:2])
    live = desk.sessions[-1]
    again = await desk.restart()
    await again.rates()
    await again.hear(OVER + _after(5), *CHARGE)

    assert again.words == ["ended"]
    assert again.sessions[-1].session_id == live.session_id
    assert again.sessions[-1].span.end == OVER
    await again.engine.async_shutdown()


async def test_the_charger_is_shown_live_only_as_long_as_it_is_heard(
    desk: Desk,
) -> None:
    await desk.hear(PLUGGED + _after(0.1), *CHARGE[:2])
    assert _heard_until(desk) == PLUGGED + _after(0.5)
    assert _stale_at(desk) == _heard_until(desk)

    await desk.wait(minutes=30)
    assert _heard_until(desk) is None
    assert _stale_at(desk) is None
    assert _state(desk) is SessionState.LIVE


async def test_no_report_changes_nothing(desk: Desk) -> None:
    before = desk.sessions
    await desk.engine.async_charger(KEY, ChargerReports())

    assert desk.sessions == before
    assert not desk.engine.told(KEY)


async def test_what_was_heard_long_ago_is_not_kept_in_memory(desk: Desk) -> None:
    await desk.hear(
        OVER + _after(40), *CHARGE, (OVER + _after(20), 5), (OVER + _after(39), 4)
    )
    told = [span for span, _ in desk.engine.told(KEY)]
    await desk.hear(OVER + _after(41))

    assert told[0].start == FIRST_DAY
    assert len(told) == 1
    assert desk.sessions[-1].span.end == OVER
