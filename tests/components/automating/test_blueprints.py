"""The blueprints: each is made into an automation, and speaks when it should."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
import shutil
from typing import Any, cast
from urllib.parse import quote

import pytest
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.octopus_ev.automating.happenings import (
    ALLOWANCE_NEARLY_USED,
    Happened,
)
from custom_components.octopus_ev.automating.notice import HAPPENED
from custom_components.octopus_ev.core.payload import summary
from homeassistant.components.automation import DOMAIN as AUTOMATION
from homeassistant.components.blueprint.models import Blueprint
from homeassistant.components.blueprint.schemas import BLUEPRINT_SCHEMA
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_send
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import load_yaml_dict
from tests.components.conftest import Home, Settle

from .automations import automate

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "blueprints" / "automation" / "octopus_ev"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))

SAY = [
    {
        "event": "test_fired",
        "event_data": {"title": "{{ title }}", "message": "{{ message }}"},
    }
]


async def use(home: Home, **blueprints: Mapping[str, Any]) -> list[str]:
    """Make an automation of each blueprint; return the messages that they will give."""
    hass = home.hass
    await hass.config.async_set_time_zone("Europe/London")
    shutil.copytree(FOLDER, Path(hass.config.path("blueprints/automation/octopus_ev")))
    messages: list[str] = []

    @callback
    def hear(event: Event) -> None:
        messages.append(f"{event.data['title']}: {event.data['message']}")

    hass.bus.async_listen("test_fired", hear)
    await automate(
        hass,
        [
            {
                "alias": name,
                "use_blueprint": {
                    "path": f"octopus_ev/{name}.yaml",
                    "input": {"notify": SAY, **inputs},
                },
            }
            for name, inputs in blueprints.items()
        ],
    )
    return messages


async def pass_polls(home: Home, count: int) -> None:
    """Let the idle interval of the Home Mini pass so many times."""
    for _ in range(count):
        await home.pass_time(minutes=5)


def test_there_are_seven() -> None:
    assert len(NAMES) == 7


@pytest.mark.parametrize("name", NAMES)
def test_each_is_what_home_assistant_takes_and_can_be_imported_from_the_readme(
    name: str,
) -> None:
    data = load_yaml_dict(str(FOLDER / f"{name}.yaml"))
    blueprint = Blueprint(
        data, path=name, expected_domain=AUTOMATION, schema=BLUEPRINT_SCHEMA
    )
    source = blueprint.metadata["source_url"]

    assert blueprint.validate() is None
    assert source.endswith(f"/blueprints/automation/octopus_ev/{name}.yaml")
    link = "https://my.home-assistant.io/redirect/blueprint_import/?blueprint_url="
    assert f"({link}{quote(source, safe='')})" in (ROOT / "README.md").read_text()


async def test_by_default_each_speaks_in_a_notification(
    home: Home, hass_ws_client: WebSocketGenerator
) -> None:
    assert await async_setup_component(home.hass, "persistent_notification", {})
    shutil.copytree(
        FOLDER, Path(home.hass.config.path("blueprints/automation/octopus_ev"))
    )
    blueprint = {"path": "octopus_ev/allowance_nearly_used.yaml"}
    await automate(home.hass, [{"alias": "one", "use_blueprint": blueprint}])
    tell_of_an_allowance(home.hass)
    await home.hass.async_block_till_done()

    page = await hass_ws_client()
    await page.send_json_auto_id({"type": "persistent_notification/get"})
    [notification] = (await page.receive_json())["result"]
    assert notification["title"] == "Smart charging allowance nearly used"


def tell_of_an_allowance(hass: HomeAssistant) -> None:
    """Tell what is told when four fifths are used."""
    used = {"used_min": 290, "left_min": 70}
    happened = Happened(what=ALLOWANCE_NEARLY_USED, about=frozenset(), variables=used)
    async_dispatcher_send(hass, HAPPENED, happened)


async def test_a_charge_is_told_from_start_to_end(home: Home) -> None:
    told = await use(
        home,
        charge_started={},
        charge_finished={},
        charging_at_peak={},
        allowance_nearly_used={},
        data_stopped={},
    )
    assert told == []
    home.world.plug(kwh=6)
    await pass_polls(home, 15)

    assert told == [
        "Charging at peak: The car is charging at 28.1p per kWh, which is the rate "
        "until 00:30.",
        "Charging started: The car has been charging since 12:00: 2.4 kWh so far for "
        "£0.68, 28.1p each.",
        "Charging finished: 6.0 kWh for £1.68, 28.1p each, from 12:00 to 12:49.",
    ]
    tell_of_an_allowance(home.hass)
    await home.hass.async_block_till_done()
    assert told[3:] == [
        "Smart charging allowance nearly used: 290 minutes of smart charging are used, "
        "and 70 are left at the off-peak rate until noon. It is an estimate until "
        "Octopus bills the day."
    ]


async def test_a_small_charge_is_passed_over_if_that_is_wished(home: Home) -> None:
    told = await use(home, charge_finished={"min_energy": 5})
    home.world.plug(kwh=4)
    await pass_polls(home, 14)

    assert told == []


async def test_readings_that_stop_are_told(home: Home) -> None:
    told = await use(home, data_stopped={})
    home.world.scenario.publication_delay_days = 5
    await home.pass_time(hours=35)
    assert told == []

    await home.pass_time(hours=6)
    assert told == [
        "Readings are late: Readings have arrived up to 20 November, 00:00, and none "
        "since. Look in the Octopus app whether it shows your half-hourly usage of the "
        "days after."
    ]


@pytest.mark.parametrize(
    ("state", "rate", "told"),
    [
        ("off", 0.15, 1),
        ("on", 0.15, 0),
        ("unknown", 0.15, 0),
        ("off", 0.05, 0),
    ],
)
async def test_a_car_that_is_not_plugged_in_before_a_cheap_night_is_told(
    settle: Settle, state: str, rate: float, told: int
) -> None:
    home = await settle(now="2026-11-20T20:58:00+00:00")
    assert await home.set_up()
    home.hass.states.async_set("binary_sensor.plug", state)
    messages = await use(
        home, not_plugged_in={"plug": "binary_sensor.plug", "rate": rate}
    )
    assert messages == []

    await home.pass_time(minutes=3)
    assert messages == told * [
        "The car is not plugged in: Electricity is below 15.0p per kWh at some time in "
        "the next 10 hours, and the car is not plugged in."
    ]


@pytest.mark.parametrize(
    ("now", "periods"),
    [
        ("2026-11-20T17:58:00+00:00", []),
        ("2026-11-23T17:58:00+00:00", ["week"]),
        ("2027-02-01T17:58:00+00:00", ["week", "month"]),
    ],
)
async def test_a_week_and_a_month_are_summed_up_on_their_days(
    settle: Settle, now: str, periods: list[str]
) -> None:
    home = await settle(now=now)
    assert await home.set_up()
    told = await use(home, summary={"account": home.entry.entry_id})

    await home.pass_time(minutes=3)
    assert [message.split(":")[0] for message in told] == [
        f"Charging in the last {period}" for period in periods
    ]
    assert [message.split(": ")[1] for message in told] == [
        words(home, period) for period in periods
    ]


def words(home: Home, period: str) -> str:
    """Return what the sessions of a period add up to, in the blueprint's words."""
    [key] = home.runtime.engine.point_keys
    view = home.runtime.engine.view(key)
    end = view.as_of.replace(hour=0, minute=0, second=0, microsecond=0)
    since = (
        end - timedelta(days=7)
        if period == "week"
        else (end - timedelta(days=1)).replace(day=1)
    )
    found = [
        summary(session, view.region)
        for session in view.sessions
        if since <= session.span.start < end
    ]
    assert len(found) > 1
    energy, cost, saving = (
        sum(cast(float, figures[name]) for figures in found)
        for name in ("energy_kwh", "cost", "saving")
    )
    return (
        f"{len(found)} charges, {energy:.1f} kWh for £{cost:.2f}. "
        f"That is £{saving:.2f} less than at the standard rate."
    )
