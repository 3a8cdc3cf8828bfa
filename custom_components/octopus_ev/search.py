"""Look for sessions in the facts of a supply point: where, and with which detector."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from statistics import median
from typing import Final

from .core.amend import priced_by_hand
from .core.causal import DETECTION_CONTEXT, LOOK_BACK
from .core.context import FuseContext
from .core.detectors import (
    ChargerDetector,
    DispatchDetector,
    HalfHourlyDetector,
    LiveDetector,
    SupplierDetector,
)
from .core.detectors.charger import told_by
from .core.detectors.half_hourly import is_another
from .core.evidence import Detection, Evidence
from .core.fuse import fuse
from .core.model import ChargerReports, Household, Region
from .core.session import Session, SessionState, Source
from .core.smart_record import SmartRecord
from .core.span import Span
from .core.timeline import Timeline
from .facts import Facts
from .touched import rates_differ

# A changed reading may move a session that began the evening before.
_BEFORE: Final = timedelta(hours=12)

# Blocks this near to each other are one session, so none is looked at alone.
_APART: Final = timedelta(hours=2)

_LONGEST: Final = timedelta(days=1)

# What telemetry showed before is only context: as its beginning is dropped, the rest
# would be judged anew with less and less around it.
_STILL_JUDGED: Final = timedelta(hours=12)

_HOUR: Final = timedelta(hours=1)

# What a car's plans were like lately tells whether it ever has one.
_LATELY: Final = timedelta(days=30)

# A session settles once the readings on either side of it are there, too.
_AROUND: Final = timedelta(hours=1)

# The first look after a start: enough to know the charger's power again.
_FIRST_LOOK: Final = timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one look brought."""

    sessions: tuple[Session, ...]
    charger_power_kw: Decimal | None
    open: bool
    """Whether a car still charges where the evidence ends, or may have begun to."""
    told: Timeline[None]
    """When the charger's own sensors told what it did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """How to look for the sessions of one account; everything here runs in a thread."""

    region: Region
    household: Household
    charger_power_kw: Decimal | None
    """As the user gave it; `None` leaves it to be learnt."""

    def in_readings(
        self,
        key: str,
        facts: Facts,
        window: Span,
        known: Sequence[Session],
        now: datetime,
        rejected: Sequence[Span] = (),
        believed_power_kw: Decimal | None = None,
    ) -> Found:
        """Return the sessions that readings and the supplier show within `window`.

        Nothing is learnt from the readings of a time in which no car charged, as the
        user says. `believed_power_kw` is what the last look rests on; once the charger
        is found to be another, or found at all, the weeks before are looked at again.
        """
        former = believed_power_kw or power_seen(known, window.end - DETECTION_CONTEXT)
        detection = self._detected(facts, window, rejected, former)
        power_kw = detection.charger_power_kw
        if power_kw is not None and is_another(power_kw, former):
            start = whole_before(window.end - LOOK_BACK, known)
            if start < window.start:
                earlier = Span(start, window.end)
                detection = self._detected(facts, earlier, rejected, power_kw)
        return self._found(key, facts, detection, power_kw, known, now)

    def in_past(
        self,
        key: str,
        facts: Facts,
        window: Span,
        known: Sequence[Session],
        now: datetime,
        rejected: Sequence[Span] = (),
    ) -> tuple[Session, ...]:
        """Return the sessions that readings of long ago show within `window`.

        Years of sessions may be known; those of another time are left out. What is
        found is fused twice, because nothing will look at it again: what comes out the
        same is settled.
        """
        latest = window.end + _LONGEST
        near = [session for session in known if session.span.start < latest]
        detection = self._detected(facts, window, rejected, None)
        for _ in range(2):
            power_kw = detection.charger_power_kw
            found = self._found(key, facts, detection, power_kw, near, now)
            near = list(found.sessions)
        return found.sessions

    def in_samples(
        self,
        key: str,
        facts: Facts,
        learnt_power_kw: Decimal | None,
        known: Sequence[Session],
        now: datetime,
    ) -> Found:
        """Return the sessions that telemetry shows."""
        power_kw = self.charger_power_kw or learnt_power_kw
        detection = LiveDetector().detect(
            Evidence(
                region=self.region,
                window=Span(max(facts.samples[0].at, now - _STILL_JUDGED), now),
                samples=facts.samples,
                rates=facts.book.house,
                charger_power_kw=power_kw,
                household=self.household,
                smart=facts.smart.within(Span(now - _LONGEST, now)),
            )
        )
        return self._found(key, facts, detection, power_kw, known, now)

    def in_charger(
        self,
        key: str,
        facts: Facts,
        learnt_power_kw: Decimal | None,
        known: Sequence[Session],
        now: datetime,
    ) -> Found:
        """Return the sessions that the charger's own sensors tell of."""
        power_kw = self.charger_power_kw or learnt_power_kw
        detection = ChargerDetector().detect(
            Evidence(
                region=self.region,
                window=_heard_in(facts.charger, now),
                charger=facts.charger,
                charger_power_kw=power_kw,
            )
        )
        return self._found(key, facts, detection, power_kw, known, now)

    def restored(
        self,
        key: str,
        facts: Facts,
        learnt_power_kw: Decimal | None,
        known: Sequence[Session],
        now: datetime,
    ) -> tuple[Session, ...]:
        """Return sessions within the readings and at the rates of today.

        What comes back after it was deleted has missed their changes.
        """
        found = (session for session in known if not session.by_hand)
        power_kw = self.charger_power_kw or learnt_power_kw
        return fuse((), found, self._context(key, facts, power_kw, now))

    def _supplied(self, facts: Facts, window: Span) -> list[Detection]:
        """Return what the supplier tells of its cars."""
        smart = _lately(facts.smart, window)
        if not smart:
            return []
        evidence = Evidence(
            region=self.region, window=window, readings=facts.readings, smart=smart
        )
        detectors = (SupplierDetector(), DispatchDetector())
        return [detector.detect(evidence) for detector in detectors]

    def _detected(
        self,
        facts: Facts,
        window: Span,
        rejected: Sequence[Span],
        believed_power_kw: Decimal | None,
    ) -> Detection:
        unlike = {
            slot for span in rejected for slot in span.slots(self.region.interval)
        }
        earliest = window.start - DETECTION_CONTEXT
        return HalfHourlyDetector().detect(
            Evidence(
                region=self.region,
                window=window,
                readings={
                    start: energy
                    for start, energy in facts.readings.items()
                    if start >= earliest and start not in unlike
                },
                rates=facts.book.house,
                charger_power_kw=self.charger_power_kw,
                believed_power_kw=believed_power_kw,
                smart=_lately(facts.smart, window),
                household=self.household,
            )
        )

    def _found(
        self,
        key: str,
        facts: Facts,
        detection: Detection,
        power_kw: Decimal | None,
        known: Sequence[Session],
        now: datetime,
    ) -> Found:
        # No session is longer than a day; those of years ago need no second thought.
        earliest = detection.window.start - _LONGEST
        near = [session for session in known if session.span.end > earliest]
        found = [session for session in near if not session.by_hand]
        context = replace(
            self._context(key, facts, power_kw, now),
            smart=_lately(facts.smart, detection.window),
        )
        by_hand = (
            priced_by_hand(session, context.rates, self.region)
            for session in near
            if session.by_hand
        )
        detections = [detection]
        if detection.source is Source.HALF_HOURLY:
            detections += self._supplied(facts, detection.window)
        return Found(
            sessions=(
                *fuse(detections, found, context),
                *by_hand,
            ),
            charger_power_kw=detection.charger_power_kw,
            open=detection.pending
            or any(candidate.open for candidate in detection.candidates),
            told=detection.told,
        )

    def _context(
        self, key: str, facts: Facts, power_kw: Decimal | None, now: datetime
    ) -> FuseContext:
        return FuseContext(
            region=self.region,
            point_key=key,
            readings=facts.readings,
            rates=facts.paid(self.region, now).vehicle,
            now=now,
            charger_power_kw=power_kw,
            told=self._told(facts, now),
        )

    def _told(self, facts: Facts, now: datetime) -> Timeline[None]:
        """Return when the charger was heard, up to this moment."""
        if not facts.charger:
            return facts.told
        lately = _heard_in(facts.charger, now)
        told = told_by(facts.charger, lately, self.charger_power_kw)
        return facts.told.overlaid(told).joined()


def _lately(record: SmartRecord, window: Span) -> SmartRecord:
    """Return what a record tells of a window, and of the weeks before."""
    return record.within(window.pad(_LATELY, _LONGEST)) if record else record


def _heard_in(reports: ChargerReports, now: datetime) -> Span:
    """Return since when all sensors of a charger are remembered."""
    firsts = [row[0].at for row in (reports.power, reports.counter) if row]
    return Span(min(max(firsts), now - timedelta.resolution), now)


def window_to_search(
    facts: Facts,
    changed: Iterable[datetime],
    known: Sequence[Session],
    region: Region,
    *,
    first: bool,
    rebuild: bool,
) -> Span | None:
    """Return the time to report sessions for, or `None` when nothing calls for it.

    It ends with the newest that readings or the supplier tell. It starts before the
    earliest change, and before what another look may settle; a session is looked at
    whole or not at all. The first look of all learns what the charger draws; it goes
    through everything where sessions are to be found again.
    """
    ends = [dispatch.span.end for dispatch in facts.smart.completed]
    ends += [charge.span.end for charge in facts.smart.charges]
    if (newest := facts.newest) is not None:
        ends.append(newest + region.interval)
    if not ends:
        return None
    starts = [slot - _BEFORE for slot in changed]
    starts += [
        session.span.start - _APART
        for session in known
        if _unsettled(session, facts, region.interval)
    ]
    if first and newest is not None:
        starts.append(min(facts.readings) if rebuild else newest - _FIRST_LOOK)
    if not starts:
        return None
    start = whole_before(min(starts), known)
    end = max(ends)
    return Span(start, end) if start < end else None


def whole_before(start: datetime, known: Sequence[Session]) -> datetime:
    """Return `start`, earlier where a known session would not be looked at whole."""
    for session in sorted(known, key=lambda known: known.span.start, reverse=True):
        if session.span.start - _APART < start < session.span.end + _APART:
            start = session.span.start - _APART
    return start


def whole_after(end: datetime, known: Sequence[Session]) -> datetime:
    """Return `end`, later where a known session would not be looked at whole."""
    for session in sorted(known, key=lambda known: known.span.start):
        if session.span.start - _APART < end < session.span.end + _APART:
            end = session.span.end + _APART
    return end


def power_seen(known: Iterable[Session], since: datetime) -> Decimal | None:
    """Return the power in kW that the sessions since then were found with, if any.

    It outlives a restart, and goes with the deletion of what was no session.
    """
    powers = [
        session.energy / Decimal(session.charging_time / _HOUR)
        for session in known
        if session.state.shown
        and session.provenance.energy is Source.HALF_HOURLY
        and session.span.start > since
    ]
    return median(powers) if powers else None


def repriced(
    before: Facts, after: Facts, known: Iterable[Session], region: Region, now: datetime
) -> tuple[datetime | None, set[datetime]]:
    """Return since when a home pays another rate, and where sessions cost another.

    A session counts as well where it has a rate at last.
    """
    book = after.paid(region, now)
    slots = {
        slot.start
        for session in known
        for slot in session.slots
        if (rate := book.vehicle.at(slot.start)) is not None
        and rate.unit_rate != slot.unit_rate
    }
    return rates_differ(before.paid(region, now), book), slots


def _unsettled(session: Session, facts: Facts, interval: timedelta) -> bool:
    """Tell whether another look at the same readings may settle or end a session."""
    if session.state is SessionState.LIVE:
        return True
    return session.state is SessionState.PROVISIONAL and all(
        slot in facts.readings
        for slot in session.span.pad(_AROUND, _AROUND).slots(interval)
    )
