"""The vehicles of an account, and what makes a session theirs."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from .attribution import attributed
from .carbon import carbon_of
from .session import Carbon, Session
from .vehicle import Vehicle
from .witness import Record, Sightings

_NOTHING: Final[Sightings] = {}


class Garage:
    """Tells which vehicle a session is of, by what is known now.

    A session that is asked about again is answered with the same value, so that it
    need not be compared part by part with the one before.
    """

    def __init__(
        self, vehicles: Sequence[Vehicle] = (), record: Record | None = None
    ) -> None:
        """Take the vehicles as they are described now, and what was told of them."""
        self.vehicles = tuple(vehicles)
        self.record = record or Record()
        self._answers: dict[str, tuple[Session, Sightings, Carbon | None, Session]] = {}

    def told(self, record: Record) -> Garage:
        """Return the garage in which more was told."""
        garage = Garage(self.vehicles, record)
        garage._answers = dict(self._answers)
        return garage

    def completed(self, session: Session) -> Session:
        """Return a session with its vehicle, and with its carbon."""
        name = session.session_id
        seen = self.record.sessions.get(name, _NOTHING)
        carbon = carbon_of(session, self.record.carbon)
        if (answer := self._answers.get(name)) is not None:
            about, heard, before, result = answer
            if about is session and heard is seen and before == carbon:
                return result
        result = attributed(session, self.vehicles, seen)
        if carbon is not None:
            result = replace(result, carbon=carbon)
        if result is not session:
            self._answers[name] = session, seen, carbon, result
        return result
