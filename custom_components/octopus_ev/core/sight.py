"""How one car was seen: plugged in, unplugged, or out of the supplier's reach."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final

from .smart_record import UNWATCHED
from .span import Span
from .timeline import Timeline

_MISTOLD: Final = 10
"""One in so many that contradicts what a car is said to do, and it is not believed."""

_OFTEN: Final = 5
"""So often out of reach for long, a car shows a habit."""

_HALF: Final = 0.5
_VISIT: Final = timedelta(hours=1)
"""A car that leaves and comes again unseen within less has hardly driven."""
_ERRAND: Final = timedelta(hours=4)
"""Out of sight for longer, a car may have been away."""


class Sight:
    """What was seen of one car."""

    def __init__(self, times: Timeline[bool | None], draws: Sequence[Span]) -> None:
        """Take how it was seen, and when it drew as the supplier tells."""
        self.there = _when(times, plugged=True)
        self.out = _when(times, plugged=False)
        """When it was away for sure."""
        self._lost = _when(times, plugged=None)
        self._may_leave = self.out
        if away := _lost_when_away(self.out, self._lost, draws):
            self.out = Timeline((*self.out, *away))
            self._may_leave = Timeline((*self._may_leave, *_longer(self._lost, _VISIT)))
        wrong = sum(share(span, self.out) > _HALF for span in draws)
        self.believed = wrong * _MISTOLD <= len(draws)
        """Whether it hardly ever drew while it was said to be away."""
        if not self.believed:
            self.out = Timeline()
        self.stays = _stays(self.there, self._may_leave)
        """When it was plugged in, and surely not unplugged in between."""

    def unsaid(self) -> Iterator[Span]:
        """Yield when it was there, in reach, and its state not told for a while.

        So it is while its driver has it charge as he likes.
        """
        for stay, _ in self.stays:
            for gap in self.there.gaps(stay):
                if gap.duration > UNWATCHED and not any(self._lost.over(gap)):
                    yield gap

    def stayed(self, span: Span) -> bool:
        """Tell whether it was plugged in, and surely not unplugged in between."""
        return (
            not any(self._may_leave.over(span))
            and share(span, self.stays) > _HALF
            and all(gap.duration <= _ERRAND for gap in self.stays.gaps(span))
        )


def throughout(span: Span, times: Timeline[None]) -> bool:
    """Tell whether looks never were further apart than usual."""
    return all(gap.duration <= UNWATCHED for gap in times.gaps(span))


def share[T](span: Span, times: Timeline[T]) -> float:
    """Return in how much of a span something holds."""
    shared = (part.duration for part, _ in times.over(span))
    return sum(shared, timedelta()) / span.duration


def _when(times: Timeline[bool | None], *, plugged: bool | None) -> Timeline[None]:
    return Timeline((span, None) for span, there in times if there is plugged)


def _lost_when_away(
    unplugged: Timeline[None], lost: Timeline[None], draws: Sequence[Span]
) -> Timeline[None]:
    """Return when a car was away because it was out of reach, if it is so each time.

    A car that comes again and again and is hardly ever seen unplugged must have been
    away while the supplier could not reach it. For a while it may be out of reach at
    home, too, and where it draws when it is for long, nothing is known.
    """
    away = Timeline(_longer(lost, _ERRAND))
    drew = sum(share(span, away) > _HALF for span in draws)
    if (
        len(away) < _OFTEN
        or _total(unplugged) * _MISTOLD > _total(away)
        or drew * _MISTOLD > len(away)
    ):
        return Timeline()
    return away


def _stays(there: Timeline[None], may_leave: Timeline[None]) -> Timeline[None]:
    stays: list[Span] = []
    for seen, _ in there:
        if (
            stays
            and seen.start - stays[-1].end <= _ERRAND
            and not any(may_leave.over(stays[-1].hull(seen)))
        ):
            stays[-1] = stays[-1].hull(seen)
        else:
            stays.append(seen)
    return Timeline((stay, None) for stay in stays)


def _longer(times: Timeline[None], least: timedelta) -> Iterator[tuple[Span, None]]:
    return (entry for entry in times if entry[0].duration > least)


def _total(times: Timeline[None]) -> timedelta:
    return sum((span.duration for span, _ in times), timedelta())
