"""Look for sessions in the facts of a supply point: where, and with which detector."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
    LiveDetector,
    SupplierDetector,
)
from .core.detectors.charger import told_by
from .core.detectors.power import is_another
from .core.detectors.several import detect_cars
from .core.evidence import Detection, Evidence
from .core.fuse import fuse
from .core.model import ChargerReports, Household, Region
from .core.session import Session, Source
from .core.settlement import Settlement
from .core.smart_record import SmartRecord
from .core.span import Span
from .core.timeline import Timeline
from .facts import Facts
from .search_window import whole_before

_LONGEST: Final = timedelta(days=1)

# What telemetry showed before is only context: as its beginning is dropped, the rest
# would be judged anew with less and less around it.
_STILL_JUDGED: Final = timedelta(hours=12)

_HOUR: Final = timedelta(hours=1)

# What a car's plans were like lately tells whether it ever has one.
_LATELY: Final = timedelta(days=30)

# Sessions that bear out a power that was given.
_BORNE_OUT: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one look brought."""

    sessions: tuple[Session, ...]
    charger_power_kw: Decimal | None
    open: bool
    """Whether a car still charges where the evidence ends, or may have begun to."""
    told: Timeline[None]
    """When the charger's own sensors told what it did."""
    on_trust: bool = False
    """Whether the power is but what was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """How to look for the sessions of one account; everything here runs in a thread."""

    region: Region
    household: Household
    charger_power_kw: Decimal | None
    """As the user gave it; what the charger is seen to draw comes before it."""

    def in_readings(
        self,
        key: str,
        facts: Facts,
        window: Span,
        known: Sequence[Session],
        now: datetime,
        rejected: Sequence[Span] = (),
        believed_power_kw: Decimal | None = None,
        *,
        on_trust: bool = False,
    ) -> Found:
        """Return the sessions that readings and the supplier show within `window`.

        Nothing is learnt from the readings of a time in which no car charged, as the
        user says. `believed_power_kw` is what the last look rests on, be it `on_trust`;
        once the charger is found to be another, or found at all, the weeks before are
        looked at again.
        """
        former = None if on_trust else believed_power_kw or self._seen(known, window)
        detection = self._detected(facts, window, rejected, former)
        power_kw = detection.charger_power_kw
        if (
            power_kw is not None
            and not detection.on_trust
            and is_another(power_kw, former)
        ):
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
        seen_power_kw: Decimal | None = None,
    ) -> tuple[Session, ...]:
        """Return the sessions that readings of long ago show within `window`.

        Years of sessions may be known; those of another time are left out. What is
        found is fused twice, because nothing will look at it again: what comes out the
        same is settled. What the charger was seen to draw then is not learnt anew.
        """
        latest = window.end + _LONGEST
        near = [session for session in known if session.span.start < latest]
        detection = self._detected(facts, window, rejected, seen_kw=seen_power_kw)
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
        power_kw = learnt_power_kw or self.charger_power_kw
        detection = LiveDetector().detect(
            Evidence(
                region=self.region,
                window=Span(max(facts.samples[0].at, now - _STILL_JUDGED), now),
                samples=facts.samples,
                rates=facts.book.house,
                charger_power_kw=power_kw,
                household=self.household,
                # What is planned tells whether a charge that stops has ended.
                smart=facts.smart.within(Span(now - _LONGEST, now + _LONGEST)),
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
        power_kw = learnt_power_kw or self.charger_power_kw
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
        found = [session for session in known if not session.by_hand]
        power_kw = learnt_power_kw or self.charger_power_kw
        return self._fused(key, facts, (), power_kw, found, now)

    def _seen(self, known: Iterable[Session], window: Span) -> Decimal | None:
        """Return the power in kW that the sessions up to the window bear out, if any.

        Where one was given, as many as it takes to believe in it: before a restart it
        may have been on trust.
        """
        least = 1 if self.charger_power_kw is None else _BORNE_OUT
        return power_seen(known, window.end - DETECTION_CONTEXT, least)

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
        believed_power_kw: Decimal | None = None,
        seen_kw: Decimal | None = None,
    ) -> Detection:
        unlike = {
            slot for span in rejected for slot in span.slots(self.region.interval)
        }
        earliest = window.start - DETECTION_CONTEXT
        return detect_cars(
            Evidence(
                region=self.region,
                window=window,
                readings={
                    start: energy
                    for start, energy in facts.readings.items()
                    if start >= earliest and start not in unlike
                },
                rates=facts.book.house,
                charger_power_kw=seen_kw or self.charger_power_kw,
                power_borne_out=seen_kw is not None,
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
        detections = [detection]
        if detection.source is Source.HALF_HOURLY:
            detections += self._supplied(facts, detection.window)
        smart = _lately(facts.smart, detection.window)
        return Found(
            sessions=self._fused(key, facts, detections, power_kw, near, now, smart),
            charger_power_kw=detection.charger_power_kw,
            open=detection.pending
            or any(candidate.open for candidate in detection.candidates),
            told=detection.told,
            on_trust=detection.on_trust,
        )

    def _fused(
        self,
        key: str,
        facts: Facts,
        detections: Iterable[Detection],
        power_kw: Decimal | None,
        known: Sequence[Session],
        now: datetime,
        smart: SmartRecord | None = None,
    ) -> tuple[Session, ...]:
        """Return the sessions after these detections, as they are billed if they are.

        What is found is held against our own reckoning, and the bill put over it.
        """
        paid = facts.paid(self.region, now).vehicle
        rates = paid
        if facts.smart.billed:
            rates = facts.estimated(self.region, now).vehicle
        settlement = Settlement(
            region=self.region,
            bill=facts.smart.billed,
            rates=rates,
            billed=paid,
            smart=facts.book.smart,
            now=now,
            charger_power_kw=power_kw,
        )
        found = [session for session in known if not session.by_hand]
        fused = fuse(
            detections,
            [settlement.estimated(session) for session in found],
            FuseContext(
                region=self.region,
                point_key=key,
                readings=facts.readings,
                rates=rates,
                now=now,
                charger_power_kw=power_kw,
                told=self._told(facts, now),
                smart=smart or SmartRecord(),
            ),
        )
        by_hand = (
            priced_by_hand(session, paid, self.region)
            for session in known
            if session.by_hand
        )
        return (*settlement.settled(fused, found), *by_hand)

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


def power_seen(
    known: Iterable[Session], since: datetime, least: int = 1
) -> Decimal | None:
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
    return median(powers) if len(powers) >= least else None
