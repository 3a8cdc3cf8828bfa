"""Hold the README to what the integration really has."""

import json
from pathlib import Path
import re
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
TEXTS: Any = json.loads(
    (ROOT / "custom_components/octopus_ev/translations/en.json").read_text()
)
README = (ROOT / "README.md").read_text()


def named_in_table(heading: str) -> set[str]:
    """Return what the first column of a section's table names."""
    section = README.split(f"## {heading}\n")[1].split("\n## ")[0]
    cells = re.findall(r"^\| (.+?) \|", section, re.MULTILINE)
    return {
        name.strip(" *")
        for cell in cells
        for name in cell.replace("*With a Home Mini:*", "").split(",")
    }


def branch(path: str) -> Any:
    """Return the texts below a dotted path."""
    tree = TEXTS
    for name in path.split("."):
        tree = tree[name]
    return tree


def step_names(flow: str) -> list[str]:
    return [*branch(flow)["step"]]


def off_by_default() -> set[str]:
    """Return what the README names as off until it is switched on."""
    match = re.search(
        r"^Off until you switch them on.*?: (.+)\.$", README, re.MULTILINE
    )
    assert match is not None
    return {re.sub(r" \(.*\)", "", name) for name in match[1].split(", ")}


def test_every_entity_is_in_the_readme_and_no_other() -> None:
    entities = {
        entity["name"]
        for platform in TEXTS["entity"].values()
        for entity in platform.values()
    }

    named = named_in_table("What you get") | off_by_default()

    assert len(entities) > 30
    assert named - {"Entity"} == entities


@pytest.mark.parametrize("step", ["user", "charger"])
def test_every_setting_is_in_the_readme(step: str) -> None:
    settings = TEXTS["config"]["step"][step]["data"].values()

    assert {name.lower() for name in settings} <= {
        name.lower() for name in named_in_table("Set up")
    }


@pytest.mark.parametrize(
    ("flow", "step"),
    [
        (part, step)
        for part in ("options", "config_subentries.vehicle")
        for step in step_names(part)
    ],
)
def test_every_setting_of_later_is_told_in_the_readme(flow: str, step: str) -> None:
    settings = branch(flow)["step"][step].get("data", {}).values()

    assert [name for name in settings if name.lower() not in README.lower()] == []


def test_every_message_that_the_readme_explains_is_one_that_is_shown() -> None:
    section = README.split("## When something is wrong\n")[1].split("\n## ")[0]
    quoted = re.findall(r'^\| "(.+?)" \|', section, re.MULTILINE)
    shown = json.dumps(TEXTS, ensure_ascii=False)

    assert len(quoted) > 3
    assert [message for message in quoted if message not in shown] == []


def test_every_picture_of_the_readme_exists() -> None:
    pictures = re.findall(r"!\[.*?\]\((.+?)\)", README)

    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)


def test_every_link_into_the_repository_leads_somewhere() -> None:
    links = re.findall(r"(?<!!)\[.*?\]\((?!https?://)([^)#]+)\)", README)

    assert links
    assert all((ROOT / link).exists() for link in links)
