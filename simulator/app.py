"""The application: routes of the API and of the control."""

from aiohttp import web

from . import control, rest_account, rest_products
from .call import CALL, GRAPHQL_PATH
from .gateway import gateway
from .graphql_engine import answer, schema
from .state import WORLD
from .world import World

REST = "/gb/v1"


async def graphql(request: web.Request) -> web.Response:
    """Answer a GraphQL request."""
    status, body = answer(request[CALL], request.app[WORLD])
    return web.json_response(body, status=status)


def create_app(world: World) -> web.Application:
    """Return the application that shows a world."""
    schema()
    app = web.Application(middlewares=[gateway])
    app[WORLD] = world
    tariff = f"{REST}/products/{{product}}/electricity-tariffs/{{tariff}}"
    point = f"{REST}/electricity-meter-points/{{mpan}}"
    app.add_routes(
        [
            web.get(f"{REST}/products/", rest_products.products),
            web.get(f"{REST}/products/{{product}}/", rest_products.product),
            web.get(f"{tariff}/{{feed}}/", rest_products.rates),
            web.get(
                f"{REST}/industry/grid-supply-points/", rest_products.supply_points
            ),
            web.get(f"{REST}/accounts/{{number}}/", rest_account.account),
            web.get(f"{point}/", rest_account.meter_point),
            web.get(
                f"{point}/meters/{{serial}}/consumption/", rest_account.consumption
            ),
            web.get(GRAPHQL_PATH, graphql),
            web.post(GRAPHQL_PATH, graphql),
        ]
    )
    app.add_routes(control.routes)
    return app
