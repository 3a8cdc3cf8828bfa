"""The client against the simulator: another reading of the same interface."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from custom_components.octopus_ev.kraken.errors import (
    KrakenAuthError,
    KrakenConnectionError,
    KrakenError,
    KrakenForbiddenError,
    KrakenNotFoundError,
    KrakenRateLimitError,
    KrakenResponseError,
)
from custom_components.octopus_ev.kraken.gb.graphql_wire import TelemetryGrouping
from custom_components.octopus_ev.kraken.gb.rest_wire import Rel
from tests.kraken.conftest import Start
from tests.kraken.simulated import NOON, WEEK, Simulated

HALF_HOUR = timedelta(minutes=30)


@pytest.mark.parametrize(
    ("persona", "rels"),
    [
        ("P1", {"day", "night", "ev_device_peak", "ev_device_off_peak"}),
        ("P3", {"standard"}),
        ("P4", {"day", "night"}),
        ("P6", {"standard"}),
        ("P9", {"day", "night"}),
        ("P10", {"standard"}),
        ("P12", {"standard"}),
        ("P13", {"standard"}),
        ("P14", {"standard"}),
    ],
)
async def test_every_kind_of_tariff_is_told_by_its_links_and_has_prices(
    start: Start, persona: str, rels: set[str]
) -> None:
    simulated = await start(persona)
    product = await simulated.client.rest.product(*await simulated.tariff_codes())

    links = product.tariff.links
    assert {link.rel.removesuffix("_unit_rates") for link in links} == rels | {
        "standing_charges"
    }
    for link in links:
        assert await simulated.client.rest.rates(link, *WEEK)


async def test_a_week_of_half_hours_comes_in_one_request(simulated: Simulated) -> None:
    rows = await simulated.consumption()

    starts = [row.interval_start for row in rows]
    assert len(rows) > 6 * 48
    assert starts == [WEEK[0] + n * HALF_HOUR for n in range(len(rows))]
    assert len(simulated.world.log.entries) == 2


async def test_readings_as_text_are_the_same_readings(simulated: Simulated) -> None:
    numbers = await simulated.consumption()
    simulated.world.scenario.consumption_as_text = True

    assert await simulated.consumption() == numbers


async def test_rows_outside_the_window_are_left_out(simulated: Simulated) -> None:
    simulated.world.scenario.extra_rows = 2

    rows = await simulated.consumption()

    assert rows[0].interval_start == WEEK[0]


@pytest.mark.parametrize(
    ("day", "slots"),
    [
        (datetime(2026, 3, 29, 0, tzinfo=UTC), 46),
        (datetime(2026, 10, 24, 23, tzinfo=UTC), 50),
    ],
)
async def test_a_day_of_a_clock_change_has_all_its_half_hours(
    simulated: Simulated, day: datetime, slots: int
) -> None:
    end = day + slots * HALF_HOUR

    rows = await simulated.client.rest.consumption(*await simulated.meter(), day, end)

    assert [row.interval_start for row in rows] == [
        day + n * HALF_HOUR for n in range(slots)
    ]


async def test_a_hundred_days_of_agile_turn_four_pages(start: Start) -> None:
    simulated = await start("P3")
    product = await simulated.client.rest.product(*await simulated.tariff_codes())
    link = product.tariff.link(Rel.STANDARD_UNIT_RATES)
    assert link is not None

    rates = await simulated.client.rest.rates(
        link, NOON - timedelta(days=100), NOON - timedelta(days=1)
    )

    assert len(rates) == 99 * 48
    assert len({row.valid_from for row in rates}) == len(rates)
    assert len(simulated.world.log.entries) == 3 + 4


async def test_a_meter_that_is_not_smart_has_no_rows(start: Start) -> None:
    simulated = await start("P6")

    assert await simulated.consumption() == ()


async def test_a_moved_customer_has_both_homes_and_both_meters(start: Start) -> None:
    simulated = await start("P5")

    account = await simulated.client.rest.account(simulated.world.account_number)

    old, new = account.properties
    assert old.moved_out_at is not None
    assert new.moved_out_at is None
    point = new.electricity_meter_points[0]
    named = [meter for meter in point.meters if meter.serial_number]
    assert len(named) == 2


async def test_the_key_alone_finds_the_account(simulated: Simulated) -> None:
    numbers = await simulated.client.graphql.viewer_accounts()

    assert numbers == (simulated.world.account_number,)


@pytest.mark.parametrize("persona", ["P1", "P2", "P11"])
async def test_a_car_or_charger_is_among_the_devices(
    start: Start, persona: str
) -> None:
    simulated = await start(persona)

    answer = await simulated.client.smart.devices(simulated.world.account_number)

    assert answer.errors == ()
    for device in answer.value:
        assert device.typename in {"SmartFlexVehicle", "SmartFlexChargePoint"}
        assert device.status is not None
    assert answer.value


async def test_a_minute_of_telemetry_each(simulated: Simulated) -> None:
    device = await simulated.device()

    rows = await simulated.client.graphql.telemetry(
        device, NOON - timedelta(hours=1), NOON, TelemetryGrouping.ONE_MINUTE
    )

    assert rows is not None
    assert 50 <= len(rows) <= 60
    assert all(row.consumption is not None for row in rows)
    assert [row.read_at for row in rows] == sorted(row.read_at for row in rows)


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("null", None),
        ("KT-GB-4039", None),
        ("KT-GB-4056", None),
        ("empty", ()),
        ("offline", ()),
    ],
)
async def test_a_silent_mini_is_told_from_none(
    simulated: Simulated, mode: str, expected: Any
) -> None:
    device = await simulated.device()
    simulated.world.scenario.telemetry = mode

    rows = await simulated.client.graphql.telemetry(
        device, NOON - timedelta(hours=1), NOON, TelemetryGrouping.ONE_MINUTE
    )

    assert rows == expected


async def test_too_much_telemetry_is_a_rate_limit(simulated: Simulated) -> None:
    device = await simulated.device()
    simulated.world.scenario.telemetry_limit = 1
    await simulated.client.graphql.latest_telemetry(device)

    with pytest.raises(KrakenRateLimitError):
        await simulated.client.graphql.latest_telemetry(device)


async def test_a_range_too_old_is_not_found(simulated: Simulated) -> None:
    device = await simulated.device()

    with pytest.raises(KrakenNotFoundError):
        await simulated.client.graphql.telemetry(
            device, *WEEK, TelemetryGrouping.HALF_HOURLY
        )


async def test_a_token_outlives_its_hour_by_renewal(simulated: Simulated) -> None:
    for _ in range(3):
        await simulated.client.graphql.viewer_accounts()
        simulated.world.clock.advance(40 * 60)

    assert simulated.operations == [
        "ObtainToken",
        "Viewer",
        "Viewer",
        "ObtainToken",
        "Viewer",
    ]


async def test_rotated_keys_cost_one_more_token(simulated: Simulated) -> None:
    await simulated.client.graphql.viewer_accounts()
    simulated.world.tokens.rotate()

    await simulated.client.graphql.viewer_accounts()

    assert simulated.operations[2:] == ["Viewer", "ObtainToken", "Viewer"]


async def test_a_revoked_key_is_refused_by_both_interfaces(
    simulated: Simulated,
) -> None:
    simulated.world.revoke_key()

    with pytest.raises(KrakenAuthError):
        await simulated.client.graphql.viewer_accounts()
    with pytest.raises(KrakenAuthError):
        await simulated.client.rest.account(simulated.world.account_number)


async def test_someone_elses_account_is_not_found_by_both_interfaces(
    simulated: Simulated,
) -> None:
    with pytest.raises(KrakenNotFoundError):
        await simulated.client.graphql.supply("A-BBBB2222")
    with pytest.raises(KrakenNotFoundError):
        await simulated.client.rest.account("A-BBBB2222")


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ({"status": 429, "retry_after": 30}, KrakenRateLimitError),
        ({"status": 429, "retry_after": "date:30"}, KrakenRateLimitError),
        ({"html403": True}, KrakenRateLimitError),
        ({"html502": True}, KrakenConnectionError),
        ({"reset": True}, KrakenConnectionError),
        ({"status": 401, "body": '{"detail": "no"}'}, KrakenAuthError),
        ({"truncate": True}, KrakenResponseError),
        ({"empty": True}, KrakenResponseError),
        ({"body": "<html>", "status": 200}, KrakenResponseError),
        ({"next": "self"}, KrakenResponseError),
        ({"next": "other_host"}, KrakenResponseError),
    ],
)
async def test_a_bad_day_is_one_error_that_names_nobody(
    simulated: Simulated, fault: dict[str, object], expected: type[KrakenError]
) -> None:
    mpan, serial = await simulated.meter()
    # aiohttp repeats a request whose kept connection was closed; hence twice.
    simulated.world.faults.add(fault, path="*/consumption/", times=2)

    with pytest.raises(expected) as caught:
        await simulated.consumption()

    assert mpan not in f"{caught.value!r}{caught.value}"
    assert serial not in f"{caught.value!r}{caught.value}"


@pytest.mark.parametrize("retry_after", [30, "date:30"])
async def test_the_wait_asked_for_is_the_wait_told(
    simulated: Simulated, retry_after: object
) -> None:
    simulated.world.faults.add({"status": 429, "retry_after": retry_after})

    with pytest.raises(KrakenRateLimitError) as caught:
        await simulated.client.rest.account(simulated.world.account_number)

    assert caught.value.retry_after == pytest.approx(30, abs=1)


async def test_a_field_switched_off_is_forbidden(simulated: Simulated) -> None:
    simulated.world.scenario.disabled_fields = "devices"

    with pytest.raises(KrakenForbiddenError):
        await simulated.client.smart.devices(simulated.world.account_number)


async def test_one_device_out_of_reach_leaves_the_rest(start: Start) -> None:
    simulated = await start("P11")
    simulated.world.faults.add(
        {"partial": "KT-CT-4360", "path": "devices.0.status"}, operation="Devices"
    )

    answer = await simulated.client.smart.devices(simulated.world.account_number)

    assert answer.value[0].status is None
    assert answer.errors[0].path == ("devices", 0, "status")


async def test_our_questions_are_cheap(simulated: Simulated) -> None:
    device = await simulated.device()
    await simulated.client.graphql.latest_telemetry(device)
    await simulated.client.smart.devices(simulated.world.account_number)
    await simulated.client.graphql.viewer_accounts()

    costs = [entry.complexity for entry in simulated.world.log.entries]
    assert len(costs) == 5
    assert all(cost is not None and cost <= 60 for cost in costs)


async def test_tokens_are_sent_as_jwt_and_keys_as_basic(simulated: Simulated) -> None:
    await simulated.consumption()
    await simulated.client.graphql.viewer_accounts()

    assert [entry.auth for entry in simulated.world.log.entries] == [
        "basic",
        "basic",
        "none",
        "jwt",
    ]
