"""The sessions of an entry, what the user and we said of them, as JSON and back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from .codec import (
    CodecError,
    Json,
    decode_session,
    decoding,
    encode_session,
    moment,
    number,
    string,
)
from .core.announce import Marks
from .core.edits import Arrangement, Edits, Join, Overlay, Split, Verdict
from .core.session import Session
from .core.span import Span
from .core.timeline import Timeline

_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredLedger:
    """Every session as the machine has it, with the marks of announcements."""

    sessions: tuple[Session, ...] = ()
    overlay: Overlay = field(default_factory=Overlay)
    marks: Marks = field(default_factory=dict)
    told: Mapping[str, Timeline[None]] = field(default_factory=dict)
    """By point key: when a charger's own sensor told what it did."""
    waits: Mapping[str, Sequence[timedelta]] = field(default_factory=dict)
    """By point key: how long readings took to come lately, to the second."""


def encode_ledger(ledger: StoredLedger) -> Json:
    """Return a ledger as JSON."""
    overlay = ledger.overlay
    return {
        "sessions": [encode_session(session) for session in ledger.sessions],
        "marks": {name: dict(actions) for name, actions in ledger.marks.items()},
        "edits": {name: _encode_edits(edits) for name, edits in overlay.edits.items()},
        "arrangements": [_encode_arrangement(made) for made in overlay.arrangements],
        "revisions": dict(overlay.revisions),
        "told": {
            key: [[span.start.isoformat(), span.end.isoformat()] for span, _ in told]
            for key, told in ledger.told.items()
        },
        "waits": {
            key: [wait // _SECOND for wait in waits]
            for key, waits in ledger.waits.items()
        },
    }


@decoding
def decode_ledger(data: Json) -> StoredLedger:
    """Return the ledger that `data` holds; the oldest files know no user's edits.

    Raises:
        CodecError: It holds none.
    """
    return StoredLedger(
        sessions=tuple(decode_session(session) for session in data["sessions"]),
        marks={
            str(name): _revisions(actions) for name, actions in data["marks"].items()
        },
        overlay=Overlay(
            edits={
                str(name): _decode_edits(edits)
                for name, edits in data.get("edits", {}).items()
            },
            arrangements=tuple(
                _decode_arrangement(made) for made in data.get("arrangements", ())
            ),
            revisions=_revisions(data.get("revisions", {})),
        ),
        told={
            str(key): Timeline((_read_span(ends), None) for ends in told)
            for key, told in data.get("told", {}).items()
        },
        waits={
            str(key): [wait * _SECOND for wait in waits]
            for key, waits in data.get("waits", {}).items()
        },
    )


def _encode_edits(edits: Edits) -> Json:
    """Return what is given; what is not takes no room."""
    given = {
        "energy": None if edits.energy is None else str(edits.energy),
        "start": None if edits.start is None else edits.start.isoformat(),
        "end": None if edits.end is None else edits.end.isoformat(),
        "note": edits.note,
        "vehicle": edits.vehicle,
        "verdict": None if edits.verdict is None else edits.verdict.value,
        "barred": None
        if edits.barred is None
        else [edits.barred.start.isoformat(), edits.barred.end.isoformat()],
        "former": None if edits.former is None else edits.former.value,
    }
    return {name: value for name, value in given.items() if value is not None}


def _decode_edits(data: Json) -> Edits:
    def read[T](name: str, decode: Callable[[Any], T]) -> T | None:
        return decode(data[name]) if name in data else None

    return Edits(
        energy=read("energy", number),
        start=read("start", moment),
        end=read("end", moment),
        note=read("note", string),
        vehicle=read("vehicle", string),
        verdict=read("verdict", Verdict),
        barred=read("barred", _read_span),
        former=read("former", Verdict),
    )


def _read_span(ends: list[str]) -> Span:
    start, end = ends
    return Span(moment(start), moment(end))


def _encode_arrangement(made: Arrangement) -> Json:
    if isinstance(made, Join):
        return {"join": list(made.session_ids)}
    return {
        "split": made.session_id,
        "new": made.new_id,
        "point": made.point_key,
        "at": made.at.isoformat(),
        "anchor": made.anchor.isoformat(),
    }


def _decode_arrangement(data: Json) -> Arrangement:
    if "join" in data:
        return Join(session_ids=tuple(string(name) for name in data["join"]))
    return Split(
        session_id=string(data["split"]),
        new_id=string(data["new"]),
        point_key=string(data["point"]),
        at=moment(data["at"]),
        anchor=moment(data["anchor"]),
    )


def _revisions(data: Mapping[str, Any]) -> dict[str, int]:
    for value in data.values():
        if not isinstance(value, int):
            raise CodecError("a revision is a whole number")
    return {str(name): revision for name, revision in data.items()}
