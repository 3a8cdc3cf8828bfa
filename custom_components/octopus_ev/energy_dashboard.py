"""Which statistics of an account the Energy dashboard has, and which it could have."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import zip_longest
from typing import Final

from homeassistant.components.energy.data import (
    DeviceConsumption,
    EnergyManager,
    EnergyPreferences,
    EnergyPreferencesUpdate,
    GridSourceType,
    async_get_manager,
)
from homeassistant.components.recorder import get_instance
from homeassistant.components.recorder.statistics import get_metadata
from homeassistant.core import HomeAssistant

from .const import DOMAIN
from .core.hourly import Part
from .core.model import Direction, SupplyPoint
from .engine import Engine
from .statistic_ids import Measure, Statistic, statistic_id

_ENERGY: Final = "energy"


class Place(StrEnum):
    """Where in the dashboard a statistic goes."""

    CONSUMPTION = "grid_consumption"
    RETURN = "return_to_grid"
    DEVICE = "individual_device"


class Status(StrEnum):
    """Whether it is there."""

    ADDED = "added"
    MISSING = "missing"
    COUNTED_ELSEWHERE = "counted_elsewhere"
    """Another source has the same energy; with ours it would be counted twice."""
    NO_STATISTICS = "no_statistics"
    """There is nothing to show yet."""
    NO_DASHBOARD = "no_dashboard"
    """This Home Assistant has no Energy dashboard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A statistic of a supply point that the dashboard can show."""

    point_key: str
    place: Place
    energy: str
    """The id of the statistic."""
    money: str | None
    """The id of its cost, or of what is paid for it; `None` where there is none."""
    name: str
    """What the recorder calls the statistic; its id where it does not know it."""
    status: Status


_PARTS: Final[Mapping[Direction, Mapping[Place, Part]]] = {
    Direction.IMPORT: {Place.CONSUMPTION: Part.IMPORT, Place.DEVICE: Part.EV},
    Direction.EXPORT: {Place.RETURN: Part.EXPORT},
}


async def async_manager(hass: HomeAssistant) -> EnergyManager | None:
    """Return who keeps the dashboard's preferences, or `None` without a dashboard."""
    return await async_get_manager(hass) if _ENERGY in hass.config.components else None


async def async_choices(hass: HomeAssistant, engine: Engine) -> tuple[Choice, ...]:
    """Return what an account has for the dashboard."""
    points = [engine.view(key).point for key in engine.all_keys]
    known = await get_instance(hass).async_add_executor_job(
        partial(get_metadata, hass, statistic_source=DOMAIN)
    )
    names = {name: about["name"] or name for name, (_, about) in known.items()}
    manager = await async_manager(hass)
    there = None if manager is None else preferences(manager)
    return tuple(choice for point in points for choice in _choices(point, names, there))


def preferences(manager: EnergyManager) -> EnergyPreferences:
    """Return what the dashboard shows, also before anybody has chosen anything."""
    return manager.data or manager.default_preferences()


def missing(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """Return those that can be added without counting anything twice."""
    return tuple(choice for choice in choices if choice.status is Status.MISSING)


def with_added(
    there: EnergyPreferences, added: Sequence[Choice]
) -> EnergyPreferencesUpdate:
    """Return the preferences with `added`, and everything that is there."""
    bought, sent = (
        [choice for choice in added if choice.place is place]
        for place in (Place.CONSUMPTION, Place.RETURN)
    )
    # A connection to the grid has both directions.
    grid = [_grid_source(*pair) for pair in zip_longest(bought, sent)]
    devices: list[DeviceConsumption] = [
        {"stat_consumption": choice.energy}
        for choice in added
        if choice.place is Place.DEVICE
    ]
    return {
        "energy_sources": [*there["energy_sources"], *grid],
        "device_consumption": [*there["device_consumption"], *devices],
    }


def _choices(
    point: SupplyPoint, names: Mapping[str, str], there: EnergyPreferences | None
) -> Iterator[Choice]:
    """Yield what a supply point has for the dashboard."""
    for place, part in _PARTS[point.direction].items():
        energy, money = (
            statistic_id(point.key, Statistic(part, measure)) for measure in Measure
        )
        yield Choice(
            point_key=point.key,
            place=place,
            energy=energy,
            # The dashboard has no room for what a device costs.
            money=money if money in names and place is not Place.DEVICE else None,
            name=names.get(energy, energy),
            status=_status(place, energy, names, there),
        )


def _status(
    place: Place,
    energy: str,
    names: Mapping[str, str],
    there: EnergyPreferences | None,
) -> Status:
    if there is None:
        return Status.NO_DASHBOARD
    shown = set(_shown(place, there))
    if energy in shown:
        return Status.ADDED
    if energy not in names:
        return Status.NO_STATISTICS
    # A home has one connection to the grid; a device may be any.
    if place is not Place.DEVICE and any(
        not name.startswith(f"{DOMAIN}:") for name in shown
    ):
        return Status.COUNTED_ELSEWHERE
    return Status.MISSING


def _shown(place: Place, there: EnergyPreferences) -> Iterator[str]:
    """Yield the ids that are in a place of the dashboard."""
    if place is Place.DEVICE:
        yield from (
            device["stat_consumption"] for device in there["device_consumption"]
        )
        return
    for source in there["energy_sources"]:
        if source["type"] == "grid":
            bought, sent = source["stat_energy_from"], source["stat_energy_to"]
            name = bought if place is Place.CONSUMPTION else sent
            if name is not None:
                yield name


def _grid_source(bought: Choice | None, sent: Choice | None) -> GridSourceType:
    return {
        "type": "grid",
        "stat_energy_from": None if bought is None else bought.energy,
        "stat_cost": None if bought is None else bought.money,
        "entity_energy_price": None,
        "number_energy_price": None,
        "stat_energy_to": None if sent is None else sent.energy,
        "stat_compensation": None if sent is None else sent.money,
        "entity_energy_price_export": None,
        "number_energy_price_export": None,
        "cost_adjustment_day": 0.0,
    }
