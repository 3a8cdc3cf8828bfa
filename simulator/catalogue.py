"""The tariffs on offer, made for a region."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from .feeds import Daily, HalfHours, Steps, Windows
from .scenario import Scenario
from .tariff import Tariff
from .times import DAY, HOUR, local_day, midnight

type Maker = Callable[[str, Scenario], Tariff]

UTC_ZONE: Final = ZoneInfo("UTC")
SINCE: Final = date(2023, 1, 1)
PAYMENTS: Final = (("DIRECT_DEBIT", "1"), ("NON_DIRECT_DEBIT", "1.06"))


def _bands(*bands: tuple[float, str]) -> tuple[tuple[int, Decimal], ...]:
    return tuple((round(hour * 60), Decimal(price)) for hour, price in bands)


def _standing(pence: str, since: date = SINCE) -> Steps:
    return Steps(Decimal(pence), since)


@lru_cache(maxsize=1 << 16)
def iog_night(slot: int) -> bool:
    """Say whether a slot is in 23:30 to 05:30 local time."""
    elapsed = slot - midnight(local_day(slot))
    length = midnight(local_day(slot + DAY)) - midnight(local_day(slot))
    # Count the hours after a clock change from the end of the day.
    clock = elapsed if elapsed < HOUR else elapsed - (length - DAY)
    return clock < 5.5 * HOUR or clock >= 23.5 * HOUR


def economy_night(slot: int) -> bool:
    """Say whether a slot is in 00:30 to 07:30 UTC."""
    return HOUR // 2 <= slot % DAY < 7.5 * HOUR


def go(region: str, _scenario: Scenario) -> Tariff:
    """Octopus Go: cheap from 00:30 to 05:30 local time."""
    bands = _bands((0, "27.5796"), (0.5, "8.095"), (5.5, "27.5796"))
    return Tariff(
        code=f"E-1R-GO-VAR-22-10-14-{region}",
        product_code="GO-VAR-22-10-14",
        name="Octopus Go",
        typename="HalfHourlyTariff",
        feeds={"standard": Windows(bands, SINCE)},
        standing=_standing("45.61"),
        style="timer",
    )


def intelligent(region: str, _scenario: Scenario) -> Tariff:
    """Classic Intelligent Octopus Go: cheap from 23:30 to 05:30 local time."""
    bands = _bands((0, "6.667"), (5.5, "26.04"), (23.5, "6.667"))
    return Tariff(
        code=f"E-1R-INTELLI-VAR-22-10-14-{region}",
        product_code="INTELLI-VAR-22-10-14",
        name="Intelligent Octopus Go",
        typename="HalfHourlyTariff",
        feeds={"standard": Windows(bands, SINCE)},
        standing=_standing("46.11"),
        style="smart",
        night=iog_night,
        dispatched=True,
    )


def replayed(region: str, _scenario: Scenario) -> Tariff:
    """Return a replayed household's tariff: 8.5 p and 27 p, by the clock of UTC."""
    cheap, dear = "8.095238", "25.714286"
    bands = _bands((0, cheap), (5.5, dear), (23.5, cheap))
    return Tariff(
        code=f"E-1R-INTELLI-VAR-22-10-14-{region}",
        product_code="INTELLI-VAR-22-10-14",
        name="Intelligent Octopus Go",
        typename="HalfHourlyTariff",
        feeds={
            "standard": Windows(bands, date(2000, 1, 1), changes=False, zone=UTC_ZONE)
        },
        standing=_standing("46.11", date(2000, 1, 1)),
        style="smart",
    )


def four_rate(region: str, scenario: Scenario) -> Tariff:
    """Intelligent Octopus Go of 2026: home and car are priced apart."""

    def day_lag() -> int:
        return scenario.day_feed_lag_days

    def night_lag() -> int:
        return 0

    rates = {
        "day": (Decimal("27.81"), day_lag),
        "night": (Decimal("5.493"), night_lag),
        "ev-device-peak": (Decimal("27.81"), day_lag),
        "ev-device-off-peak": (Decimal("5.493"), night_lag),
    }
    return Tariff(
        code=f"E-1R-IOG-SMB-TOU-25-12-12-{region}",
        product_code="IOG-SMB-TOU-25-12-12",
        name="Intelligent Octopus Go",
        kind="four_rate",
        typename="FourRateEvTariff",
        feeds={
            name: Daily(price, SINCE, lag=lag) for name, (price, lag) in rates.items()
        },
        standing=_standing("48.02"),
        style="smart",
        night=iog_night,
    )


def agile(region: str, scenario: Scenario) -> Tariff:
    """Agile Octopus: a price for each half-hour."""
    since = date(2024, 10, 1)
    return Tariff(
        code=f"E-1R-AGILE-24-10-01-{region}",
        product_code="AGILE-24-10-01",
        name="Agile Octopus",
        typename="HalfHourlyTariff",
        feeds={"standard": HalfHours(since, lambda: scenario.agile_delay_minutes)},
        standing=_standing("44.87", since),
        style="cheapest",
    )


def cosy(region: str, _scenario: Scenario) -> Tariff:
    """Cosy Octopus: three cheap windows and a dear early evening."""
    low, mid, high = "12.41", "25.31", "37.96"
    bands = _bands(
        *((0, mid), (4, low), (7, mid), (13, low)),
        *((16, high), (19, mid), (22, low)),
    )
    return Tariff(
        code=f"E-1R-COSY-22-12-08-{region}",
        product_code="COSY-22-12-08",
        name="Cosy Octopus",
        typename="HalfHourlyTariff",
        feeds={"standard": Windows(bands, SINCE)},
        standing=_standing("46.63"),
        style="cosy",
    )


def tracker(region: str, _scenario: Scenario) -> Tariff:
    """Octopus Tracker: a price for each local day."""
    return Tariff(
        code=f"E-1R-SILVER-25-04-11-{region}",
        product_code="SILVER-25-04-11",
        name="Octopus Tracker April 2025 v1",
        feeds={"standard": Daily(Decimal("21.30"), SINCE, spread=0.14)},
        standing=_standing("45.02"),
    )


def flat(region: str, _scenario: Scenario) -> Tariff:
    """Octopus 12M Fixed: one price."""
    since = date(2024, 9, 2)
    return Tariff(
        code=f"E-1R-OE-FIX-12M-24-09-02-{region}",
        product_code="OE-FIX-12M-24-09-02",
        name="Octopus 12M Fixed September 2024 v1",
        feeds={"standard": Steps(Decimal("23.3333"), since, changes=False)},
        standing=Steps(Decimal("47.12"), since, changes=False),
        variable=False,
    )


def variable(region: str, _scenario: Scenario) -> Tariff:
    """Flexible Octopus: one price, which depends on how the bill is paid."""
    return Tariff(
        code=f"E-1R-VAR-22-11-01-{region}",
        product_code="VAR-22-11-01",
        name="Flexible Octopus",
        feeds={"standard": Steps(Decimal("23.5"), SINCE, methods=PAYMENTS)},
        standing=Steps(Decimal("50.95"), SINCE, methods=PAYMENTS),
    )


def economy_7(region: str, _scenario: Scenario) -> Tariff:
    """Flexible Octopus on two registers, as Economy 7 homes have it."""

    def feed(pence: str) -> Steps:
        price = Decimal(pence)
        return Steps(price, SINCE, methods=PAYMENTS, keyless_first=True)

    return Tariff(
        code=f"E-2R-VAR-22-11-01-{region}",
        product_code="VAR-22-11-01",
        name="Flexible Octopus",
        kind="day_night",
        typename="DayNightTariff",
        feeds={"day": feed("29.3"), "night": feed("13.9")},
        standing=feed("50.95"),
        style="economy",
        night=economy_night,
    )


def flat_two_register(region: str, _scenario: Scenario) -> Tariff:
    """Octopus Tracker on a two-register meter that is billed at one price."""
    feed = Daily(Decimal("21.90"), SINCE, spread=0.14)
    return Tariff(
        code=f"E-FLAT2R-SILVER-23-12-06-{region}",
        product_code="SILVER-23-12-06",
        name="Octopus Tracker December 2023 v1",
        kind="day_night",
        typename="DayNightTariff",
        feeds={"day": feed, "night": feed},
        standing=_standing("45.02"),
        night=economy_night,
    )


def business(_region: str, _scenario: Scenario) -> Tariff:
    """Return a fixed business tariff whose code has neither prefix nor region."""
    code = "BUS-PANELP-12M-FIXED-SEPTEMBER2022"
    fixed = Steps(Decimal("31.4286"), SINCE, changes=False, open_start=True)
    return Tariff(
        code=code,
        product_code=code,
        name="Panel Power 12M Fixed September 2022",
        feeds={"standard": fixed},
        standing=Steps(Decimal("38.10"), SINCE, changes=False, open_start=True),
        variable=False,
        payment="varying",
    )


def outgoing(region: str, _scenario: Scenario) -> Tariff:
    """Outgoing Octopus: one price for what is exported."""
    since = date(2024, 10, 26)
    return Tariff(
        code=f"E-1R-OUTGOING-VAR-24-10-26-{region}",
        product_code="OUTGOING-VAR-24-10-26",
        name="Outgoing Octopus",
        feeds={"standard": Steps(Decimal("14.2857"), since, changes=False)},
        standing=Steps(Decimal(0), since, changes=False),
        export=True,
    )


TARIFFS: Final[dict[str, Maker]] = {
    "go": go,
    "intelligent": intelligent,
    "four_rate": four_rate,
    "agile": agile,
    "cosy": cosy,
    "tracker": tracker,
    "flat": flat,
    "variable": variable,
    "economy_7": economy_7,
    "flat_two_register": flat_two_register,
    "business": business,
    "outgoing": outgoing,
}
"""Every tariff by the name the control API switches to."""

REGIONS: Final = "ABCDEFGHJKLMNP"


def offers(scenario: Scenario) -> dict[str, Tariff]:
    """Return every tariff of every region by its code."""
    made = [maker(region, scenario) for maker in TARIFFS.values() for region in REGIONS]
    return {tariff.code: tariff for tariff in made}


UNLISTED: Final = frozenset(
    {"SILVER-23-12-06", "BUS-PANELP-12M-FIXED-SEPTEMBER2022", "INTELLI-VAR-22-10-14"}
)
"""Products that are closed: readable by code, absent from the list."""
