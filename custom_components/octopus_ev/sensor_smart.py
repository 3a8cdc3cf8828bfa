"""Sensors of smart charging at a supply point: the allowance, and why a car charged."""

from datetime import timedelta
from decimal import Decimal
from typing import Final

from homeassistant.components.sensor import SensorDeviceClass
from homeassistant.const import EntityCategory, UnitOfTime

from .core.cap import CapUse
from .core.session import Session, SessionType
from .entity import Attributes
from .sensor_description import MONEY, OctopusEvSensorDescription, show, tell
from .view import PointView

_MINUTE: Final = timedelta(minutes=1)
_STEP: Final = 5
"""Minutes. It is an estimate, and need not be written each minute."""


def has_cap(view: PointView) -> bool:
    """Tell whether the tariff allows a part of a day only at its off-peak rate."""
    return view.cap is not None


def has_type(view: PointView) -> bool:
    """Tell whether the supplier tells why a car charged."""
    return view.last_session is not None and view.last_session.type is not None


def _cap(view: PointView) -> CapUse | None:
    return view.cap


def _last(view: PointView) -> Session | None:
    return view.last_session


def _difference(session: Session) -> Decimal | None:
    """Return what the bill added to what we had made of a session."""
    ours = session.estimated_cost
    return None if session.cost is None or ours is None else session.cost - ours


def _minutes(duration: timedelta) -> int:
    return round(duration / _MINUTE / _STEP) * _STEP


def _estimate(_: CapUse) -> Attributes:
    """Say that only the bill tells for sure, and that of today there is none yet."""
    return {"estimate": True}


SMART_SENSORS: Final[tuple[OctopusEvSensorDescription[PointView], ...]] = (
    OctopusEvSensorDescription(
        key="allowance_used",
        translation_key="allowance_used",
        device_class=SensorDeviceClass.DURATION,
        native_unit_of_measurement=UnitOfTime.MINUTES,
        exists_fn=has_cap,
        value_fn=show(_cap, lambda cap: _minutes(cap.used)),
        attributes_fn=tell(_cap, _estimate),
    ),
    OctopusEvSensorDescription(
        key="allowance_left",
        translation_key="allowance_left",
        device_class=SensorDeviceClass.DURATION,
        native_unit_of_measurement=UnitOfTime.MINUTES,
        exists_fn=has_cap,
        value_fn=show(_cap, lambda cap: _minutes(cap.left)),
        attributes_fn=tell(_cap, _estimate),
    ),
    OctopusEvSensorDescription(
        key="plan_beyond_allowance",
        translation_key="plan_beyond_allowance",
        device_class=SensorDeviceClass.DURATION,
        native_unit_of_measurement=UnitOfTime.MINUTES,
        exists_fn=has_cap,
        value_fn=show(_cap, lambda cap: _minutes(cap.planned_beyond)),
        attributes_fn=tell(_cap, _estimate),
    ),
    OctopusEvSensorDescription(
        key="last_session_type",
        translation_key="last_session_type",
        device_class=SensorDeviceClass.ENUM,
        options=[kind.value for kind in SessionType],
        exists_fn=has_type,
        value_fn=show(_last, lambda session: session.type and session.type.value),
    ),
    OctopusEvSensorDescription(
        key="last_session_boost_premium",
        translation_key="last_session_boost_premium",
        device_class=SensorDeviceClass.MONETARY,
        currency_unit=MONEY,
        suggested_display_precision=2,
        exists_fn=has_type,
        value_fn=show(_last, lambda session: session.boost_premium),
    ),
    OctopusEvSensorDescription(
        key="billed_difference",
        translation_key="billed_difference",
        device_class=SensorDeviceClass.MONETARY,
        currency_unit=MONEY,
        suggested_display_precision=2,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        exists_fn=lambda view: view.billed is not None,
        value_fn=show(lambda view: view.billed, _difference),
    ),
)
