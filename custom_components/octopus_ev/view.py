"""What entities show of one supply point, worked out before they ask."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from .const import LIVE_IDLE_STALE, LIVE_OPEN_STALE, RECENT_READINGS
from .core.bands import off_peak_now
from .core.cap import CapUse, cap_use
from .core.carbon import carbon_together
from .core.detectors.stretches import told_until
from .core.import_mark import ImportMark
from .core.lateness import is_late
from .core.ledger import Ledger
from .core.model import PowerSample, Rate, RateBook, Region, SupplyPoint
from .core.periods import day_span, local_day, month_span
from .core.plan import DeviceReport
from .core.session import Carbon, Session
from .core.span import Span
from .core.summary import (
    DayUse,
    Totals,
    latest_complete_day,
    next_rate,
    rate_at,
    so_far,
)
from .core.vehicle import Vehicle
from .device_view import DeviceView, device_views
from .facts import Facts
from .settings import NO_SENSORS, OwnSensors


@dataclass(frozen=True, slots=True, kw_only=True)
class PointView:
    """One supply point at one moment; what is not known is `None`.

    The engine makes a new view when data changes, when telemetry grows stale and at
    every slot boundary, so that reading one costs nothing.
    """

    point: SupplyPoint
    region: Region
    as_of: datetime
    """When the view was made, in UTC."""

    readings: Mapping[datetime, Decimal]
    """Imported kWh by slot start."""
    newest_reading: datetime | None
    """The end of the newest slot that has a reading."""
    missing_readings: int
    """Slots without a reading in the fortnight before the newest one."""
    readings_polled: datetime | None
    """When readings were last asked for with success."""
    readings_late: bool = False
    """Whether the next readings are later than they usually come."""
    imported: ImportMark | None
    """How far the past has been imported; `None` before that has begun."""
    latest_day: DayUse | None
    """The latest local day that is complete."""

    book: RateBook
    rate_now: tuple[Span, Rate] | None
    """The unit rate of the house, and how long it holds."""
    rate_next: tuple[Span, Rate] | None
    """The next different rate."""
    standing_charge: Decimal | None
    """Of today, tax included."""
    off_peak: bool | None
    """Whether the house is in a cheap slot; `None` where the tariff has none."""

    sessions: tuple[Session, ...]
    """Those that count, in order of start."""
    live_session: Session | None
    last_session: Session | None
    """The one that ended last."""
    today: Totals | None
    """What the car took since local midnight; `None` while nothing of it was seen."""
    month: Totals | None
    ever: Totals | None

    sample: PowerSample | None
    """The newest telemetry; `None` once it is stale."""
    sample_until: datetime | None
    """When `sample` grows stale."""
    live_open: bool
    """Whether a car charges or seems to: telemetry is then asked for each minute."""
    charger_power_kw: Decimal | None
    """As given or learnt; `None` when no charger is believed in."""

    sensors: OwnSensors = NO_SENSORS
    """What the user has of their own at this point."""
    charger_until: datetime | None = None
    """Until when the charger's sensors are believed; `None` once they are silent."""
    drifted: Session | None = None
    """The last settled session of which something was told live."""
    billed: Session | None = None
    """The last session that the supplier's bill tells of."""
    cap: CapUse | None = None
    """How today's allowance stands; `None` where the tariff has none, or no car."""
    tells_carbon: bool = False
    """Whether the carbon of any session is known."""
    month_carbon: Carbon | None = None
    """Of the sessions that started this month."""
    vehicles: tuple[Vehicle, ...] = ()
    """The user's own."""
    devices: tuple[DeviceView, ...] | None = None
    """The supplier's devices at this home; `None` while it has not told of any."""

    @property
    def charging(self) -> bool:
        """Whether energy flows now; a charge that has paused is still the same one."""
        if self.live_session is None:
            return False
        if self.sample is None:
            return True
        return self.sample.at - self.live_session.span.end < LIVE_OPEN_STALE

    @property
    def stale_at(self) -> datetime | None:
        """When time alone makes what is shown untrue, be it before the slot ends."""
        devices = (device.stale_at for device in self.devices or ())
        ends = (self.sample_until, self.charger_until, *devices)
        return min((end for end in ends if end is not None), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the last run of the detectors made of a supply point."""

    searched: bool = False
    charger_power_kw: Decimal | None = None
    on_trust: bool = False
    """Whether that is but what was given."""
    live_open: bool = False
    charger_open: bool = False


def point_view(
    point: SupplyPoint,
    region: Region,
    facts: Facts,
    ledger: Ledger,
    finding: Finding,
    *,
    readings_polled: datetime | None,
    waits: Collection[timedelta] = (),
    sensors: OwnSensors = NO_SENSORS,
    imported: ImportMark | None,
    reports: Sequence[DeviceReport] | None = None,
    now: datetime,
) -> PointView:
    """Work out what is to be shown at `now`; it takes milliseconds, so do it apart."""
    sessions = ledger.sessions(point.key)
    book = facts.paid(region, now)
    live_session = ledger.live(point.key)
    today = local_day(region, now)
    month = month_span(region, today)
    live_open = live_session is not None or finding.live_open or finding.charger_open
    sample, sample_until = _fresh(facts, now, live_open=live_open)
    newest = facts.newest
    newest_reading = None if newest is None else newest + region.interval
    charger_until = told_until(facts.charger, now)
    seen = _seen(newest_reading, facts, None if charger_until is None else now)
    return PointView(
        point=point,
        region=region,
        as_of=now,
        readings=facts.readings,
        newest_reading=newest_reading,
        missing_readings=_missing(facts, region),
        readings_polled=readings_polled,
        readings_late=is_late(newest_reading, waits, now),
        imported=imported,
        latest_day=latest_complete_day(facts.readings, book, sessions, region, now=now),
        book=book,
        rate_now=rate_at(book, now),
        rate_next=next_rate(book, now),
        standing_charge=book.standing.at(now),
        off_peak=off_peak_now(book.house, region, now),
        sessions=sessions,
        live_session=live_session,
        last_session=ledger.last_ended(point.key),
        today=so_far(sessions, day_span(region, today), seen),
        month=so_far(sessions, month, seen),
        ever=so_far(sessions, None, seen),
        sample=sample,
        sample_until=sample_until,
        live_open=live_open,
        charger_power_kw=finding.charger_power_kw,
        sensors=sensors,
        charger_until=charger_until,
        drifted=next((s for s in reversed(sessions) if s.drift is not None), None),
        billed=_billed(facts, sessions),
        cap=_cap(facts, region, now),
        tells_carbon=any(session.carbon is not None for session in reversed(sessions)),
        month_carbon=carbon_together(
            session for session in sessions if session.span.start in month
        ),
        vehicles=ledger.garage.vehicles,
        devices=None if reports is None else device_views(reports, facts.smart, now),
    )


def _billed(facts: Facts, sessions: Sequence[Session]) -> Session | None:
    """Return the last session that is billed; most homes have no such bill."""
    if not facts.smart.billed:
        return None
    return next((session for session in reversed(sessions) if session.billed), None)


def _cap(facts: Facts, region: Region, now: datetime) -> CapUse | None:
    """Return how the allowance stands, where the tariff bills the car apart."""
    rates = facts.book.smart.at(now)
    if rates is None or rates.beyond is None or not facts.smart:
        return None
    return cap_use(facts.smart, region, now)


def _fresh(
    facts: Facts, now: datetime, *, live_open: bool
) -> tuple[PowerSample, datetime] | tuple[None, None]:
    """Return the newest telemetry and until when it counts, if it still does."""
    if not facts.samples:
        return None, None
    newest = facts.samples[-1]
    until = newest.at + (LIVE_OPEN_STALE if live_open else LIVE_IDLE_STALE)
    return (newest, until) if now < until else (None, None)


def _seen(
    newest_reading: datetime | None, facts: Facts, told: datetime | None
) -> datetime | None:
    """Return how far readings, telemetry or the charger reach."""
    sample = facts.samples[-1].at if facts.samples else None
    reached = (at for at in (newest_reading, sample, told) if at is not None)
    return max(reached, default=None)


def _missing(facts: Facts, region: Region) -> int:
    """Count the slots without a reading in the fortnight before the newest one."""
    if (newest := facts.newest) is None:
        return 0
    first = max(min(facts.readings), newest - RECENT_READINGS)
    span = Span(first, newest + region.interval)
    return sum(slot not in facts.readings for slot in span.slots(region.interval))
