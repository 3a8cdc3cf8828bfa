"""The rules of HACS and of pictures: what a repository is listed with."""

from collections.abc import Iterator
import re
import struct
import tomllib
from typing import Final

import probatio

from .shipped import Shipped

_DOMAIN: Final = "custom_components/octopus_ev"
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"

# The side of an icon, and the shorter side of a logo.
ICON: Final = 256
LOGO: Final = range(128, 257)


def country(value: str) -> str:
    """Return a country by its two letters."""
    if not re.fullmatch(r"[A-Z]{2}", value):
        raise probatio.Invalid("no country of two letters")
    return value


SCHEMA: Final = probatio.Schema(
    {
        probatio.Required("name"): str,
        probatio.Optional("content_in_root"): bool,
        probatio.Optional("country"): [country],
        probatio.Optional("filename"): str,
        probatio.Optional("hide_default_branch"): bool,
        probatio.Optional("homeassistant"): probatio.Match(r"20\d\d\.\d{1,2}\.\d+$"),
        probatio.Optional("persistent_directory"): str,
        probatio.Optional("render_readme"): bool,
        probatio.Optional("zip_release"): bool,
    }
)
# Of an integration that is to be listed.
LISTED: Final = (
    "codeowners",
    "documentation",
    "domain",
    "issue_tracker",
    "name",
    "version",
)


def hacs(shipped: Shipped) -> Iterator[str]:
    """Hold hacs.json to its form; a zip needs its name."""
    try:
        SCHEMA(shipped.hacs)
    except probatio.MultipleInvalid as err:
        yield from map(str, err.errors)
    if shipped.hacs.get("zip_release") and not shipped.hacs.get("filename"):
        yield "a zip without a file name"


def listed(shipped: Shipped) -> Iterator[str]:
    """Ask for what an integration is listed with."""
    yield from (
        f"the manifest has no {key}" for key in LISTED if not shipped.manifest.get(key)
    )


def pages(shipped: Shipped) -> Iterator[str]:
    """Ask for a page to show, and for a licence that is known."""
    if not shipped.files.get("README.md", b"").startswith(b"# "):
        yield "there is no README.md with a heading"
    if not shipped.files.get("LICENSE", b"").startswith(b"MIT License"):
        yield "the licence is not told by its first line"


def alone(shipped: Shipped) -> Iterator[str]:
    """Ask for one integration in the repository."""
    manifests = [name for name in shipped.files if name.endswith("/manifest.json")]
    if manifests != [f"{_DOMAIN}/manifest.json"]:
        yield f"these are the integrations: {manifests}"


def one_version(shipped: Shipped) -> Iterator[str]:
    """Ask that manifest, project and change log name the same version."""
    told = shipped.manifest.get("version")
    project = tomllib.loads(shipped.files["pyproject.toml"].decode())
    newest = re.search(rb"^## (\S+)$", shipped.files["CHANGELOG.md"], re.MULTILINE)
    if project["project"]["version"] != told:
        yield "the project has another version than the manifest"
    if newest is None or newest[1].decode() != told:
        yield "the change log begins with another version"


def pictures(shipped: Shipped) -> Iterator[str]:
    """Hold icon and logo to their sizes, each with one of twice that."""
    brand = {
        name.rpartition("/")[2]: content
        for name, content in shipped.files.items()
        if name.startswith(f"{_DOMAIN}/brand/")
    }
    for name in ("icon.png", "icon@2x.png", "logo.png", "logo@2x.png"):
        if name not in brand:
            yield f"there is no {name}"
    for name, content in brand.items():
        if not content.startswith(_SIGNATURE):
            yield f"{name} is no PNG"
            continue
        width, height = struct.unpack(">II", content[16:24])
        scale = 2 if name.endswith("@2x.png") else 1
        if "icon" in name and (width, height) != (ICON * scale, ICON * scale):
            yield f"{name} has {width} by {height} pixels"
        if "logo" in name and min(width, height) // scale not in LOGO:
            yield f"{name} has {width} by {height} pixels"


RULES: Final = (hacs, listed, pages, alone, one_version, pictures)
