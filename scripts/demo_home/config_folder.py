"""Write the configuration folder of a Home Assistant that needs no network."""

import json
from pathlib import Path
import shutil

ROOT = Path(__file__).parents[2]

# Neither `default_config`, whose integrations want packages from the network, nor
# `http`, whose import from YAML makes Home Assistant restart itself after 5 minutes.
CONFIGURATION = """\
homeassistant:
  name: Octopus EV Charging demo
  latitude: 51.5
  longitude: -0.12
  elevation: 10
  unit_system: metric
  currency: GBP
  country: GB
  language: en
  time_zone: Europe/London
history:
logbook:
energy:
my:
sun:
calendar:
logger:
  default: warning
  logs:
    # Cameras want ffmpeg and libturbojpeg; there is none here.
    haffmpeg: critical
    homeassistant.components.camera.img_util: critical
automation: !include automations.yaml
"""


def write(folder: Path, port: int) -> None:
    """Replace a folder by a fresh configuration that serves on a loopback port."""
    if folder.exists():
        shutil.rmtree(folder)
    (folder / ".storage").mkdir(parents=True)
    (folder / "custom_components").symlink_to(ROOT / "custom_components")
    (folder / "configuration.yaml").write_text(CONFIGURATION)
    (folder / "automations.yaml").write_text("[]\n")
    _store(
        folder,
        "http",
        version=2,
        minor_version=2,
        data={
            "stable": {
                "server_host": ["127.0.0.1"],
                "server_port": port,
                "cors_allowed_origins": [],
                "login_attempts_threshold": -1,
                "ip_ban_enabled": True,
                "ssl_profile": "modern",
                "use_x_frame_options": True,
                "created_at": "2026-01-01T00:00:00+00:00",
                "error": None,
                "error_message": None,
            },
            "pending": None,
            "yaml_migration_done": True,
        },
    )
    # The later steps of onboarding set up integrations that want the network.
    _store(
        folder,
        "onboarding",
        version=4,
        minor_version=1,
        data={"done": ["core_config", "analytics", "integration"]},
    )


def _store(
    folder: Path, key: str, *, version: int, minor_version: int, data: object
) -> None:
    (folder / ".storage" / key).write_text(
        json.dumps(
            {
                "version": version,
                "minor_version": minor_version,
                "key": key,
                "data": data,
            }
        )
    )
