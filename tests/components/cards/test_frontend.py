"""The cards are served, under an address that changes with their content."""

from pathlib import Path

from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.octopus_ev import frontend
from homeassistant.components.frontend import DATA_EXTRA_MODULE_URL
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

FOLDER = Path(frontend.__file__).parent / "www"


async def test_the_page_loads_the_loader_and_may_keep_it(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    assert await async_setup_component(hass, "frontend", {})
    assert await async_setup_component(hass, "octopus_ev", {})
    client = await hass_client()

    (url,) = (
        url for url in hass.data[DATA_EXTRA_MODULE_URL].urls if "octopus_ev" in url
    )
    loader = await client.get(url)
    cards = await client.get(url.replace("loader.js", "octopus-ev.js"))

    assert url.startswith("/octopus_ev/loader.js?")
    assert await loader.text() == (FOLDER / "loader.js").read_text()
    assert await cards.text() == (FOLDER / "octopus-ev.js").read_text()
    assert "max-age" in cards.headers["Cache-Control"]


async def test_without_a_frontend_all_else_works(hass: HomeAssistant) -> None:
    assert await async_setup_component(hass, "octopus_ev", {})

    assert "frontend" not in hass.config.components
