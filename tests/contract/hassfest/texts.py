"""The rules of translations: where a text may stand, and what it may hold."""

from collections.abc import Callable, Iterator, Mapping
import re
import string
from typing import Any, Final

import probatio

from homeassistant.helpers import config_validation as cv

from .shipped import Shipped

type Check = Callable[[Any], Any]

_KEY: Final = re.compile(r"[a-z0-9](?:[a-z0-9]|[_-](?![_-]))*(?<![_-])")
_ADDRESS: Final = re.compile(r"(?i)(?:(?:ftps?|scp|https?|mqtts?)://|www\.)[a-z0-9]")


def text(value: Any) -> str:
    """Return a sentence; raises Invalid where it holds what no text may."""
    told = cv.string_with_no_html(value)
    if told != told.strip() or not told:
        raise probatio.Invalid("blanks around it, or nothing in it")
    if _ADDRESS.search(told):
        raise probatio.Invalid("an address; use a placeholder")
    if re.search(r"'\{\w+\}'", told):
        raise probatio.Invalid("a placeholder in single quotes, which hide it")
    if re.search(r"\[%|%\]", told):
        raise probatio.Invalid("a reference, which core alone resolves")
    if not all(name.isidentifier() for name in places(told)):
        raise probatio.Invalid("a placeholder without a name")
    return told


def plain(value: Any) -> str:
    """Return a text that leaves nothing open."""
    if places(told := text(value)):
        raise probatio.Invalid("a placeholder, which is not filled here")
    return told


def places(value: str) -> list[str]:
    """Return the names of what a text leaves open."""
    return [
        name for _, name, _, _ in string.Formatter().parse(value) if name is not None
    ]


def key(value: Any) -> str:
    """Return a key of the form that translations ask for."""
    if not isinstance(value, str) or not _KEY.fullmatch(value):
        raise probatio.Invalid(f"{value} has not the form of a key")
    return value


def each(check: Any) -> dict[Check, Any]:
    """Return a mapping of keys to what passes a check."""
    return {key: check}


def optional(**parts: Any) -> dict[Any, Any]:
    """Return a mapping in which each part may be missing."""
    return {probatio.Optional(name): part for name, part in parts.items()}


def named(**more: Any) -> dict[Any, Any]:
    """Return a mapping with a name and a description."""
    return {
        probatio.Required("name"): text,
        probatio.Required("description"): text,
        **optional(**more),
    }


_FIELDS: Final = {"data": each(text), "data_description": each(text)}
_STEP: Final = optional(
    title=text,
    description=text,
    menu_options=each(text),
    menu_option_descriptions=each(text),
    submit=text,
    sections=each(optional(name=text, description=text, **_FIELDS)),
    **_FIELDS,
)
_FLOW: Final = {
    probatio.Required("step"): each(_STEP),
    **optional(
        flow_title=text,
        error=each(text),
        abort=each(text),
        progress=each(text),
        create_entry=each(text),
    ),
}
_SUBENTRY: Final = {
    **_FLOW,
    probatio.Required("entry_type"): text,
    probatio.Required("initiate_flow"): {probatio.Required("user"): text, key: text},
}
_ATTRIBUTE: Final = optional(name=plain, state=each(plain))
_ENTITY: Final = optional(
    name=text,
    state=each(plain),
    state_attributes=each(_ATTRIBUTE),
    unit_of_measurement=plain,
)
_DESCRIBED: Final = named(
    fields=each(named(example=text)),
    sections=each(optional(name=text, description=text)),
)
_ISSUE: Final = probatio.Any(
    {probatio.Required("title"): text, probatio.Required("description"): text},
    {probatio.Required("title"): text, probatio.Required("fix_flow"): _FLOW},
)

SCHEMA: Final = probatio.Schema(
    optional(
        title=text,
        config=_FLOW,
        config_subentries=each(_SUBENTRY),
        options=_FLOW,
        selector=each(
            optional(
                options=each(text),
                choices=each(text),
                fields=each(named()),
                unit_of_measurement=each(text),
            )
        ),
        device_automation=optional(
            action_type=each(text),
            condition_type=each(text),
            trigger_type=each(text),
            trigger_subtype=each(text),
            extra_fields=each(text),
            extra_fields_descriptions=each(text),
        ),
        system_health=optional(info=each(text)),
        issues=each(_ISSUE),
        device=each(optional(name=text)),
        entity={cv.slug: each(_ENTITY)},
        exceptions=each({probatio.Required("message"): text}),
        services=each(_DESCRIBED),
        conditions=each(_DESCRIBED),
        triggers=each(_DESCRIBED),
        common=each(text),
    )
)


def structure(shipped: Shipped) -> Iterator[str]:
    """Hold every text to its place."""
    try:
        SCHEMA(shipped.texts)
    except probatio.MultipleInvalid as err:
        yield from map(str, err.errors)


def descriptions(shipped: Shipped) -> Iterator[str]:
    """Ask that what describes a field describes one that is there."""
    for place, step in steps(shipped.texts):
        for part in (step, *step.get("sections", {}).values()):
            for name in part.get("data_description", {}):
                if name not in part.get("data", {}):
                    yield f"{place} describes {name}, which it does not ask"


def steps(tree: Mapping[str, Any], place: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every step of every flow."""
    for name, part in tree.items():
        if not isinstance(part, dict):
            continue
        if name == "step":
            yield from ((f"{place}.{step}", told) for step, told in part.items())
        else:
            yield from steps(part, f"{place}.{name}" if place else name)


RULES: Final = (structure, descriptions)
