"""Preconditions of the domain that a caller broke, and orders that it refuses."""

from enum import StrEnum


class DomainError(ValueError):
    """A value that the domain cannot mean; raising it always points at a bug."""


class ConflictingSpansError(DomainError):
    """Two entries of one timeline hold at the same instant."""


class Reason(StrEnum):
    """Why sessions do not allow what a user wants; each has a text of this name."""

    NO_SUCH_SESSION = "no_such_session"
    NOTHING_TO_TAKE_BACK = "nothing_to_take_back"
    ANOTHER_TIME = "charge_at_another_time"
    END_BEFORE_START = "end_before_start"
    NOT_SEVERAL = "merge_needs_several"
    OUTSIDE = "split_outside"
    ONE_SIDE = "split_one_side"
    NEITHER_MERGED_NOR_SPLIT = "neither_merged_nor_split"
    LATER_FIRST = "later_arrangement_first"
    NO_ENERGY = "charge_without_energy"
    EDITED = "edited_figures_first"
    TAKEN = "time_is_taken"


class RefusedError(DomainError):
    """What a user wants is not possible as the sessions are; nothing has changed."""

    def __init__(self, reason: Reason) -> None:
        """Say why."""
        super().__init__(reason.value)
        self.reason = reason
