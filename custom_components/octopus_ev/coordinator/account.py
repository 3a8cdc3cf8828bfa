"""Follow the account: tariffs, meters, and whether a Home Mini answers."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import override

from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..const import (
    ACCOUNT_INTERVAL,
    LOGGER,
    RETRY_FIRST,
    RETRY_LAST,
    TELEMETRY_PROBE_INTERVAL,
)
from ..core.identity import point_key
from ..core.model import Account, Direction, Meter, SupplyPoint
from ..core.timeline import Timeline
from ..engine import Engine
from ..kraken.errors import KrakenError
from ..providers.base import Provider, TelemetryProvider
from ..settings import ChosenPoint, Settings
from .base import OctopusEvCoordinator


class AccountCoordinator(OctopusEvCoordinator[Mapping[str, SupplyPoint]]):
    """The chosen supply points by key, with the tariffs and meters of today.

    What their homes export is followed beside them.
    """

    account: Account
    """The whole account, chosen or not, once it was read."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        settings: Settings,
        engine: Engine,
        provider: Provider,
        telemetry: TelemetryProvider,
    ) -> None:
        """Set up polling; nothing is asked yet."""
        super().__init__(hass, entry, "account")
        self._settings = settings
        self._engine = engine
        self._provider = provider
        self._telemetry = telemetry
        self._has_telemetry: dict[str, bool] = {}
        self._probed: datetime | None = None

    @override
    async def async_fetch(self) -> Mapping[str, SupplyPoint]:
        account = await self._provider.account(self._settings.account_number)
        self.account = account
        found = {point.key: point for point in self._chosen(account)}
        await self._async_probe(found)
        points = {
            key: replace(point, has_telemetry=self._has_telemetry.get(key, False))
            for key, point in found.items()
        }
        await self._engine.async_points(points)
        self._reload_for_new_telemetry(points)
        return points

    @override
    def interval(self, data: Mapping[str, SupplyPoint]) -> timedelta:
        """Return six hours, less when a tariff ends or is missing before that."""
        now = dt_util.utcnow()
        waits = [ACCOUNT_INTERVAL]
        if self._probed is None:
            waits.append(RETRY_LAST)
        for point in data.values():
            held = point.agreements.entry_at(now)
            if held is not None:
                # A minute later the next agreement is in force, if there is one.
                waits.append(min(held[0].end - now, ACCOUNT_INTERVAL) + RETRY_FIRST)
            elif point.occupied:
                waits.append(RETRY_LAST)
        return min(waits)

    def _chosen(self, account: Account) -> Iterator[SupplyPoint]:
        """Yield the points that the user chose, those the account forgot included.

        After them come those through which the same homes export.
        """
        homes = set()
        by_mpan = {point.mpan: point for point in account.points}
        for chosen in self._settings.points:
            key = point_key(account.region.code, account.number, chosen.mpan)
            known = (self.data or {}).get(key)
            point = by_mpan.get(chosen.mpan) or known or _unknown(key, chosen)
            if chosen.mpan in by_mpan:
                homes.add(point.home)
            yield _with_serial(point, chosen.serial)
        for point in account.points:
            if point.direction is Direction.EXPORT and point.home in homes:
                yield point

    async def _async_probe(self, points: Mapping[str, SupplyPoint]) -> None:
        """Ask once a day which points have a Home Mini that answers."""
        now = dt_util.utcnow()
        if self._probed and now - self._probed < TELEMETRY_PROBE_INTERVAL:
            return
        try:
            for key, point in points.items():
                if point.direction is Direction.EXPORT:
                    continue
                self._has_telemetry[key] = await self._telemetry.has_telemetry(point)
        except KrakenError as err:
            LOGGER.debug("Live telemetry could not be probed: %s", err)
            self._probed = None
        else:
            self._probed = now

    def _reload_for_new_telemetry(self, points: Mapping[str, SupplyPoint]) -> None:
        """Set the entry up again once a Home Mini appears, for its entities' sake."""
        if self.config_entry.state is ConfigEntryState.LOADED and any(
            point.has_telemetry and not self.data[key].has_telemetry
            for key, point in points.items()
        ):
            self.hass.config_entries.async_schedule_reload(self.config_entry.entry_id)


def _with_serial(point: SupplyPoint, serial: str | None) -> SupplyPoint:
    """Return the point with the meter that the user typed, if it lacks it."""
    if serial is None or any(meter.serial == serial for meter in point.meters):
        return point
    return replace(point, meters=(*point.meters, Meter(serial=serial)))


def _unknown(key: str, chosen: ChosenPoint) -> SupplyPoint:
    """Return a point of which nothing but its number is known."""
    return SupplyPoint(
        key=key,
        mpan=chosen.mpan,
        direction=Direction.IMPORT,
        meters=(),
        agreements=Timeline(),
    )
