"""The rules of the manifest: its keys, their order, and what it depends on."""

import ast
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from awesomeversion import AwesomeVersion, AwesomeVersionException
from awesomeversion.strategy import AwesomeVersionStrategy as Strategy
import probatio

from homeassistant.const import Platform

from .shipped import Shipped

# What may be imported without being named in the manifest.
FREE: Final = {
    *(platform.value for platform in Platform),
    *("automation", "conversation", "device_automation", "frontend", "homeassistant"),
    *("persistent_notification", "script", "sun", "system_health", "system_log"),
    *("webhook", "websocket_api", "zone"),
}


def https(value: str) -> str:
    """Return an address; raises Invalid where it is none that a browser may open."""
    if urlsplit(value).scheme != "https" or not urlsplit(value).netloc:
        raise probatio.Invalid("no https address")
    return value


def documented(value: str) -> str:
    """Return where the documentation is; core's own pages are not a custom one's."""
    if "home-assistant.io/integrations" in https(value):
        raise probatio.Invalid("these are the pages of core integrations")
    return value


def version(value: str) -> str:
    """Return a version that Home Assistant loads."""
    known = [
        Strategy.CALVER,
        Strategy.SEMVER,
        Strategy.SIMPLEVER,
        Strategy.BUILDVER,
        Strategy.PEP440,
    ]
    try:
        AwesomeVersion(value, ensure_strategy=known)
    except AwesomeVersionException as err:
        raise probatio.Invalid("no version") from err
    return value


def code_owner(value: str) -> str:
    """Return who looks after it, as the code host writes a name."""
    if not value.startswith("@"):
        raise probatio.Invalid("a code owner begins with @")
    return value


# What a custom service may have; hardware is found by further keys.
SCHEMA: Final = probatio.Schema(
    {
        probatio.Required("domain"): str,
        probatio.Required("name"): str,
        probatio.Optional("after_dependencies"): [str],
        probatio.Required("codeowners"): [code_owner],
        probatio.Optional("config_flow"): bool,
        probatio.Optional("dependencies"): [str],
        probatio.Optional("disabled"): str,
        probatio.Required("documentation"): documented,
        probatio.Optional("import_executor"): bool,
        probatio.Optional("integration_type"): probatio.In(
            ["device", "entity", "hardware", "helper", "hub", "service", "system"]
        ),
        probatio.Required("iot_class"): probatio.In(
            [
                "assumed_state",
                "calculated",
                "cloud_polling",
                "cloud_push",
                "local_polling",
                "local_push",
            ]
        ),
        probatio.Optional("issue_tracker"): https,
        probatio.Optional("loggers"): [str],
        probatio.Optional("quality_scale"): probatio.In(
            ["bronze", "silver", "gold", "platinum"]
        ),
        probatio.Optional("requirements"): [str],
        probatio.Optional("single_config_entry"): bool,
        probatio.Required("version"): version,
    }
)


def keys(shipped: Shipped) -> Iterator[str]:
    """Hold each key to its form."""
    try:
        SCHEMA(shipped.manifest)
    except probatio.MultipleInvalid as err:
        yield from map(str, err.errors)
    if not shipped.manifest.get("codeowners"):
        yield "nobody looks after it"


def order(shipped: Shipped) -> Iterator[str]:
    """Ask for the domain, the name and then the alphabet."""
    there = list(shipped.manifest)
    if there != ["domain", "name", *sorted({*there} - {"domain", "name"})]:
        yield f"the keys come as {there}"


def domain(shipped: Shipped) -> Iterator[str]:
    """Ask for the folder's name."""
    if f"custom_components/{shipped.manifest['domain']}/brand/icon.png" not in (
        shipped.files
    ):
        yield "the domain is not the folder's name"


def imports(shipped: Shipped) -> Iterator[str]:
    """Ask that what is imported of other integrations is set up before."""
    named = {
        *shipped.manifest.get("dependencies", ()),
        *shipped.manifest.get("after_dependencies", ()),
    }
    for path, source in shipped.sources.items():
        for used in components(source):
            ours = f"{used}.py" in shipped.sources
            if used not in FREE | named and not ours:
                yield f"{path} imports {used}, which the manifest does not name"


def components(source: ast.Module) -> Iterator[str]:
    """Yield the integrations that a module imports."""
    prefix = "homeassistant.components"
    for node in ast.walk(source):
        match node:
            case ast.ImportFrom(module=str(name)) if name.startswith(f"{prefix}."):
                yield name.split(".")[2]
            case ast.ImportFrom(module="homeassistant.components", names=names):
                yield from (alias.name for alias in names)
            case ast.Import(names=names):
                for alias in names:
                    if alias.name.startswith(f"{prefix}."):
                        yield alias.name.split(".")[2]


def twice(shipped: Shipped) -> Iterator[str]:
    """Ask that nothing is a dependency both before and after."""
    before, after = (
        {*shipped.manifest.get(key, ())}
        for key in ("dependencies", "after_dependencies")
    )
    yield from (f"{name} is named twice" for name in before & after)


def set_up_by(shipped: Shipped) -> Iterator[str]:
    """Ask for a schema that says whether YAML can set it up."""
    names = {
        target.id
        for node in shipped.sources["__init__.py"].body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    functions = {
        node.name
        for node in shipped.sources["__init__.py"].body
        if isinstance(node, ast.AsyncFunctionDef)
    }
    if "async_setup" in functions and "CONFIG_SCHEMA" not in names:
        yield "async_setup is there, and no CONFIG_SCHEMA"


RULES: Final = (keys, order, domain, imports, twice, set_up_by)
