"""Which vehicle charged: by the user, the supplier, what is linked, or its power."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from statistics import median
from typing import Final

from .session import Session
from .vehicle import AttributedBy, Sighting, Vehicle, named

_MOSTLY: Final = Decimal("0.5")
"""Share of a session that a vehicle is plugged in for it to be its own."""

_HARDLY: Final = Decimal("0.1")
"""Share up to which it was not, or its own charger delivered nothing to speak of."""

_PLUGGED: Final = 1
"""How loud a plug speaks: less than anything else that is linked."""

_NOTICED: Final = Decimal(3)
"""The kWh that every battery's gauge notices."""

_RISE: Final = Decimal(2)
"""Percent that a battery gains by more than the whims of its gauge."""

_DRAWN: Final = Decimal("0.3")
"""Share of a session's energy that a charger must tell, knowing half of its time."""

_LIKE: Final = Decimal("0.1")
"""How far the power of a session may lie from that of its vehicle, as a share."""

_UNLIKE: Final = Decimal("0.25")
"""By which share two powers differ clearly."""


def attributed(
    session: Session, vehicles: Sequence[Vehicle], seen: Mapping[str, Sighting]
) -> Session:
    """Return the session with the vehicle that charged, if that is known.

    What the user says of it stands in the session already, and outranks all else; it
    may be no vehicle of his. `seen` is what was told of the vehicles, by their key.
    """
    if session.vehicle is not None:
        found = named(vehicles, session.vehicle)
        return replace(
            session,
            vehicle=session.vehicle if found is None else found.key,
            vehicle_by=AttributedBy.MANUAL,
            car=found,
            sighting=None if found is None else seen.get(found.key),
        )
    car, by = _car(session, vehicles, seen)
    if car is None or by is None:
        return session
    return replace(
        session, vehicle=car.key, vehicle_by=by, car=car, sighting=seen.get(car.key)
    )


def _car(
    session: Session, vehicles: Sequence[Vehicle], seen: Mapping[str, Sighting]
) -> tuple[Vehicle, AttributedBy] | tuple[None, None]:
    """Return what the machine makes of it."""
    if not vehicles:
        return None, None
    open_to = list(vehicles)
    if session.device is not None:
        for car in vehicles:
            if car.device == session.device:
                return car, AttributedBy.DEVICE
        # The supplier names another than these.
        open_to = [car for car in vehicles if car.device is None]
    if len(vehicles) == 1 and open_to:
        return open_to[0], AttributedBy.ONLY
    left = [car for car in open_to if not _denied(session, seen.get(car.key))]
    alike = _alike(session, left)
    if len(left) == 1 < len(open_to):
        # What is linked to all others denies it.
        return left[0], AttributedBy.LINK
    marks = {car.key: _mark(session, seen.get(car.key)) for car in left}
    most = max(marks.values(), default=0)
    loudest = [car for car in left if marks[car.key] == most]
    if not most or len(loudest) > 1:
        return (None, None) if alike is None else (alike, AttributedBy.POWER)
    if most == _PLUGGED and alike not in (None, loudest[0]):
        # Both may be plugged in, and only one of them charges.
        return None, None
    return loudest[0], AttributedBy.LINK


def _mark(session: Session, seen: Sighting | None) -> int:
    """Return how loud a vehicle's own entities say that it charged."""
    if seen is None:
        return 0
    if seen.drawn is not None and seen.drawn >= _DRAWN * session.energy > 0:
        return 3
    if seen.charge_added is not None and seen.charge_added >= _RISE:
        return 2
    return _PLUGGED if seen.plugged is not None and seen.plugged >= _MOSTLY else 0


def _denied(session: Session, seen: Sighting | None) -> bool:
    """Tell whether a vehicle's own entities show that it did not charge."""
    if seen is None:
        return False
    added, drawn = seen.charge_added, seen.drawn
    return (
        (seen.plugged is not None and seen.plugged <= _HARDLY)
        or (added is not None and added <= 0 and session.energy >= _NOTICED)
        or (drawn is not None and drawn <= _HARDLY * session.energy)
    )


def _alike(session: Session, vehicles: Sequence[Vehicle]) -> Vehicle | None:
    """Return the vehicle that draws this much, if no other draws nearly as much."""
    power = steady_power(session)
    powers = [car.power_kw for car in vehicles if car.power_kw is not None]
    if power is None or len(powers) < len(vehicles) or len(vehicles) < 2:
        return None
    near = [
        car
        for car in vehicles
        if car.power_kw is not None
        and abs(power - car.power_kw) <= _LIKE * car.power_kw
    ]
    if len(near) != 1:
        return None
    own = near[0].power_kw
    others = (car.power_kw for car in vehicles if car is not near[0])
    clear = all(
        own is not None
        and other is not None
        and abs(own - other) >= _UNLIKE * max(own, other)
        for other in others
    )
    return near[0] if clear else None


def steady_power(session: Session) -> Decimal | None:
    """Return the usual power in kW of the slots that are filled; `None` without any."""
    starts = [slot.start for slot in session.slots]
    if len(starts) < 2:
        return None
    interval = min(after - before for before, after in pairwise(starts))
    full = [
        slot.energy / Decimal(interval / timedelta(hours=1))
        for slot in session.slots
        if any(
            block.span.start <= slot.start and slot.start + interval <= block.span.end
            for block in session.blocks
        )
    ]
    return median(full) if full else None
