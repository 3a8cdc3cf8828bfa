"""Nothing that identifies a customer leaves the entry, whatever the supplier answers."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
import logging
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import aiohttp
from aiohttp.test_utils import TestClient
from freezegun.api import TickingDateTimeFactory
import probatio
import pytest
from pytest_homeassistant_custom_component.common import MockUser
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.octopus_ev.const import DOMAIN
from custom_components.octopus_ev.kraken import transport
from homeassistant.auth.models import RefreshToken
from homeassistant.components.recorder import get_instance
from homeassistant.components.system_health import get_info
from homeassistant.config_entries import (
    SOURCE_REAUTH,
    SOURCE_RECONFIGURE,
    SOURCE_USER,
    ConfigEntryState,
    ConfigFlowContext,
)
from homeassistant.core import HomeAssistant, SupportsResponse
from homeassistant.data_entry_flow import FlowResultType, UnknownFlow
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr
from homeassistant.setup import async_setup_component
from simulator.faults import KINDS

from .canary import WATCHED, Canary, brand, echo
from .conftest import Home, Simulate, entry_of

IMPATIENT: Final = aiohttp.ClientTimeout(total=0.02)

ECHO: Final = "what is asked is repeated"
"""Stands for a body that holds every secret."""

FAULTS: Final[dict[str, dict[str, object]]] = {
    "a refused key": {"status": 401, "body": ECHO},
    "a forbidden account": {"status": 403, "body": ECHO},
    "an unknown account": {"status": 404, "body": ECHO},
    "a bad request": {"status": 400, "body": ECHO},
    "a server error": {"status": 500, "body": ECHO},
    "a redirect": {"status": 302, "body": ECHO},
    "too many requests": {"status": 429, "retry_after": 60},
    "a page of text": {"body": f"<html>{ECHO}</html>", "content_type": "text/html"},
    "another shape": {"body": ECHO},
    "text": {"body": f'"{ECHO}"'},
    "half a text": {"body": f'{{"results": [{{"{ECHO}'},
    "an edge's page": {"html403": True},
    "a bad gateway": {"html502": True},
    "an empty body": {"empty": True},
    "a closed connection": {"reset": True},
    "half an answer": {"truncate": True},
    "no answer in time": {"timeout": 0.1},
    "a page that goes on here": {"next": "self"},
    "a page that goes on elsewhere": {"next": "other_host"},
    "no permission": {"graphql_error": "KT-CT-4177"},
    "a worn-out token": {"graphql_error": "KT-CT-1124"},
    "a throttled field": {"graphql_error": "KT-CT-1199"},
    "an error of nobody knows what": {"graphql_error": "KT-CT-7899"},
    "a part of an answer": {"partial": "KT-CT-4360", "path": "devices.0.status"},
}

SETTINGS: Final[dict[str, dict[str, object]]] = {
    "an outage": {"outage": "2020-01-01T00:00Z/2040-01-01T00:00Z"},
    "a field switched off": {"disabled_fields": "devices,account,smartMeterTelemetry"},
    "a device that cannot": {"control_error": "KT-CT-4313"},
    "a boost refused": {"boost_refusal": "BC_DEVICE_RETIRED"},
    "no points left": {"points_limit": 1},
    "no tokens": {"mint_limit": 0},
    "no charges": {"sessions_fail": True, "device_status_fails": True},
    "a Home Mini unknown": {"telemetry": "KT-GB-4056"},
}
"""What an account may lack, beside what goes wrong on the way."""

# It would write thousands of rows.
LONG: Final = ("rebuild_statistics",)

QUESTIONS: Final = (
    "config_entries/get",
    "config_entries/flow/progress",
    "config/device_registry/list",
    "config/entity_registry/list",
    "repairs/list_issues",
)

BOOST: Final = "switch.tesla_model_3_boost"


class Watched(Home):
    """A home of which every word is listened to, and what its user does there."""

    canary: Canary
    browser: TestClient[Any, Any]
    signed_in: RefreshToken
    points: tuple[str, ...]
    """The keys of the supply points, known once it was set up."""

    @contextmanager
    def struck(self, fault: dict[str, object]) -> Iterator[None]:
        """Let a fault strike every request."""
        body = fault.get("body")
        if isinstance(body, str):
            said = body.replace(ECHO, echo(self.canary.secrets))
            fault = {**fault, "body": said}
        self.world.faults.add(fault, path="*", times=None)
        try:
            with pytest.MonkeyPatch.context() as patch:
                if "timeout" in fault:
                    patch.setattr(transport, "_TIME_LIMIT", IMPATIENT)
                yield
        finally:
            self.world.faults.clear()

    @property
    def token(self) -> str:
        """What Home Assistant lets an administrator in with."""
        return self.hass.auth.async_create_access_token(self.signed_in)

    async def recover(self) -> None:
        """Wait until the account is set up, if what was wrong before took it down."""
        if self.entry.state is not ConfigEntryState.LOADED:
            await self.pass_time(minutes=40)
        assert self.entry.state is ConfigEntryState.LOADED

    async def use(self) -> dict[str, set[str]]:
        """Use all that there is; return where the customer was given away."""
        await self.pass_time(minutes=35)
        for action in self.hass.services.async_services_for_domain(DOMAIN):
            if action not in LONG:
                await self.call(DOMAIN, action, config_entry_id=self.entry.entry_id)
        for action in ("turn_on", "turn_off"):
            await self.call("switch", action, entity_id=BOOST)
        await self.ask()
        await self.read()
        await self.type_key()
        return await self.canary.look(self.entry)

    async def call(self, domain: str, action: str, **data: object) -> None:
        """Use an action; note what it answers or why not."""
        services = self.hass.services
        answers = services.supports_response(domain, action)
        try:
            answer = await services.async_call(
                domain,
                action,
                data,
                blocking=True,
                return_response=answers is not SupportsResponse.NONE,
            )
        except (HomeAssistantError, probatio.Invalid) as err:
            self.canary.caught(err)
        else:
            self.canary.heard.append(str(answer))

    async def ask(self) -> None:
        """Ask what the frontend asks."""
        asked = [{"type": kind} for kind in QUESTIONS]
        asked += [{"type": f"{DOMAIN}/sessions", "point": key} for key in self.points]
        asked.append({"type": f"{DOMAIN}/subscribe"})
        async with self.browser.ws_connect("/api/websocket") as socket:
            await socket.receive_json()
            await socket.send_json({"type": "auth", "access_token": self.token})
            await socket.receive_json()
            for number, question in enumerate(asked, 1):
                await socket.send_json({"id": number, **question})
                self.canary.heard.append(str(await socket.receive_json()))
            # After its result comes a snapshot of all points.
            self.canary.heard.append(str(await socket.receive_json()))

    async def read(self) -> None:
        """Download the diagnostics, and look at the page on system health."""
        self.canary.heard.append(str(await get_info(self.hass)))
        base = f"/api/diagnostics/config_entry/{self.entry.entry_id}"
        devices = [device.id for device in dr.async_get(self.hass).devices]
        for path in (base, *(f"{base}/device/{device}" for device in devices)):
            signed = {"Authorization": f"Bearer {self.token}"}
            answer = await self.browser.get(path, headers=signed)
            assert answer.ok
            self.canary.heard += [str(answer.headers), await answer.text()]

    async def type_key(self) -> None:
        """Type the key in each dialog that asks for it."""
        flows = self.hass.config_entries.flow
        key = {"api_key": self.world.api_key}
        for source in (SOURCE_USER, SOURCE_RECONFIGURE, SOURCE_REAUTH):
            context = ConfigFlowContext(source=source)
            if source != SOURCE_USER:
                context["entry_id"] = self.entry.entry_id
            form = await flows.async_init(DOMAIN, context=context)
            if form["type"] is FlowResultType.FORM:
                form = await flows.async_configure(form["flow_id"], key)
            self.canary.heard.append(str({**form, "result": None}))
            with suppress(UnknownFlow):
                flows.async_abort(form["flow_id"])


@pytest.fixture
def days_of_readings() -> int:
    """Be content with few days: what is looked for is no charge."""
    return 4


@pytest.fixture
async def home(
    hass: HomeAssistant,
    freezer: TickingDateTimeFactory,
    simulate: Simulate,
    hass_client: ClientSessionGenerator,
    hass_admin_user: MockUser,
    hass_access_token: str,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Watched]:
    """Return the home of a customer who stands out, not set up yet."""
    for component in (
        "http",
        "config",
        "diagnostics",
        "repairs",
        "system_health",
        DOMAIN,
    ):
        assert await async_setup_component(hass, component, {})
    world = await simulate("P11")
    canary = Canary(hass, brand(world))
    monkeypatch.setattr(
        get_instance(hass),
        "async_import_statistics",
        lambda metadata, *_: canary.heard.append(str(metadata)),
    )
    entry = entry_of(world)
    entry.add_to_hass(hass)
    home = Watched(hass=hass, freezer=freezer, world=world, entry=entry)
    home.canary = canary
    home.browser = await hass_client()
    [home.signed_in] = hass_admin_user.refresh_tokens.values()
    yield home
    canary.end()


@pytest.fixture
async def loaded(home: Watched) -> Watched:
    """Return the same home, set up."""
    assert await home.set_up()
    await home.hass.async_block_till_done(wait_background_tasks=True)
    home.points = home.runtime.engine.point_keys
    return home


def test_every_fault_of_the_simulator_is_tried() -> None:
    assert {kind for fault in FAULTS.values() for kind in fault} >= KINDS


async def test_the_canary_sings(home: Watched) -> None:
    hass, secrets = home.hass, home.canary.secrets
    logging.getLogger(f"{WATCHED[0]}.x").debug("Asked for %s", secrets["account"])
    hass.states.async_set("sensor.x", secrets["key"].upper())
    hass.bus.async_fire("x", {"x": quote(secrets["street"])})
    path = Path(hass.config.path("x"))
    await hass.async_add_executor_job(path.write_text, f"x{secrets['postcode']}")
    cause = ValueError(next(name for name in secrets.values() if name.isdecimal()))
    error = RuntimeError()
    error.__context__, error.__suppress_context__ = cause, True
    home.canary.caught(error)

    found = await home.canary.look()

    assert set().union(*found.values()) >= {"account", "key", "street", "postcode"}
    assert any(place.startswith("ValueError") for place in found)
    assert {"states", "file x"} <= found.keys()


async def test_what_works_gives_nobody_away(loaded: Watched) -> None:
    assert await loaded.use() == {}


async def test_no_fault_gives_a_customer_away(
    loaded: Watched, subtests: pytest.Subtests
) -> None:
    for name, fault in FAULTS.items():
        await loaded.recover()
        with subtests.test(name), loaded.struck(fault):
            assert await loaded.use() == {}


async def test_nothing_that_an_account_lacks_gives_it_away(
    loaded: Watched, subtests: pytest.Subtests
) -> None:
    usual = loaded.world.scenario.as_dict()
    for name, settings in SETTINGS.items():
        await loaded.recover()
        with subtests.test(name):
            loaded.world.scenario.update(settings)
            assert await loaded.use() == {}
        loaded.world.scenario.update(usual)


async def test_a_revoked_key_is_not_shown_in_the_question_for_another(
    loaded: Watched,
) -> None:
    loaded.world.revoke_key()
    for _ in range(4):
        await loaded.pass_time(hours=6, minutes=40)
    assert loaded.hass.config_entries.flow.async_progress_by_handler(DOMAIN)
    assert await loaded.use() == {}


async def test_no_refused_setup_gives_a_customer_away(
    home: Watched, subtests: pytest.Subtests
) -> None:
    for name, fault in FAULTS.items():
        with subtests.test(name):
            with home.struck(fault):
                assert not await home.set_up()
                found = await home.canary.look(home.entry)
            await home.hass.config_entries.async_unload(home.entry.entry_id)
            assert found == {}
