"""Add up what a bill for a period of local days comes to, for house and car."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from .bill import Amount, Bill, StandingRun, Usage, billed_energy, billed_rate
from .model import Band, Rate, RateBook, Region
from .periods import day_span, days, local_day
from .session import ZERO, Session
from .span import Span
from .timeline import Timeline


@dataclass(frozen=True, slots=True)
class _Piece:
    """A share of one half hour."""

    energy: Decimal
    rate: Rate | None
    billed: Decimal
    """Its energy as it is billed."""

    @property
    def amount(self) -> Amount:
        """What it adds to the amount of its band; nothing without a rate."""
        if self.rate is None:
            return Amount()
        price = self.rate.unit_rate
        return Amount(
            energy=self.energy,
            cost=self.energy * price,
            billed_energy=self.billed,
            billed_cost=self.billed * billed_rate(price),
        )


class _Tally:
    """A sum of pieces, by band."""

    def __init__(self) -> None:
        self._bands: dict[Band, Amount] = {}
        self._unpriced = ZERO

    def add(self, piece: _Piece) -> None:
        """Count a piece in."""
        if piece.rate is None:
            self._unpriced += piece.energy
        else:
            band = piece.rate.band
            self._bands[band] = self._bands.get(band, Amount()) + piece.amount

    @property
    def usage(self) -> Usage:
        """What has been counted."""
        bands = {band: self._bands[band] for band in Band if band in self._bands}
        return Usage(bands, self._unpriced)


def bill(
    readings: Mapping[datetime, Decimal],
    book: RateBook,
    sessions: Iterable[Session],
    region: Region,
    first: date,
    last: date,
    *,
    now: datetime,
    export: tuple[Mapping[datetime, Decimal], Timeline[Rate]] | None = None,
) -> Bill:
    """Add up the local days from `first` to `last`, both included, up to today.

    `sessions` are those that count. What the car took, and at which rates, is theirs
    alone, so that it equals what is told of them; the house has the rest of the import.
    A half hour that house and car pay at one rate is rounded as the whole that the
    meter counted, and the house has what the car leaves of it. `export` has the
    readings and the rates of an export meter.

    Raises:
        DomainError: The period has not begun, or ends before it starts.
    """
    counted = min(last, local_day(region, now))
    window = Span(day_span(region, first).start, day_span(region, counted).end)
    drawn = _by_slot(sessions, window)
    imported, house, car = _Tally(), _Tally(), _Tally()
    gross: dict[Decimal | None, Decimal] = {}
    slots = missing = 0
    for slot in window.slots(region.interval):
        taken = drawn.get(slot, [])
        for piece in taken:
            car.add(piece)
        if slot + region.interval > now:
            continue
        slots += 1
        if (reading := readings.get(slot)) is None:
            missing += 1
            continue
        rest = _rest(reading, book.house.at(slot), taken)
        house.add(rest)
        for piece in (rest, *taken):
            imported.add(piece)
            _charge(gross, book.tax.at(slot), piece.amount.cost)
    sent, unsent = (
        (None, 0) if export is None else _exported(*export, window, region, now)
    )
    for day in days(region, window):
        midnight = day_span(region, day).start
        standing = book.standing.at(midnight)
        _charge(gross, book.tax.at(midnight), standing or ZERO)
    return Bill(
        first=first,
        last=counted,
        slots=slots,
        missing=missing,
        imported=imported.usage,
        house=house.usage,
        car=car.usage,
        exported=sent,
        missing_exported=unsent,
        standing=tuple(_runs(book.standing, region, window)),
        gross=gross,
        finished=day_span(region, last).end <= now,
    )


def _by_slot(
    sessions: Iterable[Session], window: Span
) -> Mapping[datetime, list[_Piece]]:
    """Return what the sessions took, by slot."""
    drawn: dict[datetime, list[_Piece]] = {}
    for session in sessions:
        for slot in session.slots:
            if slot.start in window:
                rate = (
                    None
                    if slot.unit_rate is None or slot.band is None
                    else Rate(slot.unit_rate, slot.band)
                )
                piece = _Piece(slot.energy, rate, billed_energy(slot.energy))
                drawn.setdefault(slot.start, []).append(piece)
    return drawn


def _rest(reading: Decimal, rate: Rate | None, taken: Sequence[_Piece]) -> _Piece:
    """Return the share of the house in a slot's reading."""
    alike = [piece for piece in taken if _price(piece.rate) == _price(rate)]
    rest = reading - sum((piece.energy for piece in taken), start=ZERO)
    whole = rest + sum((piece.energy for piece in alike), start=ZERO)
    billed = billed_energy(whole) - sum((piece.billed for piece in alike), start=ZERO)
    return _Piece(rest, rate, billed)


def _price(rate: Rate | None) -> Decimal | None:
    return None if rate is None else rate.unit_rate


def _exported(
    readings: Mapping[datetime, Decimal],
    rates: Timeline[Rate],
    window: Span,
    region: Region,
    now: datetime,
) -> tuple[Usage, int] | tuple[None, int]:
    """Return what went out, and how many slots are not known; nothing where none is."""
    tally, known, missing = _Tally(), 0, 0
    for slot in window.slots(region.interval):
        if (reading := readings.get(slot)) is not None:
            tally.add(_Piece(reading, rates.at(slot), billed_energy(reading)))
            known += 1
        elif slot + region.interval <= now:
            missing += 1
    return (tally.usage, missing) if known else (None, 0)


def _runs(
    standing: Timeline[Decimal], region: Region, window: Span
) -> Iterator[StandingRun]:
    """Yield the local days of `window`, those in a row at one charge together."""

    def rate(day: date) -> Decimal | None:
        return standing.at(day_span(region, day).start)

    for charge, alike in groupby(days(region, window), key=rate):
        run = list(alike)
        yield StandingRun(run[0], len(run), charge)


def _charge(
    gross: dict[Decimal | None, Decimal], tax: Decimal | None, amount: Decimal
) -> None:
    """Note an amount, tax included, under its rate of tax."""
    if amount:
        gross[tax] = gross.get(tax, ZERO) + amount
