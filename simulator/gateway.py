"""What every request passes: it is read, may be struck by a fault, and is logged."""

from aiohttp import web
from aiohttp.typedefs import Handler

from .call import CALL, read
from .state import WORLD
from .striking import after, instead, outage


@web.middleware
async def gateway(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Log a request to the API, and let the faults have their way."""
    if not request.path.startswith("/gb"):
        return await handler(request)
    world = request.app[WORLD]
    call = await read(request, world.now)
    request[CALL] = call
    rule = world.faults.take(request.path, call.names)
    call.entry.fault = rule.kind if rule else None
    world.log.entries.append(call.entry)
    response: web.StreamResponse | None = outage(world)
    if response is None and rule:
        response = await instead(rule, call, world, request)
    if response is None:
        try:
            response = await handler(request)
        except web.HTTPException as err:
            call.entry.status = err.status
            raise
        if rule is not None and isinstance(response, web.Response):
            response = after(rule, response, str(request.url))
    call.entry.status = response.status
    return response
