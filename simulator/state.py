"""Where the application keeps its world."""

from typing import Final

from aiohttp import web

from .world import World

WORLD: Final = web.AppKey("world", World)
