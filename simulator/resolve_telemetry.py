"""smartMeterTelemetry: what a Home Mini sees of the truth."""

from math import ceil
from typing import Final

from .chance import chance, noise
from .context import Context
from .errors import ApiError
from .site import Meter
from .times import HOUR, floor_to, parse
from .world import World

STEPS: Final = {
    "TEN_SECONDS": 10,
    "ONE_MINUTE": 60,
    "FIVE_MINUTES": 300,
    "HALF_HOURLY": 1800,
    "HOURLY": 3600,
}

BASE_WH: Final = 55_667_150
"""What the register stood at when the world's own count begins."""

STALE: Final = 90 * 60
"""How old the last reading of a Mini that went quiet is, in seconds."""

SALTS: Final = {"missing": 11, "consumption": 12, "demand": 13}

type Sample = dict[str, object]


def telemetry(context: Context, /, **arguments: object) -> object:
    """Return the latest reading, or a range of readings at a grouping."""
    world, now = context.world, context.world.now
    scenario = world.scenario
    meter = _meter(world, str(arguments["deviceId"]))
    if not world.limits.take(
        "smartMeterTelemetry",
        now,
        scenario.telemetry_limit,
        HOUR,
        dynamic=scenario.dynamic_limits,
    ):
        raise ApiError("KT-GB-4042")
    bounds = [arguments.get(name) for name in ("start", "end", "grouping")]
    if any(bound is not None for bound in bounds):
        start, end, step = _range(world, bounds)
    else:
        start, end, step = now - 600, now, 10
    if meter is None:
        raise ApiError("KT-GB-4050")
    match scenario.telemetry:
        case "null":
            return None
        case "empty" | "offline":
            return []
        case "KT-GB-4039" | "KT-GB-4056" as code:
            raise ApiError(code)
        case "stale":
            now -= STALE
            if bounds[0] is None:
                start, end = start - STALE, end - STALE
    samples = _samples(world, start, min(end, now), step)
    if bounds[0] is None:
        return samples[-1:]
    if scenario.telemetry_shuffled:
        chance("shuffle", world.seed, start).shuffle(samples)
    return samples


def _meter(world: World, device_id: str) -> Meter | None:
    return next(
        (
            meter
            for _, point in world.account.points
            for meter in point.meters
            if meter.device_id == device_id
        ),
        None,
    )


def _range(world: World, bounds: list[object]) -> tuple[float, float, int]:
    start, end, grouping = bounds
    if (
        not isinstance(start, float)
        or not isinstance(end, float)
        or not isinstance(grouping, str)
    ):
        raise ApiError("KT-GB-4040")
    if end <= start:
        raise ApiError("KT-GB-4041")
    if start < world.now - HOUR * world.scenario.telemetry_retention_hours:
        raise ApiError("KT-GB-4051")
    return start, end, STEPS[grouping]


def _samples(world: World, start: float, end: float, step: int) -> list[Sample]:
    """Return the complete buckets that begin in [start, end), oldest first."""
    first = ceil(start / step) * step
    edges = range(first, floor_to(end, step) + 1, step)
    if len(edges) < 2:
        return []
    scenario, supply = world.scenario, world.supply
    scale = 1000 * (1 + scenario.telemetry_bias)
    base = BASE_WH + 0.0
    zero = _parsed(scenario.telemetry_reset_at)
    taken = [supply.register(edge) * scale for edge in edges]
    given = None
    if world.persona.solar_kw:
        given = [supply.register(edge, export=True) * scale for edge in edges]
    offset = supply.register(zero) * scale if zero is not None else 0.0
    samples: list[Sample] = []
    for number, edge in enumerate(edges[:-1]):
        if noise(world.seed + SALTS["missing"], edge) < scenario.telemetry_missing:
            continue
        origin = -offset if zero is not None and edge >= zero else base
        now_wh, next_wh = taken[number], taken[number + 1]
        out = given[number + 1] - given[number] if given else 0.0
        sample: Sample = {
            "readAt": edge,
            "consumption": str(round(origin + now_wh)),
            "demand": str(round((next_wh - now_wh - out) * HOUR / step)),
            "consumptionDelta": str(round(origin + next_wh) - round(origin + now_wh)),
            "export": str(round(BASE_WH / 10 + given[number])) if given else None,
            "costDelta": None,
            "costDeltaWithTax": None,
        }
        for name in ("consumption", "demand"):
            share = getattr(scenario, f"telemetry_null_{name}")
            if noise(world.seed + SALTS[name], edge) < share:
                sample[name] = None
        samples.append(sample)
    return samples


def _parsed(text: str | None) -> float | None:
    return None if text is None else float(parse(text))
