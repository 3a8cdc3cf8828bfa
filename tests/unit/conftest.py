"""Make the parts without Home Assistant importable where it is switched off.

The integration's package imports Home Assistant. Without its pytest plugin a bare
module takes the package's place, so that ``custom_components.octopus_ev.core`` loads
alone. With the plugin the real package must stay, or later tests meet a hollow one.
"""

from pathlib import Path
import sys
from types import ModuleType

from hypothesis import settings
import pytest

PACKAGE = "custom_components.octopus_ev"


def pytest_configure(config: pytest.Config) -> None:
    """Put the bare package in place before any test module is imported."""
    if config.pluginmanager.hasplugin("homeassistant") or PACKAGE in sys.modules:
        return
    module = ModuleType(PACKAGE)
    module.__path__ = [
        str(Path(__file__).parents[2] / "custom_components" / "octopus_ev")
    ]
    sys.modules[PACKAGE] = module


def pytest_collection_finish(session: pytest.Session) -> None:
    """Refuse a test that brings Home Assistant in where it is switched off."""
    alone = not session.config.pluginmanager.hasplugin("homeassistant")
    if alone and "homeassistant" in sys.modules:
        raise pytest.UsageError("a test of tests/unit imports Home Assistant")


settings.register_profile("dev", max_examples=30, deadline=None)
settings.register_profile("thorough", max_examples=300, deadline=None)
settings.load_profile("dev")
