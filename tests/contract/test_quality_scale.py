"""What we say of the 54 rules is complete, is what the code does, and names its evidence."""

import ast
from collections.abc import Callable
import re
from typing import Final

import pytest

from homeassistant.util.yaml import load_yaml_dict
from tests.contract.hassfest.shipped import FOLDER, ROOT, Shipped
from tests.contract.quality.rules import RULES

OURS: Final = Shipped.load()
SAID: Final = load_yaml_dict(str(FOLDER / "quality_scale.yaml"))["rules"]
PAGE: Final = (ROOT / "docs" / "QUALITY.md").read_text()
README: Final = (ROOT / "README.md").read_text()

TIERS: Final = {
    "Bronze": [
        "action-setup",
        "appropriate-polling",
        "brands",
        "common-modules",
        "config-flow",
        "config-flow-test-coverage",
        "dependency-transparency",
        "docs-actions",
        "docs-conditions",
        "docs-high-level-description",
        "docs-installation-instructions",
        "docs-removal-instructions",
        "docs-triggers",
        "entity-event-setup",
        "entity-unique-id",
        "has-entity-name",
        "runtime-data",
        "test-before-configure",
        "test-before-setup",
        "unique-config-entry",
    ],
    "Silver": [
        "action-exceptions",
        "config-entry-unloading",
        "docs-configuration-parameters",
        "docs-installation-parameters",
        "entity-unavailable",
        "integration-owner",
        "log-when-unavailable",
        "parallel-updates",
        "reauthentication-flow",
        "test-coverage",
    ],
    "Gold": [
        "devices",
        "diagnostics",
        "discovery",
        "discovery-update-info",
        "docs-data-update",
        "docs-examples",
        "docs-known-limitations",
        "docs-supported-devices",
        "docs-supported-functions",
        "docs-troubleshooting",
        "docs-use-cases",
        "dynamic-devices",
        "entity-category",
        "entity-device-class",
        "entity-disabled-by-default",
        "entity-translations",
        "exception-translations",
        "icon-translations",
        "reconfiguration-flow",
        "repair-issues",
        "stale-devices",
    ],
    "Platinum": ["async-dependency", "inject-websession", "strict-typing"],
}
"""The rules as Home Assistant's validator knows them."""

ROW: Final = re.compile(r"^\| ([a-z-]+) \| (\w+) \| (.+?) \| (.+?) \|$", re.MULTILINE)

SECTIONS: Final = {
    "docs-actions": "Actions",
    "docs-data-update": "How often it asks",
    "docs-examples": "Automations",
    "docs-high-level-description": "Octopus EV Charging",
    "docs-installation-instructions": "Install",
    "docs-installation-parameters": "Set up",
    "docs-known-limitations": "Limits",
    "docs-removal-instructions": "Remove it",
    "docs-supported-devices": "What it works with",
    "docs-supported-functions": "What you get",
    "docs-troubleshooting": "When something is wrong",
    "docs-use-cases": "What it is for",
}


def status(rule: str) -> str:
    said = SAID[rule]
    told: str = said["status"] if isinstance(said, dict) else said
    return told


def test_there_are_54_rules_and_each_is_answered_in_order() -> None:
    rules = [rule for tier in TIERS.values() for rule in tier]

    assert len(rules) == 54
    assert [*SAID] == rules


def test_what_does_not_apply_says_why_and_nothing_is_left_to_do() -> None:
    assert {status(rule) for rule in SAID} <= {"done", "exempt"}
    assert all(SAID[rule]["comment"] for rule in SAID if status(rule) == "exempt")


@pytest.mark.parametrize("tier", TIERS)
def test_the_page_answers_each_rule_as_the_file_does(tier: str) -> None:
    section = PAGE.split(f"## {tier}\n")[1].split("\n## ")[0]

    assert {rule: told for rule, told, _, _ in ROW.findall(section)} == {
        rule: status(rule) for rule in TIERS[tier]
    }


def test_the_page_counts_what_is_done() -> None:
    done = [rule for rule in SAID if status(rule) == "done"]

    assert f"{len(done)} are done and {54 - len(done)} do not apply" in PAGE


@pytest.mark.parametrize(
    ("rule", "evidence"), [(row[0], row[3]) for row in ROW.findall(PAGE)]
)
def test_the_evidence_is_there(rule: str, evidence: str) -> None:
    named = re.findall(r"`([^`]+)`", evidence)

    assert named, rule
    for place in named:
        path, _, test = place.partition("::")
        text = (ROOT / path).read_text()
        assert not test or re.search(rf"^(async )?def {test}\(", text, re.MULTILINE)


@pytest.mark.parametrize(("rule", "heading"), SECTIONS.items())
def test_the_readme_has_a_section_with_something_in_it(rule: str, heading: str) -> None:
    section = re.search(
        rf"^#+ {heading}\n(.*?)(?=^##|\Z)", README, re.MULTILINE | re.DOTALL
    )

    assert section is not None, rule
    assert len(section[1].split()) > 10


def test_everything_for_automations_is_in_the_readme() -> None:
    there = {*OURS.services, *OURS.triggers, *OURS.conditions}

    named = {*re.findall(r"`(?:octopus_ev\.)?(\w+)`", README)}

    assert there - named == set()


@pytest.mark.parametrize("rule", RULES)
def test_ours_keeps_every_rule_that_is_done(rule: str) -> None:
    assert rule in SAID
    assert [*RULES[rule](OURS)] == []


type Spoil = Callable[[Shipped], None]


def instead(path: str, old: str, new: str) -> Spoil:
    """Return what writes something else into a module of ours."""

    def change(shipped: Shipped) -> None:
        source = ast.unparse(shipped.sources[path])
        assert old in source
        shipped.sources[path] = ast.parse(source.replace(old, new))

    return change


def module(path: str, source: str) -> Spoil:
    """Return what adds a module, or takes its place."""

    def change(shipped: Shipped) -> None:
        shipped.sources[path] = ast.parse(source)

    return change


def without(path: str) -> Spoil:
    """Return what takes a module away."""

    def change(shipped: Shipped) -> None:
        del shipped.sources[path]

    return change


def renamed(path: str, name: str) -> Spoil:
    return instead(path, f"def {name}(", "def something_else(")


def manifest(key: str, value: object) -> Spoil:
    def change(shipped: Shipped) -> None:
        shipped.manifest[key] = value

    return change


def text(*place: str) -> Spoil:
    """Return what adds a text at a place."""

    def change(shipped: Shipped) -> None:
        tree = shipped.texts
        for name in place[:-1]:
            tree = tree.setdefault(name, {})
        tree[place[-1]] = "Something"

    return change


INIT: Final = "__init__.py"
FLOW: Final = "config_flow.py"
ENTITY: Final = "entity.py"
SETUP: Final = "async def async_setup_entry(hass, entry): "
LISTENS: Final = """
class Thing(OctopusEvEntity):
    def __init__(self):
        self.engine.async_subscribe(self.write)
"""
POLLS: Final = """
class Thing(OctopusEvEntity):
    async def async_update(self): ...
"""
NAMES: Final = """
class Thing(OctopusEvEntity):
    _attr_name = "Cost"
"""

BROKEN: Final[list[tuple[str, Spoil]]] = [
    ("action-setup", renamed(INIT, "async_setup")),
    (
        "action-setup",
        module("sensor.py", f"{SETUP}hass.services.async_register('a', 'b', c)"),
    ),
    ("appropriate-polling", module("sensor.py", POLLS)),
    ("appropriate-polling", text("options", "step", "init", "data", "poll_interval")),
    ("common-modules", without("coordinator/__init__.py")),
    ("config-flow", manifest("config_flow", False)),
    ("config-flow", without(FLOW)),
    ("config-flow", text("config", "step", "user", "data", "more")),
    ("dependency-transparency", manifest("requirements", ["octopus-client==1.0"])),
    ("entity-event-setup", module("sensor.py", LISTENS)),
    ("entity-unique-id", instead(ENTITY, "_attr_unique_id", "unique")),
    ("has-entity-name", instead(ENTITY, "_attr_has_entity_name = True", "pass")),
    ("has-entity-name", module("sensor.py", NAMES)),
    ("runtime-data", instead(INIT, "entry.runtime_data = ", "runtime = ")),
    ("runtime-data", module("more.py", "hass.data[DOMAIN] = 1")),
    ("test-before-configure", instead(FLOW, "await self._provider.account(", "f(")),
    (
        "test-before-setup",
        instead(INIT, "async_config_entry_first_refresh", "async_refresh"),
    ),
    ("unique-config-entry", instead(FLOW, "_async_abort_entries_match", "note")),
    ("config-entry-unloading", renamed(INIT, "async_unload_entry")),
    ("integration-owner", manifest("codeowners", [])),
    ("parallel-updates", instead("sensor.py", "PARALLEL_UPDATES", "AT_ONCE")),
    ("reauthentication-flow", renamed(FLOW, "async_step_reauth")),
    ("reconfiguration-flow", renamed(FLOW, "async_step_reconfigure")),
    ("devices", instead(ENTITY, "_attr_device_info", "place")),
    ("diagnostics", without("diagnostics.py")),
    ("entity-translations", module("more.py", "ThingDescription(key='a', name='A')")),
    ("exception-translations", module("more.py", "raise HomeAssistantError('No')")),
    ("exception-translations", module("more.py", "raise HomeAssistantError")),
    (
        "exception-translations",
        module(
            "more.py",
            "raise UpdateFailed(translation_domain='d', translation_key='nowhere')",
        ),
    ),
    ("exception-translations", text("exceptions", "said_nowhere")),
    ("icon-translations", module("more.py", "Thing(icon='mdi:car')")),
    ("repair-issues", text("issues", "raised_nowhere")),
    (
        "repair-issues",
        module("more.py", "async_create_issue(translation_key='without_texts')"),
    ),
    ("stale-devices", renamed(INIT, "async_remove_config_entry_device")),
    (
        "stale-devices",
        instead("device_follow.py", "async_remove_device", "note"),
    ),
    ("async-dependency", module("more.py", "import requests")),
    ("inject-websession", module("more.py", "ClientSession()")),
    ("inject-websession", instead("api.py", "async_get_clientsession", "session")),
    (
        "strict-typing",
        module(
            "more.py", "async def async_unload_entry(hass, entry: ConfigEntry): ..."
        ),
    ),
]


@pytest.mark.parametrize(("rule", "spoil"), BROKEN)
def test_a_broken_one_breaks_the_rule(rule: str, spoil: Spoil) -> None:
    broken = OURS.copy()
    spoil(broken)

    assert [*RULES[rule](broken)]


def test_every_rule_is_broken_once() -> None:
    assert {rule for rule, _ in BROKEN} == {*RULES}


def test_no_page_of_ours_promises_a_tier() -> None:
    """Nobody grades a custom integration, so the manifest claims none."""
    assert "quality_scale" not in OURS.manifest
