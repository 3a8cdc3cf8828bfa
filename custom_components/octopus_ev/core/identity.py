"""Stable public names for what must not be named."""

from datetime import datetime, timedelta
from hashlib import blake2s
import re
from typing import Final
from uuid import UUID, uuid5

from .span import floor

_SESSIONS: Final = UUID("6f3d1d1e-0d4b-5c55-9d0c-0c7f0f7b7c1e")
"""The namespace of session ids; changing it would renumber every session."""


def point_key(region: str, account: str, point: str) -> str:
    """Return ten hex digits that stand for a supply point.

    The same account and point give the same key on every machine, so statistics
    survive removing and adding the account; neither can be read back from it.
    """
    return blake2s(f"{region}:{account}:{point}".encode()).hexdigest()[:10]


def is_key(text: str) -> bool:
    """Tell whether this is such a stand-in, and nothing to be shown."""
    return re.fullmatch("[0-9a-f]{10}", text) is not None


def session_id(key: str, anchor: datetime) -> str:
    """Return the id of the session of point `key` that was first seen at `anchor`."""
    return str(uuid5(_SESSIONS, f"{key}|{anchor.isoformat()}"))


def session_anchor(start: datetime, interval: timedelta) -> datetime:
    """Return the anchor for a session first seen to start at `start`.

    Floored to the slot, so that a live start of 00:31 and a settled start of 00:30
    name the same session.
    """
    return floor(start, interval)


def device_key(region: str, account: str, device: str) -> str:
    """Return ten hex digits that stand for a device of the supplier's."""
    return point_key(region, account, f"device:{device}")


def vehicle_key(region: str, account: str, name: str) -> str:
    """Return ten hex digits that stand for a vehicle that the user describes.

    A vehicle that is removed and added again by the same name is the same one: its
    sessions and statistics are found again.
    """
    return point_key(region, account, f"vehicle:{name.casefold()}")
