"""A bill that arrives settles a charge, and outlives a restart."""

from collections.abc import AsyncIterator
from datetime import timedelta
from decimal import Decimal
from functools import partial

from freezegun.api import TickingDateTimeFactory
import pytest

from custom_components.octopus_ev.core.model import RateBook, SmartRates
from custom_components.octopus_ev.core.session import Session, SessionState
from custom_components.octopus_ev.core.smart import BilledSlot
from custom_components.octopus_ev.core.smart_record import SmartRecord
from custom_components.octopus_ev.core.timeline import Timeline
from homeassistant.core import HomeAssistant
from tests.unit.detectors.homes import cheap_nights

from .desks import FIRST_DAY, HISTORY, KEY, Desk

OFF_PEAK = Decimal("0.06")


@pytest.fixture
async def desk(
    hass: HomeAssistant, freezer: TickingDateTimeFactory
) -> AsyncIterator[Desk]:
    """Return an engine of a home whose car is billed apart."""
    desk = await Desk.open(hass, freezer)
    prices, window = cheap_nights(desk.home.window), desk.home.window
    smart = SmartRates(house=OFF_PEAK, vehicle=OFF_PEAK, beyond=Decimal("0.3"))
    await desk.rates(
        RateBook(
            house=prices,
            vehicle=prices,
            standing=Timeline(),
            smart=Timeline([(window, smart)]),
        )
    )
    await desk.read(FIRST_DAY, days=HISTORY)
    await desk.start()
    await desk.read(FIRST_DAY)
    yield desk
    await desk.engine.async_shutdown()


def bill(session: Session) -> list[BilledSlot]:
    """Return a bill of a tenth of a kWh a slot less than was found."""
    return [
        BilledSlot(
            start=slot.start,
            house_energy=Decimal("0.2"),
            house_cost=Decimal("0.2") * OFF_PEAK,
            vehicle_energy=slot.energy - Decimal("0.1"),
            vehicle_cost=(slot.energy - Decimal("0.1")) * OFF_PEAK,
        )
        for slot in session.slots
    ]


async def test_a_charge_of_a_car_billed_apart_waits_for_its_bill(desk: Desk) -> None:
    last, *_ = reversed(desk.sessions)
    assert last.state is SessionState.PROVISIONAL

    step = partial(SmartRecord.with_billed, slots=bill(last))
    await desk.engine.async_smart(KEY, step)
    await desk.wait(hours=24)
    await desk.read(FIRST_DAY)

    after = desk.sessions[-1]
    assert (after.session_id, after.state) == (last.session_id, SessionState.SETTLED)
    assert after.energy == last.energy - Decimal("0.1") * len(last.slots)
    assert after.cost == after.energy * OFF_PEAK
    assert (after.estimated_energy, after.estimated_cost) == (last.energy, last.cost)
    again = await desk.restart()
    assert again.sessions[-1] == after


async def test_a_charge_that_no_bill_came_for_settles_after_a_week(desk: Desk) -> None:
    # Too little was read before the first charge of all to tell when it began.
    _, *known = desk.sessions
    week = FIRST_DAY - timedelta(days=7)
    states = {session.state for session in known if session.span.end < week}

    assert states == {SessionState.SETTLED}
