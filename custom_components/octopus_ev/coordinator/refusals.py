"""How often the key was refused, counted across attempts to set an entry up."""

from datetime import datetime
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.util.hass_dict import HassKey

from ..const import AUTH_REFUSAL_SPACING, AUTH_REFUSALS, DOMAIN


class Refusals:
    """Counts refusals of one entry's key that are far enough apart to mean something."""

    def __init__(self) -> None:
        """Start with none."""
        self._seen = 0
        self._last: datetime | None = None

    def count(self, now: datetime) -> bool:
        """Take note of a refusal; tell whether the key must be taken for revoked."""
        if self._last is None or now - self._last >= AUTH_REFUSAL_SPACING:
            self._seen += 1
            self._last = now
        if self._seen < AUTH_REFUSALS:
            return False
        self.forget()
        return True

    def forget(self) -> None:
        """Start again: the key was accepted, or a new one is asked for."""
        self._seen = 0
        self._last = None


# Each attempt to set an entry up makes its coordinators anew, so they cannot count.
_REFUSALS: Final[HassKey[dict[str, Refusals]]] = HassKey(f"{DOMAIN}_refusals")


def refusals_of(hass: HomeAssistant, entry_id: str) -> Refusals:
    """Return the count of an entry, which outlives its coordinators."""
    return hass.data.setdefault(_REFUSALS, {}).setdefault(entry_id, Refusals())


def forget_refusals(hass: HomeAssistant, entry_id: str) -> None:
    """Drop the count of an entry that is removed."""
    hass.data.get(_REFUSALS, {}).pop(entry_id, None)
