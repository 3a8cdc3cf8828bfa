"""Follow the devices that the supplier controls: their state, and what is planned."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import ClassVar, Final, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..const import (
    ACCOUNT_INTERVAL,
    DISPATCH_IDLE_INTERVAL,
    DISPATCH_OPEN_INTERVAL,
    DISPATCH_SHARED_INTERVAL,
    LIVE_RIVAL,
    LOGGER,
    RETRY_FIRST,
)
from ..core.model import Direction, SupplyPoint
from ..core.plan import DeviceReport, Plan, next_block
from ..core.smart import Device, DeviceState
from ..core.smart_record import SmartRecord
from ..core.span import BEGINNING
from ..engine import Engine
from ..kraken.errors import KrakenConnectionError, KrakenRateLimitError
from ..providers.base import SmartProvider
from .account import AccountCoordinator
from .base import OctopusEvCoordinator
from .capabilities import Capabilities, Part

# A timer may run a moment early.
_EARLY: Final = timedelta(seconds=2)
_LONGEST_REST: Final = timedelta(hours=1)


class CarsCoordinator(OctopusEvCoordinator[Mapping[str, DeviceReport]]):
    """The cars and charge points by device key, as long as the account has them.

    Every look asks how all of them stand, and for the plan of one: the one whose plan
    was asked for longest ago. So more cars take no more questions. A look out of turn
    asks for no plan, and a plan that fails leaves the rest.
    """

    proves_key: ClassVar[bool] = False

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        account: AccountCoordinator,
        engine: Engine,
        provider: SmartProvider,
        capabilities: Capabilities,
    ) -> None:
        """Set up polling; nothing is asked yet."""
        super().__init__(hass, entry, "cars")
        self.data = {}
        self.update_interval = DISPATCH_IDLE_INTERVAL
        self.account = account
        self._engine = engine
        self._provider = provider
        self._capabilities = capabilities
        self._asked: dict[str, datetime] = {}
        self._plan_failures = 0
        self._plans_rest_until = BEGINNING
        self.last_active = BEGINNING
        """When a car was last plugged in, or had a plan."""

    @override
    async def async_fetch(self) -> Mapping[str, DeviceReport]:
        cars = await self._async_cars()
        turn = self._turn(cars)
        if turn is not None:
            cars[turn.device.key] = await self._async_plan(turn)
        for report in cars.values():
            if report is not turn and _unplugged(report):
                # Nothing can be planned for it: as good as an empty plan.
                await self._async_told(report.device, ())
        now = dt_util.utcnow()
        if any(_active(report, now) for report in cars.values()):
            self.last_active = now
        if cars or Part.DEVICES not in self._capabilities.off:
            # Where nobody tells, there may be cars all the same.
            await self._engine.async_devices(tuple(cars.values()))
        return cars

    @override
    def interval(self, data: Mapping[str, DeviceReport]) -> timedelta:
        """Return three minutes while a car is plugged in; hours if there is none."""
        if not data:
            return ACCOUNT_INTERVAL
        now = dt_util.utcnow()
        if not any(_active(report, now) for report in data.values()):
            return DISPATCH_IDLE_INTERVAL
        shared = LIVE_RIVAL in self.hass.config.components
        return DISPATCH_SHARED_INTERVAL if shared else DISPATCH_OPEN_INTERVAL

    def points(self) -> list[tuple[Device, str]]:
        """Return the devices, each with the key of the point it charges from."""
        found = (
            (report.device, self.point_of(report.device))
            for report in self.data.values()
        )
        return [(device, point.key) for device, point in found if point is not None]

    def point_of(self, device: Device) -> SupplyPoint | None:
        """Return the chosen point that a device charges from, if there is one."""
        return next(
            (
                point
                for point in self.account.data.values()
                if point.direction is Direction.IMPORT and point.home == device.home
            ),
            None,
        )

    async def _async_cars(self) -> dict[str, DeviceReport]:
        """Return the devices as they stand; as they stood while that is not told."""
        devices = await self._async_devices()
        if devices is None:
            return dict(self.data)
        now = dt_util.utcnow()
        await self._async_seen(devices, now)
        return {
            device.key: self._report(device, now)
            for device in devices
            if not device.retired and self.point_of(device) is not None
        }

    async def _async_devices(self) -> Sequence[Device] | None:
        """Return the devices, in detail if that is told, or `None` if nothing is."""
        ask = partial(self._provider.devices, self.account.account)
        devices = await self._capabilities.async_ask(Part.DETAILS, ask)
        if devices is not None:
            self._capabilities.note_back(Part.DEVICES)
            return devices
        return await self._capabilities.async_ask(
            Part.DEVICES, partial(ask, detailed=False)
        )

    async def _async_seen(self, devices: Sequence[Device], now: datetime) -> None:
        """Have it kept which devices are plugged in, where that is told."""
        seen: dict[str, dict[str, bool | None]] = {}
        for device in devices:
            point, state = self.point_of(device), device.state
            if point is None or state is None or device.retired:
                continue
            if state.plugged_in is not None or state is DeviceState.LOST:
                seen.setdefault(point.key, {})[device.key] = state.plugged_in
        for point_key, states in seen.items():
            step = partial(SmartRecord.with_states, states=states, now=now)
            await self._engine.async_smart(point_key, step)

    def _report(self, device: Device, now: datetime) -> DeviceReport:
        """Return what is known of a device after the supplier told of it."""
        known = self.data.get(device.key)
        if known is None:
            return DeviceReport(device=device, told=now)
        if device.suspended is None:
            # Its status could not be fetched; that is not a state.
            return known
        return replace(known, device=device, told=now)

    def _turn(self, cars: Mapping[str, DeviceReport]) -> DeviceReport | None:
        """Return the device whose plan is to be asked for now, if any is due."""
        now = dt_util.utcnow()
        latest = max(self._asked.values(), default=BEGINNING)
        reports = list(cars.values())
        there = [report for report in reports if not _unplugged(report)]
        # Of a car that is away, every other look is enough: nothing can be planned.
        pace = self.interval(cars) * (1 if there else 2)
        if now < max(self._plans_rest_until, latest + pace - _EARLY):
            return None
        return min(
            there or reports,
            key=lambda report: self._asked.get(report.device.key, BEGINNING),
            default=None,
        )

    async def _async_plan(self, report: DeviceReport) -> DeviceReport:
        """Ask for the plan of a device."""
        device, now = report.device, dt_util.utcnow()
        self._asked[device.key] = now
        try:
            plan = await self._capabilities.async_ask(
                Part.PLANNED, partial(self._provider.planned, device), device.key
            )
        except (KrakenConnectionError, KrakenRateLimitError) as err:
            LOGGER.debug("What is planned could not be read: %s", err)
            self._rest_plans(err, now)
            return report
        self._plan_failures = 0
        if plan is None:
            # That it cannot be told is usual while no car is there.
            if not _unplugged(report):
                return report
            plan = ()
        await self._async_told(device, plan)
        return replace(report, plan=plan, plan_told=now)

    def _rest_plans(
        self, err: KrakenConnectionError | KrakenRateLimitError, now: datetime
    ) -> None:
        """Leave plans alone, longer after each failure: their limit grows stricter."""
        wait = RETRY_FIRST
        if isinstance(err, KrakenRateLimitError):
            wait = timedelta(seconds=err.retry_after)
        self._plans_rest_until = now + min(wait * 2**self._plan_failures, _LONGEST_REST)
        self._plan_failures = min(self._plan_failures + 1, 10)

    async def _async_told(self, device: Device, plan: Plan) -> None:
        """Have it kept what is planned for a device now."""
        point = self.point_of(device)
        if point is not None:
            step = partial(
                SmartRecord.with_plan,
                device_key=device.key,
                dispatches=plan,
                now=dt_util.utcnow(),
            )
            await self._engine.async_smart(point.key, step)


def _unplugged(report: DeviceReport) -> bool:
    return report.device.state is DeviceState.UNPLUGGED


def _active(report: DeviceReport, now: datetime) -> bool:
    """Tell whether a car is plugged in, as far as its state or its plan shows."""
    state = report.device.state
    if state is not None and state.plugged_in is not None:
        return state.plugged_in
    return next_block(report.plan or (), now) is not None
