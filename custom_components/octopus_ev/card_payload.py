"""What the cards are told of a supply point and its sessions, in the form of `card_wire`."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial
from itertools import groupby
from typing import Final

from .card_ahead import car_rates, card_forecast, card_plans
from .card_form import iso, maybe, maybe_iso, number
from .card_wire import (
    CardCap,
    CardDay,
    CardPoint,
    CardRate,
    CardSession,
    CardSlot,
    CardSpan,
    CardTotals,
)
from .core.cap import CAP, CapUse
from .core.forecast import power_of
from .core.model import Band, Rate, Region
from .core.periods import day_span, local_day
from .core.plan import blocks
from .core.session import ZERO, PricedSlot, Session
from .core.smart import DeviceKind
from .core.span import Span
from .core.summary import Totals
from .core.timeline import Timeline
from .core.travel import cost_per_mile, miles_added, percent_added, petrol_saving
from .core.vehicle import AttributedBy
from .entity import has_live
from .view import PointView

_MINUTE: Final = timedelta(minutes=1)


def card_point(
    view: PointView, *, device_id: str, name: str, may_edit: bool
) -> CardPoint:
    """Return all that the cards show of a supply point."""
    live, last = view.live_session, view.last_session
    vehicles, window = vehicle_names(view), _two_days(view)
    ahead = car_rates(view)
    house = Timeline(view.book.house.over(window)).joined()
    car = Timeline(view.book.vehicle.over(window)).overlaid(ahead)
    car = Timeline(car.over(window)).joined()
    return {
        "key": view.point.key,
        "device_id": device_id,
        "name": name,
        "currency": view.region.currency,
        "time_zone": view.region.tz.key,
        "may_edit": may_edit,
        "sees_live": has_live(view),
        "charging": view.charging,
        "demand_w": None if view.sample is None else maybe(view.sample.demand_w),
        "power_kw": maybe(power_of(live)) if live and view.charging else None,
        "charger_power_kw": maybe(view.charger_power_kw),
        "live_session": None if live is None else card_session(live, view),
        "live_slots": [] if live is None else card_slots(live),
        "forecast": card_forecast(view, ahead),
        "last_session": None if last is None else card_session(last, view),
        "last_slots": [] if last is None else card_slots(last),
        "rates": _rates(house),
        "car_rates": [] if car == house else _rates(car),
        "charged": _charged(view),
        "planned": _planned(view),
        "plans": card_plans(view, ahead),
        "cap": None if view.cap is None else _cap(view.cap),
        "vehicles": [{"key": key, "name": name} for key, name in vehicles.items()],
        "today": _totals(view.today),
        "month": _totals(view.month),
        "ever": _totals(view.ever),
        "newest_reading": maybe_iso(view.newest_reading),
        "oldest_session": maybe_iso(
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


def card_session(session: Session, view: PointView) -> CardSession:
    """Return what the cards show of a session of a supply point."""
    return session_teller(view)(session)


def session_teller(view: PointView) -> Callable[[Session], CardSession]:
    """Return what tells a page of sessions, so that names are looked up once."""
    return partial(_session, vehicles=vehicle_names(view), region=view.region)


def _session(
    session: Session, vehicles: Mapping[str, str], region: Region
) -> CardSession:
    """Return a session; `vehicles` has the names of the cars.

    A key that is no car's is what a user wrote before there were any to choose from.
    """
    car, by = session.vehicle or session.device, session.vehicle_by
    added, carbon = percent_added(session), session.carbon
    return {
        "id": session.session_id,
        "point": session.point_key,
        "revision": session.revision,
        "state": session.state.value,
        "start": iso(session.span.start),
        "end": iso(session.span.end),
        "duration_min": round(session.span.duration / _MINUTE),
        "charging_min": round(session.charging_time / _MINUTE),
        "energy_kwh": number(session.energy),
        "cost": maybe(session.cost),
        "cost_low": maybe(session.cost_low),
        "cost_high": maybe(session.cost_high),
        "average_rate": maybe(session.average_rate),
        "energy_by_band": _by_band(session.energy_by_band),
        "cost_by_band": _by_band(_cost_by_band(session)),
        "unpriced_kwh": number(session.unpriced_energy),
        "reference_cost": maybe(session.reference_cost),
        "excess": maybe(session.excess),
        "type": None if session.type is None else session.type.value,
        "vehicle": vehicles.get(car or "", session.vehicle_name),
        "vehicle_key": session.vehicle if by is AttributedBy.MANUAL else None,
        "vehicle_by": None if by is None else by.value,
        "percent_added": None if added is None else number(added.value),
        "percent_estimated": None if added is None else added.estimate,
        "miles_added": maybe(miles_added(session)),
        "cost_per_mile": maybe(cost_per_mile(session)),
        "petrol_saving": maybe(petrol_saving(session)),
        "carbon_g": None if carbon is None else number(carbon.grams),
        "carbon_unknown_kwh": None if carbon is None else number(carbon.unknown),
        "note": session.note,
        "edited": list(session.edited),
        "sources": [source.value for source in session.provenance.sources],
        "confidence": session.confidence.value,
        "days": _days(session, region),
    }


def card_slots(session: Session) -> list[CardSlot]:
    """Return the slots of a session, in order."""
    return [_slot(slot) for slot in session.slots]


def _days(session: Session, region: Region) -> list[CardDay]:
    """Return what a session took on each local day, where there are several."""
    by_day = {
        day: [*slots]
        for day, slots in groupby(
            session.slots, lambda slot: local_day(region, slot.start)
        )
    }
    if len(by_day) < 2:
        return []
    parts = ((day, replace(session, slots=tuple(s))) for day, s in by_day.items())
    return [
        {
            "day": day.isoformat(),
            "energy_kwh": number(part.energy),
            "cost": maybe(part.cost),
            "unpriced_kwh": number(part.unpriced_energy),
            "energy_by_band": _by_band(part.energy_by_band),
            "cost_by_band": _by_band(_cost_by_band(part)),
        }
        for day, part in parts
    ]


def _slot(slot: PricedSlot) -> CardSlot:
    return {
        "start": iso(slot.start),
        "energy_kwh": number(slot.energy),
        "unit_rate": maybe(slot.unit_rate),
        "cost": maybe(slot.cost),
        "band": None if slot.band is None else slot.band.value,
        "type": None if slot.type is None else slot.type.value,
    }


def _two_days(view: PointView) -> Span:
    """Return this local midnight to the next but one."""
    today = day_span(view.region, local_day(view.region, view.as_of))
    return today.hull(day_span(view.region, local_day(view.region, today.end)))


def _rates(rates: Timeline[Rate]) -> list[CardRate]:
    return [
        {
            "start": iso(span.start),
            "end": iso(span.end),
            "unit_rate": number(rate.unit_rate),
            "band": rate.band.value,
        }
        for span, rate in rates
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
    return {"start": iso(span.start), "end": iso(span.end)}


def _totals(totals: Totals | None) -> CardTotals | None:
    if totals is None:
        return None
    return {
        "energy_kwh": number(totals.energy),
        "cost": maybe(totals.cost),
        "unpriced_kwh": number(totals.unpriced),
        "count": totals.count,
    }


def _cost_by_band(session: Session) -> dict[Band, Decimal]:
    costs: dict[Band, Decimal] = {}
    for slot in session.slots:
        if slot.band is not None and slot.cost is not None:
            costs[slot.band] = costs.get(slot.band, ZERO) + slot.cost
    return costs


def _by_band(values: Mapping[Band, Decimal]) -> dict[str, float]:
    return {band.value: number(value) for band, value in values.items()}
