"""Which supply points a user may see on the cards, and which sessions they may edit."""

from collections.abc import Iterator
from dataclasses import dataclass

from homeassistant.auth.models import User
from homeassistant.auth.permissions.const import POLICY_CONTROL, POLICY_READ
from homeassistant.components.event import DOMAIN as EVENT_DOMAIN
from homeassistant.core import Context, HomeAssistant, callback
from homeassistant.exceptions import Unauthorized, UnknownUser
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .const import DOMAIN
from .engine import Engine
from .event import CHARGING_SESSION
from .runtime import OctopusEvConfigEntry
from .subject import point_subjects
from .view import PointView


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPoint:
    """A supply point that a user may see."""

    engine: Engine
    key: str
    device_id: str
    name: str
    may_edit: bool

    @property
    def view(self) -> PointView:
        """What is known of it now."""
        return self.engine.view(self.key)


@callback
def async_loaded(hass: HomeAssistant) -> list[OctopusEvConfigEntry]:
    """Return the accounts that are set up."""
    return hass.config_entries.async_loaded_entries(DOMAIN)


@callback
def async_seen_points(hass: HomeAssistant, user: User) -> Iterator[SeenPoint]:
    """Yield what a user may see: the points of whose sessions they may hear.

    Who may control the entity that tells of sessions may edit them.
    """
    entities, devices = er.async_get(hass), dr.async_get(hass)
    may = user.permissions.check_entity
    for entry in async_loaded(hass):
        for point in point_subjects(entry):
            entity_id = entities.async_get_entity_id(
                EVENT_DOMAIN, DOMAIN, point.unique_id(CHARGING_SESSION.key)
            )
            device = devices.async_get_device_by_identifier(
                (DOMAIN, point.point_key), entry.entry_id
            )
            if entity_id is None or device is None or not may(entity_id, POLICY_READ):
                continue
            yield SeenPoint(
                engine=point.engine,
                key=point.point_key,
                device_id=device.id,
                name=device.name_by_user or device.name or entry.title,
                may_edit=user.is_admin or may(entity_id, POLICY_CONTROL),
            )


async def async_check_may_edit(
    hass: HomeAssistant, context: Context, point_key: str
) -> None:
    """Let pass who may edit the sessions of a supply point, and who is no user.

    Automations act for their owner, as everywhere in Home Assistant.

    Raises:
        Unauthorized: The user may not.
    """
    user = await _async_user(hass, context)
    if user is None or user.is_admin:
        return
    may = (one.key for one in async_seen_points(hass, user) if one.may_edit)
    if point_key not in may:
        raise Unauthorized(context=context, permission=POLICY_CONTROL)


async def async_check_admin(hass: HomeAssistant, context: Context) -> None:
    """Let pass administrators, and who is no user.

    Raises:
        Unauthorized: The user is no administrator.
    """
    user = await _async_user(hass, context)
    if user is not None and not user.is_admin:
        raise Unauthorized(context=context)


async def _async_user(hass: HomeAssistant, context: Context) -> User | None:
    if context.user_id is None:
        return None
    user = await hass.auth.async_get_user(context.user_id)
    if user is None:
        raise UnknownUser(context=context)
    return user
