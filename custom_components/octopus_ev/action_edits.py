"""The actions that correct sessions; each answers with what undoes it."""

from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import Final, cast

import probatio

from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import ServiceCall, ServiceResponse, SupportsResponse
from homeassistant.helpers import config_validation as cv

from .action import (
    ATTR_END,
    ATTR_ENERGY,
    ATTR_START,
    KWH,
    POINT,
    UTC_TIME,
    Action,
    Fields,
    point_of,
    refused,
    span_of,
)
from .action_sessions import listed
from .action_vehicle import ATTR_VEHICLE, vehicle_key
from .card_access import async_check_may_edit
from .const import DOMAIN
from .core.changes import Changes
from .core.edits import EditFields, Join, Split, Verdict
from .core.errors import Reason, RefusedError
from .core.payload import JSON
from .core.session import SessionState
from .engine import Engine
from .runtime import OctopusEvConfigEntry

ATTR_SESSION_ID: Final = "session_id"
ATTR_SESSION_IDS: Final = "session_ids"
ATTR_NOTE: Final = "note"
ATTR_AT: Final = "at"

type Undo = tuple[str, dict[str, JSON]]
"""The name of an action, and what it takes beside the account."""

_SESSION: Final[Fields] = {probatio.Required(ATTR_SESSION_ID): cv.string}
_TEXT: Final = probatio.Any(
    None, probatio.All(cv.string, probatio.Length(min=1, max=500))
)

_VERDICTS: Final = {
    "confirm_session": Engine.async_confirm,
    "delete_session": Engine.async_delete,
    "reject_session": Engine.async_reject,
}
_AGAIN: Final = {
    Verdict.CONFIRMED: "confirm_session",
    Verdict.DELETED: "delete_session",
    Verdict.NO_CHARGE: "reject_session",
}


async def _async_do(
    entry: OctopusEvConfigEntry,
    order: Awaitable[Changes],
    names: Iterable[str] = (),
    undo: Undo | None = None,
) -> ServiceResponse:
    """Carry out an order; return the sessions that it is about as they are now.

    Without `names` and `undo` it adds a session, which its deletion undoes.
    """
    try:
        changes = await order
    except RefusedError as err:
        raise refused(err.reason.value) from err
    engine, region = entry.runtime_data.engine, entry.runtime_data.provider.region
    touched = dict.fromkeys(change.session.session_id for change in changes.items)
    if undo is None:
        undo = ("delete_session", {ATTR_SESSION_ID: next(iter(touched))})
    action, data = undo
    sessions = (engine.session(name) for name in touched or names)
    return {
        "sessions": [
            listed(one, region, engine.smart(one.point_key))
            for one in sessions
            # What went into another session is gone; what was deleted is not.
            if one is not None and one.state is not SessionState.WITHDRAWN
        ],
        "undo": {
            "action": f"{DOMAIN}.{action}",
            "data": {ATTR_CONFIG_ENTRY_ID: entry.entry_id, **data},
        },
    }


async def _async_engine(
    call: ServiceCall, entry: OctopusEvConfigEntry, names: Iterable[str]
) -> Engine:
    """Return the engine whose sessions are to be edited.

    Raises:
        ServiceValidationError: There are no such sessions.
        Unauthorized: The user may not edit them.
    """
    engine = entry.runtime_data.engine
    for name in names:
        if (session := engine.session(name)) is None:
            raise refused(Reason.NO_SUCH_SESSION.value)
        await async_check_may_edit(call.hass, call.context, session.point_key)
    return engine


async def _async_judge(
    call: ServiceCall,
    entry: OctopusEvConfigEntry,
    order: Callable[[Engine, str], Awaitable[Changes]],
) -> ServiceResponse:
    """Delete, reject or confirm a session."""
    name: str = call.data[ATTR_SESSION_ID]
    engine = await _async_engine(call, entry, [name])
    undo: Undo = ("restore_session", {ATTR_SESSION_ID: name})
    return await _async_do(entry, order(engine, name), [name], undo)


async def _async_restore(
    call: ServiceCall, entry: OctopusEvConfigEntry
) -> ServiceResponse:
    """Undo that a session was deleted, rejected or confirmed."""
    name: str = call.data[ATTR_SESSION_ID]
    engine = await _async_engine(call, entry, [name])
    if (verdict := engine.overlay.of(name).verdict) is None:
        raise refused(Reason.NOTHING_TO_TAKE_BACK.value)
    undo: Undo = (_AGAIN[verdict], {ATTR_SESSION_ID: name})
    return await _async_do(entry, engine.async_restore(name), [name], undo)


async def _async_edit(
    call: ServiceCall, entry: OctopusEvConfigEntry
) -> ServiceResponse:
    """Correct what is given of a session; null takes that correction back."""
    name: str = call.data[ATTR_SESSION_ID]
    engine = await _async_engine(call, entry, [name])
    before = engine.overlay.of(name)
    former: dict[str, JSON] = {
        ATTR_ENERGY: None if before.energy is None else float(before.energy),
        ATTR_START: None if before.start is None else before.start.isoformat(),
        ATTR_END: None if before.end is None else before.end.isoformat(),
        ATTR_NOTE: before.note,
    }
    given = {field: call.data[field] for field in former if field in call.data}
    if not given:
        raise refused("nothing_to_edit")
    undo: Undo = (
        "edit_session",
        {ATTR_SESSION_ID: name, **{field: former[field] for field in given}},
    )
    fields = {field.removesuffix("_kwh"): value for field, value in given.items()}
    order = engine.async_edit(name, **cast(EditFields, fields))
    return await _async_do(entry, order, [name], undo)


async def _async_assign(
    call: ServiceCall, entry: OctopusEvConfigEntry
) -> ServiceResponse:
    """Say which vehicle charged; without one, take that back."""
    name: str = call.data[ATTR_SESSION_ID]
    engine = await _async_engine(call, entry, [name])
    said: str | None = call.data[ATTR_VEHICLE]
    key = None if said is None else vehicle_key(call.hass, entry, said)
    former = engine.overlay.of(name).vehicle
    if said is not None and key is None and said != former:
        raise refused("no_such_vehicle")
    undo: Undo = ("assign_vehicle", {ATTR_SESSION_ID: name, ATTR_VEHICLE: former})
    order = engine.async_edit(name, vehicle=key)
    return await _async_do(entry, order, [name], undo)


async def _async_merge(
    call: ServiceCall, entry: OctopusEvConfigEntry
) -> ServiceResponse:
    """Make one session of several."""
    names: list[str] = call.data[ATTR_SESSION_IDS]
    engine = await _async_engine(call, entry, names)
    order = engine.async_merge(names)
    # Any of them says which merger is meant; the first is as good as another.
    undo: Undo = ("take_apart_session", {ATTR_SESSION_ID: names[0]})
    return await _async_do(entry, order, names, undo)


async def _async_split(
    call: ServiceCall, entry: OctopusEvConfigEntry
) -> ServiceResponse:
    """Make two sessions of one."""
    name: str = call.data[ATTR_SESSION_ID]
    engine = await _async_engine(call, entry, [name])
    undo: Undo = ("take_apart_session", {ATTR_SESSION_ID: name})
    order = engine.async_split(name, call.data[ATTR_AT])
    return await _async_do(entry, order, [name], undo)


async def _async_take_apart(
    call: ServiceCall, entry: OctopusEvConfigEntry
) -> ServiceResponse:
    """Undo the last merge or split that a session came of."""
    name: str = call.data[ATTR_SESSION_ID]
    engine = await _async_engine(call, entry, [name])
    made = engine.overlay.last_arrangement(name)
    undo: Undo
    match made:
        case None:
            raise refused(Reason.NEITHER_MERGED_NOR_SPLIT.value)
        case Join():
            undo = ("merge_sessions", {ATTR_SESSION_IDS: list(made.session_ids)})
        case Split():
            undo = (
                "split_session",
                {ATTR_SESSION_ID: made.session_id, ATTR_AT: made.at.isoformat()},
            )
    return await _async_do(entry, engine.async_take_apart(name), [name], undo)


async def _async_add(call: ServiceCall, entry: OctopusEvConfigEntry) -> ServiceResponse:
    """Add a session that nothing detected, at the rates that are known."""
    key = point_of(call, entry)
    await async_check_may_edit(call.hass, call.context, key)
    span = span_of(call.data[ATTR_START], call.data[ATTR_END])
    engine = entry.runtime_data.engine
    return await _async_do(entry, engine.async_add(key, span, call.data[ATTR_ENERGY]))


def _edit(
    name: str,
    run: Callable[[ServiceCall, OctopusEvConfigEntry], Awaitable[ServiceResponse]],
    fields: Fields,
) -> Action:
    return Action(name=name, run=run, fields=fields, response=SupportsResponse.OPTIONAL)


EDITS: Final = (
    _edit(
        "add_session",
        _async_add,
        {
            **POINT,
            probatio.Required(ATTR_START): UTC_TIME,
            probatio.Required(ATTR_END): UTC_TIME,
            probatio.Required(ATTR_ENERGY): KWH,
        },
    ),
    _edit(
        "assign_vehicle",
        _async_assign,
        {
            **_SESSION,
            probatio.Optional(ATTR_VEHICLE, default=None): _TEXT,
        },
    ),
    _edit(
        "edit_session",
        _async_edit,
        {
            **_SESSION,
            probatio.Optional(ATTR_ENERGY): probatio.Any(None, KWH),
            probatio.Optional(ATTR_START): probatio.Any(None, UTC_TIME),
            probatio.Optional(ATTR_END): probatio.Any(None, UTC_TIME),
            probatio.Optional(ATTR_NOTE): _TEXT,
        },
    ),
    _edit(
        "merge_sessions",
        _async_merge,
        {
            probatio.Required(ATTR_SESSION_IDS): probatio.All(
                probatio.EnsureList(), [cv.string], probatio.Length(min=1, max=20)
            )
        },
    ),
    _edit("restore_session", _async_restore, _SESSION),
    _edit(
        "split_session",
        _async_split,
        {**_SESSION, probatio.Required(ATTR_AT): UTC_TIME},
    ),
    _edit("take_apart_session", _async_take_apart, _SESSION),
    *(
        _edit(name, partial(_async_judge, order=order), _SESSION)
        for name, order in _VERDICTS.items()
    ),
)
