"""An engine at work, with a made-up home behind it and its words written down."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from shutil import copytree
from typing import Any, Final

from freezegun.api import TickingDateTimeFactory
from pytest_homeassistant_custom_component.common import (
    async_capture_events,
    async_fire_time_changed,
)

from custom_components.octopus_ev.const import EVENT_CHARGING_SESSION
from custom_components.octopus_ev.core.announce import Announcement
from custom_components.octopus_ev.core.model import (
    ChargerReports,
    Direction,
    Meter,
    PowerSample,
    RateBook,
    Reading,
    Report,
    SupplyPoint,
)
from custom_components.octopus_ev.core.session import Session
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.core.timeline import Timeline
from custom_components.octopus_ev.engine import Engine
from custom_components.octopus_ev.settings import ChosenPoint, Settings
from custom_components.octopus_ev.view import PointView
from homeassistant.core import HomeAssistant
from homeassistant.helpers.storage import STORAGE_DIR
from tests.unit.detectors.homes import DAY, LONDON, WINTER, Charge, Home, cheap_nights

KEY: Final = "0123456789"
ENTRY_ID: Final = "01JTESTENTRY"
POINT: Final = SupplyPoint(
    key=KEY,
    mpan="1012345678903",
    direction=Direction.IMPORT,
    meters=(Meter(serial="20L1234567", device_id="00-00-00-00-00-00-00-01"),),
    agreements=Timeline(),
    has_telemetry=True,
)
SETTINGS: Final = Settings(
    api_key="sk_test_synthetic",
    account_number="A-AAAA1111",
    points=(ChosenPoint(POINT.mpan),),
)
LEDGER: Final = f"octopus_ev.{ENTRY_ID}.ledger"
KW: Final = 7.2
HISTORY: Final = 30
"""Days of readings behind the first day."""
FIRST_DAY: Final = WINTER + HISTORY * DAY


def house(days: int = 60, *, nights: Iterable[int] | None = None) -> Home:
    """Return a home whose car charges from 00:30 for three hours every other night."""
    home = Home(days=days)
    for night in range(0, days, 2) if nights is None else nights:
        start = WINTER + night * DAY + timedelta(minutes=30)
        home.draw(Charge(start, 3, KW))
    return home


@dataclass(kw_only=True)
class Desk:
    """One engine, the home it looks at, and what it said."""

    hass: HomeAssistant
    freezer: TickingDateTimeFactory
    home: Home
    engine: Engine
    settings: Settings
    events: list[Any]
    said: list[Announcement] = field(default_factory=list)
    shown: list[PointView] = field(default_factory=list)

    @classmethod
    async def open(
        cls,
        hass: HomeAssistant,
        freezer: TickingDateTimeFactory,
        home: Home | None = None,
        settings: Settings = SETTINGS,
    ) -> Desk:
        """Start an engine on what storage holds."""
        engine = Engine(hass, ENTRY_ID, settings, LONDON)
        desk = cls(
            hass=hass,
            freezer=freezer,
            home=home or house(),
            engine=engine,
            settings=settings,
            events=async_capture_events(hass, EVENT_CHARGING_SESSION),
        )
        await engine.async_load()
        await engine.async_points({KEY: POINT})
        engine.async_subscribe_announcements(desk.said.append)
        engine.async_subscribe(lambda: desk.shown.append(engine.view(KEY)))
        return desk

    @classmethod
    @asynccontextmanager
    async def at_work(
        cls,
        hass: HomeAssistant,
        freezer: TickingDateTimeFactory,
        home: Home | None = None,
    ) -> AsyncIterator[Desk]:
        """Run an engine that knows a month of the home."""
        desk = await cls.open(hass, freezer, home)
        await desk.history()
        await desk.start()
        yield desk
        await desk.engine.async_shutdown()

    async def start(self) -> None:
        """Let the engine write and speak."""
        await self.engine.async_start()
        await self.engine.async_speak()
        await self.hass.async_block_till_done()

    async def restart(self, settings: Settings | None = None) -> Desk:
        """Unload the engine and start another on what it left."""
        await self.engine.async_shutdown()
        settings = settings or self.settings
        desk = await self.open(self.hass, self.freezer, self.home, settings)
        await desk.start()
        return desk

    async def crash(self) -> Desk:
        """Start another engine on a copy of what is on disk at this moment."""
        copy = Path(self.hass.config.config_dir, "copy")
        copytree(self.storage, copy / STORAGE_DIR)
        self.hass.config.config_dir = str(copy)
        desk = await self.open(self.hass, self.freezer, self.home, self.settings)
        await desk.start()
        return desk

    @property
    def storage(self) -> Path:
        """Where the engine's files are."""
        return Path(self.hass.config.path(STORAGE_DIR))

    @property
    def view(self) -> PointView:
        """What the engine shows."""
        return self.engine.view(KEY)

    @property
    def sessions(self) -> tuple[Session, ...]:
        """The sessions that the engine shows."""
        return self.view.sessions

    @property
    def ids(self) -> list[str]:
        """The ids of the sessions that the engine shows."""
        return [session.session_id for session in self.sessions]

    @property
    def words(self) -> list[str]:
        """What was said, by action."""
        return [announcement.action.value for announcement in self.said]

    def readings(self, window: Span) -> list[Reading]:
        """Return the home's readings in a window."""
        return [
            Reading(start, energy)
            for start, energy in self.home.readings.items()
            if start in window
        ]

    async def rates(self, book: RateBook | None = None) -> None:
        """Tell the engine the rates: cheap from 00:30 to 05:30."""
        prices = cheap_nights(self.home.window)
        standing = Timeline([(self.home.window, Decimal("0.5"))])
        await self.engine.async_rates(
            KEY, book or RateBook(house=prices, vehicle=prices, standing=standing)
        )

    async def read(
        self, until: datetime, *, days: int = 14, readings: list[Reading] | None = None
    ) -> None:
        """Tell the engine the last days' readings, as of eleven in the morning."""
        self.freezer.move_to(until + timedelta(hours=11))
        window = Span(until - days * DAY, until)
        await self.engine.async_readings(
            KEY, window, self.readings(window) if readings is None else readings
        )
        await self.hass.async_block_till_done()

    async def history(self) -> None:
        """Tell the engine the rates and all readings up to the first day."""
        await self.rates()
        await self.read(FIRST_DAY, days=HISTORY)

    async def watch(self, samples: Iterable[PowerSample], now: datetime) -> None:
        """Tell the engine what a Home Mini saw up to `now`."""
        self.freezer.move_to(now)
        await self.engine.async_samples(KEY, Span(now - DAY, now), tuple(samples))
        await self.hass.async_block_till_done()

    async def hear(self, now: datetime, *said: tuple[datetime, int | None]) -> None:
        """Tell the engine what a power sensor on the charger said, up to `now`."""
        self.freezer.move_to(now)
        power = tuple(
            Report(at, None if watts is None else Decimal(watts)) for at, watts in said
        )
        await self.engine.async_charger(KEY, ChargerReports(power=power))
        await self.hass.async_block_till_done()

    async def wait(self, **duration: float) -> None:
        """Let time pass, and what it triggers happen."""
        self.freezer.move_to(datetime.now(UTC) + timedelta(**duration))
        async_fire_time_changed(self.hass)
        await self.hass.async_block_till_done()


def minutes(start: datetime, watts: Iterable[int]) -> list[PowerSample]:
    """Return a sample a minute, with a register that agrees with the power."""
    register = Decimal(50_000)
    samples = []
    for index, demand in enumerate(watts):
        at = start + timedelta(minutes=index)
        samples.append(
            PowerSample(at=at, demand_w=Decimal(demand), register_kwh=register)
        )
        register += Decimal(demand) / 60_000
    return samples
