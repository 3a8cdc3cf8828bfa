"""Score sessions on a simulated year of smart charging in homes without a car.

    python -m benchmarks.intelligent DIR [NAME-PREFIX ...] [--persona P7]

DIR is a folder of labelled homes (`benchmarks.labelled`); the cars of the persona live
the year 2026 there (`benchmarks.intelligent_world`). Sessions are what comes of the
readings and of what the supplier told by the end of the year, without the bill.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from time import process_time
from typing import Self

from custom_components.octopus_ev.core.model import Household
from custom_components.octopus_ev.core.session import Session
from custom_components.octopus_ev.facts import Facts
from custom_components.octopus_ev.providers.gb_account import GB
from custom_components.octopus_ev.search import Search

from .intelligent_world import YEAR, Charge, Year, named_years
from .scoring import matched

ASKED = 0.98
"""The F1 of sessions that dispatch evidence is to reach."""

_LATER = timedelta(days=5)


@dataclass(slots=True)
class Score:
    """What came of one year, or of several added up."""

    true: int = 0
    found: int = 0
    right: int = 0
    car: int = 0
    """Of the right ones, those that name their car."""
    type: int = 0
    """Of the right ones, those that say why the car charged."""
    drawn: float = 0.0
    astray: float = 0.0
    """The kWh by which the energies of right sessions are wrong, added up."""
    seconds: float = 0.0

    def __iadd__(self, other: Score) -> Self:
        """Add another year."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        return self

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / max(self.true + self.found, 1)


def sessions(year: Year) -> tuple[Session, ...]:
    """Return the sessions that are shown of a year."""
    search = Search(region=GB, household=Household(), charger_power_kw=None)
    facts = Facts(readings=year.readings, book=year.book, smart=year.record)
    found = search.in_past("0123456789", facts, YEAR, (), YEAR.end + _LATER)
    return tuple(session for session in found if session.state.shown)


def scored(year: Year) -> Score:
    """Find a year's sessions, and hold them against what is true."""
    begun = process_time()
    found = sessions(year)
    result = Score(seconds=process_time() - begun)
    # A charge below 1 kWh need not be found, and may be; one that began before the
    # readings is seen in part.
    small = [charge for charge in year.truth if charge.energy < 1]
    passed = {place for _, place in matched(small, found)}
    passed |= {
        place
        for place, session in enumerate(found)
        for charge in year.under_way
        if session.span.overlaps(charge.span)
        and session.device in (None, charge.device)
    }
    found = tuple(one for place, one in enumerate(found) if place not in passed)
    truth = [charge for charge in year.truth if charge.energy >= 1]
    result.true, result.found = len(truth), len(found)
    for charge, place in matched(truth, found):
        session = found[place]
        result.right += 1
        result.car += session.device == charge.device
        result.type += session.type is not None and _same_type(session, charge)
        result.drawn += charge.energy
        result.astray += abs(float(session.energy) - charge.energy)
    return result


def _same_type(session: Session, charge: Charge) -> bool:
    """Tell whether a session says why its car charged; a plain charge is no plan's."""
    kinds = {"smart": "smart", "boost": "boost", "plain": "unplanned"}
    told = str(session.type)
    return told == kinds[charge.type] or (
        told == "mixed" and len(charge.kwh_by_type) > 1
    )


def line(name: str, score: Score) -> str:
    """Return one row of the table."""
    right = max(score.right, 1)
    return (
        f"{name:22} {score.true:6} {score.right / max(score.found, 1):7.3f}"
        f" {score.right / max(score.true, 1):7.3f} {score.f1:7.3f}"
        f" {score.car / right:7.3f} {score.type / right:7.3f}"
        f" {100 * score.astray / max(score.drawn, 1.0):9.2f} {score.seconds:6.1f}"
    )


def table(found: Iterable[Year]) -> Score:
    """Print a row a year and one for all; return the sum."""
    print(
        f"{'':22} {'true':>6} {'precis.':>7} {'recall':>7} {'F1':>7} {'car':>7}"
        f" {'type':>7} {'energy %':>9} {'s':>6}"
    )
    whole = Score()
    for year in found:
        score = scored(year)
        print(line(year.name, score), flush=True)
        whole += score
    print(line("all", whole), f"(asked: F1 {ASKED})")
    return whole


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the homes that the command line names."""
    table(named_years("intelligent", arguments))


if __name__ == "__main__":
    main()
