"""Hold costs and the cap against the bill of a simulated year of smart charging.

    python -m benchmarks.intelligent_money DIR [NAME-PREFIX ...] [--persona P7]

The homes and the cars are those of `benchmarks.intelligent`. Costs are compared twice:
as they are told before anything is billed, and after all of it is; the minutes of the
cap that are used, as they are told before. Prints, in per cent of the truth: what all
charges cost together and slot by slot, then the days from noon to noon on which charges
that the supplier had a hand in still differ from the bill by more than a penny each, and
the cap minutes day by day with the worst day in minutes. A bill does not say which of
two cars drew what in a half hour, so their costs count together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Final, Self

from custom_components.octopus_ev.core.cap import counted
from custom_components.octopus_ev.core.draws import draws
from custom_components.octopus_ev.core.effective import effective
from custom_components.octopus_ev.core.periods import noon_span
from custom_components.octopus_ev.core.smart import BilledSlot
from custom_components.octopus_ev.core.span import Span

from .cars import LONDON
from .intelligent import sessions
from .intelligent_world import YEAR, Year, named_years
from .scoring import matched

ASKED: Final = 2.0
"""The error of cost and of cap minutes, in per cent, that is not to be passed."""

PENNY: Final = Decimal("0.01")
MINUTE: Final = timedelta(minutes=1)


@dataclass(slots=True)
class Money:
    """What came of one year, or of several added up; money in pounds."""

    charges: int = 0
    true: Decimal = Decimal(0)
    told: Decimal = Decimal(0)
    """What the charges that were found cost, before anything was billed."""
    billed: Decimal = Decimal(0)
    """What all slots are billed at, house and car."""
    priced: Decimal = Decimal(0)
    """The same energy at the rates that apply as far as was known."""
    astray: Decimal = Decimal(0)
    """How far those two are apart, slot by slot."""
    unequal: int = 0
    """Days on which the cost of charges is not the billed one once all is billed."""
    minutes: float = 0.0
    missed: float = 0.0
    """The minutes of the cap that were used, and by how many the told ones differ."""
    worst: float = 0.0

    def __iadd__(self, other: Money) -> Self:
        """Add another year."""
        worst = max(self.worst, other.worst)
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.worst = worst
        return self


def counted_up(year: Year) -> Money:
    """Return how far a year's figures are from the truth."""
    result = Money()
    _charges(year, result)
    _slots(year, result)
    _cap(year, result)
    return result


def _charges(year: Year, result: Money) -> None:
    found = sessions(year)
    truth = [charge for charge in year.truth if charge.energy >= 1]
    for charge, place in matched(truth, found):
        if charge.billed is not None and found[place].cost is not None:
            result.charges += 1
            result.true += charge.billed
            result.told += found[place].cost or Decimal(0)
    settled = sessions(replace(year, record=year.settled))
    days: dict[Span, list[Decimal]] = {}
    for charge, place in matched(truth, settled):
        cost, day = settled[place].cost, noon_span(LONDON, charge.span.start)
        if charge.billed is not None and cost is not None:
            days.setdefault(day, []).append(cost - charge.billed)
    # What the supplier was not told of is in the house's share, and told with an error.
    for charge in year.truth:
        if "plain" in charge.kwh_by_type or charge.span.end > YEAR.end:
            days.pop(noon_span(LONDON, charge.span.start), None)
    result.unequal = sum(
        abs(sum(row, Decimal(0))) > PENNY * len(row) for row in days.values()
    )


def _slots(year: Year, result: Money) -> None:
    """Price what was billed at the rates that apply, as far as was known."""
    book = effective(year.book, year.record, LONDON)
    for start, slot in year.billed.items():
        car, house = book.vehicle.at(start), book.house.at(start)
        if car is None or house is None:
            continue
        cost = slot.vehicle_energy * car.unit_rate + slot.house_energy * house.unit_rate
        result.billed += _whole(slot)
        result.priced += cost
        result.astray += abs(cost - _whole(slot))


def _whole(slot: BilledSlot) -> Decimal:
    return slot.vehicle_cost + slot.house_cost


def _cap(year: Year, result: Money) -> None:
    told: dict[Span, float] = {}
    for one in counted(draws(year.record), LONDON, None):
        day = noon_span(LONDON, one.slot)
        told[day] = told.get(day, 0.0) + one.time / MINUTE
    for day, minutes in year.caps:
        missed = abs(told.get(day, 0.0) - minutes)
        result.minutes += minutes
        result.missed += missed
        result.worst = max(result.worst, missed)


def line(name: str, money: Money) -> str:
    """Return one row of the table."""
    return (
        f"{name:22} {money.charges:7} {money.true:9.2f}"
        f" {100 * (money.told / money.true - 1):+8.2f}"
        f" {100 * money.astray / money.billed:8.2f} {money.unequal:8}"
        f" {100 * money.missed / money.minutes:7.2f} {money.worst:9.0f}"
    )


def table(found: Iterable[Year]) -> Money:
    """Print a row a year and one for all; return the sum."""
    print(
        f"{'':22} {'charges':>7} {'billed £':>9} {'told %':>8} {'slots %':>8}"
        f" {'unequal':>8} {'cap %':>7} {'worst min':>9}"
    )
    whole = Money()
    for year in found:
        money = counted_up(year)
        print(line(year.name, money), flush=True)
        whole += money
    print(line("all", whole), f"(asked: {ASKED} %, none unequal)")
    return whole


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the homes that the command line names."""
    table(named_years("intelligent_money", arguments))


if __name__ == "__main__":
    main()
