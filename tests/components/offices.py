"""The coordinators of one account, with a supplier in memory that does as it is told."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final

from freezegun.api import TickingDateTimeFactory
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.octopus_ev.const import DOMAIN
from custom_components.octopus_ev.coordinator import (
    AccountCoordinator,
    LiveCoordinator,
    RatesCoordinator,
    ReadingsCoordinator,
)
from custom_components.octopus_ev.core.identity import point_key
from custom_components.octopus_ev.core.model import (
    Account,
    Agreement,
    Allowance,
    Band,
    Direction,
    Meter,
    PowerSample,
    Rate,
    RateBook,
    Reach,
    Reading,
    Region,
    SupplyPoint,
)
from custom_components.octopus_ev.core.span import BEGINNING, FOREVER, Span
from custom_components.octopus_ev.core.timeline import Timeline
from custom_components.octopus_ev.engine import Engine
from custom_components.octopus_ev.kraken.errors import KrakenError
from custom_components.octopus_ev.settings import ChosenPoint, Settings
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from tests.unit.build import GB

NUMBER: Final = "A-AAAA1111"
MPAN: Final = "1012345678903"
OTHER_MPAN: Final = "1300000000006"
KEY: Final = point_key("gb", NUMBER, MPAN)
OTHER_KEY: Final = point_key("gb", NUMBER, OTHER_MPAN)
GO: Final = Agreement(tariff_code="E-1R-GO-1-C", product_code="GO-1")
NOON: Final = datetime(2026, 11, 20, 12, tzinfo=UTC)
ALWAYS: Final = Span(BEGINNING, FOREVER)


def point(mpan: str = MPAN) -> SupplyPoint:
    """Return a supply point with one meter, on one tariff for ever."""
    return SupplyPoint(
        key=point_key("gb", NUMBER, mpan),
        mpan=mpan,
        direction=Direction.IMPORT,
        meters=(Meter(serial="20L1234567", device_id="00-00"),),
        agreements=Timeline([(Span(BEGINNING, FOREVER), GO)]),
    )


@dataclass(kw_only=True)
class MemoryProvider:
    """A supplier in memory; it keeps what it was asked."""

    now: Callable[[], datetime]
    points: tuple[SupplyPoint, ...] = (point(),)
    priced: Span = ALWAYS
    """Where rates are known."""
    samples: tuple[PowerSample, ...] = ()
    mini: bool | KrakenError = False
    failures: dict[str, KrakenError] = field(default_factory=dict)
    """By what is asked: what is raised until it is taken out."""
    asked: list[tuple[str, Span | None]] = field(default_factory=list)
    left: int = 400
    """How many requests may be made."""
    since: datetime | None = None
    """When the readings began; `None` where there is none."""
    silent: bool = False
    """Whether readings stay out."""

    @property
    def region(self) -> Region:
        return GB

    @property
    def requests_left(self) -> int:
        return self.left

    async def allowance(self) -> Allowance:
        self._answer("allowance")
        return Allowance(points=50_000, left=self.left, blocked=())

    async def account_numbers(self) -> tuple[str, ...]:
        return (NUMBER,)

    async def account(self, number: str) -> Account:
        self._answer("account")
        return Account(number=number, region=GB, points=self.points)

    async def readings(self, point: SupplyPoint, window: Span) -> tuple[Reading, ...]:
        self._answer("readings", window)
        self._answer(f"readings {point.mpan}", window)
        if self.silent:
            return ()
        return tuple(
            Reading(start, Decimal("0.2"))
            for start in window.slots(GB.interval)
            if start + timedelta(hours=12) < self.now()
        )

    async def reach(self, point: SupplyPoint) -> Reach | None:
        self._answer("reach")
        if self.since is None:
            return None
        return Reach(self.since, (self.now() - self.since) // GB.interval)

    async def rates(self, point: SupplyPoint, window: Span) -> RateBook:
        self._answer("rates", window)
        shared = self.priced.clip(window)
        entries = [(shared, Rate(Decimal("0.2"), Band.STANDARD))] if shared else []
        return RateBook(
            house=Timeline(entries), vehicle=Timeline(entries), standing=Timeline()
        )

    async def has_telemetry(self, point: SupplyPoint) -> bool:
        self._answer("has_telemetry")
        if isinstance(self.mini, KrakenError):
            raise self.mini
        return self.mini

    async def telemetry(
        self, point: SupplyPoint, window: Span
    ) -> tuple[PowerSample, ...]:
        self._answer("telemetry", window)
        return self.samples

    def times(self, what: str) -> int:
        """Return how often something was asked."""
        return sum(asked == what for asked, _ in self.asked)

    def window(self, what: str) -> Span:
        """Return the last window that was asked for."""
        [*_, last] = (window for asked, window in self.asked if asked == what)
        assert last is not None
        return last

    def _answer(self, what: str, window: Span | None = None) -> None:
        self.asked.append((what, window))
        if what in self.failures:
            raise self.failures[what]


@dataclass(kw_only=True)
class Office:
    """The coordinators of one account."""

    hass: HomeAssistant
    freezer: TickingDateTimeFactory
    provider: MemoryProvider
    entry: MockConfigEntry
    engine: Engine
    account: AccountCoordinator
    rates: RatesCoordinator
    readings: ReadingsCoordinator
    live: LiveCoordinator

    @classmethod
    def open(
        cls,
        hass: HomeAssistant,
        freezer: TickingDateTimeFactory,
        chosen: tuple[ChosenPoint, ...] = (ChosenPoint(MPAN),),
        entry: MockConfigEntry | None = None,
        provider: MemoryProvider | None = None,
    ) -> Office:
        """Make the coordinators of an entry that is being set up."""
        provider = provider or MemoryProvider(now=lambda: datetime.now(UTC))
        settings = Settings(api_key="sk_test", account_number=NUMBER, points=chosen)
        if entry is None:
            entry = MockConfigEntry(domain=DOMAIN, title="Octopus EV Charging")
            entry.add_to_hass(hass)
        entry.mock_state(hass, ConfigEntryState.SETUP_IN_PROGRESS)
        engine = Engine(hass, entry.entry_id, settings, GB)
        account = AccountCoordinator(hass, entry, settings, engine, provider, provider)
        return cls(
            hass=hass,
            freezer=freezer,
            provider=provider,
            entry=entry,
            engine=engine,
            account=account,
            rates=RatesCoordinator(hass, entry, account, engine, provider),
            readings=ReadingsCoordinator(hass, entry, account, engine, provider),
            live=LiveCoordinator(hass, entry, account, engine, provider, KEY),
        )

    def wait(self, **duration: float) -> None:
        """Let time pass."""
        self.freezer.move_to(datetime.now(UTC) + timedelta(**duration))


def held(until: datetime) -> SupplyPoint:
    """Return a point whose tariff ends at an instant."""
    return replace(point(), agreements=Timeline([(Span(BEGINNING, until), GO)]))
