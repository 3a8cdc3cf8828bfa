"""How far back the past of a supply point has been imported."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportMark:
    """How far back a supply point's past has been imported.

    It is written once what it tells of is on disk, so that a crash costs a step of the
    import and no more: that step is then asked for again.
    """

    until: datetime
    """Where the import began; what is later comes with everyday polling."""
    since: datetime
    """The start of the oldest reading there is."""
    reached: datetime
    """Readings and rates are there from here on."""
    searched: datetime
    """Sessions have been looked for from here on."""

    @classmethod
    def at(cls, until: datetime, since: datetime, now: datetime) -> Self:
        """Return the mark of an import that begins; nothing to import is an end.

        Sessions are looked for up to `now`: what came before them, once it is there,
        may show the first ones in another light.
        """
        until = max(until, since)
        searched = now if since < until else until
        return cls(until=until, since=since, reached=until, searched=searched)

    def after(self, former: Self) -> Self:
        """Return the mark of an import that does again what `former` tells of.

        Where sessions have been looked for once, they are only where something differs.
        """
        return replace(self, searched=min(self.searched, former.searched))

    @property
    def complete(self) -> bool:
        """Whether nothing is left to import."""
        return max(self.reached, self.searched) <= self.since

    @property
    def share(self) -> float:
        """How much of the time has been imported, from 0 to 1."""
        whole = self.until - self.since
        return (self.until - self.reached) / whole if whole else 1.0


type ImportMarks = Mapping[str, ImportMark]
"""By point key."""
