"""Rate limits: requests per field in a sliding window, points per hour."""

from collections import deque
from dataclasses import dataclass, field

from .times import HOUR


@dataclass(slots=True)
class Limits:
    """What has been used of each limit, by the virtual clock."""

    uses: dict[str, deque[float]] = field(default_factory=dict)
    caps: dict[str, int] = field(default_factory=dict)
    """Caps that abuse has lowered for good."""
    points: int = 0
    renewal: float = 0

    def take(
        self, name: str, now: float, cap: int, window: float, *, dynamic: bool = False
    ) -> bool:
        """Use one request of a field; say whether it was within the limit.

        With a dynamic limit each refusal halves the cap, and it stays halved.
        """
        cap = min(cap, self.caps.get(name, cap))
        uses = self.uses.setdefault(name, deque())
        while uses and uses[0] <= now - window:
            uses.popleft()
        if len(uses) < cap:
            uses.append(now)
            return True
        if dynamic:
            self.caps[name] = max(1, cap // 2)
        return False

    def spend(self, points: int, now: float, limit: int) -> bool:
        """Use points of the hour's allowance; say whether there were enough."""
        self._renew(now)
        if self.points + points > limit:
            return False
        self.points += points
        return True

    def used(self, now: float) -> tuple[int, int]:
        """Return the points used and the Unix time at which they come back."""
        self._renew(now)
        return self.points, int(self.renewal)

    def _renew(self, now: float) -> None:
        if now >= self.renewal:
            self.points, self.renewal = 0, now + HOUR
