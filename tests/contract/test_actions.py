"""What an action takes, its form, the README and its refusals all say the same."""

import ast
from pathlib import Path
import re
from typing import Any, Final

import probatio
import pytest

from custom_components.octopus_ev.action import Action
from custom_components.octopus_ev.core.errors import Reason
from custom_components.octopus_ev.services import ACTIONS
from homeassistant.util.yaml import load_yaml_dict
from tests.contract.test_translations import loaded

ROOT: Final = Path(__file__).parents[2]
PACKAGE: Final = ROOT / "custom_components" / "octopus_ev"
FORMS: Final[Any] = load_yaml_dict(str(PACKAGE / "services.yaml"))


def test_there_is_a_form_for_every_action_and_for_no_other() -> None:
    assert sorted(FORMS) == sorted(action.name for action in ACTIONS)
    assert len(ACTIONS) > 20


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.name)
def test_a_form_asks_for_what_the_action_takes(action: Action) -> None:
    takes = {
        marker.schema: isinstance(marker, probatio.Required) for marker in action.fields
    }
    asks = {
        name: field.get("required", False)
        for name, field in FORMS[action.name]["fields"].items()
    }

    assert asks == {"config_entry_id": True, **takes}


def test_the_readme_tells_of_every_action() -> None:
    section = (
        (ROOT / "README.md").read_text().split("## Actions\n")[1].split("\n## ")[0]
    )
    cells = re.findall(r"^\| (`.+?) \|", section, re.MULTILINE)
    named = {
        name.removeprefix("octopus_ev.")
        for cell in cells
        for name in re.findall(r"`([a-z_.]+)`", cell)
    }

    assert named == {action.name for action in ACTIONS}


def test_every_refusal_is_a_sentence() -> None:
    said = {reason.value for reason in Reason}
    for path in PACKAGE.glob("action*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Call(
                    func=ast.Name(id="refused"), args=[ast.Constant(value=key)]
                ):
                    said.add(str(key))
                case ast.keyword(arg="translation_key", value=ast.Constant(value=key)):
                    said.add(str(key))

    assert len(said) > 25
    assert said <= loaded("en")["exceptions"].keys()
