"""A view of a home on a tariff with a cheap night, made by hand."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from custom_components.octopus_ev.core.import_mark import ImportMark
from custom_components.octopus_ev.core.model import (
    Band,
    Direction,
    PowerSample,
    Rate,
    RateBook,
    Region,
    SupplyPoint,
)
from custom_components.octopus_ev.core.pricing import Cost
from custom_components.octopus_ev.core.session import (
    Block,
    Confidence,
    PricedSlot,
    Provenance,
    Session,
    SessionState,
    Source,
)
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.summary import DayUse, Totals
from custom_components.octopus_ev.core.timeline import Timeline
from custom_components.octopus_ev.view import PointView

GB: Final = Region(
    code="gb",
    tz=ZoneInfo("Europe/London"),
    currency="GBP",
    interval=timedelta(minutes=30),
)

NIGHT: Final = Rate(Decimal("0.085"), Band.OFF_PEAK)
DAY: Final = Rate(Decimal("0.27"), Band.STANDARD)

type Slot = tuple[str, str, Rate | None]


def at(text: str) -> datetime:
    """Return an instant of the day that the view is of, `05:45`, in UTC."""
    return datetime.fromisoformat(f"2026-11-10 {text}").replace(tzinfo=UTC)


def session(
    start: str,
    end: str,
    state: SessionState,
    *slots: Slot,
    point_key: str = "0123456789",
) -> Session:
    """Return a session of one block, with what each slot took and its rate."""
    span = Span(at(start), at(end))
    priced = tuple(
        PricedSlot(
            start=at(slot),
            energy=Decimal(energy),
            unit_rate=None if rate is None else rate.unit_rate,
            band=None if rate is None else rate.band,
            metered=True,
        )
        for slot, energy, rate in slots
    )
    energy = sum((slot.energy for slot in priced), start=Decimal(0))
    return Session(
        session_id=f"session of {start}",
        point_key=point_key,
        anchor=at(slots[0][0]),
        span=span,
        blocks=(Block(span, energy),),
        slots=priced,
        state=state,
        provenance=Provenance(
            boundaries=Source.HALF_HOURLY,
            energy=Source.HALF_HOURLY,
            sources=(Source.HALF_HOURLY,),
        ),
        confidence=Confidence.PROBABLE,
    )


LAST: Final = session(
    "03:30",
    "05:45",
    SessionState.PROVISIONAL,
    ("03:30", "3.6", NIGHT),
    ("04:00", "3.6", NIGHT),
    ("04:30", "3.6", NIGHT),
    ("05:00", "3.6", NIGHT),
    ("05:30", "1.6", DAY),
)

LIVE: Final = session(
    "11:31",
    "12:10",
    SessionState.LIVE,
    ("11:30", "2.4", NIGHT),
    ("12:00", "1.2", None),
)


def totals(energy: str, cost: str | None, unpriced: str = "0") -> Totals:
    """Return totals of one session."""
    return Totals(
        energy=Decimal(energy),
        cost=None if cost is None else Decimal(cost),
        unpriced=Decimal(unpriced),
        count=1,
    )


VIEW: Final = PointView(
    point=SupplyPoint(
        key="0123456789",
        mpan="1234567890123",
        direction=Direction.IMPORT,
        meters=(),
        agreements=Timeline(),
        has_telemetry=True,
    ),
    region=GB,
    as_of=at("12:10"),
    readings={},
    newest_reading=at("06:00"),
    missing_readings=3,
    readings_polled=at("12:04"),
    imported=ImportMark(
        until=at("10:00"), since=at("00:00"), reached=at("02:30"), searched=at("05:00")
    ),
    latest_day=DayUse(
        day=date(2026, 11, 9),
        energy=Decimal("12.5"),
        cost=Cost(Decimal("2.875"), Decimal("0.5")),
        standing=Decimal("0.61"),
    ),
    book=RateBook(house=Timeline(), vehicle=Timeline(), standing=Timeline()),
    rate_now=(Span(at("05:30"), at("23:30")), DAY),
    rate_next=(Span(at("23:30"), at("23:59")), NIGHT),
    standing_charge=Decimal("0.6123"),
    off_peak=False,
    sessions=(LAST, LIVE),
    live_session=LIVE,
    last_session=LAST,
    today=totals("19.6", "1.86", "1.2"),
    month=totals("250.5", "22.305"),
    ever=totals("1200.25", None, "1200.25"),
    sample=PowerSample(
        at=at("12:09"), demand_w=Decimal(7450), register_kwh=Decimal("12345.678")
    ),
    sample_until=at("12:14"),
    live_open=True,
    charger_power_kw=Decimal("7.2"),
)
