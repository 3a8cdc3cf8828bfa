"""Steps up in a home's power that last: where a charger may have switched on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Final

from .levels import Level

_LEAST_STEP: Final = 1.8
"""Rise in kW that may be a charger of unknown power."""

_OF_A_STEP: Final = 0.8
"""Share of the charger's power by which a home's power must rise or fall."""

_OF_A_RAMP: Final = 0.25
"""Share of the step that shows in its first sample, if the second shows it all."""

_OF_A_PLATEAU: Final = 0.85
"""Share of the charger's power below which a home cannot be while a car charges."""

_AROUND_GIVEN: Final = (0.9, 1.08)
"""How far from the power given a plateau may be, as shares of it."""

_SETTLING: Final = timedelta(minutes=3)
"""How long a plateau must last to be measured, and low power to be believed."""

_CROWDED: Final = timedelta(minutes=15)
"""How long another load may ride on the start of a plateau of unknown power."""

_TAPER: Final = 0.08
"""Share of its power that a nearly full battery lets go in a minute."""

_LEAST_DRAW: Final = 1.2
"""Power in kW below which no car charges: six amperes."""

_MOST_BASE: Final = 1.0
"""Power in kW that a house draws at all times, at most."""

_FEW: Final = 5
"""Samples whose median says what the home drew before a step."""

_MORE: Final = 15
"""Samples whose lowest says what it draws without kettle and cooker."""

_OUTAGE: Final = timedelta(minutes=30)
"""Silence over which a plateau is taken to last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What the home drew before a step, in kW."""

    usual: float
    """The median of the last few samples."""
    least: float
    """The lowest of some more: a kettle that was on does not hide in it."""

    @property
    def base(self) -> float:
        """What the house goes on to draw; more than a little of it may end."""
        return min(max(self.least, 0.0), _MOST_BASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plateau:
    """A time of raised power between two steps."""

    levels: Sequence[Level]
    limits: Sequence[float]
    """What a charger can at most draw in each level, in kW."""
    end: datetime
    power: float
    """The rise in kW as first measured, before any taper."""
    house: Before
    open: bool
    """Whether it still lasts at the newest sample."""

    @property
    def start(self) -> datetime:
        """The sample of the step."""
        return self.levels[0].start

    @property
    def duration(self) -> timedelta:
        """How long it lasted, as far as was seen."""
        return self.end - self.start


def house_before(row: Sequence[Level], place: int, since: int) -> Before | None:
    """Return what the home drew just before `place`, from `since` on."""
    powers = [level.power for level in row[max(since, place - _MORE) : place]]
    if not powers:
        return None
    return Before(usual=median(powers[-_FEW:]), least=min(powers))


def plateau_at(
    row: Sequence[Level], place: int, house: Before, *, given: float | None, solar: bool
) -> Plateau | None:
    """Return the plateau that begins with a step at `place`, if one does.

    `given` is the charger's power in kW. Behind solar panels the home's power says
    little, so there only a fall ends a plateau.
    """
    power = _rise(row, place, house, given)
    if power is None:
        return None
    return _Watch(row, place, house, power, given=given, solar=solar).plateau()


def _rise(
    row: Sequence[Level], place: int, house: Before, given: float | None
) -> float | None:
    """Return by how many kW the home's power rose at `place`, if it may be a car."""
    least = _LEAST_STEP if given is None else _OF_A_STEP * given
    following = row[place + 1 : place + 3]
    if not following or row[place].power - house.usual < _OF_A_RAMP * least:
        return None
    if max(row[place].power, following[0].power) - house.usual < least:
        return None
    settled_by = row[place].start + _SETTLING
    settled = [
        level.power
        for level in row[place + 1 : place + 20]
        if level.start <= settled_by
    ] or [level.power for level in following]
    rise = median(settled) - house.usual
    return rise if rise >= least else None


class _Watch:
    """Follows one plateau, sample by sample, until its end or the newest one."""

    def __init__(
        self,
        row: Sequence[Level],
        place: int,
        house: Before,
        power: float,
        *,
        given: float | None,
        solar: bool,
    ) -> None:
        """Begin at the step."""
        self._row = row
        self._place = place
        self._house = house
        self._power = power
        self._given = given
        self._solar = solar
        self._limit = power if given is None else _near(power, given)
        self._limits = [self._limit]
        self._low: int | None = None
        """Where the samples began that are too low for a charging car."""

    def plateau(self) -> Plateau:
        """Return the plateau."""
        row = self._row
        for at in range(self._place + 1, len(row)):
            if row[at].start - row[at - 1].end > _OUTAGE:
                return self._ended(at, row[at - 1].end)
            if not self._is_low(at):
                self._low = None
            elif self._low is None:
                self._low = at
            elif row[at].start - row[self._low].start >= _SETTLING:
                if not self._was_crowded(self._low, at):
                    return self._ended(self._low, self._fall(self._low))
                self._low = None
            self._taper(row[at])
            self._limits.append(self._limit)
        return self._ended(
            len(row) if self._low is None else self._low, row[-1].end, is_open=True
        )

    def _is_low(self, at: int) -> bool:
        """Tell whether no car can be charging at a sample."""
        power = self._row[at].power
        if not self._solar:
            return power - self._house.base < _OF_A_PLATEAU * self._limit
        until = at if self._low is None else self._low
        recent = self._row[max(self._place + 1, until - _FEW) : until]
        if not recent:
            return False
        usual = median(level.power for level in recent)
        return power < usual - _OF_A_STEP * self._limit

    def _taper(self, level: Level) -> None:
        """Let the power fall as a full battery does: it is never above the home's."""
        if not self._solar:
            most = level.power - self._house.base
            least = self._limit * (1 - _TAPER * level.hours * 60)
            self._limit = max(min(self._limit, most), least, _LEAST_DRAW)

    def _was_crowded(self, low: int, at: int) -> bool:
        """Tell whether another load rode on the start, and measure again if so."""
        row = self._row
        if (
            self._given is not None
            or row[low].start - row[self._place].start > _CROWDED
        ):
            return False
        rise = median(level.power for level in row[low : at + 1]) - self._house.usual
        if rise < max(_LEAST_STEP, self._power / 2):
            return False
        self._power = self._limit = rise
        self._limits = [rise] * len(self._limits)
        return True

    def _fall(self, low: int) -> datetime:
        """Return when the power fell: in a gap, by what the register says."""
        last = self._row[low - 1]
        if last.energy is None:
            return last.end
        rest = last.energy - max(self._house.usual, 0.0) * last.hours
        limit = self._limits[low - 1 - self._place]
        hours = min(max(rest / limit, 0.0), last.hours)
        if last.hours - hours < _SETTLING / timedelta(hours=1):
            return last.end
        return last.start + timedelta(seconds=round(hours * 3600))

    def _ended(self, stop: int, end: datetime, *, is_open: bool = False) -> Plateau:
        """Return what was seen up to a sample."""
        levels = self._row[self._place : stop]
        return Plateau(
            levels=levels,
            limits=self._limits[: len(levels)],
            end=max(end, levels[0].start + timedelta(seconds=1)),
            power=self._power,
            house=self._house,
            open=is_open,
        )


def _near(power: float, given: float) -> float:
    """Return a measured power, kept near the one given."""
    least, most = (share * given for share in _AROUND_GIVEN)
    return min(max(power, least), most)
