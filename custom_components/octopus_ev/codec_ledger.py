"""The sessions of an entry, and what has been announced of them, as JSON and back."""

from dataclasses import dataclass, field
from typing import Any

from .codec import CodecError, Json, decode_session, decoding, encode_session
from .core.announce import Marks
from .core.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredLedger:
    """Every session, the hidden ones included, with the marks of announcements."""

    sessions: tuple[Session, ...] = ()
    marks: Marks = field(default_factory=dict)


def encode_ledger(ledger: StoredLedger) -> Json:
    """Return a ledger as JSON."""
    return {
        "sessions": [encode_session(session) for session in ledger.sessions],
        "marks": {name: dict(actions) for name, actions in ledger.marks.items()},
    }


@decoding
def decode_ledger(data: Json) -> StoredLedger:
    """Return the ledger that `data` holds.

    Raises:
        CodecError: It holds none.
    """
    return StoredLedger(
        sessions=tuple(decode_session(session) for session in data["sessions"]),
        marks={
            str(name): {
                str(action): _revision(revision) for action, revision in actions.items()
            }
            for name, actions in data["marks"].items()
        },
    )


def _revision(value: Any) -> int:
    if not isinstance(value, int):
        raise CodecError("a revision is a whole number")
    return value
