"""The clock changes of 2024 to 2027 in London, worked out by hand.

Each change is told with the day before and the day after. Every day the house uses
0.205 kWh in every slot, and the car 3.41 kWh on top of it in every cheap slot. The cheap
window is 00:30 to 05:30 by the clocks: 4 hours when they go forward, 6 when they go back.
All instants are written out in UTC, so that no code of ours has a part in them.

By hand, for a day of `slots` of which `cheap` are cheap:

    house kWh    0.205 x slots
    car kWh      3.41 x cheap
    house cost   0.205 x cheap x 0.08505 + 0.205 x (slots - cheap) x 0.27115
    car cost     3.41 x cheap x 0.08505

A bill rounds each half hour: 0.205 to 0.20 and 3.615 to 3.62 kWh, 8.505 p to 8.50 p and
27.115 p to 27.12 p, all half to even. The standing charge rises at the local midnight
after the change.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Final

from custom_components.octopus_ev.core.model import Band, Rate, RateBook
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
from custom_components.octopus_ev.core.timeline import Timeline

HOUSE: Final = Decimal("0.205")
CAR: Final = Decimal("3.41")
NIGHT: Final = Rate(Decimal("0.08505"), Band.OFF_PEAK)
DAY: Final = Rate(Decimal("0.27115"), Band.STANDARD)

POINT: Final = "0123456789"
SLOT: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Figures:
    """What one local day comes to, in kWh and pounds, unrounded but where it says."""

    slots: int
    cheap: int
    house_energy: Decimal
    car_energy: Decimal
    house_cost: Decimal
    car_cost: Decimal
    billed_energy: Decimal
    """House and car together, each half hour rounded as on a bill."""
    billed_cost: Decimal

    @property
    def energy(self) -> Decimal:
        """House and car together, unrounded."""
        return self.house_energy + self.car_energy

    @property
    def cost(self) -> Decimal:
        """House and car together, unrounded, without the standing charge."""
        return self.house_cost + self.car_cost


def _figures(slots: int, cheap: int, *amounts: str) -> Figures:
    return Figures(slots, cheap, *map(Decimal, amounts))


# 10 cheap slots, 38 others. House 48 x 0.205, car 10 x 3.41; house 2.05 x 0.08505 +
# 7.79 x 0.27115. Billed: 10 x 3.62 + 38 x 0.20 kWh, 36.20 x 0.0850 + 7.60 x 0.2712.
EVEN: Final = _figures(
    48, 10, "9.840", "34.10", "2.286611", "2.900205", "43.80", "5.13812"
)
# 8 and 38. House 46 x 0.205, car 8 x 3.41; house 1.64 x 0.08505 + 7.79 x 0.27115.
# Billed: 8 x 3.62 + 38 x 0.20 kWh, 28.96 x 0.0850 + 7.60 x 0.2712.
SHORT: Final = _figures(
    46, 8, "9.430", "27.28", "2.2517405", "2.320164", "36.56", "4.52272"
)
# 12 and 38. House 50 x 0.205, car 12 x 3.41; house 2.46 x 0.08505 + 7.79 x 0.27115.
# Billed: 12 x 3.62 + 38 x 0.20 kWh, 43.44 x 0.0850 + 7.60 x 0.2712.
LONG: Final = _figures(
    50, 12, "10.250", "40.92", "2.3214815", "3.480246", "51.04", "5.75352"
)

STANDING: Final = Decimal("0.4812")
"""Up to and with the day of the change."""
RAISED: Final = Decimal("0.5123")
"""From the local midnight after it."""


@dataclass(frozen=True, slots=True)
class LocalDay:
    """One local day, where it lies in UTC, and what it comes to."""

    day: date
    span: Span
    night: Span
    """Its cheap window."""
    figures: Figures
    standing: Decimal


@dataclass(frozen=True, slots=True)
class Change:
    """A clock change: the day before, the day of it, the day after."""

    name: str
    days: tuple[LocalDay, LocalDay, LocalDay]

    @property
    def window(self) -> Span:
        """All three days."""
        return Span(self.days[0].span.start, self.days[-1].span.end)

    @property
    def readings(self) -> dict[datetime, Decimal]:
        """What the meter counted, by slot."""
        return {
            slot: HOUSE + (CAR if slot in day.night else 0)
            for day in self.days
            for slot in day.span.slots(SLOT)
        }

    @property
    def book(self) -> RateBook:
        """The rates of all three days."""
        house = Timeline(
            (Span(start, end), rate)
            for day in self.days
            for start, end, rate in (
                (day.span.start, day.night.start, DAY),
                (day.night.start, day.night.end, NIGHT),
                (day.night.end, day.span.end, DAY),
            )
        )
        standing = Timeline((day.span, day.standing) for day in self.days)
        return RateBook(house=house, vehicle=house, standing=standing)

    @property
    def sessions(self) -> tuple[Session, ...]:
        """The three nights of charging, settled."""
        return tuple(_night(self.name, day) for day in self.days)


def _night(name: str, day: LocalDay) -> Session:
    slots = tuple(
        PricedSlot(
            start=slot,
            energy=CAR,
            unit_rate=NIGHT.unit_rate,
            band=NIGHT.band,
            metered=True,
        )
        for slot in day.night.slots(SLOT)
    )
    return Session(
        session_id=f"{name} {day.day}",
        point_key=POINT,
        anchor=day.night.start,
        span=day.night,
        blocks=(Block(day.night, day.figures.car_energy),),
        slots=slots,
        state=SessionState.SETTLED,
        provenance=Provenance(
            boundaries=Source.HALF_HOURLY,
            energy=Source.HALF_HOURLY,
            sources=(Source.HALF_HOURLY,),
        ),
        confidence=Confidence.PROBABLE,
    )


def _day(
    day: str,
    start: str,
    night: str,
    morning: str,
    end: str,
    figures: Figures = EVEN,
    standing: Decimal = STANDING,
) -> LocalDay:
    """Return a day from its date and four instants in UTC."""
    first, dark, light, last = (
        datetime.fromisoformat(text).replace(tzinfo=UTC)
        for text in (start, night, morning, end)
    )
    return LocalDay(
        day=date.fromisoformat(day),
        span=Span(first, last),
        night=Span(dark, light),
        figures=figures,
        standing=standing,
    )


# Date, then in UTC: local midnight, the cheap window's start and end, the next midnight.
# fmt: off
CHANGES: Final = (
    Change("spring 2024", (
        _day("2024-03-30", "2024-03-30 00:00", "2024-03-30 00:30", "2024-03-30 05:30", "2024-03-31 00:00"),
        _day("2024-03-31", "2024-03-31 00:00", "2024-03-31 00:30", "2024-03-31 04:30", "2024-03-31 23:00", SHORT),
        _day("2024-04-01", "2024-03-31 23:00", "2024-03-31 23:30", "2024-04-01 04:30", "2024-04-01 23:00", EVEN, RAISED),
    )),
    Change("autumn 2024", (
        _day("2024-10-26", "2024-10-25 23:00", "2024-10-25 23:30", "2024-10-26 04:30", "2024-10-26 23:00"),
        _day("2024-10-27", "2024-10-26 23:00", "2024-10-26 23:30", "2024-10-27 05:30", "2024-10-28 00:00", LONG),
        _day("2024-10-28", "2024-10-28 00:00", "2024-10-28 00:30", "2024-10-28 05:30", "2024-10-29 00:00", EVEN, RAISED),
    )),
    Change("spring 2025", (
        _day("2025-03-29", "2025-03-29 00:00", "2025-03-29 00:30", "2025-03-29 05:30", "2025-03-30 00:00"),
        _day("2025-03-30", "2025-03-30 00:00", "2025-03-30 00:30", "2025-03-30 04:30", "2025-03-30 23:00", SHORT),
        _day("2025-03-31", "2025-03-30 23:00", "2025-03-30 23:30", "2025-03-31 04:30", "2025-03-31 23:00", EVEN, RAISED),
    )),
    Change("autumn 2025", (
        _day("2025-10-25", "2025-10-24 23:00", "2025-10-24 23:30", "2025-10-25 04:30", "2025-10-25 23:00"),
        _day("2025-10-26", "2025-10-25 23:00", "2025-10-25 23:30", "2025-10-26 05:30", "2025-10-27 00:00", LONG),
        _day("2025-10-27", "2025-10-27 00:00", "2025-10-27 00:30", "2025-10-27 05:30", "2025-10-28 00:00", EVEN, RAISED),
    )),
    Change("spring 2026", (
        _day("2026-03-28", "2026-03-28 00:00", "2026-03-28 00:30", "2026-03-28 05:30", "2026-03-29 00:00"),
        _day("2026-03-29", "2026-03-29 00:00", "2026-03-29 00:30", "2026-03-29 04:30", "2026-03-29 23:00", SHORT),
        _day("2026-03-30", "2026-03-29 23:00", "2026-03-29 23:30", "2026-03-30 04:30", "2026-03-30 23:00", EVEN, RAISED),
    )),
    Change("autumn 2026", (
        _day("2026-10-24", "2026-10-23 23:00", "2026-10-23 23:30", "2026-10-24 04:30", "2026-10-24 23:00"),
        _day("2026-10-25", "2026-10-24 23:00", "2026-10-24 23:30", "2026-10-25 05:30", "2026-10-26 00:00", LONG),
        _day("2026-10-26", "2026-10-26 00:00", "2026-10-26 00:30", "2026-10-26 05:30", "2026-10-27 00:00", EVEN, RAISED),
    )),
    Change("spring 2027", (
        _day("2027-03-27", "2027-03-27 00:00", "2027-03-27 00:30", "2027-03-27 05:30", "2027-03-28 00:00"),
        _day("2027-03-28", "2027-03-28 00:00", "2027-03-28 00:30", "2027-03-28 04:30", "2027-03-28 23:00", SHORT),
        _day("2027-03-29", "2027-03-28 23:00", "2027-03-28 23:30", "2027-03-29 04:30", "2027-03-29 23:00", EVEN, RAISED),
    )),
    Change("autumn 2027", (
        _day("2027-10-30", "2027-10-29 23:00", "2027-10-29 23:30", "2027-10-30 04:30", "2027-10-30 23:00"),
        _day("2027-10-31", "2027-10-30 23:00", "2027-10-30 23:30", "2027-10-31 05:30", "2027-11-01 00:00", LONG),
        _day("2027-11-01", "2027-11-01 00:00", "2027-11-01 00:30", "2027-11-01 05:30", "2027-11-02 00:00", EVEN, RAISED),
    )),
)
# fmt: on
