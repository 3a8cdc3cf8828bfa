"""Whom an entity tells of: a supply point, a device of the supplier's, a vehicle."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import override

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo

from .const import DOMAIN
from .core.model import Region
from .core.vehicle import Vehicle
from .device_view import DeviceView
from .engine import Engine
from .runtime import OctopusEvConfigEntry
from .vehicle_view import VehicleView
from .view import PointView


@dataclass(frozen=True, slots=True)
class Subject[V](ABC):
    """Something that has entities, and a view that they read."""

    engine: Engine
    point_key: str
    """The supply point that it is, or that it charges through."""

    @property
    def region(self) -> Region:
        """The facts of its country."""
        return self.engine.view(self.point_key).region

    @property
    @abstractmethod
    def view(self) -> V | None:
        """What is known of it now; `None` once it is gone."""

    @property
    @abstractmethod
    def device_info(self) -> DeviceInfo:
        """How it is described, without any number of the supplier's."""

    @abstractmethod
    def unique_id(self, key: str) -> str:
        """Return the unique id of one of its entities."""


@dataclass(frozen=True, slots=True)
class PointSubject(Subject[PointView]):
    """A supply point."""

    @property
    @override
    def view(self) -> PointView:
        return self.engine.view(self.point_key)

    @property
    @override
    def device_info(self) -> DeviceInfo:
        """Several points of one account are told apart by their order."""
        number = self.engine.point_keys.index(self.point_key) + 1
        return DeviceInfo(
            entry_type=DeviceEntryType.SERVICE,
            identifiers={(DOMAIN, self.point_key)},
            manufacturer="Octopus Energy",
            translation_key="supply_point" if number == 1 else "supply_point_numbered",
            translation_placeholders={"number": str(number)},
        )

    @override
    def unique_id(self, key: str) -> str:
        return f"{self.point_key}_home_{key}"


@dataclass(frozen=True, slots=True)
class DeviceSubject(Subject[DeviceView]):
    """A car or a charge point that the supplier controls."""

    device_key: str
    info: DeviceInfo

    @property
    @override
    def view(self) -> DeviceView | None:
        devices = self.engine.view(self.point_key).devices or ()
        return next((d for d in devices if d.device.key == self.device_key), None)

    @property
    @override
    def device_info(self) -> DeviceInfo:
        return self.info

    @override
    def unique_id(self, key: str) -> str:
        return f"{self.device_key}_device_{key}"


@dataclass(frozen=True, slots=True)
class VehicleSubject(Subject[VehicleView]):
    """A vehicle that the user describes."""

    vehicle: Vehicle
    subentry_id: str
    via_device_id: str

    @property
    @override
    def view(self) -> VehicleView | None:
        return self.engine.vehicle_view(self.vehicle.key)

    @property
    @override
    def device_info(self) -> DeviceInfo:
        return DeviceInfo(
            identifiers={(DOMAIN, self.vehicle.key)},
            name=self.vehicle.name,
            via_device_id=self.via_device_id,
        )

    @override
    def unique_id(self, key: str) -> str:
        return f"{self.vehicle.key}_vehicle_{key}"


def point_subjects(entry: OctopusEvConfigEntry) -> Iterator[PointSubject]:
    """Yield the supply points that are followed."""
    engine = entry.runtime_data.engine
    for point_key in engine.point_keys:
        yield PointSubject(engine, point_key)


def device_subjects(
    hass: HomeAssistant, entry: OctopusEvConfigEntry
) -> Iterator[DeviceSubject]:
    """Yield the devices that the supplier lists, each behind its supply point."""
    engine = entry.runtime_data.engine
    for point in point_subjects(entry):
        if devices := point.view.devices:
            via = _registered(hass, entry, point)
            for view in devices:
                info = _described(view, via)
                yield DeviceSubject(engine, point.point_key, view.device.key, info)


def vehicle_subjects(
    hass: HomeAssistant, entry: OctopusEvConfigEntry
) -> Iterator[VehicleSubject]:
    """Yield the user's vehicles, all of them behind the first supply point."""
    runtime = entry.runtime_data
    for point in islice(point_subjects(entry), 1):
        via = _registered(hass, entry, point)
        for own in runtime.settings.vehicles:
            yield VehicleSubject(
                runtime.engine, point.point_key, own.vehicle, own.subentry_id, via
            )


def _registered(
    hass: HomeAssistant, entry: OctopusEvConfigEntry, point: PointSubject
) -> str:
    """Return the id of a supply point's device; it may have no entities yet."""
    registry = dr.async_get(hass)
    return registry.async_get_or_create(
        config_entry_id=entry.entry_id, **point.device_info
    ).id


def _described(view: DeviceView, via_device_id: str) -> DeviceInfo:
    """Describe a device by make and model, behind its supply point."""
    device = view.device
    info = DeviceInfo(identifiers={(DOMAIN, device.key)}, via_device_id=via_device_id)
    if device.make:
        info["manufacturer"] = device.make
    if device.model:
        info["model"] = device.model
    if view.name:
        info["name"] = view.name
    else:
        info["translation_key"] = device.kind.value
    return info
