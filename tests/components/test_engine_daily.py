"""What the engine finds day by day is what daily detection says of the same readings."""

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from freezegun.api import TickingDateTimeFactory
import pytest

from custom_components.octopus_ev.core.causal import detect_daily
from homeassistant.core import HomeAssistant
from tests.components.desks import Desk
from tests.unit.detectors.homes import DAY, LONDON, WINTER, Charge, Home, cheap_nights

DAYS = 45
LEARNT = 21
"""Days until what was found when the charger was first believed in is settled."""

type Claim = tuple[datetime, datetime, Decimal]


def lived_in(seed: int) -> Home:
    """Return a home with a car, a shower and an oven, each at hours that vary."""
    home = Home(days=DAYS, seed=seed)
    random = Random(seed)
    for day in range(DAYS - 1):
        midnight = WINTER + day * DAY
        if random.random() < 0.55:
            start = midnight + timedelta(hours=random.choice((16, 18, 21, 23.5, 24.5)))
            home.draw(Charge(start, random.uniform(0.7, 5), 7.2))
        shower = midnight + timedelta(hours=random.gauss(7.2, 0.4))
        home.draw(Charge(shower, random.uniform(0.1, 0.2), 9))
        oven = midnight + timedelta(hours=random.gauss(18.5, 0.5))
        home.draw(Charge(oven, random.uniform(0.5, 1.2), 2.2))
    return home


def daily(home: Home, end: datetime) -> list[Claim]:
    found = detect_daily(
        region=LONDON,
        readings={start: kwh for start, kwh in home.readings.items() if start < end},
        rates=cheap_nights(home.window),
    )
    return [
        (one.span.start, one.span.end, sum(one.slots.values(), Decimal(0)))
        for one in found.candidates
        if one.span.start > WINTER + LEARNT * DAY
    ]


def like(one: Claim, other: Claim) -> bool:
    """Tell whether two claims are of one charge: the house is learnt a bit apart."""
    off = timedelta(minutes=10)
    return (
        abs(one[0] - other[0]) < off
        and abs(one[1] - other[1]) < off
        and abs(one[2] - other[2]) < Decimal("0.8")
    )


def told(desk: Desk) -> list[Claim]:
    return [
        (session.span.start, session.span.end, session.energy)
        for session in desk.sessions
        if session.span.start > WINTER + LEARNT * DAY
        and session.span.end <= WINTER + (DAYS - 1) * DAY
    ]


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_day_by_day_the_engine_finds_what_daily_detection_does(
    hass: HomeAssistant, freezer: TickingDateTimeFactory, seed: int
) -> None:
    home = lived_in(seed)
    desk = await Desk.open(hass, freezer, home)
    await desk.rates()
    await desk.start()

    for day in range(1, LEARNT + 1):
        await desk.read(WINTER + day * DAY, days=1)
    said = len(desk.words)
    for day in range(LEARNT + 1, DAYS + 1):
        await desk.read(WINTER + day * DAY, days=1)

    found, expected = told(desk), daily(home, WINTER + DAYS * DAY)
    assert len(found) == len(expected) > 5
    assert all(map(like, found, expected, strict=False))
    assert "updated" not in desk.words[said:]
    await desk.engine.async_shutdown()
