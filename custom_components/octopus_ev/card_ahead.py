"""What the cards are told of what is to come: where a charge may end, what is planned."""

from dataclasses import replace
from decimal import Decimal

from .card_form import iso, maybe, number
from .card_wire import CardForecast, CardPlan, CardPlanned
from .core.ahead import Piece, needed, planned_pieces, rates_ahead
from .core.forecast import Forecast, Intake, forecast
from .core.model import Rate
from .core.session import Session, known_sum
from .core.smart import Device
from .core.targets import next_target, ready_at
from .core.timeline import Timeline
from .core.vehicle import Vehicle
from .device_view import DeviceView
from .view import PointView


def car_rates(view: PointView) -> Timeline[Rate]:
    """Return what cars pay from now on, if they charge as the supplier plans."""
    plans = (device.plan for device in view.devices or ())
    return rates_ahead(
        view.book,
        (plan for plan in plans if plan is not None),
        view.cap,
        view.region,
        view.as_of,
    )


def card_forecast(view: PointView, rates: Timeline[Rate]) -> CardForecast | None:
    """Return where the charge under way may end, or `None` where nothing tells."""
    if (session := view.live_session) is None:
        return None
    intake, car = Intake(charging=view.charging), _car_of(view, session)
    if car is not None:
        target = next_target(car.device.targets, view.region, view.as_of)
        intake = Intake(
            need=needed(_with_battery(view, car), target, session, view.as_of),
            plan=car.plan or (),
            charging=view.charging,
        )
    guess = forecast(session, view.sessions, rates, view.as_of, intake)
    return None if guess is None else _told(guess, view, car)


def card_plans(view: PointView, rates: Timeline[Rate]) -> list[CardPlan]:
    """Return what the supplier means to charge, car by car."""
    plans = ((device, device.plan or ()) for device in view.devices or ())
    told = (
        (device, planned_pieces(plan, rates, _power(view, device), view.as_of))
        for device, plan in plans
    )
    return [_plan(view, device, pieces) for device, pieces in told if pieces]


def _car_of(view: PointView, session: Session) -> DeviceView | None:
    """Return the device that charges: the one that is told, or else the only one.

    Of several that are plugged in, the supplier may have one of them charge.
    """
    devices = view.devices or ()
    if session.device is not None:
        return next((d for d in devices if d.device.key == session.device), None)
    plugged = [device for device in devices if device.plugged_in]
    charging = [one for one in plugged if one.state is not None and one.state.charging]
    return next((row[0] for row in (charging, plugged) if len(row) == 1), None)


def _own(view: PointView, car: DeviceView) -> Vehicle | None:
    """Return the user's vehicle that a device of the supplier's is."""
    own = (one for one in view.vehicles if one.device == car.device.key)
    return next(own, None)


def _with_battery(view: PointView, car: DeviceView) -> Device:
    """Return the device with the battery that its owner tells, if nobody else does."""
    own = _own(view, car)
    if own is None or car.device.battery_kwh is not None:
        return car.device
    return replace(car.device, battery_kwh=own.battery_kwh)


def _power(view: PointView, device: DeviceView) -> Decimal | None:
    return view.charger_power_kw or device.device.charger_power_kw


def _told(guess: Forecast, view: PointView, car: DeviceView | None) -> CardForecast:
    percent, ready_by = _target(view, car)
    return {
        "finish": iso(guess.finish),
        "energy_kwh": number(guess.energy),
        "cost": maybe(guess.cost),
        "basis": guess.basis.value,
        "target_percent": percent,
        "ready_by": ready_by,
    }


def _target(
    view: PointView, car: DeviceView | None
) -> tuple[float, str] | tuple[None, None]:
    """Return to which state of charge a car is to be ready, and by when."""
    if car is None:
        return None, None
    target = next_target(car.device.targets, view.region, view.as_of)
    if target is None:
        return None, None
    return float(target.most), iso(ready_at(target, view.region, view.as_of))


def _plan(view: PointView, device: DeviceView, pieces: tuple[Piece, ...]) -> CardPlan:
    percent, ready_by = _target(view, device)
    charge = device.device.charge if device.fresh else None
    own = _own(view, device)
    return {
        "vehicle": device.name or None if own is None else own.name,
        "blocks": [_planned(piece) for piece in pieces],
        "energy_kwh": maybe(known_sum(piece.energy for piece in pieces)),
        "cost": maybe(known_sum(piece.cost for piece in pieces)),
        "charge_percent": None if charge is None else float(charge.value),
        "target_percent": percent,
        "ready_by": ready_by,
    }


def _planned(piece: Piece) -> CardPlanned:
    return {
        "start": iso(piece.span.start),
        "end": iso(piece.span.end),
        "energy_kwh": maybe(piece.energy),
        "cost": maybe(piece.cost),
    }
