"""What a custom integration ships, as its validators read it."""

import ast
from copy import deepcopy
from dataclasses import dataclass, replace
import json
from pathlib import Path
from typing import Any, Final, Self

from homeassistant.util.yaml import load_yaml_dict

ROOT: Final = Path(__file__).parents[3]
FOLDER: Final = ROOT / "custom_components" / "octopus_ev"

type Tree = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Shipped:
    """The files of one integration; a test may break any of them."""

    manifest: Tree
    hacs: Tree
    texts: Tree
    icons: Tree
    services: Tree
    triggers: Tree
    conditions: Tree
    sources: dict[str, ast.Module]
    """Every module by its path below the integration's folder."""
    files: dict[str, bytes]
    """What else the repository holds, by its path: pages and pictures."""

    @classmethod
    def load(cls) -> Self:
        """Read ours."""
        return cls(
            manifest=json.loads((FOLDER / "manifest.json").read_text()),
            hacs=json.loads((ROOT / "hacs.json").read_text()),
            texts=json.loads((FOLDER / "translations" / "en.json").read_text()),
            icons=json.loads((FOLDER / "icons.json").read_text()),
            services=described("services"),
            triggers=described("triggers"),
            conditions=described("conditions"),
            sources={
                str(path.relative_to(FOLDER)): ast.parse(path.read_text())
                for path in FOLDER.rglob("*.py")
            },
            files={
                str(path.relative_to(ROOT)): path.read_bytes()
                for path in (
                    *ROOT.glob("*.md"),
                    ROOT / "LICENSE",
                    ROOT / "pyproject.toml",
                    *(FOLDER / "brand").iterdir(),
                    *FOLDER.parent.glob("*/manifest.json"),
                )
            },
        )

    def copy(self) -> Self:
        """Return one to break; what is in the files is never changed, only replaced."""
        return replace(
            self,
            manifest=deepcopy(self.manifest),
            hacs=deepcopy(self.hacs),
            texts=deepcopy(self.texts),
            icons=deepcopy(self.icons),
            services=deepcopy(self.services),
            triggers=deepcopy(self.triggers),
            conditions=deepcopy(self.conditions),
            sources=dict(self.sources),
            files=dict(self.files),
        )


def described(name: str) -> Tree:
    """Return a page of descriptions; anchors, whose names begin with a dot, are none."""
    path = FOLDER / f"{name}.yaml"
    if not path.exists():
        return {}
    page = load_yaml_dict(str(path))
    return {key: value for key, value in page.items() if not key.startswith(".")}
