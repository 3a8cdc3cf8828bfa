"""API keys: the customer's own, somebody else's, one that was never issued."""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Self

from .site import OTHER_ACCOUNT


def _key(*parts: object) -> str:
    """Build a key at run time, so that none stands in a file."""
    digest = sha256(":".join(map(str, parts)).encode()).hexdigest()
    return "_".join(("sk", "live", digest[:24]))


@dataclass(slots=True)
class Keys:
    """Which key opens which account."""

    own: str
    foreign: str
    """A valid key of another customer."""
    wrong: str
    owners: dict[str, str] = field(default_factory=dict)

    @classmethod
    def make(cls, persona: str, seed: int, account: str, *, revoked: bool) -> Self:
        """Make the keys of a world."""
        own, foreign = _key(persona, seed), _key(persona, seed, "foreign")
        keys = cls(own, foreign, _key(persona, seed, "wrong"))
        keys.owners = {own: account, foreign: OTHER_ACCOUNT}
        if revoked:
            keys.revoke()
        return keys

    def revoke(self) -> None:
        """Withdraw the customer's own key."""
        self.owners.pop(self.own, None)

    def restore(self, account: str) -> None:
        """Let the customer's own key be valid again."""
        self.owners[self.own] = account

    def owner(self, key: str) -> str | None:
        """Return the account number a key opens."""
        return self.owners.get(key)
