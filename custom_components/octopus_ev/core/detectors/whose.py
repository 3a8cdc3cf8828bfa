"""Which of several cars can have drawn what half-hours show beside all that is told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from ..drawn import Drawn, by_car
from ..evidence import Candidate
from ..model import Household
from ..presence import Presence
from ..session import Confidence
from ..sight import share
from ..span import Span
from ..timeline import Timeline

_HALF: Final = 0.5
_NEAR: Final = timedelta(hours=24)
"""Nothing that lies further apart is one charge."""


class Owners:
    """The cars of a home, with what the supplier tells of each."""

    def __init__(
        self, draws: Sequence[Drawn], presence: Presence, household: Household
    ) -> None:
        """Keep what each car drew, and where it was."""
        self._presence = presence
        self._household = household
        self._drew = by_car(draws)

    def attributed(self, claim: Candidate, cars: Sequence[str]) -> Candidate | None:
        """Return a claim as that of the one car that can have made it.

        `cars` are those that draw such a power, as far as any is known. If none can,
        it is a guest's at best, where it looks like nothing but a charger, and no pump
        heats the home that may look the same.
        """
        able = [car for car in cars if self._able(claim.span, car)]
        if len(able) == 1:
            return replace(claim, device=able[0])
        if able or not cars:
            return claim
        sure = claim.confidence is Confidence.CONFIRMED
        if sure and not self._household.heat_pump:
            return replace(claim, confidence=Confidence.POSSIBLE)
        return None

    def _able(self, span: Span, car: str) -> bool:
        """Tell whether a car can have drawn what the supplier does not tell of.

        It cannot while it was out, or while it drew what is told. If it was in sight
        for all of it, and what it drew in the same stay is told, this would be, too.
        """
        drew = self._drew.get(car, Timeline())
        if self._presence.out(span, car):
            return False
        if share(span, drew) > _HALF:
            return False
        return not (
            self._presence.in_sight(span, car)
            and any(
                draw.hull(span).duration <= _NEAR
                and self._presence.same_stay(span, draw, car)
                for draw, _ in drew.over(span.pad(_NEAR, _NEAR))
            )
        )
