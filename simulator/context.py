"""What a GraphQL field knows: the world, and who asks."""

from dataclasses import dataclass
from typing import Protocol

from .errors import ApiError
from .world import World


@dataclass(slots=True, kw_only=True)
class Context:
    """One execution of a document."""

    world: World
    authorization: str | None
    exhausted: bool = False
    """The hour's points are used up."""

    def authorise(self) -> str:
        """Return the account number the header's token opens; raises ApiError."""
        header = self.authorization
        if not header:
            raise ApiError("KT-CT-1112")
        scheme, _, rest = header.partition(" ")
        token = header
        if rest:
            accepted = scheme == "JWT" or (
                scheme == "Bearer" and self.world.scenario.bearer_accepted
            )
            if not accepted:
                raise ApiError("KT-CT-1143")
            token = rest
        return self.world.tokens.check(token, self.world.now)

    def own(self, number: str) -> None:
        """Refuse an account number that the token does not open (KT-CT-4177)."""
        if self.authorise() != number:
            raise ApiError("KT-CT-4177")


class Resolver(Protocol):
    """A root field: the context and the field's own arguments."""

    def __call__(self, context: Context, /, **arguments: object) -> object:
        """Return the field's value; raises ApiError."""
        ...
