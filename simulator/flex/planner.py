"""How the supplier plans a charge: the half-hours, their odd edges, what changes."""

from collections.abc import Mapping, Set as AbstractSet
from typing import Final

from ..catalogue import iog_night
from ..chance import chance, noise
from ..times import HOUR, SLOT, floor_to
from .nouns import Arrival, Slot

SAFETY: Final = 0.97
"""Share of a slot's energy that the supplier counts on."""


class Planner:
    """Plans one visit; equal questions get equal answers."""

    def __init__(self, arrival: Arrival) -> None:
        """Take the visit that is planned."""
        self._power = arrival.power
        self._ready = arrival.ready
        rng = chance("grid", arrival.key)
        self._salt = rng.randrange(1 << 30)
        # Now and then the grid has power to spare outside the night.
        self._spare: AbstractSet[int] = frozenset()
        if rng.random() < 0.4:
            last = max(arrival.plugged + 1, arrival.ready - HOUR)
            first = floor_to(rng.uniform(arrival.plugged, last))
            self._spare = frozenset(first + n * SLOT for n in range(rng.randint(1, 4)))

    def noise(self, number: float) -> float:
        """Return a chance in [0, 1) that belongs to a number."""
        return noise(self._salt, int(number))

    def slots(
        self,
        now: float,
        left: float,
        turn: int,
        *,
        running: Slot | None = None,
        banned: AbstractSet[int] = frozenset(),
        moved: Mapping[int, int],
    ) -> tuple[Slot, ...]:
        """Return the plan for what is left to charge, in order of time.

        A slot that is `running` keeps its start; `banned` half-hours are not used,
        the ends of `moved` ones differ by seconds.
        """
        if left <= 0.01:
            return ()
        horizon = max(self._ready, now + 1.5 * left / self._power * HOUR + SLOT)
        first = floor_to(now)
        held = first if running else None
        free = [at for at in range(first, int(horizon), SLOT) if at not in banned]
        free.sort(key=lambda at: (self._dislike(at, turn, held), at))
        chosen: list[int] = []
        wanted = left
        for at in free:
            if wanted <= 0:
                break
            chosen.append(at)
            wanted -= (at + SLOT - max(at, now)) / HOUR * self._power * SAFETY
        return self._joined(sorted(chosen), now, left, running, moved)

    def _dislike(self, at: int, turn: int, held: int | None) -> float:
        """Rate a half-hour: the night is liked, what runs already is kept."""
        rate = 0.0 if iog_night(at) else 1.2
        if at in self._spare:
            rate -= 1.6
        rate += 0.5 * self.noise(at // (3 * SLOT)) + 0.25 * self.noise(at)
        # From plan to plan the supplier changes its mind a little.
        rate += 0.05 * self.noise(at + 7 * (turn // 3))
        return rate - 2 if at == held else rate

    def _joined(
        self,
        chosen: list[int],
        now: float,
        left: float,
        running: Slot | None,
        moved: Mapping[int, int],
    ) -> tuple[Slot, ...]:
        """Join neighbours, give some runs odd edges, and share out the energy."""
        runs: list[list[int]] = []
        for at in chosen:
            if runs and runs[-1][-1] + SLOT == at:
                runs[-1].append(at)
            else:
                runs.append([at])
        found: list[Slot] = []
        for run in runs:
            start, end = run[0], run[-1] + SLOT
            if running is not None and start <= now:
                start = int(running.start)
            elif self.noise(start + 1) < 0.25:
                start += 60 * int(1 + 16 * self.noise(start + 2))
            if len(run) > 1 and self.noise(end + 3) < 0.15:
                end -= 60 * int(1 + 12 * self.noise(end + 4))
            end += moved.get(run[-1], 0)
            if found:
                start = max(start, int(found[-1].end))
            if end <= max(start, now) or start >= end:
                continue
            usable = (end - max(start, now)) / HOUR * self._power * SAFETY
            energy = min(left, usable)
            left -= energy
            known = self.noise(start + 5) >= 0.12
            found.append(
                Slot(
                    start=float(start),
                    end=float(end),
                    kwh=round(energy, 2) if known else None,
                )
            )
        return tuple(found)
