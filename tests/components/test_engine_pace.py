"""The engine works beside the event loop, not on it."""

import asyncio
from time import thread_time

from freezegun.api import TickingDateTimeFactory

from homeassistant.core import HomeAssistant
from tests.components.desks import Desk, house
from tests.unit.detectors.homes import DAY, WINTER

ALLOWED = 0.02
"""Seconds of its own time for which the loop may be kept from everything else."""


class Pulse:
    """Feels the loop's pulse: the work that its thread does between two beats.

    Counting work and not time, it does not mind what else the machine does.
    """

    def __init__(self) -> None:
        self.longest = 0.0

    async def beat(self) -> None:
        while True:
            before = thread_time()
            await asyncio.sleep(0)
            self.longest = max(self.longest, thread_time() - before)


async def test_a_year_of_facts_does_not_hold_the_loop_up(
    hass: HomeAssistant, freezer: TickingDateTimeFactory
) -> None:
    desk = await Desk.open(hass, freezer, house(days=366))
    await desk.rates()
    await desk.read(WINTER + 364 * DAY, days=364)
    await desk.start()
    rows = desk.readings(desk.home.window)
    await desk.engine.async_shutdown()

    pulse = Pulse()
    beating = asyncio.create_task(pulse.beat())
    again = await Desk.open(hass, freezer, desk.home)
    await again.rates()
    await again.read(WINTER + 365 * DAY, readings=rows[-96:-48])
    await again.start()
    await again.engine.async_shutdown()
    beating.cancel()
    assert len(again.sessions) == 183
    assert pulse.longest < ALLOWED
