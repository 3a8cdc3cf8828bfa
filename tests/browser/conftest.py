"""Look at the cards as a user does: a real Home Assistant in a real Chromium.

These tests run by themselves, `pytest tests/browser -p no:homeassistant`: beside Home
Assistant's own test plugin neither a browser nor a socket would be allowed.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
import importlib.util
import os
from pathlib import Path
import shutil

from playwright.sync_api import Browser, Page, expect, sync_playwright
import pytest

from .cards import AXE
from .site import Site

CHROMIUM = shutil.which("chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
TIMEOUT_MS = 60_000
"""A machine under load takes its time; nothing is told by how long something took."""

type NewSite = Callable[[str], AbstractContextManager[Site]]
type OpenPage = Callable[..., Page]


def pytest_ignore_collect(config: pytest.Config) -> bool | None:
    """Leave these tests to a run of their own."""
    return True if config.pluginmanager.hasplugin("homeassistant") else None


@pytest.fixture(scope="session")
def new_site(tmp_path_factory: pytest.TempPathFactory) -> NewSite:
    """Return a function that runs a persona's home while a context lasts."""
    compiled = importlib.util.find_spec("pymicro_vad")
    if CHROMIUM is None or compiled is None or not AXE.exists():
        pytest.skip("scripts/setup --all fetches the browser and what it needs")
    return lambda persona: Site.running(
        tmp_path_factory.mktemp(persona) / "home", persona
    )


@pytest.fixture(scope="session")
def site(new_site: NewSite) -> Iterator[Site]:
    """Return a home on Octopus Go, with a dashboard of all cards.

    A module about another kind of customer has a fixture of this name of its own.
    """
    with new_site("P10") as site:
        yield site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return Chromium, started once."""
    with sync_playwright() as playwright:
        expect.set_options(timeout=TIMEOUT_MS)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def open_page(site: Site, browser: Browser) -> Iterator[OpenPage]:
    """Return a function that opens the dashboard as a signed-in user."""
    contexts = []

    def opened(
        path: str = Site.DASHBOARD,
        *,
        width: int = 1280,
        height: int = 1000,
        dark: bool = False,
        language: str = "en-GB",
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            locale=language,
            timezone_id="Europe/London",
        )
        contexts.append(context)
        context.set_default_timeout(TIMEOUT_MS)
        context.add_init_script(site.sign_in_script(language))
        page = context.new_page()
        page.goto(f"{site.base}{path}")
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def picture(tmp_path: Path) -> Callable[[Page, str], None]:
    """Return a function that keeps a picture of a page.

    With OCTOPUS_EV_PICTURES set to a folder it goes there, as those of the README do.
    """
    folder = Path(os.environ.get("OCTOPUS_EV_PICTURES") or tmp_path)

    def keep(page: Page, name: str) -> None:
        page.screenshot(path=folder / f"{name}.png", animations="disabled")

    return keep
