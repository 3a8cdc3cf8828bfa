"""What entities show of one vehicle of the user's, worked out before they ask."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from .core.model import Region
from .core.periods import local_day, month_span
from .core.session import Session, SessionState
from .core.summary import Totals, totals
from .core.travel import Figure, mile_cost, saving_of
from .core.vehicle import Vehicle
from .view import PointView


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleView:
    """One vehicle at one moment; what is not known is `None`."""

    vehicle: Vehicle
    region: Region
    as_of: datetime
    """When the view was made, in UTC."""
    last_session: Session | None
    """The one that ended last."""
    month: Totals | None
    """`None` while nothing of the month was seen."""
    ever: Totals | None
    mile_cost: Figure | None
    month_saving: Decimal | None
    """Against petrol, of the sessions that started this month."""
    saving: Decimal | None
    """Of all sessions."""


def vehicle_views(
    views: Sequence[PointView], vehicles: Iterable[Vehicle]
) -> dict[str, VehicleView]:
    """Work out what is to be shown of each vehicle, by key.

    `views` are those of all supply points at which it may charge, at least one.
    """
    sessions = sorted(
        (session for view in views for session in view.sessions),
        key=lambda session: session.span.start,
    )
    return {
        vehicle.key: _view(
            vehicle,
            views,
            [session for session in sessions if session.vehicle == vehicle.key],
        )
        for vehicle in vehicles
    }


def _view(
    vehicle: Vehicle, views: Sequence[PointView], sessions: Sequence[Session]
) -> VehicleView:
    region, now = views[-1].region, views[-1].as_of
    month = month_span(region, local_day(region, now))
    over = (session for session in sessions if session.state is not SessionState.LIVE)
    return VehicleView(
        vehicle=vehicle,
        region=region,
        as_of=now,
        last_session=max(over, key=lambda session: session.span.end, default=None),
        month=None
        if all(view.month is None for view in views)
        else totals(sessions, month),
        ever=None if all(view.ever is None for view in views) else totals(sessions),
        mile_cost=mile_cost(sessions),
        month_saving=saving_of(one for one in sessions if one.span.start in month),
        saving=saving_of(sessions),
    )
