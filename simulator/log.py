"""The log of requests, without keys and tokens."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

SECRETS = frozenset(
    {"apikey", "token", "refreshtoken", "password", "organizationsecretkey"}
    | {"presignedkey", "email", "captcharesponse"}
)


def without_secrets(value: object) -> object:
    """Return a JSON value without the entries that hold credentials."""
    if isinstance(value, Mapping):
        return {
            name: without_secrets(part)
            for name, part in value.items()
            if str(name).lower() not in SECRETS
        }
    if isinstance(value, list):
        return [without_secrets(part) for part in value]
    return value


@dataclass(slots=True, kw_only=True)
class Entry:
    """One request and how it was answered."""

    time: str
    """The virtual instant, UTC."""
    method: str
    path: str
    query: dict[str, str]
    operation: str | None = None
    fields: list[str] = field(default_factory=list)
    """The root fields of a GraphQL operation."""
    variables: object = None
    auth: str = "none"
    """none, basic, raw, jwt or bearer."""
    complexity: int | None = None
    nodes: int | None = None
    status: int | None = None
    fault: str | None = None


@dataclass(slots=True)
class Log:
    """Requests in the order they came."""

    entries: list[Entry] = field(default_factory=list)

    def as_list(self) -> list[dict[str, object]]:
        """Return the entries as JSON values."""
        return [asdict(entry) for entry in self.entries]

    def clear(self) -> None:
        """Forget the requests so far."""
        self.entries.clear()
