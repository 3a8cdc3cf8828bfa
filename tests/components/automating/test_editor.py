"""What the automation editor offers, and that all else does without it."""

from pathlib import Path
import re
import sys
from types import ModuleType
from typing import Any

import pytest
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.octopus_ev.automating.conditions import CONDITIONS
from custom_components.octopus_ev.automating.triggers import TRIGGERS
from custom_components.octopus_ev.const import DOMAIN
from homeassistant.config_entries import ConfigEntryState
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.icon import async_get_icons
from homeassistant.helpers.translation import async_get_translations
from tests.components.conftest import Home, Settle

PACKAGE = Path(__file__).parents[3] / "custom_components" / DOMAIN

KINDS = {"trigger": TRIGGERS.keys(), "condition": CONDITIONS.keys()}


async def asked(
    hass_ws_client: WebSocketGenerator, kind: str, *, event: bool = False, **fields: Any
) -> Any:
    """Ask as the editor does."""
    page = await hass_ws_client()
    await page.send_json_auto_id({"type": kind, **fields})
    answer = await page.receive_json()
    assert answer["success"], answer
    return (await page.receive_json())["event"] if event else answer["result"]


@pytest.mark.parametrize("kind", KINDS)
async def test_the_editor_has_a_name_a_text_and_an_icon_for_everything(
    home: Home, hass_ws_client: WebSocketGenerator, kind: str
) -> None:
    offered = await asked(hass_ws_client, f"{kind}_platforms/subscribe", event=True)
    ours = {
        key.removeprefix(f"{DOMAIN}."): text
        for key, text in offered.items()
        if key.startswith(DOMAIN)
    }
    assert ours.keys() == KINDS[kind]
    icons = await async_get_icons(home.hass, f"{kind}s", [DOMAIN])
    assert icons[DOMAIN].keys() == ours.keys()
    for language in ("en", "ja"):
        texts = await async_get_translations(home.hass, language, f"{kind}s", [DOMAIN])
        for key, description in ours.items():
            assert description["target"]["entity"] == [{"integration": DOMAIN}]
            place = f"component.{DOMAIN}.{kind}s.{key}"
            fields = [f".fields.{name}" for name in description["fields"]]
            for named in ("", *fields):
                assert texts[f"{place}{named}.name"]
                assert texts[f"{place}{named}.description"]


@pytest.mark.parametrize("kind", KINDS)
async def test_the_editor_offers_them_for_the_supply_point(
    home: Home, hass_ws_client: WebSocketGenerator, kind: str
) -> None:
    [device] = dr.async_entries_for_config_entry(
        dr.async_get(home.hass), home.entry.entry_id
    )

    offered = await asked(
        hass_ws_client,
        f"get_{kind}s_for_target",
        target={"device_id": [device.id]},
    )

    assert {f"{DOMAIN}.{key}" for key in KINDS[kind]} <= set(offered)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_change_of_their_interface_takes_away_nothing_else(
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    kind: str,
    hass_ws_client: WebSocketGenerator,
) -> None:
    """Home Assistant has renamed the class that ours are made from."""
    changed = ModuleType(f"homeassistant.helpers.{kind}")
    for name in (f"{kind}", f"automating.{kind}s"):
        monkeypatch.delitem(sys.modules, f"custom_components.{DOMAIN}.{name}")
    with monkeypatch.context() as patched:
        patched.setitem(sys.modules, f"homeassistant.helpers.{kind}", changed)
        home = await settle()
        assert await home.set_up()
        assert home.entry.state is ConfigEntryState.LOADED

    assert f"cannot use the {kind}s" in caplog.text
    assert home.hass.states.get("event.octopus_ev_charging_session") is not None
    other = "condition" if kind == "trigger" else "trigger"
    offered = await asked(hass_ws_client, f"{other}_platforms/subscribe", event=True)
    assert {f"{DOMAIN}.{key}" for key in KINDS[other]} <= offered.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_else_imports_them(kind: str) -> None:
    imports = re.compile(
        rf"helpers\.{kind} import|helpers import .*\b{kind}\b"
        rf"|import {kind}\b|\.{kind}s? import|automating import .*\b{kind}s"
    )
    importing = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if imports.search(path.read_text())
    }

    assert importing == {f"{kind}.py", f"automating/{kind}s.py"}
