"""Put the supplier's bill in place of what we made of a charge, and keep that beside it.

Where the car is billed apart, the supplier tells for each half hour what the car took
and what that cost. It has the last word on both; where a charge began and ended, and
what it is called, it does not touch.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from .blocks import allotted
from .excess import excess
from .model import Rate, Region, SmartRates
from .pricing import reference_cost
from .session import ZERO, Estimate, PricedSlot, Session, SessionState, SessionType
from .smart import BilledSlot
from .span import ceiling, floor
from .timeline import Timeline

_PATIENCE: Final = timedelta(days=7)
"""A bill comes a day or two late. A charge that none came for by then settles without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What the charges of one supply point are billed at."""

    region: Region
    bill: Mapping[datetime, BilledSlot]
    """By slot start; what is not loaded changes nothing."""
    rates: Timeline[Rate]
    """What a car pays by our own reckoning."""
    billed: Timeline[Rate]
    """The same where nothing is billed; the bill's rates elsewhere."""
    smart: Timeline[SmartRates]
    now: datetime
    charger_power_kw: Decimal | None = None

    def estimated(self, session: Session) -> Session:
        """Return a session with what we had made of it, as if there were no bill."""
        if not session.billed:
            return session
        slots = tuple(_estimated(session.slots))
        return self._with(session, slots, self.rates)

    def settled(
        self, sessions: Iterable[Session], known: Iterable[Session]
    ) -> tuple[Session, ...]:
        """Return the sessions as they are billed, and settled only if they are.

        `known` has them as they were: what was settled stays so, and what was billed
        stays as it was if the bill is no longer at hand.
        """
        sessions = tuple(sessions)
        known = tuple(known)
        before = {session.session_id: session for session in known if session.billed}
        firm = {
            session.session_id
            for session in known
            if session.state is SessionState.SETTLED
        }
        shown = [session for session in sessions if session.state.shown]
        drawn: dict[datetime, Decimal] = {}
        for session in shown:
            if self._names(session):
                for slot in session.slots:
                    drawn[slot.start] = drawn.get(slot.start, ZERO) + slot.energy
        free = self.bill.keys() - {slot.start for one in shown for slot in one.slots}
        found = []
        for session in sessions:
            if session.state.shown:
                session = self._billed(
                    session, before.get(session.session_id), drawn, free
                )
                if session.session_id not in firm:
                    session = self._awaiting(session)
                session = self._with_premium(session)
            found.append(session)
        return tuple(found)

    def _billed(
        self,
        session: Session,
        before: Session | None,
        drawn: Mapping[datetime, Decimal],
        free: set[datetime],
    ) -> Session:
        if not all(slot.start in self.bill for slot in session.slots):
            if before is None:
                return session
            return replace(
                session,
                slots=before.slots,
                blocks=before.blocks,
                reference_cost=before.reference_cost,
                excess=before.excess,
                cost_low=None,
                cost_high=None,
            )
        named = self._names(session)
        slots = [
            self._at_bill(slot, self._share(slot, drawn) if named else slot.energy)
            for slot in session.slots
        ]
        if named:
            missed = [*self._missed(session, free)]
            free -= {slot.start for slot in missed}
            slots = sorted([*slots, *missed], key=lambda slot: slot.start)
        return self._with(session, tuple(slots), self.billed)

    def _names(self, session: Session) -> bool:
        """Tell whether the bill knows of a charge then.

        What the supplier was not told of is billed as the house's; another car may
        have been billed at the same time.
        """
        billed = sum(
            (
                known.vehicle_energy
                for slot in session.slots
                if (known := self.bill.get(slot.start)) is not None
            ),
            start=ZERO,
        )
        if session.type is SessionType.UNPLANNED:
            return billed > session.energy / 2
        return billed > 0

    def _share(self, slot: PricedSlot, drawn: Mapping[datetime, Decimal]) -> Decimal:
        """Return a session's share of what cars took in a slot, by the bill."""
        whole = self.bill[slot.start].vehicle_energy
        return whole * slot.energy / drawn[slot.start] if drawn[slot.start] else ZERO

    def _missed(self, session: Session, free: set[datetime]) -> Iterator[PricedSlot]:
        """Yield the slots next to a session's, and within it, that only the bill has."""
        interval = self.region.interval
        first = floor(session.span.start, interval)
        last = ceiling(session.span.end, interval)
        while self._is_missed(first - interval, free):
            first -= interval
        while self._is_missed(last, free):
            last += interval
        slot = first
        while slot < last:
            if self._is_missed(slot, free):
                nothing = PricedSlot(start=slot, energy=ZERO, metered=True)
                yield self._at_bill(nothing, self.bill[slot].vehicle_energy)
            slot += interval

    def _is_missed(self, slot: datetime, free: set[datetime]) -> bool:
        return slot in free and self.bill[slot].vehicle_energy > 0

    def _at_bill(self, slot: PricedSlot, energy: Decimal) -> PricedSlot:
        rate = self.billed.at(slot.start)
        return replace(
            slot,
            energy=energy,
            unit_rate=None if rate is None else rate.unit_rate,
            band=None if rate is None else rate.band,
            estimate=Estimate(slot.energy, slot.unit_rate, slot.band),
        )

    def _with(
        self, session: Session, slots: tuple[PricedSlot, ...], rates: Timeline[Rate]
    ) -> Session:
        """Return a session with other slots, and what follows from them."""
        spans = [block.span for block in session.blocks]
        reference = reference_cost(slots, rates, self.region)
        beyond = excess(slots, rates, self.region, self.charger_power_kw)
        return replace(
            session,
            slots=slots,
            blocks=allotted(spans, slots, self.region.interval),
            reference_cost=session.reference_cost if reference is None else reference,
            excess=session.excess if beyond is None else beyond,
            cost_low=None,
            cost_high=None,
        )

    def _awaiting(self, session: Session) -> Session:
        """Return a session that is not settled while its bill may still come."""
        rates = self.smart.at(session.span.start)
        apart = rates is not None and rates.beyond is not None
        if (
            session.state is SessionState.SETTLED
            and apart
            and not session.billed
            and self.now - session.span.end < _PATIENCE
        ):
            return replace(session, state=SessionState.PROVISIONAL)
        return session

    def _with_premium(self, session: Session) -> Session:
        """Return a session with what its boost cost more than waiting for the plan."""
        premium: Decimal | None = None
        for slot in session.slots:
            if slot.type is not SessionType.BOOST:
                continue
            rates = self.smart.at(slot.start)
            if rates is None or slot.cost is None:
                return session
            premium = (premium or ZERO) + slot.cost - slot.energy * rates.vehicle
        return replace(session, boost_premium=premium)


def _estimated(slots: Iterable[PricedSlot]) -> Iterator[PricedSlot]:
    for slot in slots:
        if (ours := slot.estimate) is None:
            yield slot
        elif ours.energy or slot.total:
            yield replace(
                slot,
                energy=ours.energy,
                unit_rate=ours.unit_rate,
                band=ours.band,
                estimate=None,
            )
