"""What a sensor said is read from a real recorder, silences included."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final

from freezegun.api import TickingDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
)

from custom_components.octopus_ev.core.model import Report
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.own_sensor_history import async_reports
from custom_components.octopus_ev.own_sensors import ENERGY, POWER, Quantity
from homeassistant.components.recorder import get_instance
from homeassistant.components.recorder.db_schema import RecorderRuns
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers.recorder import session_scope

NOON: Final = datetime(2026, 11, 20, 12, tzinfo=UTC)
CHARGER: Final = "sensor.charger"


@pytest.fixture(autouse=True)
def clock(freezer: TickingDateTimeFactory) -> None:
    """Stand at noon."""


def hours(count: float) -> datetime:
    """Return the instant so many hours before noon."""
    return NOON - timedelta(hours=count)


async def said(
    hass: HomeAssistant, *states: tuple[float, str], unit: str | None = "kW"
) -> None:
    """Let the sensor have said things, each so many hours before noon."""
    for ago, state in states:
        hass.states.async_set(
            CHARGER,
            state,
            {"unit_of_measurement": unit},
            timestamp=hours(ago).timestamp(),
        )
    await async_wait_recording_done(hass)


async def read(
    hass: HomeAssistant, quantity: Quantity = POWER, *, ago: float = 30
) -> list[Report]:
    return [
        *await async_reports(hass, CHARGER, quantity, Span(hours(ago), hours(0.01)))
    ]


def runs(hass: HomeAssistant, *spans: tuple[float, float | None, bool]) -> None:
    """Let Home Assistant have run before: since, until, and whether it crashed."""
    with session_scope(hass=hass) as session:
        session.query(RecorderRuns).delete()
        session.add_all(
            RecorderRuns(
                start=hours(start),
                end=None if end is None else hours(end),
                closed_incorrect=crashed,
                created=hours(start),
            )
            for start, end, crashed in spans
        )


async def were(
    hass: HomeAssistant, spans: Iterable[tuple[float, float | None, bool]]
) -> None:
    await get_instance(hass).async_add_executor_job(runs, hass, *spans)


async def test_what_it_said_comes_in_our_units_with_its_silences(
    hass: HomeAssistant,
) -> None:
    await said(hass, (9, "0.003"), (8, "7.2"), (7.5, "unavailable"), (7, "7.1"))

    assert await read(hass) == [
        Report(hours(9), Decimal("3.000")),
        Report(hours(8), Decimal("7200.0")),
        Report(hours(7.5), None),
        Report(hours(7), Decimal("7100.0")),
    ]


async def test_what_it_showed_when_the_time_began_is_known(
    hass: HomeAssistant,
) -> None:
    await said(hass, (40, "7.2"), (8, "0"))

    first, second = await read(hass)
    assert first == Report(hours(30), Decimal("7200.0"))
    assert second.at == hours(8)


@pytest.mark.parametrize("unit", ["furlong", None])
async def test_a_unit_that_is_not_known_says_nothing(
    hass: HomeAssistant, unit: str | None
) -> None:
    await said(hass, (9, "7.2"), unit=unit)

    assert await read(hass) == [Report(hours(9), None)]


async def test_a_counter_is_read_in_kilowatt_hours_to_the_digit(
    hass: HomeAssistant,
) -> None:
    await said(hass, (9, "1234567"), (8, "1234987"), unit="Wh")

    assert [report.value for report in await read(hass, ENERGY)] == [
        Decimal("1234.567"),
        Decimal("1234.987"),
    ]


async def test_while_home_assistant_was_down_nothing_was_heard(
    hass: HomeAssistant,
) -> None:
    await said(hass, (9, "7.2"), (4, "0"))
    await were(hass, [(60, 50, False), (49, 6, False), (5, None, False)])

    reports = await read(hass)
    assert [(report.at.replace(microsecond=0), report.value) for report in reports] == [
        (hours(9), Decimal("7200.0")),
        (hours(6), None),
        (hours(4), Decimal(0)),
    ]


async def test_what_it_showed_before_home_assistant_went_down_is_not_taken_along(
    hass: HomeAssistant,
) -> None:
    await said(hass, (33, "7.2"), (4, "0"))
    await were(hass, [(49, 32, False), (5, None, False)])

    first, second = await read(hass)
    assert first == Report(hours(30), None)
    assert second.at == hours(4)


async def test_after_a_crash_the_last_word_is_when_it_went_down(
    hass: HomeAssistant,
) -> None:
    await said(hass, (9, "7.2"), (8.5, "7.3"), (4, "0"))
    await were(hass, [(49, 5, True), (5, None, False)])

    silence = [report for report in await read(hass) if report.value is None]
    assert [report.at.replace(microsecond=0) for report in silence] == [hours(8.5)]


async def test_a_crash_before_anything_was_written_leaves_no_silence(
    hass: HomeAssistant,
) -> None:
    await were(hass, [(49, 5, True), (5, None, False)])

    assert await read(hass) == []


async def test_a_chatty_sensor_is_thinned_out_but_for_its_steps(
    hass: HomeAssistant,
) -> None:
    row = [(3 - second / 3600, f"{7.1 + second % 7 / 10:.1f}") for second in range(300)]
    await said(hass, *row, (2.9, "0"))

    reports = await read(hass)
    assert len(reports) < 40
    assert reports[-1].value == 0
    assert reports[0].at == hours(3)


def test_what_is_not_there_says_nothing() -> None:
    assert POWER.report(None, NOON) == Report(NOON, None)
    assert POWER.report(State(CHARGER, "7"), NOON) == Report(NOON, None)
