"""The root fields of GraphQL; those that are missing are switched off (KT-CT-1113)."""

from collections.abc import Mapping
from typing import Final

from .context import Context, Resolver
from .errors import ApiError
from .resolve_account import account
from .resolve_control import set_preferences, update_boost, update_smart_control
from .resolve_costs import cost_of_usage
from .resolve_devices import devices
from .resolve_dispatches import completed_dispatches, planned_dispatches
from .resolve_telemetry import telemetry

MINT_WINDOW: Final = 300
HOUR: Final = 3600


def obtain_token(context: Context, /, **arguments: object) -> object:
    """Mint a token from an API key or a refresh token, each alone."""
    world, now = context.world, int(context.world.now)
    given = arguments["input"]
    asked = {k: v for k, v in given.items() if v} if isinstance(given, dict) else {}
    asked.pop("captchaResponse", None)
    limit = world.scenario.mint_limit
    if not world.limits.take("obtainKrakenToken", now, limit, MINT_WINDOW):
        raise ApiError("KT-CT-1199")
    if len(asked) != 1:
        raise ApiError("KT-CT-1137")
    (kind, secret), *_ = asked.items()
    if kind == "refreshToken":
        owner, expires = world.tokens.renew(secret, now)
        refresh = secret
    else:
        found = world.keys.owner(secret) if kind == "APIKey" else None
        if found is None:
            raise ApiError("KT-CT-1139")
        owner = found
        refresh, expires = world.tokens.refreshing(owner, now)
    token, payload = world.tokens.mint(owner, now)
    return {
        "token": token,
        "payload": payload,
        "refreshToken": refresh,
        "refreshExpiresIn": expires,
    }


def viewer(context: Context, /, **_: object) -> object:
    """Return the accounts the token opens."""
    return {"accounts": [account(context, accountNumber=context.authorise())]}


def rate_limit_info(context: Context, /, **_: object) -> object:
    """Return what is left of the hour's points."""
    world = context.world
    limit = world.scenario.points_limit
    used, renewal = world.limits.used(world.now)
    rates = {
        "smartMeterTelemetry": f"{world.scenario.telemetry_limit}/h",
        "flexPlannedDispatches": f"{world.scenario.planned_limit}/m",
    }
    nodes = [
        {"node": {"field": name, "rate": rate, "ttl": HOUR, "isBlocked": False}}
        for name, rate in rates.items()
    ]
    return {
        "pointsAllowanceRateLimit": {
            "limit": limit,
            "usedPoints": used,
            "remainingPoints": limit - used,
            "ttl": renewal,
            "isBlocked": used >= limit,
        },
        "fieldSpecificRateLimits": {"edges": nodes},
    }


QUERIES: Final[Mapping[str, Resolver]] = {
    "viewer": viewer,
    "account": account,
    "smartMeterTelemetry": telemetry,
    "devices": devices,
    "flexPlannedDispatches": planned_dispatches,
    "completedDispatches": completed_dispatches,
    "gbrCostOfUsage": cost_of_usage,
    "rateLimitInfo": rate_limit_info,
}

MUTATIONS: Final[Mapping[str, Resolver]] = {
    "obtainKrakenToken": obtain_token,
    "updateBoostCharge": update_boost,
    "updateDeviceSmartControl": update_smart_control,
    "setDevicePreferences": set_preferences,
}
