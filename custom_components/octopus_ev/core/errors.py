"""Preconditions of the domain that a caller broke."""


class DomainError(ValueError):
    """A value that the domain cannot mean; raising it always points at a bug."""


class ConflictingSpansError(DomainError):
    """Two entries of one timeline hold at the same instant."""
