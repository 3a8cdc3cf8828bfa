"""The cards and the integration mean the same, and what is built is what is written."""

from enum import StrEnum
import json
from pathlib import Path
import re
import types
from typing import (
    Any,
    Final,
    TypeAliasType,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import pytest

from custom_components.octopus_ev import (
    card_feed,
    card_wire,
    websocket,
    websocket_edits,
)
from custom_components.octopus_ev.core.forecast import Basis
from custom_components.octopus_ev.core.model import Band
from custom_components.octopus_ev.core.session import (
    Confidence,
    SessionState,
    SessionType,
    Source,
)

ROOT: Final = Path(__file__).parents[2]
CARD: Final = ROOT / "card"
SOURCES: Final = [
    path for path in (CARD / "src").rglob("*.ts") if path.name != "wire.ts"
]
WIRE: Final = (CARD / "src" / "wire.ts").read_text()
LOADER: Final = ROOT / "custom_components" / "octopus_ev" / "www" / "loader.js"
TEXTS: Final = json.loads(
    (ROOT / "custom_components/octopus_ev/translations/en.json").read_text()
)["common"]

PLAIN: Final = {str: "string", int: "number", float: "number", bool: "boolean"}


def in_typescript(hint: Any) -> str:
    """Return a Python type as TypeScript writes it."""
    if isinstance(hint, TypeAliasType):
        return hint.__name__
    if hint is type(None):
        return "null"
    if hint in PLAIN:
        return PLAIN[hint]
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (types.UnionType, Union):
        return " | ".join(map(in_typescript, inner))
    if origin is list:
        return f"{in_typescript(inner[0])}[]"
    if origin is dict:
        return f"Record<{', '.join(map(in_typescript, inner))}>"
    return str(hint.__name__)


def in_python() -> dict[str, dict[str, str]]:
    return {
        name: {
            field: in_typescript(hint) for field, hint in get_type_hints(kind).items()
        }
        for name, kind in vars(card_wire).items()
        if isinstance(kind, type) and hasattr(kind, "__required_keys__")
    }


def interfaces() -> dict[str, dict[str, str]]:
    return {
        name: dict(re.findall(r"^  (\w+): ([^;]+);$", body, re.MULTILINE))
        for name, body in re.findall(
            r"^export interface (\w+) \{\n(.*?)^\}", WIRE, re.MULTILINE | re.DOTALL
        )
    }


def test_every_payload_has_the_same_fields_in_both_languages() -> None:
    ours = in_python()
    # TypeScript tells the messages apart by their kind.
    ours["CardSnapshot"]["kind"] = f'"{card_feed.SNAPSHOT}"'
    ours["CardUpdate"]["kind"] = f'"{card_feed.UPDATE}"'

    assert len(ours) > 8
    assert interfaces() == ours


def test_the_commands_have_the_same_names() -> None:
    ours = {
        name: value
        for module in (websocket, websocket_edits)
        for name, value in vars(module).items()
        if isinstance(value, str) and value.startswith("octopus_ev/")
    }

    assert len(ours) > 5
    assert (
        dict(re.findall(r'^export const (\w+) = "(.+)";$', WIRE, re.MULTILINE)) == ours
    )


def test_every_text_that_a_card_shows_exists_and_none_is_left_over() -> None:
    source = "\n".join(path.read_text() for path in SOURCES)
    named = set(re.findall(r"\bcard_[a-z0-9_]*[a-z0-9]\b(?!\$)", source))
    # Names that are put together end where the other part begins.
    begun = {
        text
        for stem in re.findall(r"\b(card_[a-z0-9_]*)\$\{", source)
        for text in TEXTS
        if text.startswith(stem)
    }
    used = {text for text in TEXTS if text in named} | begun

    assert {key for key in TEXTS if key.startswith("card_")} == used
    assert {
        name for name in named if name not in TEXTS and name + "_" not in source
    } <= {stem.rstrip("_") for stem in re.findall(r"\b(card_[a-z0-9_]*)\$\{", source)}


@pytest.mark.parametrize(
    ("stem", "kind"),
    [
        ("band", Band),
        ("basis", Basis),
        ("confidence", Confidence),
        ("source", Source),
        ("type", SessionType),
    ],
)
def test_every_value_has_a_text(stem: str, kind: type[StrEnum]) -> None:
    assert {f"card_{stem}_{member.value}" for member in kind} <= TEXTS.keys()


def test_every_state_that_is_shown_has_a_text() -> None:
    shown = {f"card_state_{state.value}" for state in SessionState if state.shown}

    assert shown == {key for key in TEXTS if key.startswith("card_state_")}


def test_the_picker_offers_every_card_that_is_defined() -> None:
    defined = set(
        re.findall(r'"(octopus-ev-\w+-card)"', (CARD / "src/main.ts").read_text())
    )

    assert defined
    assert set(re.findall(r'"(octopus-ev-\w+-card)"', LOADER.read_text())) == defined


def test_the_pickers_say_in_english_what_they_say_in_any_language() -> None:
    loader = " ".join(LOADER.read_text().split())
    said = {
        text
        for key, text in TEXTS.items()
        if key.startswith(("card_name_", "card_description_"))
    }

    assert len(said) > 8
    assert [text for text in said if f'"{text}"' not in loader] == []


def test_a_card_asks_no_other_host_and_writes_no_markup() -> None:
    source = "\n".join(path.read_text() for path in SOURCES)

    assert re.findall(r"https?://|unsafeHTML|innerHTML|\bfetch\(|eval\(", source) == []


def test_the_lock_file_names_no_registry() -> None:
    lock = json.loads((CARD / "package-lock.json").read_text())

    assert [name for name, held in lock["packages"].items() if "resolved" in held] == []
    assert all("integrity" in held for name, held in lock["packages"].items() if name)


def test_no_typescript_file_is_longer_than_one_job() -> None:
    files = [*SOURCES, *(CARD / "test").rglob("*.ts")]

    assert [p.name for p in files if len(p.read_text().splitlines()) > 400] == []
