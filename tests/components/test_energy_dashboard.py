"""The Energy dashboard shows an account's statistics once the user agrees."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final

from aiohttp.test_utils import TestClient
import pytest
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
)
from pytest_homeassistant_custom_component.typing import (
    ClientSessionGenerator,
    WebSocketGenerator,
)

from custom_components.octopus_ev.const import DOMAIN
from homeassistant.components.energy.data import (
    DeviceConsumption,
    GridSourceType,
    SolarSourceType,
    SourceType,
    async_get_manager,
)
from homeassistant.components.recorder.models import (
    StatisticMeanType,
    StatisticMetaData,
)
from homeassistant.components.recorder.statistics import async_add_external_statistics
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component

from .conftest import NOON, Home, Settle

ALL: Final = ("import_energy", "import_cost", "ev_energy")
FIX: Final = "/api/repairs/issues/fix"

THEIRS: Final[GridSourceType] = {
    "type": "grid",
    "stat_energy_from": "sensor.hall_meter",
    "stat_cost": None,
    "entity_energy_price": None,
    "number_energy_price": 0.2,
    "stat_energy_to": None,
    "stat_compensation": None,
    "entity_energy_price_export": None,
    "number_energy_price_export": None,
    "cost_adjustment_day": 0.0,
}
SOLAR: Final[SolarSourceType] = {
    "type": "solar",
    "stat_energy_from": "sensor.roof",
    "config_entry_solar_forecast": None,
}


@dataclass(kw_only=True)
class Desk:
    """A home whose statistics a test makes, and a browser that is signed in."""

    home: Home
    browser: TestClient[Any, Any]
    websocket: WebSocketGenerator

    @property
    def hass(self) -> HomeAssistant:
        return self.home.hass

    @property
    def key(self) -> str:
        [key] = self.home.runtime.engine.point_keys
        return key

    def id(self, name: str) -> str:
        return f"{DOMAIN}:{self.key}_{name}"

    async def import_rows(self, *names: str) -> None:
        """Put an hour of each statistic into the recorder."""
        for name in names:
            energy = name.endswith("energy")
            about = StatisticMetaData(
                mean_type=StatisticMeanType.NONE,
                has_sum=True,
                name=f"Octopus EV {name}",
                source=DOMAIN,
                statistic_id=self.id(name),
                unit_class="energy" if energy else None,
                unit_of_measurement="kWh" if energy else "GBP",
            )
            start = datetime.fromisoformat(NOON)
            async_add_external_statistics(
                self.hass, about, [{"start": start, "state": 1.0, "sum": 1.0}]
            )
        await async_wait_recording_done(self.hass)
        await self.look()

    async def look(self) -> None:
        """Let the integration look at the dashboard again."""
        await self.home.pass_time(minutes=6)
        await async_wait_recording_done(self.hass)

    async def choose(
        self, *sources: SourceType, devices: Sequence[DeviceConsumption] = ()
    ) -> None:
        """Choose something in the dashboard, as the user does."""
        manager = await async_get_manager(self.hass)
        await manager.async_update(
            {"energy_sources": [*sources], "device_consumption": [*devices]}
        )
        await self.look()

    @property
    def issue(self) -> ir.IssueEntry | None:
        [*issues] = (
            issue
            for (domain, name), issue in ir.async_get(self.hass).issues.items()
            if domain == DOMAIN and name == f"energy_dashboard_{self.key}"
        )
        return issues[0] if issues else None

    async def fix(self) -> dict[str, Any]:
        """Open the repair."""
        assert self.issue is not None
        answer = await self.browser.post(
            FIX, json={"handler": DOMAIN, "issue_id": self.issue.issue_id}
        )
        assert answer.status == HTTPStatus.OK
        opened: dict[str, Any] = await answer.json()
        return opened

    async def press(self, flow: Mapping[str, Any], option: str) -> dict[str, Any]:
        """Choose from the repair's menu."""
        answer = await self.browser.post(
            f"{FIX}/{flow['flow_id']}", json={"next_step_id": option}
        )
        assert answer.status == HTTPStatus.OK
        then: dict[str, Any] = await answer.json()
        return then

    async def ask(self, command: str) -> Any:
        """Return what the websocket answers to a command without parameters."""
        socket = await self.websocket(self.hass)
        await socket.send_json_auto_id({"type": command})
        answer = await socket.receive_json()
        assert answer["success"]
        return answer["result"]

    async def ids(self) -> dict[str, dict[str, Any]]:
        """Return what the action tells, by place."""
        answer: Any = await self.hass.services.async_call(
            DOMAIN,
            "energy_dashboard_ids",
            {"config_entry_id": self.home.entry.entry_id},
            blocking=True,
            return_response=True,
        )
        return {row["place"]: row for row in answer["statistics"]}


@pytest.fixture
def keeps_statistics() -> bool:
    """Tell that here the rows matter."""
    return True


@pytest.fixture
async def desk(
    settle: Settle,
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    hass_ws_client: WebSocketGenerator,
) -> Desk:
    """Return a home without readings, so that nothing else makes statistics."""
    for component in ("energy", "repairs"):
        assert await async_setup_component(hass, component, {})
    home = await settle()
    home.world.scenario.publication_delay_days = 1000
    assert await home.set_up()
    # The integration first clears rows that it has not written.
    await hass.async_block_till_done(wait_background_tasks=True)
    await async_wait_recording_done(hass)
    return Desk(home=home, browser=await hass_client(), websocket=hass_ws_client)


async def test_nothing_is_offered_before_there_are_statistics(desk: Desk) -> None:
    await desk.look()

    assert desk.issue is None
    assert {row["status"] for row in (await desk.ids()).values()} == {"no_statistics"}


async def test_what_is_offered_is_shown_and_then_added(desk: Desk) -> None:
    await desk.import_rows(*ALL)
    flow = await desk.fix()

    assert (flow["type"], flow["menu_options"]) == ("menu", ["add", "leave"])
    shown = flow["description_placeholders"]["statistics"]
    assert shown.splitlines() == [
        f"- Octopus EV import_energy: `{desk.id('import_energy')}`,"
        f" `{desk.id('import_cost')}`",
        f"- Octopus EV ev_energy: `{desk.id('ev_energy')}`",
    ]
    done = await desk.press(flow, "add")

    assert done["type"] == "create_entry"
    assert desk.issue is None
    there = await desk.ask("energy/get_prefs")
    [source] = there["energy_sources"]
    assert source["stat_energy_from"] == desk.id("import_energy")
    assert source["stat_cost"] == desk.id("import_cost")
    assert there["device_consumption"] == [{"stat_consumption": desk.id("ev_energy")}]
    assert {row["status"] for row in (await desk.ids()).values()} == {"added"}
    checked = await desk.ask("energy/validate")
    assert checked["energy_sources"] == checked["device_consumption"] == [[]]
    await desk.look()
    assert desk.issue is None


async def test_what_the_user_chose_is_kept(desk: Desk) -> None:
    tap: DeviceConsumption = {"stat_consumption": "sensor.tap"}
    oven: DeviceConsumption = {"stat_consumption": "sensor.oven", "name": "Oven"}
    manager = await async_get_manager(desk.hass)
    await manager.async_update(
        {
            "energy_sources": [SOLAR],
            "device_consumption": [oven],
            "device_consumption_water": [tap],
        }
    )
    await desk.import_rows(*ALL)

    await desk.press(await desk.fix(), "add")

    there = await desk.ask("energy/get_prefs")
    assert there["energy_sources"][0] == SOLAR
    assert len(there["energy_sources"]) == 2
    assert there["device_consumption"][0] == oven
    assert len(there["device_consumption"]) == 2
    assert there["device_consumption_water"] == [tap]


async def test_a_meter_that_another_source_counts_is_not_counted_twice(
    desk: Desk,
) -> None:
    await desk.choose(THEIRS)
    await desk.import_rows(*ALL)

    assert desk.issue is not None
    assert desk.issue.translation_key == "energy_dashboard_counted"
    ids = await desk.ids()
    assert ids["grid_consumption"]["status"] == "counted_elsewhere"
    assert ids["individual_device"]["status"] == "missing"
    flow = await desk.fix()
    assert "import_energy" not in flow["description_placeholders"]["statistics"]
    await desk.press(flow, "add")

    there = await desk.ask("energy/get_prefs")
    assert there["energy_sources"] == [THEIRS]
    assert there["device_consumption"] == [{"stat_consumption": desk.id("ev_energy")}]


async def test_energy_whose_cost_is_not_known_is_added_without(desk: Desk) -> None:
    await desk.import_rows("import_energy", "ev_energy")

    await desk.press(await desk.fix(), "add")

    there = await desk.ask("energy/get_prefs")
    assert there["energy_sources"][0]["stat_cost"] is None
    assert (await desk.ask("energy/validate"))["energy_sources"] == [[]]


async def test_who_refuses_is_not_asked_again(desk: Desk) -> None:
    await desk.import_rows(*ALL)

    refused = await desk.press(await desk.fix(), "leave")

    assert (refused["type"], refused["reason"]) == ("abort", "left")
    assert (await async_get_manager(desk.hass)).data is None
    assert desk.issue is not None
    assert desk.issue.dismissed_version is not None
    # Neither later, nor after it was added by hand and taken out again, nor after the
    # account was removed from Home Assistant and added again.
    await desk.look()
    await desk.choose(
        {**THEIRS, "stat_energy_from": desk.id("import_energy")},
        devices=[{"stat_consumption": desk.id("ev_energy")}],
    )
    await desk.choose()
    assert desk.issue.dismissed_version is not None
    await desk.hass.config_entries.async_reload(desk.home.entry.entry_id)
    await desk.look()
    assert desk.issue.dismissed_version is not None


async def test_an_offer_that_the_user_saw_to_is_taken_back(desk: Desk) -> None:
    await desk.import_rows(*ALL)
    flow = await desk.fix()

    await desk.choose(
        {**THEIRS, "stat_energy_from": desk.id("import_energy")},
        devices=[{"stat_consumption": desk.id("ev_energy")}],
    )

    assert desk.issue is None
    assert (await desk.press(flow, "leave"))["type"] == "abort"
    assert desk.issue is None


async def test_what_has_changed_since_it_was_shown_is_shown_again(desk: Desk) -> None:
    await desk.import_rows(*ALL)
    flow = await desk.fix()
    manager = await async_get_manager(desk.hass)
    await manager.async_update({"energy_sources": [THEIRS], "device_consumption": []})

    again = await desk.press(flow, "add")

    assert again["type"] == "menu"
    assert "import_energy" not in again["description_placeholders"]["statistics"]
    assert (await desk.ask("energy/get_prefs"))["device_consumption"] == []
    device: DeviceConsumption = {"stat_consumption": desk.id("ev_energy")}
    await manager.async_update(
        {"energy_sources": [THEIRS], "device_consumption": [device]}
    )
    done = await desk.press(again, "add")
    assert done["type"] == "create_entry"
    assert (await desk.ask("energy/get_prefs"))["device_consumption"] == [device]


async def test_the_repair_of_an_account_that_is_not_loaded_changes_nothing(
    desk: Desk,
) -> None:
    await desk.import_rows(*ALL)
    flow = await desk.fix()
    await desk.hass.config_entries.async_unload(desk.home.entry.entry_id)

    stopped = await desk.press(flow, "add")

    assert (stopped["type"], stopped["reason"]) == ("abort", "not_loaded")
    assert not ir.async_get(desk.hass).issues
    assert (await async_get_manager(desk.hass)).data is None


async def test_without_an_energy_dashboard_nothing_breaks(settle: Settle) -> None:
    home = await settle(history_days=7)
    assert await home.set_up()
    await home.pass_time(minutes=6)

    answer: Any = await home.hass.services.async_call(
        DOMAIN,
        "energy_dashboard_ids",
        {"config_entry_id": home.entry.entry_id},
        blocking=True,
        return_response=True,
    )

    assert {row["status"] for row in answer["statistics"]} == {"no_dashboard"}
    assert not ir.async_get(home.hass).issues


async def test_stored_data_that_was_set_aside_is_still_only_confirmed(
    desk: Desk,
) -> None:
    ir.async_create_issue(
        desk.hass,
        DOMAIN,
        "octopus_ev.x.ledger.unreadable.y",
        is_fixable=True,
        severity=ir.IssueSeverity.WARNING,
        translation_key="store_unreadable",
        translation_placeholders={"file": "x"},
    )
    answer = await desk.browser.post(
        FIX,
        json={"handler": DOMAIN, "issue_id": "octopus_ev.x.ledger.unreadable.y"},
    )
    flow = await answer.json()
    assert (flow["type"], flow["step_id"]) == ("form", "confirm")
