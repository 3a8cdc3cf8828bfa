"""Tell all automations what happens at an account, once."""

from typing import Final

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_send
from homeassistant.helpers.start import async_at_started
from homeassistant.util.signal_type import SignalType

from ..const import DOMAIN
from ..core.announce import Announcement
from ..engine import Engine
from ..runtime import OctopusEvConfigEntry
from .happenings import Happened, following, news, said, standing

HAPPENED: Final = SignalType[Happened](f"{DOMAIN}_happened")
"""Of all accounts: an automation may be there before its account, and outlive it."""


@callback
def async_notice(
    hass: HomeAssistant, entry: OctopusEvConfigEntry, engine: Engine
) -> None:
    """Tell automations what happens from now on, once they listen.

    What stands already is no news.
    """
    stood = {key: standing(engine.view(key)) for key in engine.point_keys}
    heard = False

    @callback
    def announced(announcement: Announcement) -> None:
        if (key := announcement.session.point_key) in engine.point_keys:
            async_dispatcher_send(hass, HAPPENED, said(announcement, engine.view(key)))

    @callback
    def look() -> None:
        # What begins before that is told then.
        if not heard:
            return
        for key in engine.point_keys:
            view = engine.view(key)
            before = stood.get(key) or standing(view)
            after = stood[key] = following(before, view)
            for happened in news(before, after, view):
                async_dispatcher_send(hass, HAPPENED, happened)

    async def speak(_: HomeAssistant) -> None:
        nonlocal heard
        heard = True
        await engine.async_speak()

    @callback
    def loaded() -> None:
        # Automations are there once Home Assistant has started, and what they ask of an
        # account is answered once it is loaded.
        if entry.state is ConfigEntryState.LOADED:
            entry.async_on_unload(async_at_started(hass, speak))

    entry.async_on_unload(engine.async_subscribe_announcements(announced))
    entry.async_on_unload(engine.async_subscribe(look))
    entry.async_on_unload(entry.async_on_state_change(loaded))
