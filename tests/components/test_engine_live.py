"""A charge that a Home Mini sees is told at once, and stays one session for ever."""

from collections.abc import AsyncIterator
from datetime import timedelta
from decimal import Decimal

from freezegun.api import TickingDateTimeFactory
import pytest

from custom_components.octopus_ev.core.model import PowerSample
from custom_components.octopus_ev.core.session import Session, SessionState, Source
from homeassistant.core import HomeAssistant
from tests.components.desks import FIRST_DAY, HISTORY, KW, Desk, house, minutes
from tests.unit.detectors.homes import Charge

PLUGGED = FIRST_DAY + timedelta(hours=24, minutes=30)
"""The start of the cheap window of the next night but one: no car was due then."""
CAR = round(KW * 1000)
HOUSE = 300


@pytest.fixture
async def desk(
    hass: HomeAssistant, freezer: TickingDateTimeFactory
) -> AsyncIterator[Desk]:
    """Return an engine that knows a month of a home, and a charge to come."""
    home = house(nights=range(0, HISTORY, 2))
    home.draw(Charge(PLUGGED, 2, KW))
    async with Desk.at_work(hass, freezer, home) as desk:
        yield desk


def _seen(charging: int, after: int = 0) -> list[PowerSample]:
    """Return an hour of the house, some minutes of the car, and of the house again."""
    watts = [HOUSE] * 60 + [HOUSE + CAR] * charging + [HOUSE] * after
    return minutes(PLUGGED - timedelta(hours=1), watts)


def _live(desk: Desk) -> Session | None:
    return desk.view.live_session


def _demand(desk: Desk) -> Decimal | None:
    return None if desk.view.sample is None else desk.view.sample.demand_w


def _open(desk: Desk) -> bool:
    return desk.view.live_open


def _off_peak(desk: Desk) -> bool | None:
    return desk.view.off_peak


def _after(minutes_: int) -> timedelta:
    return timedelta(minutes=minutes_, seconds=5)


async def test_a_charge_starts_grows_and_ends(desk: Desk) -> None:
    await desk.watch(_seen(5), PLUGGED + _after(5))
    assert desk.words == ["started"]
    live = _live(desk)
    assert live is not None
    assert live.span.start == PLUGGED
    assert _open(desk)

    await desk.watch(_seen(65), PLUGGED + _after(65))
    grown = _live(desk)
    assert grown is not None
    assert grown.session_id == live.session_id
    assert grown.revision == live.revision
    assert float(grown.energy) == pytest.approx(KW * 65 / 60, rel=0.05)
    assert desk.words == ["started"]

    await desk.watch(_seen(120, 40), PLUGGED + _after(160))
    assert desk.words == ["started", "ended"]
    assert _live(desk) is None
    assert not _open(desk)
    ended = desk.sessions[-1]
    assert ended.session_id == live.session_id
    assert float(ended.energy) == pytest.approx(2 * KW, rel=0.05)


async def test_the_readings_settle_what_was_seen_live(desk: Desk) -> None:
    await desk.watch(_seen(120, 40), PLUGGED + _after(160))
    live = desk.sessions[-1]
    for _ in range(2):
        await desk.read(FIRST_DAY + timedelta(days=2))
    settled = desk.sessions[-1]
    assert settled.session_id == live.session_id
    assert settled.state is SessionState.SETTLED
    assert settled.provenance.boundaries is Source.LIVE
    assert settled.provenance.energy is Source.HALF_HOURLY
    assert desk.words.count("ended") == 1
    assert desk.words[-1] == "settled"


async def test_telemetry_of_a_settled_session_changes_nothing(desk: Desk) -> None:
    await desk.watch(_seen(120, 40), PLUGGED + _after(160))
    for _ in range(2):
        await desk.read(FIRST_DAY + timedelta(days=2))
    settled, words = desk.sessions, list(desk.words)
    await desk.watch(_seen(120, 600), FIRST_DAY + timedelta(days=2, hours=12))
    assert desk.sessions == settled
    assert desk.words == words


@pytest.mark.parametrize("how", ["restart", "crash"])
async def test_a_restart_in_the_middle_goes_on_with_the_same_session(
    desk: Desk, how: str
) -> None:
    await desk.watch(_seen(30), PLUGGED + _after(30))
    live = _live(desk)
    assert live is not None
    again = await (desk.restart() if how == "restart" else desk.crash())
    await again.rates()
    await again.watch(_seen(60), PLUGGED + _after(60))
    resumed = _live(again)
    assert resumed is not None
    assert resumed.session_id == live.session_id
    assert again.words == []
    await again.watch(_seen(120, 40), PLUGGED + _after(160))
    assert again.words == ["ended"]
    assert again.sessions[-1].session_id == live.session_id
    await again.engine.async_shutdown()


async def test_what_ended_during_a_restart_is_told_after_it(desk: Desk) -> None:
    await desk.watch(_seen(30), PLUGGED + _after(30))
    again = await desk.restart()
    assert _live(again) is not None
    await again.rates()
    await again.watch(_seen(120, 240), PLUGGED + timedelta(hours=6))
    assert again.words == ["ended"]
    await again.engine.async_shutdown()


async def test_a_mini_that_falls_silent_leaves_the_end_to_the_readings(
    desk: Desk,
) -> None:
    await desk.watch(_seen(30), PLUGGED + _after(30))
    live = _live(desk)
    assert live is not None
    again = await desk.restart()
    await again.rates()
    for _ in range(2):
        await again.read(FIRST_DAY + timedelta(days=2))
    assert _live(again) is None
    session = again.sessions[-1]
    assert session.session_id == live.session_id
    assert float(session.energy) == pytest.approx(2 * KW, rel=0.05)
    assert again.words.count("ended") == 1
    await again.engine.async_shutdown()


async def test_stale_telemetry_is_unknown_and_said_so(desk: Desk) -> None:
    await desk.watch(_seen(0), PLUGGED)
    assert _demand(desk) == HOUSE
    shown = len(desk.shown)
    await desk.wait(minutes=11, seconds=1)
    assert _demand(desk) is None
    assert len(desk.shown) > shown


async def test_telemetry_grows_stale_sooner_while_a_car_charges(desk: Desk) -> None:
    await desk.watch(_seen(30), PLUGGED + _after(30))
    await desk.wait(minutes=5, seconds=1)
    assert _demand(desk) is None
    assert _live(desk) is not None


async def test_no_samples_are_no_news(desk: Desk) -> None:
    await desk.watch([], PLUGGED)
    assert _demand(desk) is None
    assert desk.words == []


async def test_a_sample_from_another_time_is_left_out(desk: Desk) -> None:
    tomorrow = PowerSample(at=PLUGGED + timedelta(days=1), demand_w=Decimal(9))
    await desk.watch([*_seen(0), tomorrow], PLUGGED)
    assert _demand(desk) == HOUSE


async def test_the_slot_boundary_brings_the_next_rate(desk: Desk) -> None:
    desk.freezer.move_to(PLUGGED - timedelta(seconds=10))
    await desk.rates()
    assert _off_peak(desk) is False
    await desk.wait(seconds=12)
    assert _off_peak(desk) is True
    assert desk.shown[-1].off_peak is True
