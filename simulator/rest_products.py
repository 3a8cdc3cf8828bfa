"""The public endpoints: products, unit rates, standing charges, supply points."""

from aiohttp import web

from .catalogue import UNLISTED
from .paging import envelope, period, problem
from .state import WORLD
from .tariff import Row, Tariff
from .times import optional, utc_text
from .world import World

RATES_MAXIMUM = 1500
BRAND = "OCTOPUS_ENERGY"

DAY_AND_NIGHT = "This tariff has day and night rates, not standard."
STANDARD = "This tariff has standard rates, not day and night."


def _tariffs(world: World) -> dict[str, Tariff]:
    """Return the tariffs that can be read: the customer's and the catalogue's."""
    found = [a.tariff for _, point in world.account.points for a in point.agreements]
    return world.offers | {tariff.code: tariff for tariff in found}


def _product(tariff: Tariff, root: str) -> dict[str, object]:
    return {
        "code": tariff.product_code,
        "direction": "EXPORT" if tariff.export else "IMPORT",
        "full_name": tariff.name,
        "display_name": tariff.name,
        "description": tariff.name,
        "is_variable": tariff.variable,
        "is_green": True,
        "is_tracker": "SILVER" in tariff.product_code,
        "is_prepay": False,
        "is_business": tariff.product_code.startswith("BUS-"),
        "is_restricted": False,
        "term": None if tariff.variable else 12,
        "available_from": "2022-10-14T00:00:00+01:00",
        "available_to": None,
        "links": [
            {
                "href": f"{root}/products/{tariff.product_code}/",
                "method": "GET",
                "rel": "self",
            }
        ],
        "brand": BRAND,
    }


def _root(request: web.Request) -> str:
    return f"{request.url.origin()}/gb/v1"


async def products(request: web.Request) -> web.Response:
    """List the products on offer; closed ones are not there."""
    listed = {
        tariff.product_code: tariff
        for tariff in _tariffs(request.app[WORLD]).values()
        if tariff.product_code not in UNLISTED
    }
    rows = [_product(tariff, _root(request)) for tariff in listed.values()]
    head, page = envelope(request, rows, maximum=100)
    return web.json_response({**head, "results": list(page)})


def _links(tariff: Tariff, root: str) -> list[dict[str, str]]:
    base = f"{root}/products/{tariff.product_code}/electricity-tariffs/{tariff.code}"
    links = [
        {
            "href": f"{base}/{name}-unit-rates/",
            "method": "GET",
            "rel": f"{name.replace('-', '_')}_unit_rates",
        }
        for name in tariff.feeds
    ]
    href = f"{base}/standing-charges/"
    return [*links, {"href": href, "method": "GET", "rel": "standing_charges"}]


def _detail(tariff: Tariff, root: str, now: float) -> dict[str, object]:
    found: dict[str, object] = {"code": tariff.code}
    prices = {f"{n.replace('-', '_')}_unit_rate": f for n, f in tariff.feeds.items()}
    prices["standing_charge"] = tariff.standing
    for name, feed in prices.items():
        rows = feed.rows(now, now + 1, now)
        found[f"{name}_exc_vat"] = float(rows[0].exc_vat) if rows else None
        found[f"{name}_inc_vat"] = float(rows[0].inc_vat) if rows else None
    for name in ("online_discount", "dual_fuel_discount", "exit_fees"):
        found[f"{name}_exc_vat"] = found[f"{name}_inc_vat"] = 0
    found["exit_fees_type"] = "NONE"
    found["links"] = _links(tariff, root)
    return found


async def product(request: web.Request) -> web.Response:
    """Describe a product with its tariffs by region and payment."""
    world, code = request.app[WORLD], request.match_info["product"]
    tariffs = [t for t in _tariffs(world).values() if t.product_code == code]
    if not tariffs:
        raise problem(404, "No EnergyProduct matches the given query.")
    maps: dict[str, dict[str, object]] = {
        "standard": {},
        "day_night": {},
        "four_rate": {},
    }
    for tariff in tariffs:
        region = tariff.code[-1] if tariff.code[-2:-1] == "-" else "C"
        detail = _detail(tariff, _root(request), world.now)
        maps[tariff.kind][f"_{region}"] = {tariff.payment: detail}
    body = _product(tariffs[0], _root(request)) | {
        "tariffs_active_at": utc_text(world.now),
        "single_register_electricity_tariffs": maps["standard"],
        "dual_register_electricity_tariffs": maps["day_night"],
        "four_rate_ev_electricity_tariffs": maps["four_rate"],
        "single_register_gas_tariffs": {},
        "sample_quotes": {},
        "sample_consumption": {},
    }
    return web.json_response(body)


def _row(row: Row) -> dict[str, object]:
    found: dict[str, object] = {
        "value_exc_vat": float(row.exc_vat),
        "value_inc_vat": float(row.inc_vat),
        "valid_from": optional(utc_text, row.valid_from),
        "valid_to": optional(utc_text, row.valid_to),
    }
    return found if row.keyless else found | {"payment_method": row.payment}


def _rows(
    tariff: Tariff, feed: str, bounds: tuple[float, float], now: float
) -> list[Row]:
    """Return the rows of an endpoint; raises the API's own errors."""
    if feed == "standing-charges":
        return tariff.standing.rows(*bounds, now)
    name = feed.removesuffix("-unit-rates")
    if name in tariff.feeds:
        return tariff.feeds[name].rows(*bounds, now)
    match tariff.kind, name:
        case "four_rate", "standard":
            return []
        case "day_night", "standard":
            raise problem(400, DAY_AND_NIGHT)
        case _, "day" | "night":
            raise problem(400, STANDARD)
    raise problem(404, "Not found.")


async def rates(request: web.Request) -> web.Response:
    """List the prices of one feed of a tariff, newest first."""
    world, info = request.app[WORLD], request.match_info
    tariffs = _tariffs(world)
    if info["product"] not in {t.product_code for t in tariffs.values()}:
        raise problem(404, "No EnergyProduct matches the given query.")
    tariff = tariffs.get(info["tariff"])
    if tariff is None or tariff.product_code != info["product"]:
        raise problem(404, "Not found.")
    rows = _rows(tariff, info["feed"], period(request), world.now)
    head, page = envelope(request, rows, maximum=RATES_MAXIMUM)
    return web.json_response({**head, "results": [_row(row) for row in page]})


async def supply_points(request: web.Request) -> web.Response:
    """Return the region of a postcode."""
    world = request.app[WORLD]
    known = "".join(request.query.get("postcode", "").split()).upper() == "W11AA"
    home = world.home(world.now)
    rows = [{"group_id": f"_{home[1].region}"}] if known and home else []
    head, page = envelope(request, rows, maximum=100)
    return web.json_response({**head, "results": list(page)})
