"""Times of raised power: followed from the step of a charger to its fall."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .beside import ALIKE, NOISE, Beside
from .steps import AROUND, LEAST_DRAW, Step, floor_of, median_of
from .trace import Trace

_OF_THE_CAR: Final = 0.85
"""Share of the car's power that there is at least while it charges, and by which a
home's power falls at least when it stops."""

_OFF: Final = 0.9
"""Power in kW, over what the house draws at least, at which no car is on."""

_OF_THE_LEVEL: Final = 0.04
"""Share of the home's power that is unrest as well: the supply's voltage wavers."""

_PACE: Final = 0.3
"""Share of a small difference by which the level follows in a step."""

_RECENT: Final = 3
"""Levels that tell to what the power changed."""

_YOUNG: Final = 900.0
"""Seconds in which a plateau may still be a shower: nothing is full so soon."""

_LASTING: Final = 120.0
"""Seconds for which a change must last, beyond the level in which it came."""

_RESTLESS: Final = 300.0
"""Seconds after which a change counts though the power is still not at rest."""

_OUTAGE: Final = 1800.0
"""Seconds of knowing nothing over which a plateau is taken to last."""

_KNOWN: Final = 0.12
"""How far from the charger's power, as a share, a rise may be and still be its own."""

_AT_ONCE: Final = 0.5
"""Share of its power that a car lets go at once, at most, where it need not."""

_LITTLE: Final = 0.4
"""Share of its power that a nearly full battery wants for a while."""

_LONGEST_TAPER: Final = 9000.0
"""Seconds for which it wants so little, at most."""

_PARTIAL: Final = 0.15
"""Share of the car's power that shows that it was still on for a part of a level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What is known of a home besides the step."""

    standby: float
    """What it draws at all times, in kW; negative where panels feed it."""
    sunny: bool
    """Whether they do now, so that its power says little and falls alone count."""
    charger: float | None = None
    """The charger's power in kW, where it is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plateau:
    """A time of raised power between two steps; instants in seconds since the epoch."""

    first: int
    """The first level, and the one after the last."""
    stop: int
    start: float
    end: float
    open: bool
    """Whether it still lasts at the newest level."""
    lost: bool
    """Whether it was on when for long nothing was known any more."""
    power: float
    """The rise in kW, before any taper."""
    fall: float | None
    """The fall in kW at its end, if it was on at full power until then."""
    floor: float
    """What the house drew before."""
    car: Sequence[float]
    """What the car can at most draw in each level, in kW."""
    steady: float
    """For how many seconds the car was on without letting its power fall."""

    @property
    def duration(self) -> float:
        """How long it lasted, in seconds, as far as was seen."""
        return self.end - self.start

    @property
    def tapered(self) -> bool:
        """Whether the car had let its power fall before the end."""
        return self.car[-1] < _OF_THE_CAR * self.power


def plateau_from(trace: Trace, step: Step, house: House) -> Plateau:
    """Return the plateau that a step begins, as far as the trace shows it."""
    return _Watch(trace, step, house).plateau()


def resumed(trace: Trace, plateau: Plateau) -> Step | None:
    """Return the step with which a plateau goes on that was lost, if it is still on."""
    place = plateau.stop
    rise = trace.power[place] - plateau.floor
    if not plateau.lost or rise < _OF_THE_CAR * plateau.power:
        return None
    return Step(
        place=place,
        start=trace.start[place],
        rise=plateau.power,
        floor=plateau.floor,
        usual=plateau.floor,
        least=_OF_THE_CAR * plateau.power,
    )


class _Watch:
    """Follows one plateau, level by level, until its end or the newest level.

    The home's power is taken apart into the car's and the house's; every lasting
    change belongs to one of them.
    """

    def __init__(self, trace: Trace, step: Step, house: House) -> None:
        """Begin at the step."""
        self._trace = trace
        self._step = step
        self._home = house
        self._full = self._now = step.rise
        self._level = step.rise + step.usual
        self._beside = Beside()
        self._car = [step.rise]
        self._doubt = 0.0
        """What was put down to the car, and may have been an appliance after all."""
        self._doubted = step.place
        """Since which level."""
        self._faded = step.place + 1, trace.end[step.place]
        """The level in which, and the instant at which, the car's power last fell."""
        self._run: list[int] = []
        """The levels since the power left its level, all to the same side."""

    def plateau(self) -> Plateau:
        """Return the plateau."""
        trace, first = self._trace, self._step.place
        for at in range(first + 1, len(trace)):
            if trace.start[at] - trace.end[at - 1] > _OUTAGE:
                return self._ended(at, trace.end[at - 1], lost=True)
            young = trace.start[at] - self._step.start < _YOUNG
            if self._changed(at) and not self._explained(young=young):
                return self._over()
            self._car.append(self._now)
            if self._lingers(at):
                return self._ended(*self._faded, seen=True)
        stop = len(trace)
        if self._run and trace.power[self._run[0]] < self._level:
            stop = max(self._run[0], first + 1)
        return self._ended(stop, trace.end[stop - 1], is_open=True)

    def _changed(self, at: int) -> bool:
        """Take in a level; tell whether the power has left its former level for good."""
        trace = self._trace
        apart = trace.power[at] - self._level
        if abs(apart) <= max(NOISE, _OF_THE_LEVEL * abs(self._level)):
            self._run.clear()
            self._level += _PACE * apart
            if not self._home.sunny:
                most = self._level - self._home.standby
                self._now = max(min(self._now, most), LEAST_DRAW)
            return False
        if self._run and (trace.power[self._run[0]] > self._level) != (apart > 0):
            self._run.clear()
        self._run.append(at)
        lasted = trace.end[at] - trace.end[self._run[0]]
        return len(self._run) > 1 and (
            (
                lasted >= _LASTING
                and abs(trace.power[at] - trace.power[at - 1]) <= 2 * NOISE
            )
            or lasted >= _RESTLESS
        )

    def _explained(self, *, young: bool) -> bool:
        """Tell whether the car is still on after a change, and whose change it was."""
        after = self._after()
        change = after - self._level
        if change > 0:
            self._rose(change)
        elif not self._fell(-change, after, young=young):
            return False
        self._level = after
        self._run.clear()
        return True

    def _after(self) -> float:
        """Return the power to which it changed, as the last levels have it."""
        return median_of([self._trace.power[at] for at in self._run[1:][-_RECENT:]])

    def _rose(self, change: float) -> None:
        """Put a rise down to the car, if it had fallen before, or to an appliance."""
        if self._now < _OF_THE_CAR * self._full and (
            abs(self._now + change - self._full) <= ALIKE * self._full
        ):
            self._now = self._full
        else:
            self._beside.went_on(change)

    def _fell(self, fall: float, after: float, *, young: bool) -> bool:
        """Put a fall down to the car or to the house; tell whether the car is still on."""
        room = after - self._home.standby
        if room < min(_OFF, _OF_THE_CAR * self._now):
            return False
        must = room < _OF_THE_CAR * self._now
        if (must and young and not self._known) or self._is_the_known(after):
            return self._measured_again(after)
        if must:
            extra = fall - self._now
            if extra > ALIKE * self._now:
                fall -= self._beside.fell_with(extra, self._drawn)
            if fall >= _OF_THE_CAR * self._now:
                return False
            self._doubt = 0.0
            return self._faded_by(fall, room)
        if self._beside.went_off(fall, self._drawn):
            self._now = min(self._now, max(room, LEAST_DRAW))
            return True
        if self._doubt and self._beside.went_off(fall + self._doubt, self._drawn):
            self._now = min(self._now + self._doubt, self._full)
            self._doubt = 0.0
            since = self._doubted - self._step.place
            self._car[since:] = [self._now] * len(self._car[since:])
            return True
        if abs(fall - self._now) <= ALIKE * self._now:
            if fall > self._unknown / (1 - ALIKE) and room <= (
                self._unknown + self._beside.total + 2 * NOISE
            ):
                return False
        elif (
            not young and fall <= _AT_ONCE * self._now and self._unlike_the_house(fall)
        ):
            self._doubted = self._doubted if self._doubt else self._run[0]
            self._doubt += fall
            return self._faded_by(fall, room)
        self._beside.lessen(fall)
        return True

    def _faded_by(self, fall: float, room: float) -> bool:
        """Let the car's power fall; tell whether that leaves any."""
        self._faded = self._edge()
        self._now = min(self._now - fall, room)
        return self._now >= _OFF

    @property
    def _known(self) -> bool:
        """Whether the step is that of the charger that is known."""
        known = self._home.charger
        return known is not None and abs(self._full - known) <= _KNOWN * known

    def _is_the_known(self, power: float) -> bool:
        """Tell whether only what is left of the step is the car that is known."""
        known, rise = self._home.charger, power - self._step.floor
        return (
            known is not None
            and not self._known
            and abs(rise - known) <= _KNOWN * known
        )

    def _unlike_the_house(self, fall: float) -> bool:
        """Tell whether the house would not fall by so much, or by so little."""
        unknown = self._unknown + NOISE
        return fall > unknown and (
            fall > unknown + self._beside.total
            or fall < (1 - ALIKE) * self._beside.least
        )

    def _lingers(self, at: int) -> bool:
        """Tell whether what is left is the house, and the car has long been off."""
        if self._now >= _LITTLE * self._full or self._home.sunny:
            return False
        place, _ = self._faded
        return (
            self._level - self._home.standby < _OFF
            or self._trace.start[at] - self._trace.start[place] > _LONGEST_TAPER
        )

    @property
    def _unknown(self) -> float:
        """What may go off in the house without having been seen to go on, in kW."""
        return max(self._drawn - self._beside.total, 0.0)

    @property
    def _drawn(self) -> float:
        """What the house draws over its standby, in kW."""
        return self._level - self._now - self._home.standby

    def _measured_again(self, power: float) -> bool:
        """Measure the step anew if it is large enough without what rode on it."""
        rise = power - self._step.floor
        if rise < self._step.least:
            return False
        self._full = self._now = rise
        self._car = [rise] * len(self._car)
        return True

    def _over(self) -> Plateau:
        """Return the plateau that ended as the power last changed."""
        return self._ended(*self._edge(), seen=True)

    def _edge(self) -> tuple[int, float]:
        """Return the level in which the power last fell, and when within it."""
        trace, run = self._trace, self._run
        after = self._after()
        fall = min(self._now, self._level - after)
        least = after + _PARTIAL * fall
        place = next((at for at in reversed(run) if trace.power[at] > least), run[0])
        start, end = trace.start[place], trace.end[place]
        if start > trace.end[place - 1]:
            # Nothing is known of the time between.
            return place, trace.end[place - 1]
        share = (trace.power[place] - after) / fall
        return place, start + min(max(share, 0.0), 1.0) * (end - start)

    def _ended(
        self,
        stop: int,
        end: float,
        *,
        seen: bool = False,
        lost: bool = False,
        is_open: bool = False,
    ) -> Plateau:
        """Return what was seen up to the level `stop`, in or before which it ended."""
        trace, first = self._trace, self._step.place
        fall = None
        if seen and not self._home.sunny:
            fall = self._fallen(stop)
        if stop < len(trace) and end > trace.start[stop]:
            stop += 1
        car = (*self._car, self._now)[: stop - first]
        return Plateau(
            first=first,
            stop=stop,
            start=self._step.start,
            end=max(end, self._step.start + 1),
            open=is_open,
            lost=lost,
            power=self._full,
            fall=fall,
            floor=self._step.floor,
            car=car,
            steady=self._steady(stop, end),
        )

    def _steady(self, stop: int, end: float) -> float:
        least = _OF_THE_CAR * self._full
        for number, power in enumerate(self._car[: stop - self._step.place]):
            if power < least:
                return self._trace.start[self._step.place + number] - self._step.start
        return end - self._step.start

    def _fallen(self, place: int) -> float | None:
        """Return by how many kW the power fell in a level, if it was full until then."""
        if self._now < _OF_THE_CAR * self._full:
            return None
        power = self._trace.power
        before = power[max(self._step.place + 1, place - AROUND) : place]
        after = power[place + 1 : place + 1 + AROUND]
        return floor_of(before) - floor_of(after) if before and after else None
