"""Walk through a config flow as the person in front of it does."""

import json
from pathlib import Path
import string
from typing import Any, Final, Self

from custom_components.octopus_ev.const import DOMAIN
from homeassistant.config_entries import SOURCE_USER
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType

TRANSLATIONS: Final = (
    Path(__file__).parents[2] / "custom_components" / DOMAIN / "translations"
)
LANGUAGES: Final = ("en", "ja")

# Home Assistant has sentences of its own for these.
_COMMON_ABORTS: Final = {
    "already_in_progress",
    "reauth_successful",
    "reconfigure_successful",
}


class Dialog:
    """A flow that is under way; every screen is checked for its texts."""

    def __init__(self, manager: Any, result: Any) -> None:
        self._manager = manager
        self._see(result)

    @classmethod
    async def start(cls, hass: HomeAssistant) -> Self:
        """Add the integration."""
        manager = hass.config_entries.flow
        return cls(
            manager, await manager.async_init(DOMAIN, context={"source": SOURCE_USER})
        )

    async def answer(self, **typed: Any) -> None:
        """Submit the form."""
        self._see(await self._manager.async_configure(self._id, typed))

    async def choose(self, option: str) -> None:
        """Choose from the menu."""
        await self.answer(next_step_id=option)

    @property
    def step(self) -> str | None:
        """The step whose form or menu is shown."""
        step: str | None = self.result.get("step_id")
        return step

    @property
    def errors(self) -> dict[str, str]:
        """The complaints by field."""
        return self.result["errors"] or {}

    @property
    def reason(self) -> str:
        """Why the flow ended without an entry."""
        assert self.result["type"] is FlowResultType.ABORT
        reason: str = self.result["reason"]
        return reason

    @property
    def entry(self) -> Any:
        """The entry that the flow made."""
        assert self.result["type"] is FlowResultType.CREATE_ENTRY
        return self.result["result"]

    @property
    def typed(self) -> dict[str, Any]:
        """What the form shows as typed before."""
        return {
            str(key): key.description["suggested_value"]
            for key in self._markers()
            if key.description
        }

    @property
    def ticked(self) -> list[str]:
        """The labels of the points that the list proposes."""
        (key,) = (key for key in self._markers() if key == "points")
        proposed = key.default()
        return [self.labels("points")[value] for value in proposed]

    def labels(self, field: str) -> dict[str, str]:
        """The options of a field: label by value."""
        selector = self.result["data_schema"].schema[field]
        return {row["value"]: row["label"] for row in selector.config["options"]}

    def _markers(self) -> list[Any]:
        return list(self.result["data_schema"].schema)

    def _see(self, result: Any) -> None:
        self.result = result
        self._id = result["flow_id"]
        for language in LANGUAGES:
            _check_texts(result, language)


def texts(language: str) -> dict[str, Any]:
    """Return the translations of a language."""
    loaded: dict[str, Any] = json.loads(
        (TRANSLATIONS / f"{language}.json").read_text(encoding="utf-8")
    )
    return loaded


def placeholders(text: str) -> set[str]:
    """Return what a text leaves open."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def _check_texts(result: Any, language: str) -> None:
    """Fail where a screen shows a bare key instead of a sentence."""
    part = _texts_of(result["handler"], texts(language))
    if result["type"] is FlowResultType.ABORT:
        if result["reason"] not in _COMMON_ABORTS:
            assert part["abort"][result["reason"]]
        return
    if result["type"] is FlowResultType.CREATE_ENTRY:
        return
    step = part["step"][result["step_id"]]
    assert step["title"]
    given = set(result["description_placeholders"] or {})
    assert placeholders(step.get("description", "")) <= given
    if result["type"] is FlowResultType.MENU:
        assert set(result["menu_options"]) == set(step["menu_options"])
        return
    fields = {str(key) for key in result["data_schema"].schema}
    described = set(step["data"])
    assert described == set(step["data_description"])
    # There may be nothing to choose from.
    assert fields == described - ({"device"} - fields)
    for reason in (result["errors"] or {}).values():
        assert part["error"][reason]


def _texts_of(handler: Any, loaded: dict[str, Any]) -> dict[str, Any]:
    """Return the texts of a flow by who handles it."""
    part: dict[str, Any]
    if isinstance(handler, tuple):
        part = loaded["config_subentries"][handler[1]]
    else:
        part = loaded["config" if handler == DOMAIN else "options"]
    return part
