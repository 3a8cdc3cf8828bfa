"""Nights of an Intelligent tariff, and what the supplier tells of them."""

from collections.abc import Mapping
from datetime import datetime, time
from decimal import Decimal
from typing import Final

from custom_components.octopus_ev.core.bands import banded
from custom_components.octopus_ev.core.effective import effective
from custom_components.octopus_ev.core.model import Rate, RateBook
from custom_components.octopus_ev.core.smart import (
    DispatchType,
    PlannedDispatch,
    SeenPlan,
    SupplierSession,
)
from custom_components.octopus_ev.core.smart_record import SmartRecord
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.tariffs import (
    DailyWindow,
    capped_smart,
    classic_smart,
    windowed,
)
from custom_components.octopus_ev.core.timeline import Timeline

from .build import GB, SLOT, span, utc
from .smart import CAR, charge, completed

WINDOW: Final = span("2026-01-10", "2026-01-21")
NIGHTS: Final = DailyWindow(time(23, 30), time(5, 30), GB.tz)

DAY: Final = Decimal("0.26")
NIGHT: Final = Decimal("0.07")
OFF_PEAK: Final = Decimal("0.06")
"""What a car pays by the plan where it is billed apart."""
PEAK: Final = Decimal("0.30")
"""What it pays otherwise."""


def held(price: Decimal, window: Span = WINDOW) -> Timeline[Decimal]:
    return Timeline([(window, price)])


def classic(window: Span = WINDOW) -> RateBook:
    """Return 7 p from 23:30 to 05:30 and 26 p by day, for house and car."""
    house = banded(windowed(held(DAY), held(NIGHT), NIGHTS, window), GB)
    return RateBook(
        house=house,
        vehicle=house,
        standing=Timeline(),
        smart=classic_smart(house, window),
    )


def apart(window: Span = WINDOW) -> RateBook:
    """Return the same for the house, and 6 p and 30 p for the car."""
    return RateBook(
        house=banded(windowed(held(DAY), held(NIGHT), NIGHTS, window), GB),
        vehicle=banded(windowed(held(PEAK), held(OFF_PEAK), NIGHTS, window), GB),
        standing=Timeline(),
        smart=capped_smart(held(NIGHT), held(OFF_PEAK), held(PEAK), window),
    )


def planned(
    start: str,
    end: str,
    energy: str | None = None,
    kind: DispatchType | None = DispatchType.SMART,
) -> PlannedDispatch:
    """Return a time in which the supplier means to have a car charge."""
    return PlannedDispatch(
        span=span(start, end),
        type=kind,
        energy=None if energy is None else Decimal(energy),
    )


def seen(
    start: str,
    end: str,
    last: str,
    kind: DispatchType | None = DispatchType.SMART,
    car: str = CAR,
) -> SeenPlan:
    """Return a planned dispatch that was last seen at `last`."""
    return SeenPlan(
        device_key=car,
        dispatch=planned(start, end, kind=kind),
        first_seen=utc("2026-01-10"),
        last_seen=utc(last),
    )


def watch(*ends: str, car: str = CAR) -> Mapping[str, Timeline[None]]:
    """Return when plans were watched: from each first instant to the next one."""
    pairs = zip(ends[::2], ends[1::2], strict=True)
    return {car: Timeline((span(start, end), None) for start, end in pairs)}


def smart(start: str, end: str, energy: str) -> SmartRecord:
    """Return that a car drew energy by the plan, as the supplier says later."""
    return SmartRecord(completed=(completed(start, end, energy),))


def boost(start: str, end: str, energy: str) -> SmartRecord:
    """Return that a car drew energy in a boost, likewise."""
    listed = SupplierSession(
        device_key=CAR,
        span=span(start, end),
        type=charge(start, end).type,
        energy=Decimal(energy),
        dispatches=(
            PlannedDispatch(
                span=span(start, end), type=DispatchType.BOOST, energy=Decimal(energy)
            ),
        ),
    )
    return SmartRecord(charges=(listed,))


def told(*records: SmartRecord) -> SmartRecord:
    """Return several records as one."""
    whole = SmartRecord()
    for record in records:
        whole = whole.joined(record)
    return whole


CHEAP: Final = ("0.07", "0.07")
DEAR: Final = ("0.26", "0.26")
"""What house and car pay on the classic tariff."""

REPORTED: Final = smart("2026-01-15 12:00", "2026-01-15 12:30", "3.5")
"""A draw long after the evening: the report of the evening is all there."""


def price(held: Timeline[Rate], at: datetime) -> Decimal:
    """Return the price at an instant; there must be one."""
    rate = held.at(at)
    assert rate is not None
    return rate.unit_rate


def prices(
    book: RateBook, record: SmartRecord, start: str, end: str, now: str | None = None
) -> list[tuple[str, str]]:
    """Return what house and car pay in each slot."""
    found = effective(book, record, GB, None if now is None else utc(now))
    return [
        (str(price(found.house, slot)), str(price(found.vehicle, slot)))
        for slot in span(start, end).slots(SLOT)
    ]
