"""The rules of actions, triggers and conditions: described, translated and registered."""

import ast
from collections.abc import Iterator
from typing import Final

import probatio

from homeassistant.helpers import condition, service
from homeassistant.helpers.trigger import descriptions

from .shipped import Shipped, Tree

# The platform's own reading of these pages.
_SCHEMAS: Final = {
    "services": (service, "_SERVICES_SCHEMA"),
    "triggers": (descriptions, "_TRIGGERS_DESCRIPTION_SCHEMA"),
    "conditions": (condition, "_CONDITIONS_DESCRIPTION_SCHEMA"),
}
# What an integration calls to offer them.
_OFFERS: Final = {
    "triggers": ("trigger.py", "async_get_triggers"),
    "conditions": ("condition.py", "async_get_conditions"),
}


def pages(shipped: Shipped) -> Iterator[tuple[str, Tree]]:
    """Yield the three pages of descriptions."""
    yield "services", shipped.services
    yield "triggers", shipped.triggers
    yield "conditions", shipped.conditions


def schemas(shipped: Shipped) -> Iterator[str]:
    """Hold each page to what the platform reads of it."""
    for part, page in pages(shipped):
        schema = getattr(*_SCHEMAS[part])
        try:
            schema(page)
        except probatio.Invalid as err:
            yield f"{part}: {err}"


def translated(shipped: Shipped) -> Iterator[str]:
    """Ask that everything described has texts, and the other way about."""
    for part, page in pages(shipped):
        there = {*_described(part, page)}
        told = {*_described(part, shipped.texts.get(part, {}))}
        yield from (f"{name} has no text" for name in sorted(there - told))
        yield from (f"{name} is a text of nothing" for name in sorted(told - there))


def _described(part: str, page: Tree) -> Iterator[str]:
    for name, about in page.items():
        yield f"{part}.{name}"
        for field, inner in ((about or {}).get("fields") or {}).items():
            if "fields" in (inner or {}):
                yield f"{part}.{name}/{field}"
                yield from (f"{part}.{name}.{leaf}" for leaf in inner["fields"])
            else:
                yield f"{part}.{name}.{field}"
        yield from (
            f"{part}.{name}/{section}" for section in (about or {}).get("sections", {})
        )


def choices(shipped: Shipped) -> Iterator[str]:
    """Ask that what a field lets choose from has its texts."""
    texts = shipped.texts.get("selector", {})
    for part, page in pages(shipped):
        for name, chosen in _selects(page):
            key = chosen.get("translation_key")
            options = {
                option if isinstance(option, str) else option["value"]
                for option in chosen["options"]
            }
            if key is None:
                continue
            if options != {*texts.get(key, {}).get("options", {})}:
                yield f"{part}.{name}: {key} has not the texts of its options"


def _selects(page: Tree) -> Iterator[tuple[str, Tree]]:
    for name, about in page.items():
        for inner in ((about or {}).get("fields") or {}).values():
            nested = (inner or {}).get("fields")
            for field in nested.values() if nested else (inner,):
                if select := ((field or {}).get("selector") or {}).get("select"):
                    yield name, select


def offered(shipped: Shipped) -> Iterator[str]:
    """Ask that a platform of triggers or conditions has its page, and a page one."""
    for part, page in pages(shipped):
        if part not in _OFFERS:
            continue
        path, function = _OFFERS[part]
        there = path in shipped.sources and function in {
            node.name
            for node in shipped.sources[path].body
            if isinstance(node, ast.AsyncFunctionDef)
        }
        if there != bool(page):
            yield f"{path} and {part}.yaml do not belong together"


RULES: Final = (schemas, translated, choices, offered)
