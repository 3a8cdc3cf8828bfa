"""Run the command: `scripts/sessions --help`."""

from importlib import import_module
from pathlib import Path
import sys
from types import ModuleType

PACKAGE = "custom_components.octopus_ev"


def skip_home_assistant() -> None:
    """Put a bare module in the integration's place, so that its core loads alone."""
    bare = ModuleType(PACKAGE)
    bare.__path__ = [
        str(Path(__file__).parents[2] / "custom_components" / "octopus_ev")
    ]
    sys.modules[PACKAGE] = bare


if __name__ == "__main__":
    skip_home_assistant()
    sys.exit(import_module("scripts.sessions_cli.command").main(sys.argv[1:]))
