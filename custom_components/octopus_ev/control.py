"""Order something of a car, once, and look what came of it."""

from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.event import async_call_later
from homeassistant.util import dt as dt_util

from .const import DOMAIN, ORDER_LOOKS, ORDER_SHOWN
from .coordinator.base import error_key
from .coordinator.cars import CarsCoordinator
from .core.smart import Device, DeviceState
from .core.targets import Targets
from .device_view import DeviceView
from .kraken.errors import (
    KrakenError,
    KrakenForbiddenError,
    KrakenNotFoundError,
    KrakenRefusedError,
)
from .providers.base import SmartProvider

# A reason says more than a code. Octopus's API reference lists both.
_REFUSALS: Final = {
    "BC_DEVICE_NOT_YET_LIVE": "boost_not_yet_live",
    "BC_DEVICE_RETIRED": "boost_retired",
    "BC_DEVICE_SUSPENDED": "boost_suspended",
    "BC_DEVICE_DISCONNECTED": "boost_disconnected",
    "BC_DEVICE_NOT_AT_HOME": "boost_not_at_home",
    "BC_BOOST_CHARGE_IN_PROGRESS": "boost_in_progress",
    "BC_DEVICE_FULLY_CHARGED": "boost_full",
    "KT-CT-4354": "boost_not_cancelled",
    "KT-CT-4356": "boost_not_ready",
    "KT-CT-4357": "boost_not_started",
    "KT-CT-4358": "control_not_stopped",
    "KT-CT-4359": "control_not_resumed",
    "KT-CT-4301": "device_unknown",
    "KT-CT-4313": "device_unknown",
    "KT-CT-4387": "device_unknown",
    "KT-CT-4314": "device_unsupported",
    "KT-CT-4321": "targets_refused",
    "KT-CT-4374": "targets_not_set",
}


@dataclass(frozen=True, slots=True)
class _Order[T]:
    """What was ordered, and until when it is shown although nobody has confirmed it."""

    value: T
    until: datetime


class Control:
    """What is ordered of an account's devices.

    Nothing is ordered twice. The supplier shows what came of it up to a minute later:
    until then the order itself is shown, and another one builds on it.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        provider: SmartProvider,
        cars: CarsCoordinator,
    ) -> None:
        """Order nothing yet."""
        self._hass = hass
        self._provider = provider
        self._cars = cars
        self._boosts: dict[str, _Order[bool]] = {}
        self._controls: dict[str, _Order[bool]] = {}
        self._targets: dict[str, _Order[Targets]] = {}
        self._looks: list[CALLBACK_TYPE] = []
        entry.async_on_unload(self._stop_looking)

    def boosting(self, view: DeviceView) -> bool | None:
        """Return whether a device boosts, or is about to."""
        seen = None if view.state is None else view.state is DeviceState.BOOSTING
        return _shown(self._boosts, view, seen)

    def controlled(self, view: DeviceView) -> bool | None:
        """Return whether the supplier controls a device, or is about to."""
        suspended = view.device.suspended
        return _shown(
            self._controls, view, None if suspended is None else not suspended
        )

    def targets(self, view: DeviceView) -> Targets:
        """Return what a device is to reach by when, as last ordered."""
        return _shown(self._targets, view, view.device.targets)

    async def async_boost(self, device: Device, on: bool) -> None:
        """Have a car charge now, or stop that.

        Raises:
            HomeAssistantError: The supplier does not do it, and says why.
        """
        await self._async_order(self._provider.boost(device, on))
        self._boosts[device.key] = _order(on)

    async def async_control(self, device: Device, on: bool) -> None:
        """Let the supplier control a device, or stop that.

        Raises:
            HomeAssistantError: The supplier does not do it, and says why.
        """
        await self._async_order(self._provider.control(device, on))
        self._controls[device.key] = _order(on)

    async def async_set_targets(self, device: Device, targets: Targets) -> None:
        """Set what to reach by when.

        Raises:
            HomeAssistantError: The supplier does not do it, and says why.
        """
        await self._async_order(self._provider.set_targets(device, targets))
        self._targets[device.key] = _order(targets)

    async def _async_order(self, order: Awaitable[None]) -> None:
        """Give an order; whatever is answered, look what came of it."""
        try:
            await order
        except KrakenError as err:
            raise HomeAssistantError(
                translation_domain=DOMAIN, translation_key=refusal_key(err)
            ) from err
        finally:
            self._look_soon()

    def _look_soon(self) -> None:
        self._stop_looking()
        self._looks = [
            async_call_later(self._hass, wait, self._async_look) for wait in ORDER_LOOKS
        ]

    def _stop_looking(self) -> None:
        for cancel in self._looks:
            cancel()
        self._looks.clear()

    async def _async_look(self, _now: datetime) -> None:
        await self._cars.async_refresh()


def refusal_key(err: KrakenError) -> str:
    """Return the key of the sentence that says why an order was not carried out."""
    reasons = err.reasons if isinstance(err, KrakenRefusedError) else ()
    for word in (*reasons, *err.codes):
        if word in _REFUSALS:
            return _REFUSALS[word]
    match err:
        case KrakenRefusedError():
            return "order_refused"
        case KrakenForbiddenError() | KrakenNotFoundError():
            return "order_not_permitted"
    return error_key(err)


def _order[T](value: T) -> _Order[T]:
    return _Order(value, dt_util.utcnow() + ORDER_SHOWN)


def _shown[T](orders: dict[str, _Order[Any]], view: DeviceView, seen: T) -> T:
    """Return what was ordered, until it is seen or its time is up; then what is seen."""
    order = orders.get(view.device.key)
    if order is None:
        return seen
    if order.value == seen or dt_util.utcnow() >= order.until:
        del orders[view.device.key]
        return seen
    value: T = order.value
    return value
