"""Faults on demand: which requests they strike, how often, and what happens."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Final

KINDS: Final = frozenset(
    {"status", "graphql_error", "timeout", "html403", "html502", "partial"}
    | {"truncate", "reset", "empty", "body", "next"}
)
OPTIONS: Final = frozenset({"retry_after", "content_type", "path"})


class FaultError(ValueError):
    """A fault that cannot be understood."""


@dataclass(slots=True)
class Rule:
    """A fault that waits for its request."""

    fault: dict[str, object]
    operation: str | None = None
    """An operation's name or one of its root fields."""
    path: str | None = None
    """A pattern of the path, with `*`."""
    times: int | None = 1
    """How often it strikes; None for ever."""

    @property
    def kind(self) -> str:
        """What happens."""
        return next(name for name in self.fault if name in KINDS)

    def matches(self, path: str, names: Iterable[str]) -> bool:
        """Say whether a request is struck."""
        if self.path is not None and not fnmatchcase(path, self.path):
            return False
        return self.operation is None or self.operation in set(names)


@dataclass(slots=True)
class Faults:
    """The faults that are set, in order; the first that matches strikes."""

    rules: list[Rule] = field(default_factory=list)

    def add(
        self,
        fault: dict[str, object],
        *,
        operation: str | None = None,
        path: str | None = None,
        times: int | None = 1,
    ) -> None:
        """Set a fault; raises FaultError for one that is not known."""
        kinds = KINDS & fault.keys()
        if len(kinds) != 1 or fault.keys() - KINDS - OPTIONS:
            # A status may bring its own body.
            if kinds != {"status", "body"}:
                raise FaultError(f"A fault is one of {', '.join(sorted(KINDS))}")
        self.rules.append(Rule(fault, operation, path, times))

    def take(self, path: str, names: Iterable[str]) -> Rule | None:
        """Return the fault that strikes a request, and count it."""
        for rule in self.rules:
            if rule.matches(path, names):
                if rule.times is not None:
                    rule.times -= 1
                    if rule.times <= 0:
                        self.rules.remove(rule)
                return rule
        return None

    def clear(self) -> None:
        """Set no faults."""
        self.rules.clear()
