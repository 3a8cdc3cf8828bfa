"""What is wrong at a supply point that time alone does not mend."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from .core.model import SupplyPoint
from .core.periods import local_day
from .core.span import Span
from .view import PointView

# Suppliers deliver a day later, now and then three.
NO_READINGS_FOR: Final = timedelta(days=4)
# A new tariff or its prices may be a day late.
_GRACE: Final = timedelta(days=1)
# A part that is refused is asked for again each day.
REFUSED_FOR: Final = timedelta(days=3)


class Trouble(StrEnum):
    """What is wrong, by the key of its repair."""

    CARS_REFUSED = "cars_refused"
    """The supplier controls a car, and tells nothing of it any more."""
    HOME_LEFT = "home_left"
    """The customer has left the home, and has no other."""
    HOME_MOVED = "home_moved"
    """The same, but another home is there to follow."""
    NEVER_READ = "never_read"
    NO_READINGS = "no_readings"
    TARIFF_ENDED = "tariff_ended"
    TARIFF_UNKNOWN = "tariff_unknown"


@dataclass(frozen=True, slots=True)
class Found:
    """A trouble, and what its sentence leaves open."""

    trouble: Trouble
    placeholders: Mapping[str, str]


def troubles(
    view: PointView,
    listed: Collection[SupplyPoint],
    elsewhere: Collection[SupplyPoint],
    *,
    prices_answered: bool,
    cars_refused: timedelta,
) -> Iterator[Found]:
    """Yield what is wrong at a point, as of its view.

    `listed` are the account's points, and `elsewhere` those among them that could be
    followed in place of this one. `prices_answered` tells whether the supplier, when
    asked for prices, said anything at all, and `cars_refused` for how long it has told
    nothing of cars.
    """
    now, point = view.as_of, view.point
    here = next((one for one in listed if one.key == point.key), None)
    if here is None or not here.occupied:
        yield Found(Trouble.HOME_MOVED if elsewhere else Trouble.HOME_LEFT, {})
        return
    if (ended := _ended(point, now)) is not None:
        yield Found(Trouble.TARIFF_ENDED, {"since": _day(view, ended)})
        return
    newest = view.newest_reading
    if _stopped(view):
        yield (
            Found(Trouble.NEVER_READ, {})
            if newest is None
            else Found(Trouble.NO_READINGS, {"since": _day(view, newest)})
        )
    held = point.agreements.entry_at(now)
    if prices_answered and held is not None and _unpriced(view, held[0].start):
        yield Found(Trouble.TARIFF_UNKNOWN, {"tariff": held[1].product_code})
    if cars_refused > REFUSED_FOR and view.book.smart.at(now) is not None:
        yield Found(Trouble.CARS_REFUSED, {})


def _ended(point: SupplyPoint, now: datetime) -> datetime | None:
    """Return when the last agreement ended, unless it was just now or another comes."""
    last = max((span.end for span, _ in point.agreements), default=None)
    return last if last is not None and now - last >= _GRACE else None


def _stopped(view: PointView) -> bool:
    """Tell whether readings stay away although they are asked for."""
    polled = view.readings_polled
    if polled is None or view.as_of - polled > _GRACE:
        return False
    if view.newest_reading is not None:
        return view.readings_late and view.as_of - view.newest_reading > NO_READINGS_FOR
    first = min((span.start for span, _ in view.point.agreements), default=view.as_of)
    return view.as_of - first > NO_READINGS_FOR


def _unpriced(view: PointView, since: datetime) -> bool:
    """Tell whether there was no price for a day."""
    day = Span(view.as_of - _GRACE, view.as_of)
    if view.rate_now is not None or since > day.start:
        return False
    return next(view.book.house.touching(day), None) is None


def _day(view: PointView, instant: datetime) -> str:
    return local_day(view.region, instant).isoformat()
