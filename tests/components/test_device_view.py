"""What is shown of a device, and for how long."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from freezegun.api import TickingDateTimeFactory
import pytest

from custom_components.octopus_ev.core.plan import DeviceReport
from custom_components.octopus_ev.core.smart import (
    Device,
    DeviceKind,
    DeviceState,
    DispatchType,
    Gauge,
    PlannedDispatch,
    SeenPlan,
)
from custom_components.octopus_ev.core.smart_record import SmartRecord
from custom_components.octopus_ev.core.span import Span
from custom_components.octopus_ev.device_view import DeviceView, device_views
from homeassistant.core import HomeAssistant

from .desks import FIRST_DAY, KEY, Desk
from .views import at

CAR = Device(
    key="abcdef0123",
    device_id="00000000-0000-4000-8000-000000000001",
    kind=DeviceKind.VEHICLE,
    make="Tesla",
    model="Model 3",
    state=DeviceState.PLUGGED_IN,
)
DISPATCH = PlannedDispatch(
    span=Span(at("12:30"), at("14:00")), type=DispatchType.SMART, energy=Decimal(10)
)
REPORT = DeviceReport(
    device=CAR, told=at("12:00"), plan=(DISPATCH,), plan_told=at("12:00")
)
NO_RECORD = SmartRecord()


def shown(report: DeviceReport, now: datetime) -> DeviceView:
    [view] = device_views((report,), NO_RECORD, now)
    return view


def told(state: DeviceState | None) -> DeviceReport:
    return replace(REPORT, device=replace(CAR, state=state))


def devices(desk: Desk, key: str = KEY) -> tuple[DeviceView, ...] | None:
    return desk.engine.view(key).devices


def test_a_plan_is_shown_as_it_was_told() -> None:
    view = shown(REPORT, at("12:10"))

    assert view.state is DeviceState.PLUGGED_IN
    assert view.plans
    assert view.block == DISPATCH.span
    assert view.planned_energy == 10
    assert view.dispatching is False
    assert view.stale_at == at("12:30")


def test_what_a_device_does_is_unknown_once_nobody_has_told_for_long() -> None:
    view = shown(REPORT, at("12:40"))

    assert not view.fresh
    assert view.state is None
    assert view.block == DISPATCH.span
    # The plan stands for it a little longer.
    assert view.dispatching is True
    assert view.stale_at == at("13:00")

    view = shown(REPORT, at("13:00"))
    assert view.plan is None
    assert view.block is None
    assert view.planned_energy is None
    assert view.dispatching is None
    assert view.stale_at is None


def test_a_plan_that_cannot_be_told_keeps_the_last_one_with_its_age() -> None:
    report = replace(REPORT, told=at("12:50"))

    assert shown(report, at("12:55")).block == DISPATCH.span
    assert shown(report, at("13:00")).block is None


def test_a_car_that_has_left_has_no_plan() -> None:
    view = shown(told(DeviceState.UNPLUGGED), at("12:10"))

    assert view.plan == ()
    assert view.block is None
    assert view.planned_energy == 0
    assert view.dispatching is False


def test_a_device_without_a_plan_says_so() -> None:
    charging = told(DeviceState.SMART_CHARGING)
    never = replace(charging, plan=None, plan_told=None)
    empty = replace(charging, plan=())
    record = SmartRecord(
        plans=(
            SeenPlan(
                device_key=CAR.key,
                dispatch=DISPATCH,
                first_seen=at("12:00"),
                last_seen=at("12:00"),
            ),
        )
    )

    assert not shown(never, at("12:10")).plans
    assert shown(never, at("12:10")).dispatching is True
    assert not shown(empty, at("12:10")).plans
    [view] = device_views((empty,), record, at("12:10"))
    assert view.plans


@pytest.mark.parametrize(
    ("measured", "now", "power"),
    [("12:00", "12:10", 7), ("11:45", "12:10", 7), ("11:44", "12:10", None)],
)
def test_power_of_long_ago_is_not_that_of_now(
    measured: str, now: str, power: int | None
) -> None:
    car = replace(CAR, power=Gauge(at(measured), Decimal(7)))

    assert shown(replace(REPORT, device=car), at(now)).power == power


def test_power_is_unknown_once_nobody_has_told_for_long() -> None:
    car = replace(CAR, power=Gauge(at("12:00"), Decimal(7)))

    assert shown(replace(REPORT, device=car), at("12:40")).power is None
    assert shown(REPORT, at("12:10")).power is None


def test_devices_of_the_same_model_are_told_apart_and_retired_ones_left_out() -> None:
    other = replace(REPORT, device=replace(CAR, key="other", model="Model Y"))
    second = replace(REPORT, device=replace(CAR, key="second"))
    retired = replace(REPORT, device=replace(CAR, key="retired", retired=True))

    views = device_views((REPORT, retired, other, second), NO_RECORD, at("12:10"))

    assert [(view.device.key, view.number) for view in views] == [
        (CAR.key, 1),
        ("other", 1),
        ("second", 2),
    ]


async def test_the_engine_shows_the_devices_of_a_home_at_its_first_point(
    hass: HomeAssistant, freezer: TickingDateTimeFactory
) -> None:
    async with Desk.at_work(hass, freezer) as desk:
        assert devices(desk) is None
        now = FIRST_DAY + timedelta(hours=12)
        freezer.move_to(now)
        elsewhere = replace(CAR, key="elsewhere", home=1)
        reports = [DeviceReport(device=device, told=now) for device in (CAR, elsewhere)]

        await desk.engine.async_devices(reports)

        assert [view.device for view in devices(desk) or ()] == [CAR]
        assert [view.state for view in devices(desk) or ()] == [CAR.state]
        await desk.wait(minutes=41)
        assert [view.state for view in devices(desk) or ()] == [None]
        await desk.engine.async_devices([])
        assert devices(desk) == ()

        point = desk.view.point
        other = replace(point, key="other")
        await desk.engine.async_points({KEY: point, "other": other})
        await desk.engine.async_devices(reports)
        assert len(devices(desk) or ()) == 1
        assert devices(desk, "other") == ()
