"""Sensors of the car: the session under way, the last one, and totals."""

from datetime import datetime, timedelta
from decimal import Decimal
from math import ceil
from typing import Final

from homeassistant.components.sensor import SensorDeviceClass, SensorStateClass
from homeassistant.const import PERCENTAGE, EntityCategory, UnitOfEnergy, UnitOfTime

from .core.periods import day_span, local_day, month_span
from .core.session import Confidence, Session, SessionState
from .entity import Attributes, has_live, has_off_peak, is_live
from .sensor_description import (
    MONEY,
    RATE,
    OctopusEvSensorDescription,
    show,
    tell,
    totals_of,
    unpriced,
)
from .view import PointView


def _live(view: PointView) -> Session | None:
    return view.live_session


def _last(view: PointView) -> Session | None:
    return view.last_session


def _drifted(view: PointView) -> Session | None:
    return view.drifted


def _left_out(session: Session) -> Attributes:
    return unpriced(session.unpriced_energy)


def _last_start(view: PointView) -> datetime | None:
    """Each session is a total of its own, so that statistics add them up."""
    return None if view.last_session is None else view.last_session.span.start


def _hours(duration: timedelta) -> float:
    """Return hours, rounded up by less than half a second.

    Home Assistant shows hours as hours and minutes and cuts the rest off; 71 minutes,
    which no fraction of an hour spells exactly, would read as 1 h 10 m.
    """
    return ceil(duration / timedelta(milliseconds=360)) / 10_000


def _off_peak_percent(session: Session) -> Decimal | None:
    share = session.off_peak_share
    return None if share is None else 100 * share


_SESSIONS: Final[tuple[OctopusEvSensorDescription[PointView], ...]] = (
    OctopusEvSensorDescription(
        key="session_energy",
        translation_key="session_energy",
        device_class=SensorDeviceClass.ENERGY,
        native_unit_of_measurement=UnitOfEnergy.KILO_WATT_HOUR,
        suggested_display_precision=2,
        exists_fn=has_live,
        available_fn=is_live,
        value_fn=show(_live, lambda session: session.energy),
    ),
    OctopusEvSensorDescription(
        key="session_cost",
        translation_key="session_cost",
        device_class=SensorDeviceClass.MONETARY,
        currency_unit=MONEY,
        suggested_display_precision=2,
        exists_fn=has_live,
        available_fn=is_live,
        value_fn=show(_live, lambda session: session.cost),
        attributes_fn=tell(_live, _left_out),
    ),
    OctopusEvSensorDescription(
        key="session_start",
        translation_key="session_start",
        device_class=SensorDeviceClass.TIMESTAMP,
        exists_fn=has_live,
        available_fn=is_live,
        value_fn=show(_live, lambda session: session.span.start),
    ),
    OctopusEvSensorDescription(
        key="last_session_cost",
        translation_key="last_session_cost",
        device_class=SensorDeviceClass.MONETARY,
        currency_unit=MONEY,
        state_class=SensorStateClass.TOTAL,
        suggested_display_precision=2,
        value_fn=show(_last, lambda session: session.cost),
        attributes_fn=tell(_last, _left_out),
        last_reset_fn=_last_start,
    ),
    OctopusEvSensorDescription(
        key="last_session_energy",
        translation_key="last_session_energy",
        device_class=SensorDeviceClass.ENERGY,
        native_unit_of_measurement=UnitOfEnergy.KILO_WATT_HOUR,
        state_class=SensorStateClass.TOTAL,
        suggested_display_precision=2,
        value_fn=show(_last, lambda session: session.energy),
        last_reset_fn=_last_start,
    ),
    OctopusEvSensorDescription(
        key="last_session_duration",
        translation_key="last_session_duration",
        device_class=SensorDeviceClass.DURATION,
        native_unit_of_measurement=UnitOfTime.HOURS,
        suggested_display_precision=2,
        value_fn=show(_last, lambda session: _hours(session.span.duration)),
    ),
    OctopusEvSensorDescription(
        key="last_session_average_rate",
        translation_key="last_session_average_rate",
        currency_unit=RATE,
        suggested_display_precision=4,
        value_fn=show(_last, lambda session: session.average_rate),
    ),
    OctopusEvSensorDescription(
        key="last_session_start",
        translation_key="last_session_start",
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=show(_last, lambda session: session.span.start),
    ),
    OctopusEvSensorDescription(
        key="last_session_end",
        translation_key="last_session_end",
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=show(_last, lambda session: session.span.end),
    ),
    OctopusEvSensorDescription(
        key="last_session_off_peak_share",
        translation_key="last_session_off_peak_share",
        native_unit_of_measurement=PERCENTAGE,
        suggested_display_precision=0,
        exists_fn=has_off_peak,
        value_fn=show(_last, _off_peak_percent),
    ),
    OctopusEvSensorDescription(
        key="last_session_state",
        translation_key="last_session_state",
        device_class=SensorDeviceClass.ENUM,
        options=[SessionState.PROVISIONAL.value, SessionState.SETTLED.value],
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        value_fn=show(_last, lambda session: session.state.value),
    ),
    OctopusEvSensorDescription(
        key="last_session_confidence",
        translation_key="last_session_confidence",
        device_class=SensorDeviceClass.ENUM,
        options=[confidence.value for confidence in Confidence],
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        value_fn=show(_last, lambda session: session.confidence.value),
    ),
    OctopusEvSensorDescription(
        key="live_drift",
        translation_key="live_drift",
        device_class=SensorDeviceClass.ENERGY,
        native_unit_of_measurement=UnitOfEnergy.KILO_WATT_HOUR,
        suggested_display_precision=2,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        exists_fn=has_live,
        value_fn=show(_drifted, lambda session: session.drift),
    ),
)


def _since_midnight(view: PointView) -> datetime:
    return day_span(view.region, local_day(view.region, view.as_of)).start


def _since_the_first(view: PointView) -> datetime:
    return month_span(view.region, local_day(view.region, view.as_of)).start


SESSION_SENSORS: Final = (
    *_SESSIONS,
    *totals_of("today", lambda view: view.today, _since_midnight),
    *totals_of("this_month", lambda view: view.month, _since_the_first),
    *totals_of("ever", lambda view: view.ever, lambda _: None),
)
