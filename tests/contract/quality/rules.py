"""What each rule asks of the code, of the manifest and of the texts."""

import ast
from collections.abc import Callable, Iterator
import re
from typing import Final

from tests.contract.hassfest.shipped import Shipped
from tests.contract.hassfest.texts import steps

from .code import (
    Function,
    assigned,
    calls,
    entities,
    function,
    functions,
    imported,
    keywords,
    nodes,
    platforms,
    words,
)

REGISTERS: Final = {
    "async_register_admin_service",
    "async_register_entity_service",
    "async_register_platform_entity_service",
}
# Those whose sentence a user reads.
SPOKEN: Final = {
    "ConfigEntryAuthFailed",
    "ConfigEntryError",
    "ConfigEntryNotReady",
    "HomeAssistantError",
    "ServiceValidationError",
    "UpdateFailed",
}
BLOCKING: Final = {"http.client", "requests", "socket", "urllib.request", "urllib3"}
# What Home Assistant hands an entry to, and the place of the entry.
ENTRY: Final = {
    "async_get_config_entry_diagnostics": 1,
    "async_get_device_diagnostics": 1,
    "async_get_options_flow": 0,
    "async_get_supported_subentry_types": 1,
    "async_migrate_entry": 1,
    "async_remove_config_entry_device": 1,
    "async_remove_entry": 1,
    "async_setup_entry": 1,
    "async_unload_entry": 1,
}


def action_setup(shipped: Shipped) -> Iterator[str]:
    """Ask that no action is registered while an entry is set up."""
    for path, tree in shipped.sources.items():
        for each in functions(tree):
            if each.name == "async_setup_entry" and _registers(each):
                yield f"{path} registers an action with an entry"
    if not function(shipped.sources["__init__.py"], "async_setup"):
        yield "there is no async_setup"


def _registers(where: Function) -> bool:
    """Tell whether an action is registered there, under whatever name it is set up."""
    return any(
        name in REGISTERS
        or "async_setup_services" in name
        or (name == "async_register" and "services" in ast.unparse(call.func))
        for name, call in calls(where)
    )


def appropriate_polling(shipped: Shipped) -> Iterator[str]:
    """Ask that no setting is an interval, and that no entity polls by itself."""
    for place, step in steps(shipped.texts):
        for name in step.get("data", {}):
            if re.search(r"interval|polling", name):
                yield f"{place} lets {name} be set"
    for path, node in entities(shipped.sources):
        if function(node, "async_update") or function(node, "update"):
            yield f"{path}: {node.name} polls by itself"


def common_modules(shipped: Shipped) -> Iterator[str]:
    """Ask for the modules that every integration has under the same names."""
    for names in (("coordinator.py", "coordinator/__init__.py"), ("entity.py",)):
        if not {*names} & {*shipped.sources}:
            yield f"there is no {names[0]}"


def config_flow(shipped: Shipped) -> Iterator[str]:
    """Ask for a flow in which every field is explained."""
    if not shipped.manifest.get("config_flow"):
        yield "the manifest knows of no flow"
    if "config_flow.py" not in shipped.sources:
        yield "there is no flow"
    for name, step in shipped.texts["config"]["step"].items():
        if step.get("data", {}).keys() != step.get("data_description", {}).keys():
            yield f"{name} does not explain each of its fields"


def dependency_transparency(shipped: Shipped) -> Iterator[str]:
    """Ask that nothing is installed: then nothing is to be seen through."""
    yield from (f"{name} is installed" for name in shipped.manifest["requirements"])


def entity_event_setup(shipped: Shipped) -> Iterator[str]:
    """Ask that an entity listens from when it is added until it is removed."""
    for path, node in entities(shipped.sources):
        for each in functions(node):
            for name, _ in calls(each):
                listens = re.match(r"async_(subscribe|add_listener|track_)", name)
                if listens and (
                    each.name != "async_added_to_hass"
                    or "async_on_remove" not in {found for found, _ in calls(each)}
                ):
                    yield f"{path}: {node.name}.{each.name} listens"


def entity_unique_id(shipped: Shipped) -> Iterator[str]:
    """Ask that what all entities share gives them their ids."""
    if "_attr_unique_id" not in ast.unparse(shipped.sources["entity.py"]):
        yield "entities have no id"


def has_entity_name(shipped: Shipped) -> Iterator[str]:
    """Ask that entities are named by what they tell, and never by hand."""
    if "_attr_has_entity_name = True" not in ast.unparse(shipped.sources["entity.py"]):
        yield "entities are not named by what they tell"
    for path, node in entities(shipped.sources):
        if re.search(r"_attr_name\b", ast.unparse(node)):
            yield f"{path}: {node.name} names itself"


def runtime_data(shipped: Shipped) -> Iterator[str]:
    """Ask that what an entry holds is with the entry."""
    setup = function(shipped.sources["__init__.py"], "async_setup_entry")
    if setup is None or "entry.runtime_data = " not in ast.unparse(setup):
        yield "the entry holds nothing"
    for path, tree in shipped.sources.items():
        for node in nodes(tree):
            match node:
                case ast.Subscript(
                    value=ast.Attribute(attr="data"), slice=ast.Name(id="DOMAIN")
                ):
                    yield f"{path} keeps something apart from the entry"


def test_before_configure(shipped: Shipped) -> Iterator[str]:
    """Ask that the flow asks the supplier before it makes an entry."""
    made = ast.unparse(shipped.sources["config_flow.py"])
    if "await self._provider.account(" not in made:
        yield "the flow believes what is typed"


def test_before_setup(shipped: Shipped) -> Iterator[str]:
    """Ask that an entry whose data cannot be had is not set up."""
    setup = function(shipped.sources["__init__.py"], "async_setup_entry")
    if setup is None or "async_config_entry_first_refresh" not in {
        name for name, _ in calls(setup)
    }:
        yield "an entry is set up without data"


def unique_config_entry(shipped: Shipped) -> Iterator[str]:
    """Ask that an account is set up once."""
    made = {name for name, _ in calls(shipped.sources["config_flow.py"])}
    by_id = {"async_set_unique_id", "_abort_if_unique_id_configured"}
    if not (by_id <= made or "_async_abort_entries_match" in made):
        yield "an account can be set up twice"


def config_entry_unloading(shipped: Shipped) -> Iterator[str]:
    """Ask that an entry can be unloaded."""
    if not function(shipped.sources["__init__.py"], "async_unload_entry"):
        yield "an entry cannot be unloaded"


def integration_owner(shipped: Shipped) -> Iterator[str]:
    """Ask for somebody who looks after it."""
    if not shipped.manifest.get("codeowners"):
        yield "nobody looks after it"


def parallel_updates(shipped: Shipped) -> Iterator[str]:
    """Ask that each platform says how many of its entities may act at once."""
    for path, tree in platforms(shipped.sources).items():
        if "PARALLEL_UPDATES" not in assigned(tree):
            yield f"{path} does not say how many act at once"


def _step(name: str) -> Callable[[Shipped], Iterator[str]]:
    """Return the rule that asks for a step of the flow."""

    def rule(shipped: Shipped) -> Iterator[str]:
        if not function(shipped.sources["config_flow.py"], name):
            yield f"the flow has no {name}"

    return rule


def diagnostics(shipped: Shipped) -> Iterator[str]:
    """Ask for something that a user can send."""
    tree = shipped.sources.get("diagnostics.py")
    if tree is None or not function(tree, "async_get_config_entry_diagnostics"):
        yield "there are no diagnostics"


def entity_translations(shipped: Shipped) -> Iterator[str]:
    """Ask that no description has a name of its own."""
    for path, tree in shipped.sources.items():
        for name, call in calls(tree):
            if name.endswith("Description") and "name" in keywords(call):
                yield f"{path} names an entity in one language"


def exception_translations(shipped: Shipped) -> Iterator[str]:
    """Ask that every error has a sentence in every language, and no sentence is idle."""
    known = shipped.texts["exceptions"]
    for path, tree in shipped.sources.items():
        for name, call in calls(tree):
            if name not in SPOKEN:
                continue
            given = keywords(call)
            if not {"translation_domain", "translation_key"} <= {*given}:
                yield f"{path}:{call.lineno} speaks one language"
            key = given.get("translation_key")
            if isinstance(key, ast.Constant) and key.value not in known:
                yield f"{path}:{call.lineno} says {key.value!r}, which has no sentence"
        for node in nodes(tree):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Name):
                if node.exc.id in SPOKEN:
                    yield f"{path}:{node.lineno} says nothing"
    said = words(shipped.sources)
    yield from (f"{key} is said nowhere" for key in known if key not in said)


def icon_translations(shipped: Shipped) -> Iterator[str]:
    """Ask that no icon is chosen in the code."""
    for path, tree in shipped.sources.items():
        for node in nodes(tree):
            match node:
                case (
                    ast.keyword(arg="icon")
                    | ast.Name(id="_attr_icon")
                    | ast.Attribute(attr="_attr_icon")
                ):
                    yield f"{path} chooses an icon"


def repair_issues(shipped: Shipped) -> Iterator[str]:
    """Ask that every repair has its texts, and that none has them for nothing."""
    known = shipped.texts.get("issues", {})
    said = words(shipped.sources)
    yield from (f"{key} is raised nowhere" for key in known if key not in said)
    for path, tree in shipped.sources.items():
        for name, call in calls(tree):
            key = keywords(call).get("translation_key")
            if name == "async_create_issue" and isinstance(key, ast.Constant):
                if key.value not in known:
                    yield f"{path} raises {key.value!r}, which has no texts"


def async_dependency(shipped: Shipped) -> Iterator[str]:
    """Ask that nothing waits while the loop stands still."""
    for path, tree in shipped.sources.items():
        yield from (
            f"{path} imports {name}" for name in sorted(imported(tree) & BLOCKING)
        )


def inject_websession(shipped: Shipped) -> Iterator[str]:
    """Ask that requests go through Home Assistant's own session."""
    found = {
        path: {name for name, _ in calls(tree)}
        for path, tree in shipped.sources.items()
    }
    if not any("async_get_clientsession" in names for names in found.values()):
        yield "the shared session is not used"
    for path, names in found.items():
        if names & {"ClientSession", "async_create_clientsession"}:
            yield f"{path} makes a session of its own"


def strict_typing(shipped: Shipped) -> Iterator[str]:
    """Ask that an entry is known by what it holds wherever it is handed over."""
    for path, tree in shipped.sources.items():
        for each in functions(tree):
            place = ENTRY.get(each.name)
            arguments = each.args.args
            if place is None or len(arguments) <= place:
                continue
            kind = arguments[place].annotation
            if not isinstance(kind, ast.Name) or not re.fullmatch(
                r"[A-Za-z]+ConfigEntry", kind.id
            ):
                yield f"{path}: {each.name} takes any entry"
    if b"strict = true" not in shipped.files["pyproject.toml"]:
        yield "types are not checked strictly"


def devices(shipped: Shipped) -> Iterator[str]:
    """Ask that what all entities share puts them on a device."""
    if "_attr_device_info" not in ast.unparse(shipped.sources["entity.py"]):
        yield "entities are on no device"


def stale_devices(shipped: Shipped) -> Iterator[str]:
    """Ask that a device can be taken away, by us or by the user."""
    names = {name for tree in shipped.sources.values() for name, _ in calls(tree)}
    if "async_remove_device" not in names:
        yield "what is gone stays"
    if not function(shipped.sources["__init__.py"], "async_remove_config_entry_device"):
        yield "a user cannot take a device away"


RULES: Final[dict[str, Callable[[Shipped], Iterator[str]]]] = {
    "action-setup": action_setup,
    "appropriate-polling": appropriate_polling,
    "common-modules": common_modules,
    "config-flow": config_flow,
    "dependency-transparency": dependency_transparency,
    "entity-event-setup": entity_event_setup,
    "entity-unique-id": entity_unique_id,
    "has-entity-name": has_entity_name,
    "runtime-data": runtime_data,
    "test-before-configure": test_before_configure,
    "test-before-setup": test_before_setup,
    "unique-config-entry": unique_config_entry,
    "config-entry-unloading": config_entry_unloading,
    "integration-owner": integration_owner,
    "parallel-updates": parallel_updates,
    "reauthentication-flow": _step("async_step_reauth"),
    "devices": devices,
    "diagnostics": diagnostics,
    "entity-translations": entity_translations,
    "exception-translations": exception_translations,
    "icon-translations": icon_translations,
    "reconfiguration-flow": _step("async_step_reconfigure"),
    "repair-issues": repair_issues,
    "stale-devices": stale_devices,
    "async-dependency": async_dependency,
    "inject-websession": inject_websession,
    "strict-typing": strict_typing,
}
