"""Home Assistant's validator and HACS have nothing to say of ours, and much of a broken one."""

import ast
from collections.abc import Callable, Iterator
import json
from pathlib import Path
from typing import Any, Final

import pytest

from tests.contract.hassfest import actions, icons, manifest, repository, texts
from tests.contract.hassfest.shipped import FOLDER, Shipped

type Rule = Callable[[Shipped], Iterator[str]]

MODULES: Final = (manifest, texts, icons, actions, repository)
RULES: Final[dict[str, Rule]] = {
    f"{module.__name__.rpartition('.')[2]}.{rule.__name__}": rule
    for module in MODULES
    for rule in module.RULES
}
BRAND: Final = "custom_components/octopus_ev/brand"
OURS: Final = Shipped.load()


@pytest.mark.parametrize("name", RULES)
def test_ours_keeps_every_rule(name: str) -> None:
    assert [*RULES[name](OURS)] == []


@pytest.mark.parametrize(
    "path", sorted((FOLDER / "translations").iterdir()), ids=lambda path: path.stem
)
def test_every_language_keeps_the_rules_of_texts(path: Path) -> None:
    other = OURS.copy()
    other.texts = json.loads(path.read_text())

    assert [fault for rule in texts.RULES for fault in rule(other)] == []


def put(*path: str, value: Any) -> Callable[[Shipped], None]:
    """Return what sets a value somewhere below a part of what is shipped."""

    def change(shipped: Shipped) -> None:
        tree = getattr(shipped, path[0])
        for name in path[1:-1]:
            tree = tree.setdefault(name, {})
        tree[path[-1]] = value

    return change


def drop(*path: str) -> Callable[[Shipped], None]:
    """Return what takes something away."""

    def change(shipped: Shipped) -> None:
        tree = getattr(shipped, path[0])
        for name in path[1:-1]:
            tree = tree[name]
        del tree[path[-1]]

    return change


def first_last(shipped: Shipped) -> None:
    """Move the manifest's first key to its end."""
    shipped.manifest["domain"] = shipped.manifest.pop("domain")


def module(path: str, source: str) -> Callable[[Shipped], None]:
    return put("sources", path, value=ast.parse(source))


SENTENCE: Final = ("texts", "exceptions", "throttled", "message")
STEP: Final = ("texts", "config", "step", "user")
SENSOR: Final = ("icons", "entity", "sensor", "state")
FIELDS: Final = ("services", "list_sessions", "fields")
PICTURE: Final = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (300).to_bytes(4) * 2

BROKEN: Final = [
    ("manifest.keys", drop("manifest", "version")),
    ("manifest.keys", put("manifest", "version", value="one")),
    ("manifest.keys", drop("manifest", "iot_class")),
    ("manifest.keys", put("manifest", "iot_class", value="cloud")),
    ("manifest.keys", put("manifest", "documentation", value="http://example.com")),
    (
        "manifest.keys",
        put(
            "manifest",
            "documentation",
            value="https://www.home-assistant.io/integrations/octopus_ev",
        ),
    ),
    ("manifest.keys", put("manifest", "codeowners", value=["octopus-ev"])),
    ("manifest.keys", put("manifest", "codeowners", value=[])),
    ("manifest.keys", put("manifest", "quality_scale", value="diamond")),
    ("manifest.keys", put("manifest", "homeassistant", value="2026.10.0")),
    ("manifest.order", first_last),
    ("manifest.order", put("manifest", "disabled", value="no")),
    ("manifest.domain", put("manifest", "domain", value="octopus")),
    ("manifest.imports", drop("manifest", "dependencies")),
    (
        "manifest.imports",
        module("more.py", "from homeassistant.components import mqtt"),
    ),
    ("manifest.imports", module("more.py", "import homeassistant.components.mqtt")),
    ("manifest.twice", put("manifest", "after_dependencies", value=["recorder"])),
    (
        "manifest.set_up_by",
        module("__init__.py", "async def async_setup(hass, config): ..."),
    ),
    ("texts.structure", put(*SENTENCE, value="See https://octopus.energy")),
    ("texts.structure", put(*SENTENCE, value="A pause of <b>one</b> minute")),
    ("texts.structure", put(*SENTENCE, value="A pause ")),
    ("texts.structure", put(*SENTENCE, value="")),
    ("texts.structure", put(*SENTENCE, value="A pause of '{minutes}' minutes")),
    ("texts.structure", put(*SENTENCE, value="A pause of {} minutes")),
    ("texts.structure", put(*SENTENCE, value="[%key:common::throttled%]")),
    ("texts.structure", put("texts", "exceptions", "Throttled", value={})),
    ("texts.structure", put("texts", "exceptions", "a__b", value={"message": "No"})),
    ("texts.structure", put("texts", "errors", value={})),
    ("texts.structure", put(*STEP, "help", value="Ask")),
    ("texts.structure", drop("texts", "issues", "store_unreadable", "title")),
    (
        "texts.structure",
        put("texts", "issues", "store_unreadable", "description", value="Twice"),
    ),
    ("texts.structure", drop("texts", "services", "list_sessions", "description")),
    (
        "texts.structure",
        put("texts", "entity", "sensor", "state", "state", "lost", value="{name}"),
    ),
    ("texts.descriptions", put(*STEP, "data_description", "more", value="More")),
    ("icons.structure", put(*SENSOR, "default", value="hass:car")),
    ("icons.structure", put(*SENSOR, "state", "lost", value="mdi:car-electric")),
    ("icons.structure", put(*SENSOR, "range", value={"9": "mdi:a", "1": "mdi:b"})),
    ("icons.structure", put("icons", "services", "list_sessions", value="mdi:car")),
    ("icons.of_something", drop("icons", "services", "list_sessions")),
    ("icons.of_something", drop("icons", "entity", "event", "charging_session")),
    ("icons.of_something", put("icons", "entity", "fan", value={"speed": {}})),
    ("actions.schemas", put(*FIELDS, "start", "selector", value={"clock": None})),
    ("actions.schemas", put(*FIELDS, value=["start"])),
    ("actions.schemas", put("triggers", "begun", value={"fields": "all"})),
    ("actions.schemas", put("conditions", "charging", value={"fields": "all"})),
    ("actions.translated", drop("texts", "services", "list_sessions")),
    (
        "actions.translated",
        drop("texts", "services", "list_sessions", "fields", "start"),
    ),
    ("actions.translated", put("texts", "services", "sing", value={})),
    ("actions.translated", put("triggers", "begun", value=None)),
    (
        "actions.choices",
        put(
            *FIELDS,
            "kind",
            value={
                "selector": {
                    "select": {"options": ["a", "b"], "translation_key": "meter"}
                }
            },
        ),
    ),
    ("actions.offered", module("trigger.py", "TRIGGERS = {}")),
    ("actions.offered", drop("sources", "condition.py")),
    ("repository.hacs", drop("hacs", "name")),
    ("repository.hacs", put("hacs", "country", value=["Britain"])),
    ("repository.hacs", put("hacs", "homeassistant", value="2026")),
    ("repository.hacs", put("hacs", "domains", value=["sensor"])),
    ("repository.hacs", drop("hacs", "filename")),
    ("repository.listed", drop("manifest", "issue_tracker")),
    ("repository.pages", drop("files", "README.md")),
    ("repository.pages", put("files", "LICENSE", value=b"All rights reserved")),
    (
        "repository.alone",
        put("files", "custom_components/other/manifest.json", value=b"{}"),
    ),
    ("repository.one_version", put("manifest", "version", value="9.9.9")),
    (
        "repository.one_version",
        put("files", "CHANGELOG.md", value=b"# Changelog\n\n## 9.9.9\n"),
    ),
    ("repository.pictures", drop("files", f"{BRAND}/icon.png")),
    ("repository.pictures", put("files", f"{BRAND}/icon.png", value=PICTURE)),
    ("repository.pictures", put("files", f"{BRAND}/logo.png", value=PICTURE)),
    ("repository.pictures", put("files", f"{BRAND}/logo.png", value=b"<svg/>")),
]


@pytest.mark.parametrize(("name", "spoil"), BROKEN)
def test_a_broken_one_breaks_the_rule(
    name: str, spoil: Callable[[Shipped], None]
) -> None:
    broken = OURS.copy()
    spoil(broken)

    assert [*RULES[name](broken)]


def test_every_rule_is_broken_once() -> None:
    assert {name for name, _ in BROKEN} == {*RULES}
