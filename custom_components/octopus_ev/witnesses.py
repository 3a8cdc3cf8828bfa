"""Ask the user's own entities what they told of sessions, and keep the answer.

The recorder forgets after days; a session must not change because of that.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from homeassistant.components.recorder import get_instance
from homeassistant.components.recorder.statistics import statistics_during_period
from homeassistant.core import HomeAssistant

from .codec_witness import decode_record, encode_record
from .const import LOGGER
from .core.model import Report
from .core.series import month_end, month_start
from .core.session import Session, SessionState
from .core.span import Span, floor
from .core.vehicle import Sighting
from .core.witness import AFTER, Record, Sightings, mean, merged, sighting
from .own_sensor_history import Listener, async_told
from .own_sensors import CHARGE, DISTANCE, ENERGY, POWER
from .settings import OwnVehicle, Settings
from .store import SAVE_SECONDS, file_prefix
from .store_file import StoreFile
from .witness_sources import Intensity, Plug, grams_per_kwh, unit_of

VERSION: Final = 1
MINOR_VERSION: Final = 1

_NOTHING: Final = Sighting()
_HOUR: Final = timedelta(hours=1)

# A charge under way is asked about again, because a plug may be late.
_AGAIN: Final = timedelta(minutes=10)

# What an entity showed at first counts, but was said before.
_LEAD: Final = timedelta(minutes=1)

# The recorder makes its hourly means twelve minutes after the hour at the latest.
_COMPILED: Final = timedelta(hours=2)


class Witnesses:
    """The entities that tell of vehicles, and the sensor of the carbon intensity."""

    def __init__(
        self, hass: HomeAssistant, name: str, settings: Settings, interval: timedelta
    ) -> None:
        """Take whom to ask; nobody has been asked yet."""
        self._hass = hass
        self._vehicles = [own for own in settings.vehicles if _sources(own)]
        self._carbon = settings.carbon_sensor
        self._interval = interval
        self.record = Record()
        self._asked: dict[str, tuple[Span, datetime]] = {}
        """Of which time of a session, and when, since this start."""
        self._looked_up: set[datetime] = set()
        """The slots whose carbon was looked up in vain."""
        self._file = StoreFile(
            hass,
            f"{file_prefix(name)}.witnesses",
            version=VERSION,
            minor_version=MINOR_VERSION,
            decode=decode_record,
            snapshot=lambda: encode_record(self.record),
        )

    @property
    def any(self) -> bool:
        """Whether there is anyone to ask."""
        return bool(self._vehicles) or self._carbon is not None

    async def async_load(self) -> None:
        """Take up what was kept."""
        self.record = await self._file.async_read() or Record()

    async def async_close(self) -> None:
        """Write what is waiting."""
        await self._file.async_close()

    async def async_ask(self, sessions: Iterable[Session], now: datetime) -> bool:
        """Ask about sessions of which more may be known; tell whether it is.

        A recorder that cannot be read holds nothing up: it is asked again another time.
        """
        if not self.any:
            return False
        shown = [session for session in sessions if session.state.shown]
        before = self.record
        try:
            for session in shown:
                if self._vehicles and self._is_due(session, now):
                    await self._async_ask_cars(session, now)
            if self._carbon is not None:
                await self._async_ask_carbon(self._carbon, shown, now)
        except Exception as err:  # noqa: BLE001
            # Whatever its database fails with, what was found stands.
            LOGGER.warning("The recorder cannot be read: %s", type(err).__name__)
        if self.record is before:
            return False
        self._file.schedule(SAVE_SECONDS)
        return True

    def _is_due(self, session: Session, now: datetime) -> bool:
        """Tell whether there may be more to hear of a session."""
        span = session.span
        if span.end < self._forgotten(now):
            return False
        if (asked := self._asked.get(session.session_id)) is None:
            return True
        before, at = asked
        if before == span:
            return at < span.end + AFTER <= now
        return session.state is not SessionState.LIVE or now - at >= _AGAIN

    def _forgotten(self, now: datetime) -> datetime:
        """Return until when the recorder has forgotten all."""
        return now - timedelta(days=get_instance(self._hass).keep_days)

    async def _async_ask_cars(self, session: Session, now: datetime) -> None:
        """Ask what tells of each vehicle."""
        name, span = session.session_id, session.span
        window = Span(span.start - _LEAD, max(min(span.end + AFTER, now), span.start))
        before = self.record.sessions.get(name, {})
        cars: dict[str, Sighting] = dict(before)
        for own in self._vehicles:
            told: dict[str, Sequence[Report]] = {
                part: await async_told(self._hass, entity_id, listener, window)
                for part, (entity_id, listener) in _sources(own).items()
            }
            key = own.vehicle.key
            seen = merged(before.get(key), sighting(span, **told))
            if seen != _NOTHING:
                cars[key] = seen
        self._asked[name] = span, now
        if cars != before:
            self._keep_sightings(name, cars)

    def _keep_sightings(self, name: str, cars: Sightings) -> None:
        sessions = {**self.record.sessions, name: cars}
        self.record = Record(sessions=sessions, carbon=self.record.carbon)

    async def _async_ask_carbon(
        self, entity_id: str, sessions: Sequence[Session], now: datetime
    ) -> None:
        """Ask for the intensity of slots that are over and have none yet."""
        wanted = {
            slot.start
            for session in sessions
            if session.carbon is None or session.carbon.unknown
            for slot in session.slots
            if slot.start + self._interval <= now
        }
        wanted -= self.record.carbon.keys() | self._looked_up
        found: dict[datetime, Decimal] = {}
        forgotten = self._forgotten(now)
        kept = (slot for slot in wanted if slot >= forgotten)
        for window in _joined(Span(slot, slot + self._interval) for slot in kept):
            told = await async_told(self._hass, entity_id, Intensity(), window)
            for start in window.slots(self._interval):
                value = mean(told, Span(start, start + self._interval))
                if value is not None:
                    found[start] = value
        old = {slot for slot in wanted - found.keys() if slot < now - _COMPILED}
        for month in sorted({month_start(slot) for slot in old}):
            means = await self._async_means(entity_id, month)
            for slot in old:
                if (value := means.get(floor(slot, _HOUR))) is not None:
                    found[slot] = value
        self._looked_up |= old - found.keys()
        if found:
            carbon = {**self.record.carbon, **found}
            self.record = Record(sessions=self.record.sessions, carbon=carbon)

    async def _async_means(
        self, entity_id: str, month: datetime
    ) -> Mapping[datetime, Decimal]:
        """Return the hourly means of a month, which the recorder keeps for good."""
        factor = grams_per_kwh(unit_of(self._hass, entity_id))
        if factor is None:
            return {}
        rows = await get_instance(self._hass).async_add_executor_job(
            statistics_during_period,
            self._hass,
            month,
            month_end(month),
            {entity_id},
            "hour",
            None,
            {"mean"},
        )
        return {
            datetime.fromtimestamp(row["start"], month.tzinfo): Decimal(str(value))
            * factor
            for row in rows.get(entity_id, ())
            if (value := row.get("mean")) is not None
        }


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that touch as one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and joined[-1].end == span.start:
            joined[-1] = joined[-1].hull(span)
        else:
            joined.append(span)
    return joined


def _sources(own: OwnVehicle) -> dict[str, tuple[str, Listener]]:
    """Return what tells of a vehicle, and how it is understood."""
    sensors = own.sensors
    chosen: dict[str, tuple[str | None, Listener]] = {
        "plug": (sensors.plugged_in, Plug()),
        "power": (sensors.charger_power, POWER),
        "counter": (sensors.charger_energy, ENERGY),
        "charge": (sensors.state_of_charge, CHARGE),
        "odometer": (sensors.odometer, DISTANCE),
    }
    return {
        part: (entity_id, listener)
        for part, (entity_id, listener) in chosen.items()
        if entity_id is not None
    }
