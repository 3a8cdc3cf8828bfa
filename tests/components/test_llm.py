"""Assist is told of charges, months and rates of what is exposed to it."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
import re
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockUser

import custom_components.octopus_ev
from homeassistant.auth.permissions.const import POLICY_READ
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers.llm import (
    LLM_API_ASSIST,
    APIInstance,
    LLMContext,
    ToolInput,
    async_get_api,
)
from homeassistant.setup import async_setup_component

from .conftest import Home

EXPOSED = "sensor.octopus_ev_last_session_cost"

type Ask = Callable[..., Awaitable[dict[str, Any]]]


async def assist(hass: HomeAssistant, user: MockUser | None = None) -> APIInstance:
    """Return what a language model may use."""
    for component in ("homeassistant", "conversation", "llm"):
        assert await async_setup_component(hass, component, {})
    context = LLMContext(
        platform="test",
        context=None if user is None else Context(user_id=user.id),
        language="en",
        assistant="conversation",
        device_id=None,
    )
    return await async_get_api(hass, LLM_API_ASSIST, context)


def tools(api: APIInstance) -> set[str]:
    return {tool.name for tool in api.tools if "octopus" in tool.name}


@pytest.fixture
async def ask(home: Home) -> Ask:
    """Return what asks a tool of ours, of a home that is exposed."""
    await assist(home.hass)
    async_expose_entity(home.hass, "conversation", EXPOSED, True)

    async def ask(tool: str, **args: Any) -> dict[str, Any]:
        api = await assist(home.hass)
        name = f"octopus_ev__{tool}"
        result = await api.async_call_tool(ToolInput(tool_name=name, tool_args=args))
        answers: Any = result.data["supply_points"]
        [answer] = answers
        assert answer.pop("supply_point") == "Octopus EV"
        return dict(answer)

    return ask


async def test_what_is_not_exposed_is_not_told(home: Home) -> None:
    api = await assist(home.hass)

    assert tools(api) == set()


async def test_the_tools_follow_the_rules_of_home_assistant(
    home: Home, ask: Ask, caplog: pytest.LogCaptureFixture
) -> None:
    api = await assist(home.hass)

    assert tools(api) == {
        f"octopus_ev__{name}"
        for name in ("cheapest_window", "last_charge", "rate_now", "this_month")
    }
    for tool in api.tools:
        if tool.name in tools(api):
            assert tool.title and tool.description
            assert tool.annotations.read_only
            assert not tool.annotations.destructive
    assert "octopus_ev" not in "".join(
        record.getMessage()
        for record in caplog.records
        if record.levelname == "WARNING" and "llm" in record.getMessage()
    )


async def test_the_last_charges_are_told_newest_first(home: Home, ask: Ask) -> None:
    [key] = home.runtime.engine.point_keys
    sessions = home.runtime.engine.view(key).sessions

    answer = await ask("last_charge", count=2)

    assert answer["charging_now"] is None
    first, second = answer["last"]
    last = sessions[-1]
    assert first["cost"] == float(round(last.cost or Decimal(0), 2))
    assert first["energy_kwh"] == float(round(last.energy, 3))
    assert datetime.fromisoformat(first["end"]) == last.span.end
    assert datetime.fromisoformat(second["start"]) == sessions[-2].span.start
    # In the time zone of the tests' Home Assistant, which is not London's.
    assert first["end"].endswith("-08:00")


async def test_the_charge_under_way_is_told_apart(home: Home, ask: Ask) -> None:
    home.world.plug(minutes_ago=1)
    await home.pass_minutes(20)

    answer = await ask("last_charge")

    assert answer["charging_now"]["state"] == "live"
    assert len(answer["last"]) == 1
    assert answer["last"][0]["state"] != "live"


async def test_the_month_is_told_with_today(home: Home, ask: Ask) -> None:
    [key] = home.runtime.engine.point_keys
    month = home.runtime.engine.view(key).month
    assert month is not None

    answer = await ask("this_month")

    assert answer["currency"] == "GBP"
    assert answer["month"]["charges"] == month.count
    assert answer["month"]["cost"] == float(round(month.cost or Decimal(0), 2))
    assert answer["today"] is None or answer["today"]["charges"] >= 0


async def test_the_rate_is_told_until_it_changes(home: Home, ask: Ask) -> None:
    answer = await ask("rate_now")

    assert answer["off_peak"] is False
    now, then = answer["now"], answer["next"]
    assert now["until"] == then["from"]
    assert then["rate_per_kwh"] < now["rate_per_kwh"]


async def test_the_cheapest_time_is_in_the_cheap_hours(home: Home, ask: Ask) -> None:
    then = (await ask("rate_now"))["next"]

    answer = await ask("cheapest_window", duration_min=120)

    assert answer["start"] == then["from"]
    assert answer["average_rate_per_kwh"] == then["rate_per_kwh"]
    start, end = map(datetime.fromisoformat, (answer["start"], answer["end"]))
    assert end - start == timedelta(hours=2)


async def test_what_cannot_be_answered_says_why(home: Home, ask: Ask) -> None:
    answer = await ask("cheapest_window", duration_min=120, energy_kwh=10)

    assert "error" in answer


async def test_who_may_not_see_the_charges_is_told_nothing(
    home: Home, ask: Ask, hass_read_only_user: MockUser
) -> None:
    hass_read_only_user.mock_policy(
        {"entities": {"entity_ids": {"sensor.other": {POLICY_READ: True}}}}
    )
    name = "octopus_ev__last_charge"
    api = await assist(home.hass, hass_read_only_user)

    result = await api.async_call_tool(ToolInput(tool_name=name, tool_args={}))

    assert result.data["supply_points"] == []


def test_nothing_else_needs_that_interface() -> None:
    package = Path(custom_components.octopus_ev.__path__[0])
    needs = re.compile(r"(from|import) .*\bllm\b")
    assert [
        path.name
        for path in sorted(package.rglob("*.py"))
        if needs.search(path.read_text())
    ] == ["llm.py"]
