"""When settled half-hours become visible, and how they are late, holed or revised."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from .chance import chance
from .scenario import Scenario
from .times import DAY, HOUR, SLOT, local_day, midnight, slots_of

HOLE: Final = range(20, 26)
"""The half-hours of a day that come later in a scenario with a hole."""

REVISED_AFTER: Final = 3 * DAY


class Publication:
    """A day's half-hours appear on the next morning, unless the scenario says not."""

    def __init__(self, seed: int, scenario: Scenario) -> None:
        """Take the seed of the hours of publication."""
        self._seed = seed
        self._scenario = scenario
        self.until = 0.0
        """Everything that ended by this instant is published."""
        self.billed_until = 0.0
        """Everything that ended by this instant is billed."""
        self._draw = lru_cache(maxsize=None)(self._draw_of)

    def publish(self, until: float, *, billed: bool = False) -> None:
        """Make everything before an instant visible at once, or bill it as well."""
        self.until = max(self.until, until)
        if billed:
            self.billed_until = max(self.billed_until, until)

    def billed(self, slot: int, now: float) -> bool:
        """Say whether a slot is billed by now: some hours after its reading."""
        if slot + SLOT <= self.billed_until:
            return True
        day = local_day(slot)
        late = self._scenario.settlement_delay_days * DAY
        return now >= self.time_of(day) + self._draw(day)[2] * HOUR + late

    def time_of(self, day: date) -> float:
        """Return the instant at which the half-hours of a local day appear."""
        size = max(1, self._scenario.publication_burst_days)
        late = (
            size - 1 - day.toordinal() % size
        ) + self._scenario.publication_delay_days
        shown = day + timedelta(days=late)
        return midnight(shown + timedelta(days=1)) + self._draw(shown)[0] * HOUR

    def value(self, slot: int, energy: float, now: float) -> float | None:
        """Return the kWh that is published for a slot by now, None if none is."""
        if slot + SLOT > now:
            return None
        if slot + SLOT <= self.until:
            return energy
        day = local_day(slot)
        appears = self.time_of(day)
        if now < appears:
            return None
        number = (slot - slots_of(day).start) // SLOT
        scenario = self._scenario
        if now < appears + DAY:
            first = scenario.publication_first_rows
            if first is not None and number >= first:
                return None
            if scenario.publication_hole and number in HOLE:
                return None
        if (
            scenario.publication_revision_kwh
            and number == self._draw(day)[1]
            and now < midnight(day + timedelta(days=1)) + REVISED_AFTER
        ):
            return max(0.0, energy - scenario.publication_revision_kwh)
        return energy

    def _draw_of(self, day: date) -> tuple[float, int, float]:
        """Return a day's hour of publication, the slot revised, hours to the bill."""
        rng = chance("publication", self._seed, day)
        hour, number = rng.uniform(6, 11), rng.randrange(len(slots_of(day)))
        return hour, number, rng.uniform(1, 6)
