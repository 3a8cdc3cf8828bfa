"""The statistics of a made-up home, beside what they ought to be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final

from freezegun.api import TickingDateTimeFactory

from custom_components.octopus_ev.core.model import Reading
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.statistics import Statistics, async_committed
from custom_components.octopus_ev.view import PointView
from homeassistant.components.recorder import get_instance
from homeassistant.components.recorder.models import (
    StatisticMeanType,
    StatisticMetaData,
)
from homeassistant.components.recorder.statistics import (
    async_add_external_statistics,
    list_statistic_ids,
    statistics_during_period,
)
from homeassistant.core import HomeAssistant
from tests.components.desks import ENTRY_ID, FIRST_DAY, KEY, Desk, house
from tests.unit.detectors.homes import DAY

type Rows = dict[datetime, tuple[float | None, float]]
"""What an hour adds, and the sum at its end."""

DAYS: Final = 3
"""Days of readings behind the first day: each hour is six rows, and takes its time."""
HALF_HOUR: Final = timedelta(minutes=30)
HOUR: Final = timedelta(hours=1)
NOON: Final = FIRST_DAY - 2 * DAY + timedelta(hours=12)
"""An instant in the middle of those days."""
KINDS: Final = tuple(
    f"{part}_{measure}"
    for part in ("import", "ev", "house")
    for measure in ("energy", "cost")
)


def named(kind: str, key: str = KEY) -> str:
    """Return the id of a statistic."""
    return f"octopus_ev:{key}_{kind}"


@dataclass(kw_only=True)
class Books:
    """The statistics of one engine."""

    hass: HomeAssistant
    desk: Desk
    statistics: Statistics

    @classmethod
    async def open(
        cls,
        hass: HomeAssistant,
        freezer: TickingDateTimeFactory,
        days: int = DAYS,
        desk: Desk | None = None,
    ) -> Books:
        """Start an engine that knows some days, and its statistics."""
        if desk is None:
            desk = await Desk.open(hass, freezer, house(40))
            await desk.rates()
            await desk.read(FIRST_DAY, days=days)
            await desk.start()
        statistics = Statistics(hass, ENTRY_ID, desk.engine)
        await statistics.async_start()
        books = cls(hass=hass, desk=desk, statistics=statistics)
        await books.settle()
        return books

    @property
    def view(self) -> PointView:
        """What the engine shows."""
        return self.desk.view

    async def settle(self) -> None:
        """Let what is noted be written."""
        await self.desk.wait(seconds=6)
        await self.hass.async_block_till_done(wait_background_tasks=True)
        await async_committed(self.hass)

    async def close(self) -> None:
        """Unload statistics and engine."""
        await self.statistics.async_shutdown()
        await self.desk.engine.async_shutdown()

    async def restart(self) -> Books:
        """Unload both and start others on what they left."""
        await self.close()
        desk = await self.desk.restart()
        return await self.open(self.hass, self.desk.freezer, desk=desk)

    async def read(self, *readings: tuple[datetime, str]) -> None:
        """Tell the engine readings, and let what changes be written."""
        starts = [start for start, _ in readings]
        await self.desk.engine.async_readings(
            KEY,
            Span(min(starts), max(starts) + HALF_HOUR),
            [Reading(start, Decimal(energy)) for start, energy in readings],
        )
        await self.settle()

    async def rows(self, kind: str, key: str = KEY) -> Rows:
        """Return what the recorder has of a statistic."""
        found = await get_instance(self.hass).async_add_executor_job(
            statistics_during_period,
            self.hass,
            datetime(2020, 1, 1, tzinfo=UTC),
            None,
            {named(kind, key)},
            "hour",
            None,
            {"state", "sum"},
        )
        return {
            datetime.fromtimestamp(row["start"], UTC): (row.get("state"), _sum(row))
            for row in found.get(named(kind, key), ())
        }

    async def ids(self) -> dict[str, Mapping[str, object]]:
        """Return what the recorder knows of our statistics, by id."""
        found = await get_instance(self.hass).async_add_executor_job(
            list_statistic_ids, self.hass
        )
        return {
            str(one["statistic_id"]): one
            for one in found
            if one["source"] == "octopus_ev"
        }

    async def spoil(self, kind: str, *hours: datetime, total: float = 77.0) -> None:
        """Put rows into the recorder behind our back."""
        async_add_external_statistics(
            self.hass,
            StatisticMetaData(
                mean_type=StatisticMeanType.NONE,
                has_sum=True,
                name="spoilt",
                source="octopus_ev",
                statistic_id=named(kind),
                unit_class="energy" if kind.endswith("energy") else None,
                unit_of_measurement="kWh" if kind.endswith("energy") else "GBP",
            ),
            [{"start": hour, "state": 99.0, "sum": total} for hour in hours],
        )
        await async_committed(self.hass)

    async def right(self) -> bool:
        """Tell whether every row is what readings, rates and sessions come to."""
        truth = worked_out(self.view)
        return [
            kind for kind in KINDS if not alike(await self.rows(kind), truth[kind])
        ] == []


def worked_out(view: PointView) -> dict[str, Rows]:
    """Work the statistics out, slot by slot, in the plainest way there is.

    It holds where every slot has a rate and the last hour is whole.
    """
    car: dict[datetime, Decimal] = {}
    paid: dict[datetime, Decimal] = {}
    for session in view.sessions:
        for share in session.slots:
            start, rate = share.start, share.unit_rate
            assert rate is not None
            car[start] = car.get(start, Decimal(0)) + share.energy
            paid[start] = paid.get(start, Decimal(0)) + share.energy * rate
    hours: dict[str, dict[datetime, Decimal]] = {kind: {} for kind in KINDS}

    def add(kind: str, slot: datetime, amount: Decimal) -> None:
        hour = slot.replace(minute=0)
        hours[kind][hour] = hours[kind].get(hour, Decimal(0)) + amount

    for slot, energy in sorted(view.readings.items()):
        held = view.book.house.at(slot)
        assert held is not None
        drawn, cost = car.get(slot, Decimal(0)), paid.get(slot, Decimal(0))
        add("import_energy", slot, energy)
        add("import_cost", slot, (energy - drawn) * held.unit_rate + cost)
        add("ev_energy", slot, drawn)
        add("ev_cost", slot, cost)
        add("house_energy", slot, energy - drawn)
        add("house_cost", slot, (energy - drawn) * held.unit_rate)
    rows: dict[str, Rows] = {}
    for kind, amounts in hours.items():
        total = Decimal(0)
        rows[kind] = {}
        for hour in sorted(amounts):
            total += amounts[hour]
            rows[kind][hour] = float(amounts[hour]), float(total)
    return rows


def alike(found: Rows, truth: Rows) -> bool:
    """Tell whether two are the same to the last digit that a sensor shows."""
    return {hour: _rounded(row) for hour, row in found.items()} == {
        hour: _rounded(row) for hour, row in truth.items()
    }


def _rounded(row: tuple[float | None, float]) -> tuple[float | None, float]:
    state, total = row
    return None if state is None else round(state, 8), round(total, 8)


def _sum(row: Mapping[str, object]) -> float:
    total = row["sum"]
    assert isinstance(total, float)
    return total
