"""What the cards are told of a supply point and its sessions, in the form of `card_wire`."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from .card_wire import (
    CardCap,
    CardForecast,
    CardPoint,
    CardRate,
    CardSession,
    CardSlot,
    CardSpan,
    CardTotals,
)
from .core.cap import CAP, CapUse
from .core.forecast import Forecast, forecast, power_of
from .core.model import Band
from .core.periods import day_span, local_day
from .core.plan import blocks
from .core.session import ZERO, PricedSlot, Session
from .core.smart import DeviceKind
from .core.span import Span
from .core.summary import Totals
from .core.travel import cost_per_mile, miles_added, percent_added, petrol_saving
from .core.vehicle import AttributedBy
from .entity import has_live
from .view import PointView

_MINUTE: Final = timedelta(minutes=1)
_PLACES: Final = 6


def card_point(
    view: PointView, *, device_id: str, name: str, may_edit: bool
) -> CardPoint:
    """Return all that the cards show of a supply point."""
    live, last = view.live_session, view.last_session
    vehicles, at = vehicle_names(view), view.as_of
    guess = (
        None if live is None else forecast(live, view.sessions, view.book.vehicle, at)
    )
    return {
        "key": view.point.key,
        "device_id": device_id,
        "name": name,
        "currency": view.region.currency,
        "time_zone": view.region.tz.key,
        "may_edit": may_edit,
        "sees_live": has_live(view),
        "charging": view.charging,
        "demand_w": None if view.sample is None else _float(view.sample.demand_w),
        "power_kw": _float(power_of(live)) if live and view.charging else None,
        "charger_power_kw": _float(view.charger_power_kw),
        "live_session": None if live is None else card_session(live, vehicles),
        "live_slots": [] if live is None else card_slots(live),
        "forecast": None if guess is None else _forecast(guess),
        "last_session": None if last is None else card_session(last, vehicles),
        "last_slots": [] if last is None else card_slots(last),
        "rates": _rates(view),
        "charged": _charged(view),
        "planned": _planned(view),
        "cap": None if view.cap is None else _cap(view.cap),
        "vehicles": [{"key": key, "name": name} for key, name in vehicles.items()],
        "today": _totals(view.today),
        "month": _totals(view.month),
        "ever": _totals(view.ever),
        "newest_reading": _instant(view.newest_reading),
        "oldest_session": _instant(
            view.sessions[0].span.start if view.sessions else None
        ),
        "imported": None if view.imported is None else view.imported.share,
    }


def vehicle_names(view: PointView) -> dict[str, str]:
    """Return what the cars are called that may charge at a point, by key.

    The user's own vehicles come first; the supplier's are there if they are no others.
    """
    described = {vehicle.device for vehicle in view.vehicles}
    return {vehicle.key: vehicle.name for vehicle in view.vehicles} | {
        one.device.key: one.name or f"EV {one.number}"
        for one in view.devices or ()
        if one.device.kind is DeviceKind.VEHICLE and one.device.key not in described
    }


def card_session(session: Session, vehicles: Mapping[str, str]) -> CardSession:
    """Return what the cards show of a session; `vehicles` has the names of the cars.

    A key that is no car's is what a user wrote before there were any to choose from.
    """
    car, by = session.vehicle or session.device, session.vehicle_by
    added, carbon = percent_added(session), session.carbon
    return {
        "id": session.session_id,
        "point": session.point_key,
        "revision": session.revision,
        "state": session.state.value,
        "start": _iso(session.span.start),
        "end": _iso(session.span.end),
        "duration_min": round(session.span.duration / _MINUTE),
        "charging_min": round(session.charging_time / _MINUTE),
        "energy_kwh": _number(session.energy),
        "cost": _float(session.cost),
        "cost_low": _float(session.cost_low),
        "cost_high": _float(session.cost_high),
        "average_rate": _float(session.average_rate),
        "energy_by_band": _by_band(session.energy_by_band),
        "cost_by_band": _by_band(_cost_by_band(session)),
        "unpriced_kwh": _number(session.unpriced_energy),
        "reference_cost": _float(session.reference_cost),
        "excess": _float(session.excess),
        "type": None if session.type is None else session.type.value,
        "vehicle": vehicles.get(car or "", session.vehicle),
        "vehicle_key": session.vehicle if by is AttributedBy.MANUAL else None,
        "vehicle_by": None if by is None else by.value,
        "percent_added": None if added is None else _number(added.value),
        "percent_estimated": None if added is None else added.estimate,
        "miles_added": _float(miles_added(session)),
        "cost_per_mile": _float(cost_per_mile(session)),
        "petrol_saving": _float(petrol_saving(session)),
        "carbon_g": None if carbon is None else _number(carbon.grams),
        "carbon_unknown_kwh": None if carbon is None else _number(carbon.unknown),
        "note": session.note,
        "edited": list(session.edited),
        "sources": [source.value for source in session.provenance.sources],
        "confidence": session.confidence.value,
    }


def card_slots(session: Session) -> list[CardSlot]:
    """Return the slots of a session, in order."""
    return [_slot(slot) for slot in session.slots]


def _slot(slot: PricedSlot) -> CardSlot:
    return {
        "start": _iso(slot.start),
        "energy_kwh": _number(slot.energy),
        "unit_rate": _float(slot.unit_rate),
        "cost": _float(slot.cost),
        "band": None if slot.band is None else slot.band.value,
        "type": None if slot.type is None else slot.type.value,
    }


def _two_days(view: PointView) -> Span:
    """Return this local midnight to the next but one."""
    today = day_span(view.region, local_day(view.region, view.as_of))
    return today.hull(day_span(view.region, local_day(view.region, today.end)))


def _rates(view: PointView) -> list[CardRate]:
    """Return what is known of today's and tomorrow's rates."""
    return [
        {
            "start": _iso(span.start),
            "end": _iso(span.end),
            "unit_rate": _number(rate.unit_rate),
            "band": rate.band.value,
        }
        for span, rate in view.book.house.over(_two_days(view))
    ]


def _charged(view: PointView) -> list[CardSpan]:
    """Return when the car charged today."""
    window = _two_days(view)
    return [
        _span(block.span)
        for session in view.sessions
        if session.span.overlaps(window)
        for block in session.blocks
        if block.span.overlaps(window)
    ]


def _planned(view: PointView) -> list[CardSpan]:
    """Return when the supplier means to have a car charge."""
    return [
        _span(block)
        for device in view.devices or ()
        if device.plan is not None
        for block in blocks(device.plan)
    ]


def _cap(use: CapUse) -> CardCap:
    return {
        "allowance_min": round(CAP / _MINUTE),
        "used_min": round(use.used / _MINUTE),
        "planned_min": round(use.planned / _MINUTE),
    }


def _span(span: Span) -> CardSpan:
    return {"start": _iso(span.start), "end": _iso(span.end)}


def _totals(totals: Totals | None) -> CardTotals | None:
    if totals is None:
        return None
    return {
        "energy_kwh": _number(totals.energy),
        "cost": _float(totals.cost),
        "unpriced_kwh": _number(totals.unpriced),
        "count": totals.count,
    }


def _forecast(guess: Forecast) -> CardForecast:
    return {
        "finish": _iso(guess.finish),
        "energy_kwh": _number(guess.energy),
        "cost": _float(guess.cost),
    }


def _cost_by_band(session: Session) -> dict[Band, Decimal]:
    costs: dict[Band, Decimal] = {}
    for slot in session.slots:
        if slot.band is not None and slot.cost is not None:
            costs[slot.band] = costs.get(slot.band, ZERO) + slot.cost
    return costs


def _by_band(values: Mapping[Band, Decimal]) -> dict[str, float]:
    return {band.value: _number(value) for band, value in values.items()}


def _instant(instant: datetime | None) -> str | None:
    return None if instant is None else _iso(instant)


def _iso(instant: datetime) -> str:
    return instant.isoformat(timespec="seconds")


def _float(value: Decimal | None) -> float | None:
    return None if value is None else _number(value)


def _number(value: Decimal) -> float:
    return round(float(value), _PLACES)
