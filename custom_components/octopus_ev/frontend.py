"""Serve the cards, and have every page of Home Assistant load them."""

from hashlib import sha256
from pathlib import Path
from typing import Final

from homeassistant.components.frontend import add_extra_js_url
from homeassistant.components.http import StaticPathConfig
from homeassistant.core import HomeAssistant

from .const import DOMAIN

_FOLDER: Final = Path(__file__).parent / "www"
_URL: Final = f"/{DOMAIN}"


async def async_setup(hass: HomeAssistant) -> None:
    """Register the files, once; a new content has a new address, so all is cached."""
    await hass.http.async_register_static_paths(
        [StaticPathConfig(_URL, str(_FOLDER), cache_headers=True)]
    )
    if "frontend" in hass.config.components:
        version = await hass.async_add_executor_job(_version)
        add_extra_js_url(hass, f"{_URL}/loader.js?{version}")


def _version() -> str:
    digest = sha256()
    for file in sorted(_FOLDER.glob("*.js")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
