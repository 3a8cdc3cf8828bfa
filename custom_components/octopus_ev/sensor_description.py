"""How a sensor is described: which figure of the view it shows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import UnitOfEnergy

from .core.span import BEGINNING, FOREVER, Span
from .core.summary import Totals
from .entity import NO_ATTRIBUTES, Attributes, OctopusEvDescription

type SensorValue = str | int | float | Decimal | datetime | None

MONEY: Final = "{currency}"
RATE: Final = "{currency}/kWh"
MONEY_A_DAY: Final = "{currency}/day"
MONEY_A_MILE: Final = "{currency}/mi"


@dataclass(frozen=True, kw_only=True)
class OctopusEvSensorDescription[V](OctopusEvDescription[V], SensorEntityDescription):
    """A sensor, by the figure of the view that it shows."""

    value_fn: Callable[[V], SensorValue]
    attributes_fn: Callable[[V], Attributes] = lambda _: NO_ATTRIBUTES
    last_reset_fn: Callable[[V], datetime | None] = lambda _: None
    currency_unit: str | None = None
    """The unit of what is money, with the region's currency left open."""


def show[V, T](
    part: Callable[[V], T | None], fact: Callable[[T], SensorValue]
) -> Callable[[V], SensorValue]:
    """Show a fact of one part of the view, or nothing while there is no such part."""

    def value(view: V) -> SensorValue:
        return None if (found := part(view)) is None else fact(found)

    return value


def tell[V, T](
    part: Callable[[V], T | None], facts: Callable[[T], Attributes]
) -> Callable[[V], Attributes]:
    """Add what belongs to a fact of one part of the view, while there is one."""

    def attributes(view: V) -> Attributes:
        return NO_ATTRIBUTES if (found := part(view)) is None else facts(found)

    return attributes


def unpriced(energy: Decimal) -> Attributes:
    """Say how many kWh a cost leaves out because no rate is known for them."""
    return {"unpriced_kwh": float(energy)} if energy else NO_ATTRIBUTES


def totals_of[V](
    period: str,
    totals: Callable[[V], Totals | None],
    since: Callable[[V], datetime | None],
) -> tuple[OctopusEvSensorDescription[V], OctopusEvSensorDescription[V]]:
    """Describe what the car drew over a period, and what that cost."""

    return (
        OctopusEvSensorDescription(
            key=f"energy_{period}",
            translation_key=f"energy_{period}",
            device_class=SensorDeviceClass.ENERGY,
            native_unit_of_measurement=UnitOfEnergy.KILO_WATT_HOUR,
            # A correction may lower it.
            state_class=SensorStateClass.TOTAL,
            suggested_display_precision=2,
            value_fn=show(totals, lambda total: total.energy),
            last_reset_fn=since,
        ),
        OctopusEvSensorDescription(
            key=f"cost_{period}",
            translation_key=f"cost_{period}",
            device_class=SensorDeviceClass.MONETARY,
            currency_unit=MONEY,
            state_class=SensorStateClass.TOTAL,
            suggested_display_precision=2,
            value_fn=show(totals, lambda total: total.cost),
            attributes_fn=tell(totals, lambda total: unpriced(total.unpriced)),
            last_reset_fn=since,
        ),
    )


def bounds(span: Span) -> Attributes:
    """Say from when until when a rate holds; an open end is left unsaid."""
    return {
        name: instant.isoformat()
        for name, instant in (("start", span.start), ("end", span.end))
        if instant not in (BEGINNING, FOREVER)
    }
