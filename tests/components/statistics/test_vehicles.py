"""Each vehicle has statistics of its own, which follow whom a session is said to be."""

from dataclasses import replace
from decimal import Decimal
from typing import Final

from freezegun.api import TickingDateTimeFactory

from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.vehicle import Vehicle
from custom_components.octopus_ev.settings import OwnVehicle, VehicleSensors
from homeassistant.core import HomeAssistant
from tests.components.desks import FIRST_DAY, KEY, SETTINGS, Desk, house

from .books import DAYS, HALF_HOUR, NOON, Books, named

LEAF: Final = "0a1b2c3d4e"
ZOE: Final = "1a1b2c3d4e"


def own(name: str, key: str) -> OwnVehicle:
    return OwnVehicle(
        vehicle=Vehicle(key=key, name=name), sensors=VehicleSensors(), subentry_id=name
    )


async def total(books: Books, kind: str) -> float:
    """Return the last sum of a statistic."""
    rows = await books.rows(kind)
    assert len(rows) == DAYS * 24
    return rows[max(rows)][1]


async def test_a_session_counts_for_its_vehicle_alone(
    hass: HomeAssistant, freezer: TickingDateTimeFactory
) -> None:
    settings = replace(SETTINGS, vehicles=(own("Leaf", LEAF), own("Zoe", ZOE)))
    desk = await Desk.open(hass, freezer, house(40), settings)
    await desk.rates()
    await desk.read(FIRST_DAY, days=DAYS)
    await desk.start()
    books = await Books.open(hass, freezer, desk=desk)
    span = Span(NOON, NOON + 3 * HALF_HOUR)
    changes = await desk.engine.async_add(KEY, span, Decimal("1.5"))
    await books.settle()
    (session,) = (change.session for change in changes.items)

    assert await books.right()
    assert await total(books, f"ev_{LEAF}_energy") == 0
    await desk.engine.async_edit(session.session_id, vehicle="Leaf")
    await books.settle()
    for measure in ("energy", "cost"):
        assert await books.rows(f"ev_{LEAF}_{measure}") == await books.rows(
            f"ev_{measure}"
        )
        assert await total(books, f"ev_{ZOE}_{measure}") == 0
    assert (await books.ids())[named(f"ev_{LEAF}_cost")]["name"] == (
        "Octopus EV Leaf cost"
    )
    await desk.engine.async_edit(session.session_id, vehicle=ZOE)
    await books.settle()
    assert await total(books, f"ev_{LEAF}_cost") == 0
    assert await total(books, f"ev_{ZOE}_energy") == 1.5
    assert await books.right()

    # Without its description a vehicle has no statistics, once they are made anew.
    books.desk = replace(desk, settings=replace(SETTINGS, vehicles=()))
    again = await books.restart()
    assert await total(again, f"ev_{ZOE}_energy") == 1.5
    await again.statistics.async_rebuild()
    assert not [name for name in await again.ids() if ZOE in name or LEAF in name]
