"""Which of an account's meters can be picked, and what each is called."""

from collections.abc import Container, Iterable, Mapping
from datetime import datetime

from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations

from .const import DOMAIN
from .core.model import Account, Agreement, Direction, SupplyPoint


def import_points(account: Account) -> tuple[SupplyPoint, ...]:
    """Return the points through which the account draws energy."""
    return tuple(
        point for point in account.points if point.direction is Direction.IMPORT
    )


def is_current(point: SupplyPoint, now: datetime) -> bool:
    """Tell whether a point supplies the customer's home, now or soon."""
    return point.occupied and _agreement(point, now) is not None


def offered(
    account: Account, chosen: Container[str], now: datetime
) -> tuple[SupplyPoint, ...]:
    """Return the points to pick from: the present ones and those already chosen.

    Former homes and ended supplies are offered only where there is nothing else.
    """
    points = import_points(account)
    wanted = (p for p in points if is_current(p, now) or p.key in chosen)
    return tuple(wanted) or points


async def async_labels(
    hass: HomeAssistant,
    points: Iterable[SupplyPoint],
    home_minis: Mapping[str, bool | None],
    now: datetime,
) -> dict[str, str]:
    """Return by point key how each point is shown; no label gives an MPAN away."""
    words = await async_get_translations(
        hass, hass.config.language, "selector", {DOMAIN}
    )

    def word(key: str) -> str:
        return words[f"component.{DOMAIN}.selector.meter.options.{key}"]

    def label(point: SupplyPoint) -> str:
        parts = [masked(point.mpan)]
        if agreement := _agreement(point, now):
            parts.append(agreement.name or agreement.product_code)
        if point.meters:
            serial = masked(point.meters[-1].serial)
            parts.append(word("serial").format(serial=serial))
        parts.append(word(_HOME_MINI[home_minis.get(point.key)]))
        if not is_current(point, now):
            parts.append(word("former"))
        return " · ".join(parts)

    return {point.key: label(point) for point in points}


def masked(identifier: str) -> str:
    """Return enough of an identifier to know it again."""
    return f"…{identifier[-4:]}"


_HOME_MINI = {True: "home_mini", False: "no_home_mini", None: "home_mini_unknown"}


def _agreement(point: SupplyPoint, now: datetime) -> Agreement | None:
    """Return the agreement in force, or the next one."""
    upcoming = (agreement for _, agreement in point.agreements.after(now))
    return point.agreements.at(now) or next(upcoming, None)
