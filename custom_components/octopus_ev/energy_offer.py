"""Offer to add an account's statistics to the Energy dashboard, as a repair."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.event import async_track_time_interval
from homeassistant.helpers.start import async_at_started

from .const import DOMAIN
from .energy_dashboard import Choice, Status, async_choices, async_manager, missing
from .engine import Engine
from .runtime import OctopusEvConfigEntry

OFFER: Final = "energy_dashboard"
OFFER_LESS: Final = "energy_dashboard_counted"
ENTRY_ID: Final = "entry_id"

# Statistics come minutes after the first readings, and a dashboard is changed by hand.
_LOOK_AGAIN: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What can be added to the dashboard."""

    choices: tuple[Choice, ...]
    translation_key: str
    """One where all is offered, another where a part is counted by another source."""

    @property
    def placeholders(self) -> dict[str, str]:
        """What will be written, to be shown before it is."""
        return {"statistics": "\n".join(map(_line, self.choices))}


async def async_offer(hass: HomeAssistant, engine: Engine) -> Offer | None:
    """Return what can be added to the dashboard, or `None` when there is nothing."""
    if await async_manager(hass) is None:
        return None
    choices = await async_choices(hass, engine)
    if not (wanted := missing(choices)):
        return None
    counted = any(choice.status is Status.COUNTED_ELSEWHERE for choice in choices)
    return Offer(choices=wanted, translation_key=OFFER_LESS if counted else OFFER)


@callback
def async_keep_offering(hass: HomeAssistant, entry: OctopusEvConfigEntry) -> None:
    """Offer it for as long as there is something to add and nobody has refused."""
    issue_id = offer_id(entry.runtime_data.engine)

    async def look(_: HomeAssistant | datetime) -> None:
        await _async_look(hass, entry, issue_id)

    entry.async_on_unload(lambda: withdraw(hass, issue_id))
    entry.async_on_unload(async_at_started(hass, look))
    entry.async_on_unload(async_track_time_interval(hass, look, _LOOK_AGAIN))


def offer_id(engine: Engine) -> str:
    """Return the id of an account's repair, the same whenever the account is added."""
    return "_".join((OFFER, *engine.point_keys[:1]))


async def _async_look(
    hass: HomeAssistant, entry: OctopusEvConfigEntry, issue_id: str
) -> None:
    """Raise the repair, or take it back; one that was ignored stays ignored."""
    offer = await async_offer(hass, entry.runtime_data.engine)
    if offer is None:
        withdraw(hass, issue_id)
    else:
        ir.async_create_issue(
            hass,
            DOMAIN,
            issue_id,
            data={ENTRY_ID: entry.entry_id},
            is_fixable=True,
            severity=ir.IssueSeverity.WARNING,
            translation_key=offer.translation_key,
            translation_placeholders=offer.placeholders,
        )


@callback
def withdraw(hass: HomeAssistant, issue_id: str) -> None:
    """Take the repair back, unless that would forget that the user said no."""
    issue = ir.async_get(hass).async_get_issue(DOMAIN, issue_id)
    if issue is not None and issue.dismissed_version is None:
        ir.async_delete_issue(hass, DOMAIN, issue_id)


def _line(choice: Choice) -> str:
    ids = [f"`{name}`" for name in (choice.energy, choice.money) if name is not None]
    return f"- {choice.name}: {', '.join(ids)}"
