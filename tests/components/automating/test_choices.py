"""What a user may choose: whom a trigger is about, and which sessions."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.octopus_ev.automating.happenings import Happened, said
from custom_components.octopus_ev.automating.notice import HAPPENED
from custom_components.octopus_ev.const import DOMAIN
from custom_components.octopus_ev.core.announce import Announcement
from custom_components.octopus_ev.core.changes import Action
from custom_components.octopus_ev.core.session import Session, SessionType
from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
)
from homeassistant.helpers.dispatcher import async_dispatcher_send
from tests.components.views import LAST, VIEW

from .automations import automate, listen

CAR = "0a1b2c3d4e"
BOOSTED = replace(
    LAST, slots=tuple(replace(slot, type=SessionType.BOOST) for slot in LAST.slots)
)
UNPRICED = replace(
    LAST, slots=tuple(replace(slot, unit_rate=None) for slot in LAST.slots)
)


async def say(hass: HomeAssistant, happened: Happened) -> None:
    """Say it as the integration does."""
    async_dispatcher_send(hass, HAPPENED, happened)
    await hass.async_block_till_done()


def ended(session: Session = LAST) -> Happened:
    """Return what is said of a session that ended."""
    return said(Announcement(Action.ENDED, session), VIEW)


@pytest.mark.parametrize(
    ("options", "session", "fires"),
    [
        (None, LAST, True),
        ({}, LAST, True),
        ({"min_cost": 1.66}, LAST, True),
        ({"min_cost": 1.67}, LAST, False),
        ({"min_cost": 0}, UNPRICED, True),
        ({"min_cost": 0.01}, UNPRICED, False),
        ({"min_energy": 16}, LAST, True),
        ({"min_energy": 16.1}, LAST, False),
        ({"confidence": "possible"}, LAST, True),
        ({"confidence": "probable"}, LAST, True),
        ({"confidence": "confirmed"}, LAST, False),
        ({"type": []}, LAST, True),
        ({"type": ["smart", "boost"]}, LAST, False),
        ({"type": ["smart", "boost"]}, BOOSTED, True),
        ({"type": "smart"}, BOOSTED, False),
    ],
)
async def test_a_session_must_be_worth_it(
    hass: HomeAssistant,
    options: Mapping[str, Any] | None,
    session: Session,
    fires: bool,
) -> None:
    heard = await listen(hass, "session_ended", options=options)

    await say(hass, ended(session))

    assert len(heard) == fires


async def test_a_trace_tells_why_a_session_was_not_worth_it(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    heard = await automate(
        hass,
        [
            {
                "id": "dear",
                "alias": "dear",
                "triggers": {
                    "trigger": "octopus_ev.session_ended",
                    "options": {"min_cost": 10},
                },
                "actions": {"event": "never"},
            }
        ],
    )
    await say(hass, ended())

    page = await hass_ws_client()
    await page.send_json_auto_id(
        {"type": "trace/list", "domain": "automation", "item_id": "dear"}
    )
    [run] = (await page.receive_json())["result"]
    assert run["script_execution"] == "not_triggered"
    await page.send_json_auto_id(
        {
            "type": "trace/get",
            "domain": "automation",
            "item_id": "dear",
            "run_id": run["run_id"],
        }
    )
    [step] = (await page.receive_json())["result"]["trace"]["trigger/0"]
    assert step["result"]["reason"] == "min_cost"
    assert heard == []


@pytest.mark.parametrize(
    "options",
    [{"min_cost": -1}, {"min_cost": "dear"}, {"type": ["fast"]}, {"confidence": "all"}],
)
async def test_a_choice_that_does_not_exist_is_refused(
    hass: HomeAssistant, options: Mapping[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(AssertionError):
        await listen(hass, "session_ended", options=options)

    assert "failed to setup triggers" in caplog.text


async def test_what_has_just_started_has_no_cost_to_ask_for(
    hass: HomeAssistant,
) -> None:
    with pytest.raises(AssertionError):
        await listen(hass, "session_started", options={"min_cost": 1})


class TestTargets:
    @pytest.fixture(autouse=True)
    def registries(self, hass: HomeAssistant) -> None:
        """Put a home and its car into the registries."""
        entry = MockConfigEntry(domain=DOMAIN)
        entry.add_to_hass(hass)
        self.devices = {
            key: dr.async_get(hass).async_get_or_create(
                config_entry_id=entry.entry_id, identifiers={(DOMAIN, key)}
            )
            for key in (LAST.point_key, CAR, "another")
        }
        self.entity = er.async_get(hass).async_get_or_create(
            "event",
            DOMAIN,
            "session",
            config_entry=entry,
            device_id=self.devices[LAST.point_key].id,
        )
        self.area = ar.async_get(hass).async_create("Drive")
        dr.async_get(hass).async_update_device(
            self.devices[CAR].id, area_id=self.area.id
        )

    async def fires(
        self, hass: HomeAssistant, session: Session, target: Mapping[str, Any]
    ) -> bool:
        heard = await listen(hass, "session_ended", target=target)
        await say(hass, ended(session))
        return bool(heard)

    @pytest.mark.parametrize(("key", "fires"), [(LAST.point_key, True), (CAR, False)])
    async def test_a_device(self, hass: HomeAssistant, key: str, fires: bool) -> None:
        target = {"device_id": self.devices[key].id}

        assert await self.fires(hass, LAST, target) is fires

    @pytest.mark.parametrize(
        "session",
        [
            pytest.param(replace(LAST, device=CAR), id="by the supplier"),
            pytest.param(replace(LAST, vehicle=CAR), id="by the user"),
        ],
    )
    async def test_a_car_that_charged(
        self, hass: HomeAssistant, session: Session
    ) -> None:
        assert await self.fires(hass, session, {"device_id": [self.devices[CAR].id]})

    async def test_an_entity_stands_for_its_device(self, hass: HomeAssistant) -> None:
        assert await self.fires(hass, LAST, {"entity_id": self.entity.entity_id})

    async def test_an_area_stands_for_what_is_in_it(self, hass: HomeAssistant) -> None:
        target = {"area_id": self.area.id}

        assert await self.fires(hass, replace(LAST, device=CAR), target)

    @pytest.mark.parametrize(
        "target", [{"entity_id": "event.gone"}, {"device_id": "gone"}]
    )
    async def test_what_is_gone_means_nothing(
        self, hass: HomeAssistant, target: Mapping[str, Any]
    ) -> None:
        assert not await self.fires(hass, LAST, target)

    async def test_no_target_means_everything(self, hass: HomeAssistant) -> None:
        assert await self.fires(hass, LAST, {})
