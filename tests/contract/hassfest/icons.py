"""The rules of icons: their form, and that they are for something that is there."""

from collections.abc import Iterator, Mapping
import re
from typing import Any, Final

import probatio

from homeassistant.helpers import config_validation as cv

from .shipped import Shipped
from .texts import each, optional


def icon(value: Any) -> str:
    """Return an icon of Material Design, the only set that is always there."""
    if not isinstance(value, str) or not re.fullmatch(r"mdi:[a-z0-9-]+", value):
        raise probatio.Invalid("no icon of Material Design")
    return value


def differing(value: Any) -> Any:
    """Return an entity's icons; one of a state that is the default says nothing."""
    if value.get("default") in {*value.get("state", {}).values()}:
        raise probatio.Invalid("an icon of a state is the default one")
    return value


def _range(value: Any) -> Any:
    levels = [float(level) for level in value]
    if levels != sorted(levels):
        raise probatio.Invalid("a range that does not ascend")
    return {level: icon(told) for level, told in value.items()}


_STATES: Final = optional(default=icon, state=each(icon), range=_range)
_ENTITY: Final = probatio.All(
    {**_STATES, **optional(state_attributes=each(probatio.All(_STATES, differing)))},
    differing,
)
_FLOW: Final = optional(
    step=each(optional(sections=each(icon))),
)

SCHEMA: Final = probatio.Schema(
    optional(
        entity={cv.slug: each(_ENTITY)},
        services=each(optional(service=icon, sections=each(icon))),
        triggers=each({probatio.Required("trigger"): icon}),
        conditions=each({probatio.Required("condition"): icon}),
        config=_FLOW,
        options=_FLOW,
        issues=each(optional(fix_flow=_FLOW)),
    )
)


def structure(shipped: Shipped) -> Iterator[str]:
    """Hold every icon to its place."""
    try:
        SCHEMA(shipped.icons)
    except probatio.MultipleInvalid as err:
        yield from map(str, err.errors)


def of_something(shipped: Shipped) -> Iterator[str]:
    """Ask that everything that has a name has an icon, and the other way about."""
    for part in ("entity", "services", "triggers", "conditions"):
        names, icons = (
            {*_leaves(part, tree.get(part, {}))}
            for tree in (shipped.texts, shipped.icons)
        )
        yield from (f"{name} has no icon" for name in sorted(names - icons))
        yield from (f"{name} is an icon of nothing" for name in sorted(icons - names))


def _leaves(part: str, tree: Mapping[str, Any]) -> Iterator[str]:
    for name, inner in tree.items():
        if part == "entity":
            yield from (f"{name}.{leaf}" for leaf in inner)
        else:
            yield f"{part}.{name}"


RULES: Final = (structure, of_something)
