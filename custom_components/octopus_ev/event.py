"""The event entity that says what happens to charging sessions."""

from typing import Final, override

from homeassistant.components.event import EventEntity, EventEntityDescription
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .core.announce import Announcement
from .core.changes import Action
from .core.payload import payload
from .entity import OctopusEvEntity
from .runtime import OctopusEvConfigEntry
from .subject import point_subjects
from .view import PointView

PARALLEL_UPDATES = 0

CHARGING_SESSION: Final = EventEntityDescription(
    key="charging_session",
    translation_key="charging_session",
    event_types=[action.value for action in Action],
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: OctopusEvConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the event entity of every supply point."""
    async_add_entities(
        OctopusEvSessionEvent(subject, CHARGING_SESSION)
        for subject in point_subjects(entry)
    )


class OctopusEvSessionEvent(OctopusEvEntity[PointView], EventEntity):
    """Says what happened to a session, once; the state is when that was noticed.

    What deserves saying is decided once, for this entity and the event bus alike.
    """

    # Lists are for the automation that hears of the session, not for the database.
    _unrecorded_attributes = frozenset(
        {"blocks", "edited", "energy_by_band", "sources"}
    )

    @override
    async def async_added_to_hass(self) -> None:
        """Listen for announcements."""
        self.async_on_remove(
            self.subject.engine.async_subscribe_announcements(self._async_announced)
        )

    @callback
    def _async_announced(self, announcement: Announcement) -> None:
        if announcement.session.point_key != self.subject.point_key:
            return
        self._trigger_event(
            announcement.action.value,
            payload(announcement.session, announcement.action, self.subject.region),
        )
        self.async_write_ha_state()
