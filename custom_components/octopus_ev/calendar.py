"""The calendar: when the car charged, what that cost, and what is planned."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, override

from homeassistant.components.calendar import (
    CalendarEntity,
    CalendarEntityDescription,
    CalendarEvent,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util import dt as dt_util

from .calendar_events import (
    Words,
    async_words,
    live_event,
    live_until,
    planned_events,
    session_event,
)
from .core.session import SessionState
from .entity import OctopusEvDescription, OctopusEvViewEntity, add_entities
from .runtime import OctopusEvConfigEntry
from .subject import point_subjects
from .view import PointView

PARALLEL_UPDATES = 0


@dataclass(frozen=True, kw_only=True)
class OctopusEvCalendarDescription(
    OctopusEvDescription[PointView], CalendarEntityDescription
):
    """A calendar of a supply point."""


CHARGING_CALENDAR: Final = OctopusEvCalendarDescription(
    key="charging_calendar", translation_key="charging_calendar"
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: OctopusEvConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the calendar of every supply point."""
    add_entities(
        entry,
        async_add_entities,
        lambda: point_subjects(entry),
        (CHARGING_CALENDAR,),
        OctopusEvCalendar,
    )


class OctopusEvCalendar(OctopusEvViewEntity[PointView], CalendarEntity):
    """The charges at one supply point; it is on while one is under way."""

    entity_description: OctopusEvCalendarDescription
    _words: Words

    @override
    async def async_added_to_hass(self) -> None:
        """Learn the words to tell of charges in."""
        await super().async_added_to_hass()
        self._words = await async_words(self.hass)

    @property
    @override
    def event(self) -> CalendarEvent | None:
        """The charge under way, or else what is planned next."""
        return min(self._ahead(), key=lambda event: event.start, default=None)

    @override
    async def async_get_events(
        self, hass: HomeAssistant, start_date: datetime, end_date: datetime
    ) -> list[CalendarEvent]:
        """Return what shares any time with a period: charges, then plans, in order."""
        view = self.view
        past = [
            session_event(session, view.region, self._words)
            for session in view.sessions
            if session.state is not SessionState.LIVE
            and session.span.start < end_date
            and session.span.end > start_date
        ]
        ahead = [
            event
            for event in self._ahead()
            if event.start < end_date and event.end > start_date
        ]
        return [*past, *ahead]

    def _ahead(self) -> list[CalendarEvent]:
        """Return the charge under way, and what is planned."""
        view = self.view
        planned = planned_events(view, self._words, dt_util.utcnow())
        if (live := view.live_session) is None:
            return [*planned]
        return [live_event(live, view.region, self._words, view.as_of), *planned]

    @override
    @callback
    def _async_view_changed(self) -> None:
        """Tell whoever looks at the calendar what has changed in it."""
        before = self.view
        super()._async_view_changed()
        if self.view.sessions != before.sessions:
            self.async_update_event_listeners()

    @override
    def _show(self, view: PointView) -> tuple[object, ...]:
        """Return what the state tells: what is under way, or else planned."""
        live = view.live_session
        return (
            *super()._show(view),
            live and (live.span.start, live_until(view.region, view.as_of)),
            *(device.plan for device in view.devices or ()),
        )
