"""Hold every layer to what it may import, and every file to one job's size."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
import re
import sys

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = "custom_components.octopus_ev"
OURS = {"benchmarks", "custom_components", "scripts", "simulator", "tests"}
PLATFORMS = {
    "binary_sensor",
    "calendar",
    "event",
    "number",
    "sensor",
    "switch",
    "time",
}
# What a platform may know of the shell.
SHARED = (
    "const",
    "control",
    "control_entity",
    "device_view",
    "entity",
    "runtime",
    "subject",
    "vehicle_view",
    "view",
)
CEILING = 400


def parts(platform: str) -> list[str]:
    """Return the modules of a platform: itself, and what it is split into."""
    folder = ROOT / PACKAGE.replace(".", "/")
    return [platform, *(path.stem for path in folder.glob(f"{platform}_*.py"))]


@dataclass(frozen=True, slots=True)
class Layer:
    """What the modules below one name may import."""

    prefix: str
    ours: tuple[str, ...]
    third_party: frozenset[str] = frozenset()


CORE = f"{PACKAGE}.core"
KRAKEN = f"{PACKAGE}.kraken"
PROVIDERS = f"{PACKAGE}.providers"
API = f"{PACKAGE}.api"

# The first prefix that fits decides, so the narrow ones come first.
LAYERS = (
    Layer(CORE, (CORE,)),
    Layer(KRAKEN, (KRAKEN,), frozenset({"aiohttp", "yarl"})),
    Layer(PROVIDERS, (CORE, KRAKEN, PROVIDERS)),
    *(
        Layer(
            f"{PACKAGE}.{part}",
            (CORE, *(f"{PACKAGE}.{name}" for name in (*SHARED, *parts(platform)))),
            frozenset({"homeassistant", "probatio"}),
        )
        for platform in sorted(PLATFORMS)
        for part in parts(platform)
    ),
    Layer(PACKAGE, (PACKAGE,), frozenset({"homeassistant", "probatio"})),
    Layer("simulator", ("simulator",), frozenset({"aiohttp", "graphql"})),
    Layer("scripts.sessions_cli", ("scripts.sessions_cli", CORE)),
    Layer("scripts", ("scripts",), frozenset({"aiohttp"})),
)


def within(module: str, prefix: str) -> bool:
    return module == prefix or module.startswith(f"{prefix}.")


def imported(module: str, source: str, *, package: bool) -> Iterator[str]:
    """Yield the absolute names a module imports, relative ones resolved."""
    base = module.split(".") if package else module.split(".")[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = base[: len(base) - node.level + 1] if node.level else []
            stem = ".".join([*start, *([node.module] if node.module else [])])
            yield from (f"{stem}.{alias.name}" for alias in node.names)


def violations(module: str, source: str, *, package: bool = False) -> list[str]:
    """Return what a module imports and its layer may not."""
    layer = next((x for x in LAYERS if within(module, x.prefix)), None)
    if layer is None:
        return []
    found = []
    for name in imported(module, source, package=package):
        top = name.split(".")[0]
        if top in OURS:
            allowed = any(within(name, prefix) for prefix in layer.ours)
            if layer.prefix == PACKAGE and within(name, KRAKEN):
                # The client is built in one place; elsewhere only its errors matter.
                allowed = module == API or within(name, f"{KRAKEN}.errors")
        else:
            allowed = top in sys.stdlib_module_names or top in layer.third_party
        if not allowed:
            found.append(f"{module} imports {name}")
    return found


def python_files() -> list[Path]:
    return sorted(
        path
        for folder in OURS
        for path in (ROOT / folder).rglob("*.py")
        if "node_modules" not in path.parts
    )


def written_files() -> list[Path]:
    shell = [
        path
        for folder in (ROOT / "scripts", ROOT / ".ci")
        for path in folder.rglob("*")
        if path.is_file() and path.suffix in {"", ".sh"}
    ]
    return [*python_files(), *sorted(shell)]


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_every_module_imports_only_what_its_layer_may() -> None:
    found = [
        violation
        for path in python_files()
        for violation in violations(
            module_name(path), path.read_text(), package=path.name == "__init__.py"
        )
    ]

    assert found == []


def test_no_written_file_is_longer_than_one_job() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines())
        for path in written_files()
    }

    assert {path: n for path, n in lengths.items() if n > CEILING} == {}


def test_no_line_is_taken_out_of_the_coverage() -> None:
    pragma = "pragma" + ": no "

    assert [str(path) for path in python_files() if pragma in path.read_text()] == []


def test_the_core_has_no_clock_no_log_and_no_files() -> None:
    impure = {"asyncio", "io", "logging", "os", "pathlib", "random", "socket", "time"}
    found = []
    for path in (ROOT / CORE.replace(".", "/")).rglob("*.py"):
        source = path.read_text()
        names = {
            name.split(".")[0]
            for name in imported(module_name(path), source, package=False)
        }
        awaits = any(
            isinstance(node, ast.AsyncFunctionDef)
            for node in ast.walk(ast.parse(source))
        )
        if names & impure or awaits or re.search(r"\b(now|utcnow|today)\(", source):
            found.append(path.name)

    assert found == []


def test_the_scan_finds_every_layer() -> None:
    modules = [module_name(path) for path in python_files()]
    missing = [
        prefix
        for prefix in (CORE, KRAKEN, PROVIDERS, PACKAGE, *OURS)
        if sum(within(module, prefix) for module in modules) < 2
    ]

    assert missing == []
    assert {"setup", "run"} <= {path.name for path in written_files()}


@pytest.mark.parametrize(
    ("module", "source"),
    [
        (f"{CORE}.session", "import homeassistant"),
        (f"{CORE}.session", "import aiohttp"),
        (f"{CORE}.session", "from ..kraken import errors"),
        (f"{CORE}.session", "from .. import const"),
        (f"{CORE}.detectors.live", "from ...providers.gb import Gb"),
        (f"{KRAKEN}.auth", "from ..core.span import Span"),
        (f"{PROVIDERS}.gb", "from ..store import Store"),
        (f"{PACKAGE}.sensor", "from .event import Thing"),
        (f"{PACKAGE}.sensor", "from .engine import Engine"),
        (f"{PACKAGE}.engine", "from .kraken.auth import Token"),
        (f"{PACKAGE}.engine", "from .kraken import auth"),
        (f"{PACKAGE}.engine", "import voluptuous as vol"),
        ("simulator.world", "from custom_components.octopus_ev.core import span"),
        ("simulator.world", "import homeassistant.core"),
        ("scripts.demo_home.check", "import custom_components.octopus_ev.const"),
        ("scripts.sessions_cli.find", "import aiohttp"),
        ("scripts.sessions_cli.find", f"from {KRAKEN} import decode"),
    ],
)
def test_a_forbidden_import_is_found(module: str, source: str) -> None:
    assert violations(module, source)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        (f"{CORE}.session", "from decimal import Decimal"),
        (f"{CORE}.detectors.live", "from ..span import Span"),
        (f"{PROVIDERS}.gb", "from ..kraken.gb import rest"),
        (f"{PACKAGE}.sensor", "from .entity import Base"),
        (API, "from .kraken.gb import GbClient"),
        (f"{PACKAGE}.coordinator.base", "from ..kraken.errors import KrakenError"),
        (f"{PACKAGE}.coordinator.base", "from homeassistant.core import callback"),
        ("simulator.world", "from .clock import Clock"),
    ],
)
def test_an_allowed_import_passes(module: str, source: str) -> None:
    assert violations(module, source) == []
