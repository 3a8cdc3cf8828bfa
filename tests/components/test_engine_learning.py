"""How the engine comes to believe in a charger, and how it holds on to it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from freezegun.api import TickingDateTimeFactory

from homeassistant.core import HomeAssistant
from tests.components.desks import KEY, SETTINGS, Desk, house
from tests.unit.detectors.homes import DAY, WINTER, Charge, Home


async def _days(desk: Desk, first: int, last: int) -> None:
    """Tell the engine each day's readings the morning after."""
    for day in range(first, last + 1):
        await desk.read(WINTER + day * DAY, days=1)


async def test_charges_before_the_charger_was_known_are_found_once_it_is(
    hass: HomeAssistant, freezer: TickingDateTimeFactory
) -> None:
    desk = await Desk.open(hass, freezer, house(20))
    await desk.rates()
    await desk.start()

    await _days(desk, 1, 2)
    assert not desk.ids

    await _days(desk, 3, 12)
    assert len(desk.ids) == 6
    assert desk.sessions[0].span.start - WINTER < timedelta(hours=1)
    await desk.engine.async_shutdown()


async def test_a_restart_does_not_forget_the_charger(
    hass: HomeAssistant, freezer: TickingDateTimeFactory
) -> None:
    home = house(120, nights=(*range(0, 30, 2), 100))
    desk = await Desk.open(hass, freezer, home)
    await desk.rates()
    await desk.read(WINTER + 60 * DAY, days=60)
    await desk.start()
    ids = desk.ids

    desk = await desk.restart()
    await desk.read(WINTER + 102 * DAY, days=42)

    assert desk.ids[: len(ids)] == ids
    assert len(desk.ids) == len(ids) + 1
    await desk.engine.async_shutdown()


async def test_another_charger_is_looked_for_in_the_weeks_before(
    hass: HomeAssistant, freezer: TickingDateTimeFactory
) -> None:
    home = Home(days=60)
    for night in range(0, 30, 2):
        home.draw(Charge(WINTER + night * DAY + timedelta(minutes=30), 5, 3.6))
    for night in range(31, 60, 2):
        home.draw(Charge(WINTER + night * DAY + timedelta(minutes=30), 3, 11))
    desk = await Desk.open(hass, freezer, home)
    await desk.rates()
    await desk.read(WINTER + 30 * DAY, days=30)
    await desk.start()
    assert desk.view.charger_power_kw is not None
    assert abs(desk.view.charger_power_kw - Decimal("3.6")) < Decimal("0.1")

    await _days(desk, 31, 58)

    assert desk.view.charger_power_kw is not None
    assert abs(desk.view.charger_power_kw - 11) < Decimal("0.3")
    later = [s for s in desk.sessions if s.span.start > WINTER + 30 * DAY]
    assert len(later) == 14
    assert all(session.point_key == KEY for session in desk.sessions)
    await desk.engine.async_shutdown()


async def test_a_power_that_was_given_wrongly_is_put_right(
    hass: HomeAssistant, freezer: TickingDateTimeFactory
) -> None:
    settings = replace(SETTINGS, charger_power_kw=Decimal("3.6"))
    desk = await Desk.open(hass, freezer, house(20), settings)
    await desk.rates()
    await desk.start()

    await _days(desk, 1, 2)
    assert desk.view.charger_power_kw == Decimal("3.6")

    await _days(desk, 3, 16)
    assert desk.view.charger_power_kw is not None
    assert abs(desk.view.charger_power_kw - Decimal("7.2")) < Decimal("0.1")
    assert len(desk.ids) == 8
    await desk.engine.async_shutdown()


async def test_a_power_is_still_borne_out_after_a_restart(
    hass: HomeAssistant, freezer: TickingDateTimeFactory
) -> None:
    settings = replace(SETTINGS, charger_power_kw=Decimal("7.2"))
    desk = await Desk.open(hass, freezer, house(20), settings)
    await desk.rates()
    await desk.start()
    await _days(desk, 1, 10)
    ids = desk.ids

    desk = await desk.restart()
    await _days(desk, 11, 14)

    assert len(ids) == 5
    assert desk.ids[: len(ids)] == ids
    assert len(desk.ids) == len(ids) + 2
    await desk.engine.async_shutdown()
