"""What automations want to hear of: what was announced, and what begins in a view."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from ..core.announce import Announcement
from ..core.bands import off_peak_now
from ..core.cap import CapUse
from ..core.changes import Action
from ..core.model import Rate
from ..core.payload import JSON, payload, summary
from ..core.session import ZERO
from ..core.span import FOREVER, Span
from ..entity import is_live
from ..view import PointView
from .target import about_session, about_view

CHARGING_AT_PEAK: Final = "charging_at_peak"
ALLOWANCE_NEARLY_USED: Final = "allowance_nearly_used"
CHEAP_SLOT_STARTED: Final = "cheap_slot_started"
DATA_LATE: Final = "data_late"

# A car that is stopped as the cheap hours end draws on for a minute or so, and its end
# is seen a few minutes later.
_BRIEF: Final = timedelta(minutes=5)

_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One thing that happened, once."""

    what: str
    """The trigger of which it is one."""
    about: frozenset[str]
    """The keys of the supply point and the cars that it is about."""
    variables: Mapping[str, JSON]
    """What an automation is told, without any number of the supplier's."""


def session_happening(action: Action) -> str:
    """Return what a trigger calls an announcement."""
    return f"session_{action.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a supply point stands; `None` is unknown, and nothing begins from there."""

    off_peak: bool | None
    late: bool
    cap: CapUse | None
    warned: Span | None
    """The last day from noon to noon whose allowance was nearly used."""
    dear: str | None
    """The last session that charged at the peak."""


def said(announcement: Announcement, view: PointView) -> Happened:
    """Return what an announcement is to automations."""
    session, action = announcement.session, announcement.action
    return Happened(
        what=session_happening(action),
        about=about_session(session, view),
        variables={"session": payload(session, action, view.region)},
    )


def standing(view: PointView) -> Standing:
    """Return how a supply point stands, with all of it told already."""
    return Standing(
        off_peak=view.off_peak,
        late=view.readings_late,
        cap=view.cap,
        warned=_warned(view),
        dear=_dear(view),
    )


def following(before: Standing, view: PointView) -> Standing:
    """Return how it stands now; what was told of the last charge or day stays told."""
    dear = None if _rate_at_peak(view) is None else _dear(view)
    return replace(
        standing(view),
        warned=_warned(view) or before.warned,
        dear=dear or before.dear,
    )


def news(before: Standing, after: Standing, view: PointView) -> Iterator[Happened]:
    """Yield what has begun."""
    about = about_view(view)
    if before.off_peak is False and after.off_peak and view.rate_now is not None:
        yield Happened(
            what=CHEAP_SLOT_STARTED, about=about, variables=_rate(view.rate_now)
        )
    if (
        before.cap is not None
        and after.cap is not None
        and after.warned != before.warned
    ):
        yield Happened(
            what=ALLOWANCE_NEARLY_USED,
            about=about,
            variables={
                "used_min": after.cap.used // _MINUTE,
                "left_min": after.cap.left // _MINUTE,
            },
        )
    if after.late and not before.late and view.newest_reading is not None:
        yield Happened(
            what=DATA_LATE,
            about=about,
            variables={"newest_reading": view.newest_reading.isoformat()},
        )
    session, rate = view.live_session, _rate_at_peak(view)
    if (
        after.dear not in (None, before.dear)
        and session is not None
        and rate is not None
    ):
        yield Happened(
            what=CHARGING_AT_PEAK,
            about=about_session(session, view),
            variables={"session": summary(session, view.region), **_rate(rate)},
        )


def _warned(view: PointView) -> Span | None:
    return view.cap.day if view.cap is not None and view.cap.nearly_used else None


def _rate_at_peak(view: PointView) -> tuple[Span, Rate] | None:
    """Return what a car that charges now pays, if that is not one of the cheap rates.

    As in a session's `peak_kwh`, all is peak that is not cheap, on a day that has cheap
    hours.
    """
    car = view.book.vehicle
    if not (view.charging and is_live(view)):
        return None
    dear = off_peak_now(car, view.region, view.as_of) is False
    return car.entry_at(view.as_of) if dear else None


def _dear(view: PointView) -> str | None:
    """Return the id of the charge under way, if it took more than a little at peak."""
    session = view.live_session
    if session is None or not session.energy:
        return None
    bands = session.energy_by_band.items()
    dear = sum((energy for band, energy in bands if not band.cheap), start=ZERO)
    lasted = session.charging_time * float(dear / session.energy)
    return session.session_id if lasted >= _BRIEF else None


def _rate(held: tuple[Span, Rate]) -> dict[str, JSON]:
    """Say what a kWh costs, and until when; null where that is not known."""
    span, rate = held
    return {
        "unit_rate": float(round(rate.unit_rate, 4)),
        "until": None if span.end == FOREVER else span.end.isoformat(),
    }
