"""What the supplier bills: each half-hour, house and car apart, by the cap's rules."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ..tariff import Tariff, with_vat
from ..times import SLOT, floor_to, local_day, midnight
from .cap import Stretch, cap_day, cap_end, stretches
from .fleet import Fleet
from .nouns import Draw

REAL_DRAW: Final = 0.05
"""Energy in kWh from which a smart dispatch has an effect on a half-hour."""

type Supplied = Callable[[int], float | None]
"""The kWh that the meter counts in a slot; None where nobody knows."""

type Tariffs = Callable[[int], Tariff | None]

BANDS: Final = {
    ("house", False): "day",
    ("house", True): "night",
    ("car", False): "ev-device-peak",
    ("car", True): "ev-device-off-peak",
}
"""The feed of a four-rate tariff by who drew the energy, and whether it is cheap."""


@dataclass(frozen=True, slots=True)
class Part:
    """Energy of one slot in one band, in kWh; the rate is in pence before VAT."""

    who: str
    """`house` or `car`."""
    cheap: bool
    kwh: Decimal
    rate: Decimal

    @property
    def pence(self) -> Decimal:
        """What it costs, VAT included."""
        return self.kwh * with_vat(self.rate)


@dataclass(frozen=True, slots=True)
class BilledSlot:
    """A half-hour as it is billed."""

    start: int
    tariff: Tariff
    parts: tuple[Part, ...]

    def kwh(self, who: str | None = None) -> Decimal:
        """Return the energy of the house or of the car, or of both."""
        return sum((p.kwh for p in self._of(who)), Decimal(0))

    def pence(self, who: str | None = None) -> Decimal:
        """Return the cost of the house or of the car, or of both, VAT included."""
        return sum((p.pence for p in self._of(who)), Decimal(0))

    def _of(self, who: str | None) -> Iterator[Part]:
        return (part for part in self.parts if who in (None, part.who))


class Bill:
    """The bill of a household whose cars the supplier controls."""

    def __init__(
        self,
        fleet: Fleet,
        supplied: Supplied,
        tariffs: Tariffs,
        cap_hours: Callable[[], float],
    ) -> None:
        """Take the cars, what the meter counts, the tariff of a slot, and the cap."""
        self._fleet = fleet
        self._supplied = supplied
        self._tariffs = tariffs
        self._cap_hours = cap_hours
        self._days: dict[tuple[int, float], tuple[list[Stretch], float]] = {}

    def forget(self) -> None:
        """Drop what was worked out; the cars' diaries have changed."""
        self._days.clear()

    def caps(self, start: float, end: float) -> Iterator[tuple[int, int, float]]:
        """Yield (noon, next noon, minutes used) for cap days that began in a time."""
        day = cap_day(start)
        if day < start:
            day = cap_end(day)
        while day < end:
            yield day, cap_end(day), self._day(day)[1] / 60
            day = cap_end(day)

    def stretches(self, start: float, end: float) -> Iterator[Stretch]:
        """Yield what the cars drew between two instants, rated."""
        day = cap_day(start)
        while day < end:
            for found in self._day(day)[0]:
                if found.draw.start < end and found.draw.end > start:
                    yield found
            day = cap_end(day)

    def slots(self, start: float, end: float) -> Iterator[BilledSlot]:
        """Yield the slots in [start, end) that the meter knows and a tariff prices."""
        for slot in range(floor_to(start + SLOT - 1), int(end), SLOT):
            billed = self.slot(slot)
            if billed is not None:
                yield billed

    def slot(self, start: int) -> BilledSlot | None:
        """Return one slot as billed."""
        supplied, tariff = self._supplied(start), self._tariffs(start)
        if supplied is None or tariff is None:
            return None
        total = Decimal(f"{supplied:.3f}")
        cheap, dear, smart = self._drawn(start)
        car = min(total, Decimal(f"{cheap + dear:.3f}"))
        if tariff.kind != "four_rate":
            night, rate = _classic(tariff, start, smart)
            both = (("house", total - car), ("car", car))
            parts = tuple(Part(who, night, kwh, rate) for who, kwh in both)
            return BilledSlot(start, tariff, parts)
        off = min(car, Decimal(f"{cheap:.3f}"))
        night = _night(tariff, start, cheap)
        shares = (
            *(("house", night, total - car), ("house", not night, Decimal(0))),
            *(("car", True, off), ("car", False, car - off)),
        )
        return BilledSlot(
            start,
            tariff,
            tuple(
                Part(who, low, kwh, tariff.feeds[BANDS[who, low]].price(start))
                for who, low, kwh in shares
            ),
        )

    def pence(self, device: str, draws: Iterable[Draw]) -> Decimal | None:
        """Return what draws of a device cost, VAT included; None without a tariff."""
        total = Decimal(0)
        for draw in draws:
            for part in self.stretches(draw.start, draw.end):
                if part.device != device or part.draw.kind != draw.kind:
                    continue
                at = max(part.draw.start, draw.start)
                last = min(part.draw.end, draw.end)
                while at < last:
                    slot = floor_to(at)
                    stop = min(last, slot + SLOT)
                    rate = self._rate(slot, part)
                    if rate is None:
                        return None
                    kwh = Decimal(f"{part.draw.energy(at, stop):.6f}")
                    total += kwh * with_vat(rate)
                    at = stop
        return total

    def _rate(self, slot: int, part: Stretch) -> Decimal | None:
        """Return the pence before VAT that a car's energy costs in a slot."""
        tariff = self._tariffs(slot)
        if tariff is None:
            return None
        cheap, _, smart = self._drawn(slot)
        if tariff.kind != "four_rate":
            return _classic(tariff, slot, smart)[1]
        band = BANDS["car", part.cheap]
        if part.draw.kind == "PLAIN":
            band = BANDS["house", _night(tariff, slot, cheap)]
        return tariff.feeds[band].price(slot)

    def _drawn(self, slot: int) -> tuple[float, float, float]:
        """Return the cars' kWh in a slot: within the cap, beyond it, and smart.

        A plain charge did not go by the supplier, who takes it for the house's.
        """
        cheap = dear = smart = 0.0
        for found in self.stretches(slot, slot + SLOT):
            if found.draw.kind == "PLAIN":
                continue
            energy = found.draw.energy(slot, slot + SLOT)
            if found.cheap:
                cheap += energy
            else:
                dear += energy
            if found.draw.kind == "SMART":
                smart += energy
        return cheap, dear, smart

    def _day(self, start: int) -> tuple[list[Stretch], float]:
        key = start, self._cap_hours()
        if key not in self._days:
            end = cap_end(start)
            draws = [
                (device, Draw(first, last, draw.power, draw.kind))
                for device, visit in self._fleet.near(start, end)
                for draw in visit.draws
                for first, last in ((max(draw.start, start), min(draw.end, end)),)
                if first < last
            ]
            self._days[key] = stretches(draws, key[1])
        return self._days[key]


def _night(tariff: Tariff, slot: int, cheap: float) -> bool:
    """Say whether the house is at the night's rate where the car is billed apart."""
    return tariff.night(slot) or cheap >= REAL_DRAW


def _classic(tariff: Tariff, slot: int, smart: float) -> tuple[bool, Decimal]:
    """Return whether a slot is cheap, and its price, on a tariff of one meter.

    A real dispatch brings the night's price into the day, for the whole house.
    """
    feed = tariff.feeds[tariff.feed_of(slot)]
    if tariff.dispatched and smart >= REAL_DRAW and not tariff.night(slot):
        return True, feed.price(midnight(local_day(slot)))
    return tariff.night(slot), feed.price(slot)
