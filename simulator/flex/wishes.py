"""What a driver asks of a device for each weekday, and what may be asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import Final

DAYS: Final = (
    *("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY"),
    *("FRIDAY", "SATURDAY", "SUNDAY"),
)

LEAST: Final = 10
MOST: Final = 100
STEP: Final = 5
EARLIEST: Final = time(4)
LATEST: Final = time(11)
STEP_MINUTES: Final = 30


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of one weekday."""

    ready: time
    """Local time."""
    most: float
    """State of charge in percent to reach by then."""
    least: float | None = None

    @property
    def minutes(self) -> int:
        """The ready-by time in minutes after local midnight."""
        return self.ready.hour * 60 + self.ready.minute

    @property
    def allowed(self) -> bool:
        """Whether the supplier accepts it."""
        levels = [self.most] if self.least is None else [self.least, self.most]
        whole = self.ready.second == 0 and self.minutes % STEP_MINUTES == 0
        return (
            all(LEAST <= level <= MOST and level % STEP == 0 for level in levels)
            and levels == sorted(levels)
            and EARLIEST <= self.ready <= LATEST
            and whole
        )


type Week = Mapping[str, Wish]


def week(most: float) -> Week:
    """Return the same wish for every day: ready by 07:00."""
    return dict.fromkeys(DAYS, Wish(time(7), most))


@dataclass(slots=True)
class Wishes:
    """The weeks that were asked for, each from the instant at which it holds."""

    first: Week
    later: list[tuple[float, Week]] = field(default_factory=list)

    def at(self, instant: float) -> Week:
        """Return the week that holds at an instant."""
        found = self.first
        for start, asked in self.later:
            if start <= instant:
                found = asked
        return found

    def ask(self, instant: float, asked: Week) -> None:
        """Let a week hold from an instant on."""
        self.later.append((instant, asked))


def accepted(rows: Sequence[tuple[str, Wish]]) -> Week | None:
    """Return a week if each day is in it once, and all of it is allowed."""
    found = dict(rows)
    complete = len(rows) == len(DAYS) and set(found) == set(DAYS)
    return found if complete and all(w.allowed for w in found.values()) else None
