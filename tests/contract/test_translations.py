"""All languages say the same things, in the form that Home Assistant shows."""

from collections.abc import Iterator, Mapping
import json
from pathlib import Path
import re
import string
from typing import Any, Final

import pytest

PACKAGE: Final = Path(__file__).parents[2] / "custom_components" / "octopus_ev"
LANGUAGES: Final = ("en", "de", "fr", "ja")
OTHERS: Final = LANGUAGES[1:]
# What has the same name everywhere; the supplier's customers know no other.
NAMES: Final = (
    *("Octopus", "EV", "MPAN", "API", "Home Mini", "Direct Debit", "ID", "kWh"),
    *("CSV", "JSON", "XLSX", "Excel"),
)
# Words that are the same in another language.
ALIKE: Final = {
    "de": {"Boost", "Format", "Live", "Name", "Revision"},
    "fr": {
        *("Action", "Boost", "Format", "Note", "Possible", "Probable", "Session"),
        *("Sessions", "Source", "Sources", "Type", "possible", "probable"),
        "{miles} miles",
    },
    "ja": set[str](),
}
# What flows and their helpers may be complaining in.
FLOW_SOURCES: Final = (
    "config_flow.py",
    "flow_errors.py",
    "meter_flow.py",
    "options_flow.py",
)
VEHICLE_SOURCES: Final = ("own_sensors.py", "subentry_flow.py")


def loaded(language: str) -> dict[str, Any]:
    text = (PACKAGE / "translations" / f"{language}.json").read_text(encoding="utf-8")
    texts: dict[str, Any] = json.loads(text)
    return texts


def flat(tree: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text with its dotted key."""
    for key, value in tree.items():
        place = f"{path}.{key}" if path else key
        if isinstance(value, str):
            yield place, value
        else:
            yield from flat(value, place)


def placeholders(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


TEXTS: Final = {language: dict(flat(loaded(language))) for language in LANGUAGES}
ENGLISH: Final = TEXTS["en"]


def steps(language: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    parts = loaded(language)
    vehicle = parts["config_subentries"]["vehicle"]
    for part, texts in (*parts.items(), ("vehicle", vehicle)):
        if part in ("config", "options", "vehicle"):
            for name, step in texts["step"].items():
                yield f"{part}.{name}", step


def test_the_walk_finds_texts() -> None:
    assert len(ENGLISH) > 100


def test_there_is_no_language_that_is_not_held_to_this() -> None:
    files = {path.stem for path in (PACKAGE / "translations").iterdir()}

    assert files == {*LANGUAGES}


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_keys(language: str) -> None:
    assert ENGLISH.keys() == TEXTS[language].keys()


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_leaves_the_same_places_open(language: str) -> None:
    differing = {
        key: (placeholders(text), placeholders(TEXTS[language][key]))
        for key, text in ENGLISH.items()
        if placeholders(text) != placeholders(TEXTS[language][key])
    }

    assert differing == {}


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_is_english_left_over(language: str) -> None:
    names = re.compile(rf"{'|'.join(NAMES)}|\{{\w+\}}|\W")
    untranslated = {
        key: text
        for key, text in TEXTS[language].items()
        if text == ENGLISH[key]
        if names.sub("", text) and text not in ALIKE[language]
    }

    assert untranslated == {}


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", ["Octopus", "MPAN", "Home Mini", "Direct Debit"])
def test_what_has_one_name_keeps_it_in_every_language(language: str, name: str) -> None:
    lost = {
        key: TEXTS[language][key]
        for key, text in ENGLISH.items()
        if name in text and name not in TEXTS[language][key]
    }

    assert lost == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_entities_of_a_platform_share_a_name(language: str) -> None:
    names = [
        f"{key.split('.')[1]}: {text}"
        for key, text in TEXTS[language].items()
        if re.fullmatch(r"entity\.\w+\.\w+\.name", key)
    ]

    assert len(names) == len({*names})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_is_described(language: str) -> None:
    for name, step in steps(language):
        assert step["title"], name
        described = step.get("data_description", {})
        assert described.keys() == step.get("data", {}).keys(), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_are_in_order(language: str) -> None:
    """Sorted files merge without conflict."""
    text = (PACKAGE / "translations" / f"{language}.json").read_text(encoding="utf-8")
    ordered = json.dumps(json.loads(text), indent=2, ensure_ascii=False, sort_keys=True)

    assert text == f"{ordered}\n"


@pytest.mark.parametrize("kind", ["abort", "error"])
def test_every_sentence_of_a_flow_is_said_somewhere(kind: str) -> None:
    source = "\n".join((PACKAGE / name).read_text() for name in FLOW_SOURCES)
    # Said by Home Assistant itself when an account is set up already.
    by_the_platform = {"already_configured"}
    said = set(re.findall(r'"(\w+)"', source)) | by_the_platform

    assert loaded("en")["config"][kind].keys() <= said


def test_every_sentence_about_a_vehicle_is_said_somewhere() -> None:
    source = "\n".join((PACKAGE / name).read_text() for name in VEHICLE_SOURCES)
    errors = loaded("en")["config_subentries"]["vehicle"]["error"]

    assert errors.keys() <= set(re.findall(r'"(\w+)"', source))


def test_the_flow_asks_the_same_of_the_home_at_first_and_later() -> None:
    for language in LANGUAGES:
        texts = loaded(language)
        first = texts["config"]["step"]["charger"]
        later = texts["options"]["step"]["init"]
        for part in ("data", "data_description"):
            more = {"carbon_sensor": later[part]["carbon_sensor"]}
            assert {**first[part], **more} == later[part]
