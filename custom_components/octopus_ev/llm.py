"""Let Assist answer what a charge cost, what a month did, and when it is cheapest.

Nothing here changes anything. Home Assistant loads this file when somebody asks a
language model; nothing else imports it, so a change of that interface stays here.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, cast, override

import probatio

from homeassistant.components.homeassistant import async_should_expose
from homeassistant.components.llm import LLMTools
from homeassistant.const import ATTR_CONFIG_ENTRY_ID, ATTR_DEVICE_ID
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.llm import (
    LLM_API_ASSIST,
    LLMContext,
    Tool,
    ToolAnnotations,
    ToolInput,
    ToolResult,
)
from homeassistant.util import dt as dt_util
from homeassistant.util.json import JsonObjectType, JsonValueType

from .action import ATTR_END
from .action_cheapest import CHEAPEST_WINDOW
from .card_access import async_loaded, async_seen_points
from .const import DOMAIN
from .core.model import Rate
from .core.payload import JSON, rounded, summary
from .core.session import Session
from .core.span import FOREVER, Span
from .core.summary import Totals
from .own_sensors import device_name
from .runtime import OctopusEvConfigEntry
from .view import PointView

type Point = tuple[OctopusEvConfigEntry, str]
"""An account and the key of one of its supply points."""

_READS: Final = ToolAnnotations(
    read_only=True, destructive=False, idempotent=True, open_world=False
)
_TOLD: Final = (
    "duration_min",
    "energy_kwh",
    "cost",
    "currency",
    "off_peak_kwh",
    "saving",
    "type",
    "vehicle",
    "state",
)
_LONGEST_MINUTES: Final = 48 * 60
"""No rate is known further ahead."""

type Args = Mapping[str, Any]
type Answer = Callable[
    [HomeAssistant, OctopusEvConfigEntry, str, Args], Awaitable[dict[str, JSON]]
]
"""Says something of one supply point; raises HomeAssistantError where it cannot."""


@callback
def async_get_tools(
    hass: HomeAssistant, llm_context: LLMContext, api_id: str
) -> LLMTools | None:
    """Return the tools, if anything of ours is exposed to the assistant."""
    if api_id != LLM_API_ASSIST or not _exposed(hass, llm_context.assistant):
        return None
    return LLMTools(tools=list(TOOLS))


class PointTool(Tool):
    """Answers for each supply point that the assistant and its user may see."""

    annotations = _READS
    integration = DOMAIN

    def __init__(
        self,
        name: str,
        answer: Answer,
        *,
        title: str,
        description: str,
        fields: Mapping[probatio.Marker, Any] | None = None,
    ) -> None:
        """Take what it is called, what it says, and what it may be asked."""
        self.name = f"{DOMAIN}__{name}"
        self.title = title
        self.description = description
        self.parameters = probatio.Schema({**(fields or {})})
        self._answer = answer

    @override
    async def async_call(
        self, hass: HomeAssistant, tool_input: ToolInput, llm_context: LLMContext
    ) -> ToolResult:
        """Return the answer for each point, named as the user names it."""
        args: Args = self.parameters(tool_input.tool_args)
        answers: list[JsonValueType] = []
        failed = True
        for entry, key in await _async_points(hass, llm_context):
            found: JsonObjectType = {"supply_point": device_name(hass, entry, key)}
            try:
                found |= await self._answer(hass, entry, key, args)
                failed = False
            except HomeAssistantError as err:
                found["error"] = str(err)
            answers.append(found)
        return ToolResult(data={"supply_points": answers}, error=failed)


async def _async_last_charges(
    _hass: HomeAssistant, entry: OctopusEvConfigEntry, key: str, args: Args
) -> dict[str, JSON]:
    view = entry.runtime_data.engine.view(key)
    live, count = view.live_session, args["count"]
    over = [session for session in view.sessions if session is not live]
    return {
        "charging_now": None if live is None else _session(live, view),
        "last": [_session(session, view) for session in reversed(over[-count:])],
    }


async def _async_this_month(
    _hass: HomeAssistant, entry: OctopusEvConfigEntry, key: str, _args: Args
) -> dict[str, JSON]:
    view = entry.runtime_data.engine.view(key)
    return {
        "currency": view.region.currency,
        "today": _totals(view.today),
        "month": _totals(view.month),
    }


async def _async_rate_now(
    _hass: HomeAssistant, entry: OctopusEvConfigEntry, key: str, _args: Args
) -> dict[str, JSON]:
    view = entry.runtime_data.engine.view(key)
    return {
        "currency": view.region.currency,
        "off_peak": view.off_peak,
        "now": _rate(view.rate_now),
        "next": _rate(view.rate_next),
    }


async def _async_cheapest_window(
    hass: HomeAssistant, entry: OctopusEvConfigEntry, key: str, args: Args
) -> dict[str, JSON]:
    registry = dr.async_get(hass)
    device = registry.async_get_device_by_identifier((DOMAIN, key), entry.entry_id)
    data = dict(args)
    end = dt_util.utcnow() + timedelta(hours=data.pop("within_hours"))
    found = await hass.services.async_call(
        DOMAIN,
        CHEAPEST_WINDOW.name,
        {
            **data,
            ATTR_CONFIG_ENTRY_ID: entry.entry_id,
            ATTR_END: end.isoformat(),
            **({} if device is None else {ATTR_DEVICE_ID: device.id}),
        },
        blocking=True,
        return_response=True,
    )
    told = cast(dict[str, JSON], found)
    return {
        **{name: told[name] for name in ("energy_kwh", "cost", "currency", "complete")},
        **{name: _local(str(told[name])) for name in ("start", "end")},
        "average_rate_per_kwh": told["average_rate"],
    }


TOOLS: Final = (
    PointTool(
        "last_charge",
        _async_last_charges,
        title="Get the last charges of the car",
        description=(
            "Get what the last charging sessions of the electric car at home took and "
            "cost, newest first, and the one under way if there is one. Energy is in "
            "kWh, cost in the currency given, times are local. Null is unknown."
        ),
        fields={
            probatio.Optional("count", default=1): probatio.All(
                probatio.Coerce(int), probatio.Range(min=1, max=10)
            )
        },
    ),
    PointTool(
        "this_month",
        _async_this_month,
        title="Get what charging the car cost this month",
        description=(
            "Get energy and cost of charging the electric car at home, so far today and "
            "this calendar month. What has no known rate is not part of the cost."
        ),
    ),
    PointTool(
        "rate_now",
        _async_rate_now,
        title="Get the electricity rate now",
        description=(
            "Get what a kWh of electricity costs now, until when, what it costs then, "
            "and whether it is off-peak now."
        ),
    ),
    PointTool(
        "cheapest_window",
        _async_cheapest_window,
        title="Find the cheapest time to charge the car",
        description=(
            "Find the cheapest time to charge the electric car for some minutes or some "
            "kWh (give one of them) within the hours to come, by the rates that are "
            "known. It is not complete where some of these rates are not known yet."
        ),
        fields={
            probatio.Optional("duration_min"): probatio.All(
                probatio.Coerce(float), probatio.Range(min=1, max=_LONGEST_MINUTES)
            ),
            probatio.Optional("energy_kwh"): probatio.All(
                probatio.Coerce(float), probatio.Range(min=0.1, max=200)
            ),
            probatio.Optional("within_hours", default=24): probatio.All(
                probatio.Coerce(float), probatio.Range(min=1, max=48)
            ),
        },
    ),
)


def _session(session: Session, view: PointView) -> dict[str, JSON]:
    told = summary(session, view.region)
    return {
        "start": _local(str(told["start"])),
        "end": _local(str(told["end"])),
        **{name: told[name] for name in _TOLD},
        "average_rate_per_kwh": told["average_rate"],
    }


def _totals(found: Totals | None) -> JSON:
    if found is None:
        return None
    return {
        "energy_kwh": rounded(found.energy, 3),
        "cost": rounded(found.cost, 2),
        "unpriced_kwh": rounded(found.unpriced, 3),
        "charges": found.count,
    }


def _rate(held: tuple[Span, Rate] | None) -> JSON:
    if held is None:
        return None
    span, rate = held
    return {
        "rate_per_kwh": rounded(rate.unit_rate, 4),
        "band": rate.band.value,
        "from": _local(span.start.isoformat()),
        "until": None if span.end == FOREVER else _local(span.end.isoformat()),
    }


def _local(instant: str) -> str:
    """Return an instant in the user's time zone."""
    return dt_util.as_local(datetime.fromisoformat(instant)).isoformat(
        timespec="seconds"
    )


def _exposed(hass: HomeAssistant, assistant: str | None) -> set[str]:
    """Return the ids of our entities that the user lets the assistant see."""
    entities = er.async_get(hass)
    return {
        one.entity_id
        for entry in async_loaded(hass)
        for one in er.async_entries_for_config_entry(entities, entry.entry_id)
        if assistant and async_should_expose(hass, assistant, one.entity_id)
    }


async def _async_points(hass: HomeAssistant, context: LLMContext) -> list[Point]:
    """Return the points of which something is exposed and the user may hear."""
    exposed = _exposed(hass, context.assistant)
    user_id = None if context.context is None else context.context.user_id
    seen: set[str] | None = None
    if user_id is not None:
        user = await hass.auth.async_get_user(user_id)
        points = () if user is None else async_seen_points(hass, user)
        seen = {point.key for point in points}
    unique_ids = [
        one.unique_id
        for one in er.async_get(hass).entities.values()
        if one.entity_id in exposed
    ]
    return [
        (entry, key)
        for entry in async_loaded(hass)
        for key in entry.runtime_data.engine.point_keys
        if (seen is None or key in seen)
        and any(unique_id.startswith(f"{key}_") for unique_id in unique_ids)
    ]
